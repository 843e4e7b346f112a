/** A creditor that collects by direct debit, debtors with mandates in force, staff, and the gestures of a batch, over real HTTP. */

import type { SftpSimulator } from "../../server/gateways/sftp/simulator.ts";
import { announceAll } from "../../server/modules/collections/announce-collections.ts";
import {
  readCollectionSettings,
  saveCollectionSettings,
} from "../../server/modules/collections/configure-collections.ts";
import { contract, refusals } from "../../server/modules/collections/contract.ts";
import { jobs } from "../../server/modules/collections/jobs.ts";
import { routes } from "../../server/modules/collections/routes.ts";
import { makeFile } from "../../server/modules/collections/write-file.ts";
import type { Actor } from "../../server/platform/context.ts";
import { moduleOf } from "../../server/platform/doors.ts";
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "./app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization, aStaffUser, call } from "./builders.ts";
import { IBAN } from "./mandates.ts";

export const collectionsModule = moduleOf("collections", contract, routes, refusals, jobs);

type Over = Record<string, unknown>;

/** How a creditor collects: on the 5th, with four eyes. */
export const collectingSettings = (
  app: TestApp,
  organizationId: string,
  creditorId: string,
  over: Over = {},
) =>
  insert(app, "collection_settings", {
    organization_id: organizationId,
    creditor_id: creditorId,
    enabled: true,
    version: "pain.008.001.08",
    days: [5],
    lead_days: 1,
    cut_off_hour: 10,
    four_eyes: true,
    customer_cancels: true,
    fee_cents: 0,
    fee_account: "708500",
    retry_days: null,
    drop_enabled: false,
    updated_at: new Date(),
    ...over,
  });

/** An organization with one creditor that collects on the 5th, with four eyes, its accountant and its manager. */
export async function openCollector(app: TestApp, settings: Over = {}) {
  const organization = await anOrganization(app);
  const organizationId = organization.organization_id;
  const creditor = await aCreditor(app, organizationId, {
    name: "Régie de l’eau",
    legal_name: "Régie de l’eau de Montfleuri",
    address: ["1 place de la Mairie", "71000 Mâcon"],
  });
  const creditorId = creditor.id as string;
  await collectingSettings(app, organizationId, creditorId, settings);
  const [accountant, manager] = [
    await aStaffUser(app, organizationId, "accountant"),
    await aStaffUser(app, organizationId, "manager"),
  ];
  const as = (cookie: string) => (method: string, path: string, body?: unknown) =>
    call(method, `${organization.base}/api${path}`, { cookie, body });
  return {
    organization,
    organizationId,
    creditorId,
    creditorOut: outside("creditor", creditorId),
    base: organization.base,
    accountant: as(accountant.cookie),
    manager: as(manager.cookie),
    staff: { accountant, manager },
  };
}
export type Collector = Awaited<ReturnType<typeof openCollector>>;

async function insert(app: TestApp, table: string, row: Over): Promise<void> {
  const names = Object.keys(row);
  await app.admin.query(
    `insert into ${table} (${names.join(", ")}) values (${names.map((_, i) => `$${i + 1}`).join(", ")})`,
    Object.values(row),
  );
}

/** A customer who owes these amounts, due before the 5th of March 2027, and who has signed a mandate. */
export async function aPayer(
  app: TestApp,
  collector: Pick<Collector, "organizationId" | "creditorId" | "base">,
  amounts: readonly number[],
  over: { mandate?: Over; entry?: Over } = {},
) {
  const { organizationId, creditorId } = collector;
  const customer = await aCustomer(app, organizationId, creditorId);
  const accountId = customer.account.id as string;
  const entryIds: string[] = [];
  for (const cents of amounts)
    entryIds.push(
      (await anEntry(app, organizationId, accountId, cents, { due_on: "2027-02-20", ...over.entry }))
        .id as string,
    );
  const mandateId = newId();
  const umr = `REGIE-${mandateId.slice(-12).toUpperCase()}`;
  await insert(app, "mandates", {
    organization_id: organizationId,
    id: mandateId,
    umr,
    creditor_id: creditorId,
    party_id: customer.party.id,
    account_id: accountId,
    user_id: customer.user.id,
    origin: "online",
    scheme: "CORE",
    mode: "automatic",
    state: "active",
    language: "fr",
    purpose: "Régie de l’eau",
    pre_notification_days: 14,
    debtor_name: customer.user["name"] ?? "Camille Durand",
    debtor_address: ["12 rue des Lilas", "71000 Mâcon"],
    debtor_iban: IBAN,
    creditor_name: "Régie de l’eau de Montfleuri",
    creditor_ics: "FR72ZZZ123456",
    signed_on: "2027-01-10",
    created_at: new Date(),
    changed_at: new Date(),
    ...over.mandate,
  });
  return {
    ...customer,
    accountId,
    entryIds,
    mandateId,
    umr,
    api: (method: string, path: string, body?: unknown) =>
      call(method, `${collector.base}/api${path}`, { cookie: customer.user.cookie, body }),
  };
}

/** An instalment of a plan that was signed. */
export const anInstalment = async (
  app: TestApp,
  organizationId: string,
  mandateId: string,
  rank: number,
  dueOn: string,
  cents: number,
): Promise<string> => {
  const id = newId();
  await insert(app, "mandate_instalments", {
    organization_id: organizationId,
    id,
    mandate_id: mandateId,
    rank,
    due_on: dueOn,
    cents,
  });
  return id;
};

/** A pain.002 that says of debits that they came back; of the whole file without any. */
export const aStatusFile = (
  messageId: string,
  returned: readonly { endToEndId: string; code: string }[],
  groupCode: string | null = null,
): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2027-03-04T08:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>${
    groupCode
      ? `<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>${groupCode}</Cd></Rsn></StsRsnInf>`
      : "<GrpSts>PART</GrpSts>"
  }</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>${messageId}-1</OrgnlPmtInfId>${returned
    .map(
      ({ endToEndId, code }) =>
        `<TxInfAndSts><OrgnlEndToEndId>${endToEndId}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf></TxInfAndSts>`,
    )
    .join("")}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>`);

/** `bat_0197...` -> the UUID inside. */
export const uuid = (id: string): string =>
  id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** A member of staff, for acts that are called without HTTP. */
export const staffActor = (userId: unknown, role: "manager" | "administrator" = "manager"): Actor => ({
  kind: "user",
  userId: userId as string,
  sessionId: "",
  name: "Test",
  staff: { role, creditorIds: null },
  viewedBy: null,
  mustChangePassword: false,
});

/** The creditor's files are dropped at a simulated bank from now on. @returns the settings as they are shown. */
export const openDropOf = (app: TestApp, shop: Collector, bank: SftpSimulator) =>
  app.inside(
    shop.organizationId,
    async (ctx) => {
      const {
        creditor: _,
        ics: __,
        maskedIban: ___,
        updatedAt: ____,
        ...before
      } = await readCollectionSettings(ctx, shop.creditorId);
      return saveCollectionSettings(ctx, shop.creditorId, {
        ...before,
        drop: {
          ...before.drop,
          enabled: true,
          host: bank.host,
          port: bank.port,
          user: bank.user,
          password: bank.password,
          hostKeys: [bank.hostKey],
          folder: "in",
        },
      });
    },
    staffActor(shop.staff.manager["id"], "administrator"),
  );

/** It is another day: nobody is signed out for that. */
export async function itIs(app: TestApp, text: string): Promise<void> {
  app.setClock(new Date(text));
  await app.admin.query(
    "update sessions set seen_at = $1, expires_at = $1::timestamptz + interval '9 days'",
    [text],
  );
}

/** What staff do with batches, and what is looked at. */
export function gesturesOf(app: TestApp, shop: Collector) {
  const outer = () => app.outer(shop.organizationId);
  const path = (id: string, act = "") => `/office/debit-batches/${id}${act}`;
  const gestures = {
    outer,
    async announce() {
      await itIs(app, app.services.clock().toISOString());
      await announceAll(outer());
    },
    coming: async () => (await shop.manager("GET", "/office/collections?state=coming")).json.items,
    prepare: async (until = "2027-03-05") =>
      (await shop.accountant("POST", "/office/debit-batches", { creditor: shop.creditorOut, until })).json,
    release: (batch: { id: string; cents: number; collectOn: string }, over: object = {}) =>
      shop.manager("POST", path(batch.id, "/release"), {
        expectedCents: batch.cents,
        collectOn: batch.collectOn,
        ...over,
      }),
    read: async (id: string) => (await shop.manager("GET", path(id))).json,
    makeFile: (id: string) => makeFile(outer(), uuid(id)),
    fileOf: async (id: string) => (await shop.accountant("GET", path(id, "/file"))).buffer.toString(),
    send: (id: string) => shop.accountant("POST", path(id, "/sent")),
    facts: async (name: string) =>
      (
        await app.admin.query<{ data: Record<string, unknown> }>(
          "select data from facts where organization_id = $1 and name = $2 order by id",
          [shop.organizationId, name],
        )
      ).rows.map((row) => row.data),
    /** Announced, prepared, released, written and given to the bank. */
    async sent() {
      await gestures.announce();
      await itIs(app, "2027-03-02T08:00:00Z");
      const batch = await gestures.prepare();
      await gestures.release(batch);
      await gestures.makeFile(batch.id);
      await gestures.send(batch.id);
      return gestures.read(batch.id);
    },
  };
  return gestures;
}
