/** Transfers that I said I would make, in the trio's world; and how their routes are called. */
import { rfReference } from "../../server/formats/iban/index.ts";
import { insertTransfers } from "../../server/modules/payments/sql/transfer-orders.ts";
import { dayInParis } from "../../server/platform/dates.ts";
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { anEntry } from "../harness/builders.ts";
import type { Case } from "./cases.ts";

export type Transfers = Awaited<ReturnType<typeof buildTransfers>>;

export async function buildTransfers(
  app: TestApp,
  shop: { organizationId: string; creditorId: string; creditorOut: string },
  me: { user: { id: unknown }; accountId: string },
) {
  const { organizationId, creditorId } = shop;
  await app.admin.query(
    `update organizations set settings = settings || '{"payByTransfer": true}' where organization_id = $1`,
    [organizationId],
  );
  const ordered = async (n: number) => {
    const entry = await anEntry(app, organizationId, me.accountId, 1500);
    const id = newId();
    await app.inside(organizationId, (ctx) =>
      insertTransfers(ctx, [
        {
          id,
          reference: rfReference(`TRIO${n}`),
          user_id: me.user.id as string,
          creditor_id: creditorId,
          account_id: me.accountId,
          cents: 1500,
          made_at: new Date(),
          expires_on: dayInParis(new Date()),
          parts: [{ entry_id: entry.id as string, cents: 1500 }],
        },
      ]),
    );
    return outside("transfer", id);
  };
  return {
    creditor: shop.creditorOut,
    read: await ordered(1),
    cancelled: await ordered(2),
    mailed: await ordered(3),
  };
}

/** How I call the routes of transfers. */
export function transferCases({ creditor, read, cancelled, mailed }: Transfers): Record<string, Case> {
  return {
    orderTransfer: { params: { creditor }, body: { expectedCents: 1 }, own: true, mine: 409 },
    listTransferOrders: { own: true },
    readTransferOrder: { params: { transfer: read } },
    cancelTransferOrder: { params: { transfer: cancelled } },
    mailTransferOrder: { params: { transfer: mailed } },
  };
}
