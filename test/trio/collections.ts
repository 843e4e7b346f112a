/** Direct debits of the trio's world: mine, a batch for each act that ends it; and how I call their routes. */

import { addTargetDays } from "../../server/formats/sepa/index.ts";
import { announceAll } from "../../server/modules/collections/announce-collections.ts";
import { settleCollections } from "../../server/modules/collections/settle-collections.ts";
import { dayInParis } from "../../server/platform/dates.ts";
import { outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { aSession, call } from "../harness/builders.ts";
import { aPayer, aStatusFile, collectingSettings, uuid } from "../harness/collections.ts";
import type { Case } from "./cases.ts";

export type Collections = Awaited<ReturnType<typeof buildCollections>>;

type Place = { organizationId: string; creditorId: string; base: string };
type Me = { party: { id: unknown }; user: { id: unknown } };
type Staff = { accountant: { id: unknown }; manager: { id: unknown } };

/** Each debit is of an account of mine; each batch is at another stage. */
export async function buildCollections(app: TestApp, place: Place, me: Me, staff: Staff) {
  const { organizationId, creditorId, base } = place;
  await collectingSettings(app, organizationId, creditorId, { days: [], four_eyes: false });
  const now = app.services.clock();
  const due = dayInParis(now);
  const api = (who: "accountant" | "manager") => async (method: string, path: string, body?: unknown) =>
    call(method, `${base}/api${path}`, {
      cookie: (await aSession(app, organizationId, staff[who].id as string)).cookie,
      body,
    });
  const [accountant, manager] = [api("accountant"), api("manager")];
  /** One more debit of mine that is announced, alone in a batch when wanted. */
  const announced = async () => {
    const payer = await aPayer(app, place, [1234], {
      entry: { due_on: due },
      mandate: { signed_on: "2026-01-10" },
    });
    await app.admin.query("update accounts set party_id = $2 where id = $1", [payer.accountId, me.party.id]);
    await app.admin.query("update mandates set party_id = $2, user_id = $3 where id = $1", [
      payer.mandateId,
      me.party.id,
      me.user.id,
    ]);
    await announceAll(app.outer(organizationId));
    const { rows } = await app.admin.query<{ id: string; end_to_end_id: string }>(
      "select id, end_to_end_id from collections where mandate_id = $1",
      [payer.mandateId],
    );
    return { id: outside("collection", rows[0]!.id), reference: rows[0]!.end_to_end_id };
  };
  const until = addTargetDays(due, 30);
  const batch = async (stage: "draft" | "ready" | "sent") => {
    const one = await announced();
    const made = (
      await accountant("POST", "/office/debit-batches", { creditor: outside("creditor", creditorId), until })
    ).json;
    if (stage !== "draft")
      await manager("POST", `/office/debit-batches/${made.id}/release`, {
        expectedCents: made.cents,
        collectOn: made.collectOn,
      });
    await app.quiet();
    if (stage === "sent") await accountant("POST", `/office/debit-batches/${made.id}/sent`);
    return { id: made.id as string, cents: made.cents as number, collectOn: made.collectOn as string, one };
  };
  const sent = await batch("sent");
  await settleCollections(app.outer(organizationId));
  await call("POST", `${base}/api/office/return-files`, {
    cookie: (await aSession(app, organizationId, staff.accountant.id as string)).cookie,
    body: aStatusFile("QTS", [{ endToEndId: sent.one.reference, code: "AM04" }]),
    headers: { "content-type": "application/octet-stream" },
  });
  const returned = (await accountant("GET", "/office/collection-returns")).json.items[0].id as string;
  const failed = await batch("ready");
  await app.admin.query(
    "update debit_batches set drop_state = 'failed' where message_id is not null and id = $1",
    [uuid(failed.id)],
  );
  const [left, said] = [await batch("ready"), await batch("ready")];
  for (const one of [left, said]) await accountant("GET", `/office/debit-batches/${one.id}/file`);
  await app.admin.query(
    "update debit_batches set not_taken_at = now(), not_taken_by = $2, not_taken_reason = 'Refusé' where id = $1",
    [uuid(said.id), staff.manager.id],
  );
  return {
    left,
    said,
    creditor: outside("creditor", creditorId),
    draft: await batch("draft"),
    toRelease: await batch("draft"),
    toCancel: await batch("draft"),
    ready: await batch("ready"),
    failed,
    returned,
    until,
    mine: (await announced()).id,
    cancelled: (await announced()).id,
    dropped: (await announced()).id,
  };
}

/** How I call the routes of direct debits. */
export function collectionCases(collections: Collections): Record<string, Case> {
  const { creditor, draft, toRelease, toCancel, ready, failed, left, said, returned, until } = collections;
  const batch = { batch: draft.id };
  const collection = { collection: collections.mine };
  const settings = {
    enabled: true,
    bic: "",
    version: "pain.008.001.08",
    days: [5],
    leadDays: 1,
    cutOffHour: 10,
    batchBooking: null,
    fourEyes: false,
    customerCancels: true,
    feeCents: 0,
    feeAccount: "708500",
    retryDays: null,
    drop: {
      enabled: false,
      host: "sftp.bank.example",
      port: 22,
      user: "quitus",
      password: "secret",
      privateKey: "",
      passphrase: "",
      hostKeys: [`SHA256:${"A".repeat(43)}`],
      folder: "",
    },
  };
  return {
    listCollections: { own: true },
    readCollection: { params: collection },
    cancelCollection: { params: { collection: collections.cancelled } },
    listOfficeCollections: {},
    readOfficeCollection: { params: collection },
    cancelOfficeCollection: { params: { collection: collections.dropped } },
    announceCollections: { params: { creditor } },
    listReturns: {},
    handleReturn: { params: { collectionReturn: returned }, body: { how: "done" } },
    importReturns: {
      body: aStatusFile("QTS", []),
      contentType: "application/octet-stream",
    },
    listComing: {},
    listBatches: {},
    prepareBatch: { body: { creditor, until } },
    readBatch: { params: batch },
    listBatchCollections: { params: batch },
    checkBatch: { params: batch },
    releaseBatch: {
      params: { batch: toRelease.id },
      body: { expectedCents: toRelease.cents, collectOn: toRelease.collectOn },
    },
    cancelBatch: { params: { batch: toCancel.id } },
    sayBatchNotTaken: { params: { batch: left.id }, body: { reason: "Refusé par la banque" } },
    answerBatchNotTaken: { params: { batch: said.id }, body: { answer: "withdraw" } },
    readBatchFile: { params: { batch: ready.id } },
    markBatchSent: { params: { batch: ready.id } },
    dropBatch: { params: { batch: failed.id } },
    saveCollectionSettings: { params: { creditor }, body: settings },
    readCollectionSettings: { params: { creditor } },
    testCollectionDrop: { params: { creditor } },
  };
}
