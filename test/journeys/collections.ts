/** A creditor of its own that collects with four eyes, two debtors with mandates, an accountant and a manager. */
import type { Simulators } from "../../server/gateways/simulators.ts";
import { announceAll } from "../../server/modules/collections/announce-collections.ts";
import { settleCollections } from "../../server/modules/collections/settle-collections.ts";
import { dayInParis } from "../../server/platform/dates.ts";
import type { TestApp } from "../harness/app.ts";
import { aStaffUser } from "../harness/builders.ts";
import { aPayer, aStatusFile, collectingSettings } from "../harness/collections.ts";
import { openShop } from "../harness/payments.ts";

export type BuiltCollecting = {
  organizationId: string;
  accountant: { identifier: string; base: string };
  manager: { identifier: string; base: string };
  second: { identifier: string; base: string };
  customer: { identifier: string; base: string; email: string };
};
let serial = 0;

export async function buildCollecting(
  app: TestApp,
  simulators: Simulators,
  passwordHash: string,
): Promise<BuiltCollecting> {
  serial += 1;
  const own = serial;
  const shop = await openShop(app, simulators, "ogone");
  const { organizationId, base } = shop;
  await app.admin.query("update organizations set name = 'Éditions du Phare' where organization_id = $1", [
    organizationId,
  ]);
  await collectingSettings(app, organizationId, shop.creditorId, { days: [] });
  const today = dayInParis(new Date());
  const payers = [];
  for (const cents of [4500, 1200])
    payers.push(
      await aPayer(app, shop, [cents], { entry: { due_on: today }, mandate: { signed_on: "2026-01-10" } }),
    );
  const email = `debiteur${own}@example.org`;
  await app.admin.query(
    "update users set identifier = $2, email = $3, name = 'Camille Débiteur', password_hash = $4 where id = $1",
    [payers[0]!.user.id, `debiteur${own}`, email, passwordHash],
  );
  const staff = [
    ["accountant", "accountant", "Alex Comptable"],
    ["manager", "manager", "Alix Responsable"],
    ["second", "manager", "Sacha Second"],
  ] as const;
  for (const [who, role, name] of staff)
    await aStaffUser(app, organizationId, role, {
      identifier: `${who}-debits${own}`,
      name,
      password_hash: passwordHash,
    });
  await announceAll(app.outer(organizationId));
  return {
    organizationId,
    accountant: { identifier: `accountant-debits${own}`, base },
    manager: { identifier: `manager-debits${own}`, base },
    second: { identifier: `second-debits${own}`, base },
    customer: { identifier: `debiteur${own}`, base, email },
  };
}

/** The day of collection has come: what the bank has is collected. @returns what the bank says of the first debit. */
export async function collectDebits(app: TestApp, organizationId: string): Promise<{ status: string }> {
  await app.admin.query(
    "update collections set collect_on = $2 where organization_id = $1 and state = 'sent'",
    [organizationId, dayInParis(new Date())],
  );
  await settleCollections(app.outer(organizationId));
  const { rows } = await app.admin.query<{ end_to_end_id: string; message_id: string }>(
    "select c.end_to_end_id, b.message_id from collections c join debit_batches b on b.id = c.batch_id where c.organization_id = $1 and c.cents = 4500",
    [organizationId],
  );
  const { end_to_end_id: endToEndId, message_id: messageId } = rows[0]!;
  return { status: aStatusFile(messageId, [{ endToEndId, code: "AM04" }]).toString() };
}
