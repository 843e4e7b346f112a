/** Creditors that offer direct debit, each in an organization of its own that sends texts, with a customer and staff. */
import { outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { aCustomer, anEntry, aStaffUser } from "../harness/builders.ts";
import { openDebits } from "../harness/mandates.ts";
import { switchTextsOn } from "../harness/messages.ts";

export type DebitsWish = { cents: number[] };
export type BuiltDebits = {
  organizationId: string;
  base: string;
  customer: { identifier: string; base: string; account: string; email: string };
  staff: { identifier: string; base: string };
};

let serial = 0;

export async function buildDebits(
  app: TestApp,
  messages: Parameters<typeof switchTextsOn>[1],
  wish: DebitsWish,
  passwordHash: string,
): Promise<BuiltDebits> {
  serial += 1;
  const own = serial;
  const debits = await openDebits(app);
  await switchTextsOn(app, messages, debits.organization);
  const email = `debiteur${own}@example.org`;
  const customer = await aCustomer(app, debits.organizationId, debits.creditorId, {
    user: { identifier: `debiteur${own}`, name: "Camille Durand", email, password_hash: passwordHash },
    party: { name: "Camille Durand", address: ["12 rue des Lilas", "71000 Mâcon"] },
    account: { label: `Eau ${own}` },
  });
  for (const cents of wish.cents)
    await anEntry(app, debits.organizationId, customer.account.id as string, cents, {
      label: "Facture d’eau",
      due_on: "2026-12-15",
    });
  await aStaffUser(app, debits.organizationId, "manager", {
    identifier: `regisseur${own}`,
    name: "Alex Régisseur",
    password_hash: passwordHash,
  });
  return {
    organizationId: debits.organizationId,
    base: debits.base,
    customer: {
      identifier: `debiteur${own}`,
      base: debits.base,
      account: outside("account", customer.account.id as string),
      email,
    },
    staff: { identifier: `regisseur${own}`, base: debits.base },
  };
}

/** Ten minutes have passed for every code that waits in an organization. */
export async function letCodesExpire(app: TestApp, organizationId: string): Promise<{ done: true }> {
  await app.admin.query(
    "update mandate_signatures set code_until = now() - interval '1 second' where organization_id = $1 and state = 'open' and code_until is not null",
    [organizationId],
  );
  return { done: true };
}
