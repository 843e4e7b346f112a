/** What came back: rejected or returned, once, whoever tells it; the mandate, the fee, the second presentation (MAN-7, MAN-8, PAY-11). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aStaffUser, call } from "../../../test/harness/builders.ts";
import {
  aPayer,
  aStatusFile,
  type Collector,
  collectionsModule,
  openCollector,
} from "../../../test/harness/collections.ts";
import { moduleOf } from "../../platform/doors.ts";
import { outside } from "../../platform/ids.ts";
import { contract as ledger, refusals as ledgerRefusals } from "../ledger/contract.ts";
import { routes as ledgerRoutes } from "../ledger/routes.ts";
import { announceAll } from "./announce-collections.ts";
import { findBatchByReference, noteBlockCredited, recordReturns, type ToldReturn } from "./index.ts";
import { settleCollections } from "./settle-collections.ts";
import { makeFile } from "./write-file.ts";

let app: TestApp;
let shop: Collector;
beforeAll(async () => {
  app = await startTestApp({
    modules: [moduleOf("ledger", ledger, ledgerRoutes, ledgerRefusals), collectionsModule],
  });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(new Date("2027-02-17T08:00:00Z"));
  shop = await openCollector(app);
});

async function at(text: string) {
  app.setClock(new Date(text));
  await app.admin.query(
    "update sessions set seen_at = $1, expires_at = $1::timestamptz + interval '9 days'",
    [text],
  );
}
const outer = () => app.outer(shop.organizationId);
const uuid = (id: string) => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
const settings = (change: string) =>
  app.admin.query(`update collection_settings set ${change} where creditor_id = $1`, [shop.creditorId]);
type Payer = Awaited<ReturnType<typeof aPayer>>;

/** Announced, released, given to the bank; collected when `settled`. */
async function sent({ settled = false } = {}) {
  await announceAll(outer());
  await at("2027-03-02T08:00:00Z");
  const batch = (
    await shop.accountant("POST", "/office/debit-batches", {
      creditor: shop.creditorOut,
      until: "2027-03-05",
    })
  ).json;
  const released = await shop.manager("POST", `/office/debit-batches/${batch.id}/release`, {
    expectedCents: batch.cents,
    collectOn: batch.collectOn,
  });
  expect(released.status).toBe(200);
  await makeFile(outer(), uuid(batch.id));
  await shop.accountant("POST", `/office/debit-batches/${batch.id}/sent`);
  if (settled) {
    await at("2027-03-05T07:00:00Z");
    await settleCollections(outer());
  }
  return (await shop.manager("GET", `/office/debit-batches/${batch.id}`)).json;
}
const one = async (payer: Payer) => {
  const lists = await Promise.all([
    payer.api("GET", "/collections"),
    payer.api("GET", "/collections?when=past"),
  ]);
  return lists.flatMap((list) => list.json.items)[0];
};
const told = (endToEndId: string | null, over: Partial<ToldReturn> = {}): ToldReturn => ({
  endToEndId,
  umr: null,
  paymentInformationId: null,
  cents: -3000,
  on: "2027-03-08",
  reasonCode: "AM04",
  reasonText: null,
  source: "camt.054",
  key: `${endToEndId}`,
  chargesCents: null,
  ...over,
});
const record = (...news: ToldReturn[]) => app.inside(shop.organizationId, (ctx) => recordReturns(ctx, news));
const account = async (payer: Payer) =>
  (await payer.api("GET", `/accounts/${outside("account", payer.accountId)}`)).json;
const mandateState = async (payer: Payer) =>
  (await app.admin.query("select state from mandates where id = $1", [payer.mandateId])).rows[0].state;
const upload = async (content: Buffer) =>
  call("POST", `${shop.base}/api/office/return-files`, {
    cookie: shop.staff.accountant.cookie,
    body: content,
    headers: { "content-type": "application/octet-stream" },
  });

describe("MAN-7 rejected before the money came", () => {
  it("its entries are free again, and its money is never written", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await sent();
    const mine = await one(payer);
    expect(await record(told(mine.reference, { source: "pain.002" }))).toMatchObject([{ done: "recorded" }]);
    await at("2027-03-05T07:00:00Z");
    await settleCollections(outer());
    expect(await account(payer)).toMatchObject({ balanceCents: 3000, toPayCents: 3000 });
    expect(await one(payer)).toMatchObject({
      state: "rejected",
      return: { code: "AM04", reason: { fr: "La provision est insuffisante." }, retryOn: null },
    });
  });
  it("an amendment that it carried is sent again", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await app.admin.query(
      "insert into mandate_amendments (organization_id, id, mandate_id, original_iban, created_at) values ($1, gen_random_uuid(), $2, 'FR1420041010050500013M02606', now())",
      [shop.organizationId, payer.mandateId],
    );
    const waiting = async () =>
      (
        await app.admin.query(
          "select count(*)::int as n from mandate_amendments where mandate_id = $1 and sent_at is null",
          [payer.mandateId],
        )
      ).rows[0].n;
    const batch = await sent();
    const xml = (await shop.accountant("GET", `/office/debit-batches/${batch.id}/file`)).buffer.toString();
    expect(xml).toContain("SMNDA");
    expect(await waiting()).toBe(0);
    await record(told((await one(payer)).reference, { reasonCode: "MD02" }));
    expect(await waiting()).toBe(1);
  });
});

describe("MAN-8 returned after", () => {
  it("the entry is open again, the money is taken back, staff see why, the card is offered", async () => {
    const payer = await aPayer(app, shop, [3000, 2000, -500]);
    await sent({ settled: true });
    expect((await account(payer)).balanceCents).toBe(0);
    const mine = await one(payer);
    await record(told(mine.reference, { cents: -4500 }));
    expect(await account(payer)).toMatchObject({ balanceCents: 4500, toPayCents: 4500 });
    const detail = (await payer.api("GET", `/collections/${mine.id}`)).json;
    expect(detail).toMatchObject({ state: "returned", can: { payByCard: true, cancel: false } });
    expect(detail.pieces).toHaveLength(3);
    const [work] = (await shop.accountant("GET", "/office/collection-returns?state=open")).json.items;
    expect(work).toMatchObject({ kind: "returned", code: "AM04", cents: 4500, sources: ["camt.054"] });
    // What came back is not announced again by itself.
    await announceAll(outer());
    expect((await payer.api("GET", "/collections")).json.items).toEqual([]);
  });
  it("told twice, by pain.002 then camt.054 then CFONB by its mandate, it is recorded once", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await sent({ settled: true });
    const { reference } = await one(payer);
    const done = await record(
      told(reference, { source: "pain.002", key: "1", reasonCode: null }),
      told(reference, { key: "2" }),
      told(null, { umr: payer.umr.toLowerCase(), source: "cfonb240", key: "3" }),
      told("PR000000NOTOURS", { key: "4" }),
    );
    expect(done.map((news) => news.done)).toEqual(["recorded", "known", "known", "unknown"]);
    const again = await Promise.all([record(told(reference)), record(told(reference))]);
    expect(again.flat().map((news) => news.done)).toEqual(["known", "known"]);
    expect((await account(payer)).balanceCents).toBe(3000);
    const [work] = (await shop.accountant("GET", "/office/collection-returns")).json.items;
    expect(work).toMatchObject({ sources: ["pain.002", "camt.054", "cfonb240"], code: "AM04" });
  });
  it("by its mandate only, a month later, it is the return of another debit: nothing hides it", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await sent({ settled: true });
    const byMandate = (on: string) => record(told(null, { umr: payer.umr, on, key: on }));
    expect(await byMandate("2027-03-08")).toMatchObject([{ done: "recorded" }]);
    expect(await byMandate("2027-03-09")).toMatchObject([{ done: "known" }]);
    expect(await byMandate("2027-04-08")).toMatchObject([{ done: "unknown" }]);
  });
  it("a return and the settlement at the same time: whichever is first, nothing is paid at the end", async () => {
    for (let i = 0; i < 6; i += 1) {
      app.setClock(new Date("2027-02-17T08:00:00Z"));
      shop = await openCollector(app);
      const payer = await aPayer(app, shop, [3000]);
      await sent();
      const { reference } = await one(payer);
      await at("2027-03-05T07:00:00Z");
      await Promise.all([settleCollections(outer()), record(told(reference)), record(told(reference))]);
      expect(await account(payer)).toMatchObject({ balanceCents: 3000, toPayCents: 3000 });
    }
  });
  it.each([
    ["AC04", "blocked"],
    ["MD06", "suspended"],
    ["MD01", "stopped"],
    ["AM04", "active"],
  ])("after %s the mandate is %s", async (code, state) => {
    const payer = await aPayer(app, shop, [3000]);
    await sent({ settled: true });
    await record(told((await one(payer)).reference, { reasonCode: code }));
    expect(await mandateState(payer)).toBe(state);
  });
  it("a fee is charged where the creditor charges one, and only to who caused it", async () => {
    await settings("fee_cents = 1200");
    const payer = await aPayer(app, shop, [3000]);
    const innocent = await aPayer(app, shop, [3000]);
    await sent({ settled: true });
    await record(told((await one(payer)).reference));
    await record(told((await one(innocent)).reference, { reasonCode: "AM05" }));
    expect(await account(payer)).toMatchObject({ balanceCents: 4200, toPayCents: 4200 });
    expect((await account(innocent)).balanceCents).toBe(3000);
  });
});

describe("MAN-7 the second presentation", () => {
  it("once, under a new name, after its notice, for what is still open; it holds nothing meanwhile", async () => {
    await settings("retry_days = 10");
    const payer = await aPayer(app, shop, [3000, 2000]);
    await sent({ settled: true });
    await at("2027-03-09T08:00:00Z");
    const first = await one(payer);
    await record(told(first.reference, { cents: -5000 }));
    expect((await one(payer)).return.retryOn).toBe("2027-03-23");
    expect((await account(payer)).toPayCents).toBe(5000);
    await announceAll(outer());
    expect((await payer.api("GET", "/collections")).json.items).toEqual([]);
    // One of the two is paid otherwise.
    await app.admin.query("update entries set settled_cents = amount_cents where id = $1", [
      payer.entryIds[0],
    ]);
    await at("2027-03-18T08:00:00Z");
    await announceAll(outer());
    await announceAll(outer());
    const [again, ...others] = (await payer.api("GET", "/collections")).json.items;
    expect(others).toEqual([]);
    expect(again).toMatchObject({
      kind: "retry",
      cents: 2000,
      collectOn: "2027-03-23",
      reference: `${first.reference}R1`,
    });
    // It comes back too: no third time.
    await app.admin.query("update collections set state = 'announced' where id = $1", [uuid(again.id)]);
    expect((await account(payer)).toPayCents).toBe(0);
  });
  it("nothing is presented again when it was paid otherwise, or when staff say so", async () => {
    await settings("retry_days = 10");
    const payer = await aPayer(app, shop, [3000]);
    await sent({ settled: true });
    await record(told((await one(payer)).reference));
    await app.admin.query("update entries set settled_cents = amount_cents where id = $1", [
      payer.entryIds[0],
    ]);
    await at("2027-03-18T08:00:00Z");
    await announceAll(outer());
    expect((await payer.api("GET", "/collections")).json.items).toEqual([]);
  });
  it("staff let it be collected again, once they have dealt with it", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await sent({ settled: true });
    await record(told((await one(payer)).reference));
    const [work] = (await shop.accountant("GET", "/office/collection-returns")).json.items;
    const path = `/office/collection-returns/${work.id}/handle`;
    expect((await shop.accountant("POST", path, { how: "again" })).json.handledAt).not.toBeNull();
    expect((await shop.accountant("POST", path, { how: "again" })).json.code).toBe("returns.handled");
    await at("2027-03-20T08:00:00Z");
    await announceAll(outer());
    expect((await payer.api("GET", "/collections")).json.items).toMatchObject([
      { kind: "automatic", cents: 3000, collectOn: "2027-04-05" },
    ]);
  });
});

describe("MAN-7 a return told again, whatever else is done", () => {
  it("waits for nobody in a circle: second presentations, staff and the bank at the same time", async () => {
    await settings("retry_days = 3");
    const payers = [];
    for (let i = 0; i < 6; i += 1) payers.push(await aPayer(app, shop, [1000 + i]));
    await sent({ settled: true });
    const names = await Promise.all(payers.map(async (payer) => (await one(payer)).reference as string));
    const news = names.map((name) => told(name));
    await record(...news);
    const { items } = (await shop.accountant("GET", "/office/collection-returns")).json;
    await app.admin.query(
      "update collection_returns set retry_on = '2027-03-05' where organization_id = $1",
      [shop.organizationId],
    );
    const answers = await Promise.all([
      record(...news),
      record(...news.toReversed()),
      announceAll(outer()),
      ...items.map((item: { id: string }) =>
        shop.accountant("POST", `/office/collection-returns/${item.id}/handle`, { how: "again" }),
      ),
    ]);
    expect(answers.slice(3).map((answer) => (answer as { status: number }).status)).toEqual(
      payers.map(() => 200),
    );
  });
});

describe("MAN-7 files of the bank", () => {
  it("ACC-9 say nothing of the batches of a creditor that is not theirs", async () => {
    await aPayer(app, shop, [3000]);
    const batch = await sent();
    const other = (await aCreditor(app, shop.organizationId)).id;
    const limited = await aStaffUser(app, shop.organizationId, "accountant", { staff_creditor_ids: [other] });
    const sender = await call("POST", `${shop.base}/api/office/return-files`, {
      cookie: limited.cookie,
      body: aStatusFile(batch.messageId, [], "FF01"),
      headers: { "content-type": "application/octet-stream" },
    });
    expect(sender.json).toMatchObject({ told: 0, recorded: 0 });
    const { blocks } = (await shop.manager("GET", `/office/debit-batches/${batch.id}`)).json;
    expect(blocks[0].bankStatus).toBeNull();
  });
  it("a pain.002 with some debits; sent again it changes nothing", async () => {
    const payer = await aPayer(app, shop, [3000]);
    const other = await aPayer(app, shop, [1000]);
    const batch = await sent();
    const { reference } = await one(payer);
    const file = aStatusFile(batch.messageId, [
      { endToEndId: reference, code: "AC04" },
      { endToEndId: "NOT-OURS", code: "AM04" },
    ]);
    expect((await upload(file)).json).toMatchObject({
      told: 2,
      recorded: 1,
      known: 0,
      unknown: 1,
      unknownShown: [{ endToEndId: "NOT-OURS" }],
    });
    expect((await upload(file)).json).toMatchObject({ recorded: 0, known: 1, unknown: 1 });
    expect((await one(payer)).state).toBe("rejected");
    expect((await one(other)).state).toBe("sent");
  });
  it("a whole file rejected takes all of its debits with it", async () => {
    const payers = [await aPayer(app, shop, [3000]), await aPayer(app, shop, [1000])];
    const batch = await sent();
    expect((await upload(aStatusFile(batch.messageId, [], "FF01"))).json).toMatchObject({ recorded: 2 });
    for (const payer of payers) expect((await one(payer)).state).toBe("rejected");
  });
  it("a file of the bank says that it has ours, even if nobody noted it", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await announceAll(outer());
    await at("2027-03-02T08:00:00Z");
    const batch = (
      await shop.accountant("POST", "/office/debit-batches", {
        creditor: shop.creditorOut,
        until: "2027-03-05",
      })
    ).json;
    await shop.manager("POST", `/office/debit-batches/${batch.id}/release`, {
      expectedCents: 3000,
      collectOn: "2027-03-05",
    });
    await makeFile(outer(), uuid(batch.id));
    await record(told((await one(payer)).reference));
    expect((await shop.manager("GET", `/office/debit-batches/${batch.id}`)).json.state).toBe("sent");
  });
  it("refuses what is no such file", async () => {
    await at("2027-02-17T08:00:00Z");
    expect((await upload(Buffer.from("hello, this is no bank file at all"))).json.code).toBe(
      "returns.not_readable",
    );
  });
  it("PAY-10 a bank line finds its batch and says once that it was credited", async () => {
    await aPayer(app, shop, [3000]);
    const batch = await sent({ settled: true });
    const found = await app.inside(shop.organizationId, (ctx) =>
      findBatchByReference(ctx, { paymentInformationId: `${batch.messageId}-1` }),
    );
    expect(found).toMatchObject({
      batchId: uuid(batch.id),
      expectedCents: 3000,
      creditorId: shop.creditorId,
    });
    expect(
      await app.inside(shop.organizationId, (ctx) => findBatchByReference(ctx, { messageId: "NOPE" })),
    ).toBeNull();
    const credited = { cents: 3000, on: "2027-03-05", bankLineId: uuid(batch.id) };
    await Promise.all([
      app.inside(shop.organizationId, (ctx) => noteBlockCredited(ctx, found!.blockId, credited)),
      app.inside(shop.organizationId, (ctx) => noteBlockCredited(ctx, found!.blockId, credited)),
    ]);
    const { rows } = await app.admin.query(
      "select count(*)::int as n from facts where name = 'collections.block_credited' and organization_id = $1",
      [shop.organizationId],
    );
    expect(rows[0].n).toBe(1);
  });
});
