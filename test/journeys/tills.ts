/** Creditors with options of their own, each open for payment, with a customer who owes and an accountant. */
import type { Simulators } from "../../server/gateways/simulators.ts";
import { outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { aCustomer, anEntry, aStaffUser } from "../harness/builders.ts";
import { openShop, type Provider } from "../harness/payments.ts";

export type TillWish = {
  provider: Provider;
  settings?: Record<string, unknown>;
  entries: { label: string; cents: number; piece?: string; dueOn?: string }[];
  withoutEmail?: boolean;
  /** An accountant when absent. */
  staffRole?: "accountant" | "manager" | "administrator";
};
export type BuiltTill = {
  base: string;
  customer: { identifier: string; base: string; account: string; email: string };
  staff: { identifier: string; base: string };
};

let serial = 0;

export async function buildTill(
  app: TestApp,
  simulators: Simulators,
  wish: TillWish,
  passwordHash: string,
): Promise<BuiltTill> {
  serial += 1;
  const own = serial;
  const shop = await openShop(app, simulators, wish.provider, wish.settings);
  await app.admin.query("update organizations set name = 'Éditions du Phare' where organization_id = $1", [
    shop.organizationId,
  ]);
  await app.admin.query(
    "update creditors set legal_name = 'Éditions du Phare SAS', siret = '12345678900017', email = $2 where id = $1",
    [shop.creditorId, `caisse${own}@phare.example`],
  );
  const email = `payeur${own}@example.org`;
  const customer = await aCustomer(app, shop.organizationId, shop.creditorId, {
    user: {
      identifier: `payeur${own}`,
      name: `Camille Payeur ${own}`,
      email: wish.withoutEmail ? null : email,
      password_hash: passwordHash,
    },
    account: { label: `Abonnement ${own}` },
  });
  for (const { label, cents, piece = "", dueOn = "2026-12-15" } of wish.entries)
    await anEntry(app, shop.organizationId, customer.account.id as string, cents, {
      label,
      piece,
      due_on: cents > 0 ? dueOn : null,
      entered_on: "2026-11-02",
    });
  await aStaffUser(app, shop.organizationId, wish.staffRole ?? "accountant", {
    identifier: `caissier${own}`,
    name: `Alex Caissier ${own}`,
    password_hash: passwordHash,
  });
  return {
    base: shop.base,
    customer: {
      identifier: `payeur${own}`,
      base: shop.base,
      account: outside("account", customer.account.id as string),
      email,
    },
    staff: { identifier: `caissier${own}`, base: shop.base },
  };
}
