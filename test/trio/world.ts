/** Two organizations; in the first one, me, somebody else, and staff of every rank; something of mine for every route. */

import type { Simulators } from "../../server/gateways/simulators.ts";
import { newId, outside } from "../../server/platform/ids.ts";
import { hashToken, newToken } from "../../server/platform/secrets.ts";
import type { TestApp } from "../harness/app.ts";
import { aCustomer, anEntry, aParty, aStaffUser, aUser } from "../harness/builders.ts";
import { aDebtor, decideAtProvider, openShop } from "../harness/payments.ts";
import { buildAccess } from "./access.ts";
import { buildBanking } from "./banking.ts";
import { buildBills } from "./bills.ts";
import { buildCollections } from "./collections.ts";
import { buildCoordinates } from "./coordinates.ts";
import { buildDeclarations } from "./declarations.ts";
import { buildDisputes } from "./disputes.ts";
import { buildExports } from "./exports.ts";
import { buildMandates } from "./mandates.ts";
import { buildMessages } from "./messages.ts";
import { buildNotifications } from "./notifications.ts";
import { buildPrivacy } from "./privacy.ts";
import { buildProtection } from "./protection.ts";
import { buildSignatures } from "./signatures.ts";
import { buildTransfers } from "./transfers.ts";
import { buildWebhooks } from "./webhooks.ts";

export type World = Awaited<ReturnType<typeof buildWorld>>;

export async function buildWorld(app: TestApp, simulators: Simulators) {
  const shop = await openShop(app, simulators, "ogone");
  const elsewhere = await openShop(app, simulators, "ogone");
  const organizationId = shop.organizationId;
  const me = await aDebtor(app, shop, [4000, 6000, 2500]);
  const invoiceId = newId();
  await app.admin.query(
    "insert into invoices (organization_id, id, account_id, number, issued_on, net_cents, vat_cents, total_cents) values ($1, $2, $3, 'F-1', '2026-10-01', 2083, 417, 2500)",
    [organizationId, invoiceId, me.accountId],
  );
  await app.admin.query("update entries set invoice_id = $1 where id = $2", [invoiceId, me.entryIds[2]]);
  await me.fill([me.entryIds[0]!]);
  const paid = await me.leave().then(async (left) => {
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    return left.id;
  });
  const lettering = await app.admin.query<{ id: string }>(
    "select id from letterings where organization_id = $1 limit 1",
    [organizationId],
  );
  const staff = {
    reader: await aStaffUser(app, organizationId, "reader"),
    accountant: await aStaffUser(app, organizationId, "accountant"),
    manager: await aStaffUser(app, organizationId, "manager"),
    administrator: await aStaffUser(app, organizationId, "administrator", { email: "chef@example.org" }),
  };
  const bearer = await aToken(app, organizationId, ["read", "publish"]);
  const importId = newId();
  await app.admin.query(
    `insert into imports (organization_id, id, creditor_id, kind, mode, file_name, file_hash, bytes, state, created_by, created_at)
     values ($1, $2, $3, 'batch', 'apply', 'x.jsonl', $4, 1, 'done', $5, now())`,
    [organizationId, importId, shop.creditorId, "0".repeat(64), `token:${bearer.id}`],
  );
  const mailId = newId();
  await app.admin.query(
    `insert into mails (organization_id, id, kind, to_address, subject, text, html, subject_kind, subject_id, once_key, created_at)
     values ($1, $2, 'test', 'a@example.org', 'Bonjour', 'Bonjour', '<p>Bonjour</p>', 'user', $3, $4, now())`,
    [organizationId, mailId, me.user.id, mailId],
  );
  const party = await aParty(app, organizationId);
  const owed = await anEntry(app, organizationId, me.accountId, 5000);
  return {
    shop,
    elsewhere,
    me,
    stranger: await aCustomer(app, organizationId, shop.creditorId),
    target: await aCustomer(app, shop.organizationId, shop.creditorId),
    subject: await aUser(app, organizationId),
    foreigner: await aStaffUser(app, elsewhere.organizationId, "administrator"),
    staff,
    bearer: bearer.secret,
    declarations: await buildDeclarations(app, organizationId, me),
    coordinates: await buildCoordinates(app, organizationId, me.user.id as string),
    banking: await buildBanking(app, shop, me.accountId),
    disputes: await buildDisputes(app, organizationId, shop.base, me),
    collections: await buildCollections(app, shop, me, staff),
    mandates: await buildMandates(app, shop, me, staff.accountant.cookie),
    messages: await buildMessages(app, organizationId, shop.creditorId, me),
    signatures: await buildSignatures(app, organizationId),
    notifications: await buildNotifications(app, organizationId, me.user.id as string),
    transfers: await buildTransfers(app, shop, me),
    privacy: await buildPrivacy(app, organizationId, me.user.id as string),
    foreignBearer: (await aToken(app, elsewhere.organizationId, ["read", "publish"])).secret,
    ids: {
      ...(await buildBills(app, {
        organizationId,
        creditorId: shop.creditorId,
        invoiceId,
        clerkId: staff.accountant.id,
      })),
      ...(await buildAccess(app, organizationId, me.party.id as string)),
      ...(await buildProtection(app, organizationId, me.user.id as string)),
      ...(await buildWebhooks(app, organizationId)),
      ...(await buildExports(app, organizationId, shop.creditorId, me.accountId)),
      account: outside("account", me.accountId),
      creditor: shop.creditorOut,
      entry: outside("entry", owed.id),
      invoice: outside("invoice", invoiceId),
      lettering: outside("lettering", lettering.rows[0]!.id),
      payment: paid,
      import: outside("import", importId),
      mail: outside("mail", mailId),
      party: outside("party", party.id as string),
      token: outside("token", (await aToken(app, organizationId, ["read"])).id),
    },
  };
}

async function aToken(app: TestApp, organizationId: string, scopes: string[]) {
  const [id, secret] = [newId(), `qts_${newToken()}`];
  await app.admin.query(
    "insert into api_tokens (organization_id, id, name, token_hash, scopes, created_at) values ($1, $2, 'test', $3, $4, now())",
    [organizationId, id, hashToken(secret), scopes],
  );
  return { id, secret };
}
