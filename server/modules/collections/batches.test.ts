/** Batches: proposed, released with four eyes, written for the bank (MAN-7). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aStaffUser, call } from "../../../test/harness/builders.ts";
import {
  aPayer,
  type Collector,
  collectionsModule,
  gesturesOf,
  itIs,
  openCollector,
  uuid,
} from "../../../test/harness/collections.ts";
import { checkPain008 } from "../../formats/sepa/index.ts";
import { moduleOf } from "../../platform/doors.ts";
import { outside } from "../../platform/ids.ts";
import { contract as ledger, refusals as ledgerRefusals } from "../ledger/contract.ts";
import { routes as ledgerRoutes } from "../ledger/routes.ts";
import { proposeBatches } from "./make-batch.ts";

const MODULES = [moduleOf("ledger", ledger, ledgerRoutes, ledgerRefusals), collectionsModule];
let app: TestApp;
let shop: Collector;
let act: ReturnType<typeof gesturesOf>;
beforeAll(async () => {
  app = await startTestApp({ modules: MODULES });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setClock(new Date("2027-02-17T08:00:00Z"));
  shop = await openCollector(app);
  act = gesturesOf(app, shop);
});
const at = (text: string) => itIs(app, text);

describe("MAN-7 batches", () => {
  it("are proposed in time before the cut-off, once", async () => {
    await aPayer(app, shop, [3000]);
    await act.announce();
    await proposeBatches(act.outer());
    expect((await shop.manager("GET", "/office/debit-batches")).json.items).toEqual([]);
    await at("2027-03-02T08:00:00Z");
    await proposeBatches(act.outer());
    await proposeBatches(act.outer());
    const { items } = (await shop.manager("GET", "/office/debit-batches?state=open")).json;
    expect(items).toMatchObject([
      {
        state: "draft",
        count: 1,
        cents: 3000,
        preparedBy: null,
        cutOff: { day: "2027-03-04", hour: 10, passed: false },
      },
    ]);
  });
  it("four eyes: who prepared or checked does not release; an accountant never does", async () => {
    await aPayer(app, shop, [3000]);
    await act.announce();
    await at("2027-03-02T08:00:00Z");
    await proposeBatches(act.outer());
    const [{ id }] = (await shop.manager("GET", "/office/debit-batches")).json.items;
    const batch = await act.read(id);
    expect(batch).toMatchObject({ why: "not_checked", can: { release: false, check: true } });
    expect((await act.release(batch)).json.code).toBe("batch.four_eyes");
    expect((await shop.manager("POST", `/office/debit-batches/${id}/check`)).status).toBe(200);
    expect(await act.read(id)).toMatchObject({ why: "own_preparation", can: { release: false } });
    expect((await act.release(batch)).json.code).toBe("batch.four_eyes");
    expect(
      (
        await shop.accountant("POST", `/office/debit-batches/${id}/release`, {
          expectedCents: 3000,
          collectOn: "2027-03-05",
        })
      ).status,
    ).toBe(403);
    const other = await aStaffUser(app, shop.organizationId, "manager");
    const released = await call("POST", `${shop.base}/api/office/debit-batches/${id}/release`, {
      cookie: other.cookie,
      body: { expectedCents: 3000, collectOn: "2027-03-05" },
    });
    expect(released.json).toMatchObject({ state: "released", why: null });
  });
  it("two who make a batch of the same at once: one has it", async () => {
    for (let i = 0; i < 5; i += 1) await aPayer(app, shop, [1000]);
    await act.announce();
    const made = await Promise.all(Array.from({ length: 4 }, () => act.prepare()));
    expect(made.filter((one) => one.code === "batch.nothing")).toHaveLength(3);
    expect(made.find((one) => one.count)).toMatchObject({ count: 5, cents: 5000 });
  });
  it("one debit is removed, the rest is released; what was seen must be what is there", async () => {
    await aPayer(app, shop, [3000]);
    await aPayer(app, shop, [1000]);
    await act.announce();
    const batch = await act.prepare();
    const listed = (await shop.manager("GET", `/office/debit-batches/${batch.id}/collections`)).json.items;
    const dropped = listed.find((one: { cents: number }) => one.cents === 1000);
    expect((await shop.accountant("POST", `/office/collections/${dropped.id}/cancel`)).json).toMatchObject({
      state: "cancelled",
      cancelledBy: "staff",
    });
    expect((await act.release(batch)).json).toMatchObject({ code: "batch.changed" });
    expect((await act.release({ ...batch, cents: 3000 })).json).toMatchObject({
      state: "released",
      cents: 3000,
    });
    expect((await act.release({ ...batch, cents: 3000 })).json.code).toBe("batch.not_draft");
  });
  it("past the cut-off the day moves, when who releases has seen it; the debtor is told", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await act.announce();
    const batch = await act.prepare();
    await at("2027-03-04T09:30:00Z");
    expect((await act.release(batch)).json).toMatchObject({ code: "batch.day_passed", day: "2027-03-08" });
    expect((await act.read(batch.id)).collectOn).toBe("2027-03-08");
    expect((await act.release(batch, { collectOn: "2027-03-08" })).status).toBe(200);
    expect(await act.facts("collections.moved")).toMatchObject([
      { was: "2027-03-05", collectOn: "2027-03-08" },
    ]);
    const [entry] = (
      await payer.api("GET", `/accounts/${outside("account", payer.accountId)}/entries?reading=due`)
    ).json.items;
    expect(entry.collectOn).toBe("2027-03-08");
  });
  it("a mandate that ended meanwhile gives up its debit; a debit that no bank takes is named", async () => {
    const gone = await aPayer(app, shop, [3000]);
    const bad = await aPayer(app, shop, [1000]);
    await act.announce();
    const batch = await act.prepare();
    await app.admin.query("update mandates set debtor_bic = 'NOTABIC' where id = $1", [bad.mandateId]);
    expect((await act.release(batch)).json.code).toBe("batch.unfit");
    await app.admin.query("update mandates set debtor_bic = null where id = $1", [bad.mandateId]);
    await app.admin.query("update mandates set state = 'revoked' where id = $1", [gone.mandateId]);
    expect((await act.release(batch)).json).toMatchObject({ state: "released", count: 1, cents: 1000 });
    await act.makeFile(batch.id);
    expect(await checkPain008([await act.fileOf(batch.id)])).toEqual([]);
  });
  it("PAY-6 a debt that was paid otherwise meanwhile is not debited; what is left of it is announced again", async () => {
    const paid = await aPayer(app, shop, [3000]);
    const partly = await aPayer(app, shop, [2000, 500]);
    await aPayer(app, shop, [1000]);
    await act.announce();
    const batch = await act.prepare();
    await app.admin.query("update entries set settled_cents = amount_cents where id = any($1)", [
      [paid.entryIds[0], partly.entryIds[1]],
    ]);
    expect((await act.release(batch)).json).toMatchObject({ state: "released", count: 1, cents: 1000 });
    const coming = async (payer: typeof paid) => (await payer.api("GET", "/collections")).json.items;
    await act.announce();
    expect(await coming(paid)).toEqual([]);
    expect(await coming(partly)).toMatchObject([{ state: "announced", cents: 2000 }]);
  });
  it("PAY-6 what was paid otherwise leaves a batch before anybody releases it", async () => {
    const paid = await aPayer(app, shop, [3000]);
    await aPayer(app, shop, [1000]);
    await act.announce();
    const batch = await act.prepare();
    await app.admin.query("update entries set settled_cents = amount_cents where id = $1", [
      paid.entryIds[0],
    ]);
    await proposeBatches(act.outer());
    await proposeBatches(act.outer());
    expect((await act.release(batch)).json).toMatchObject({ code: "batch.changed" });
    expect((await paid.api("GET", "/collections?when=past")).json.items).toMatchObject([
      { state: "cancelled" },
    ]);
    const { rows } = await app.admin.query(
      "select count(*)::int as n from holds where entry_id = $1 and released_at is null",
      [paid.entryIds[0]],
    );
    expect(rows[0].n).toBe(0);
  });
  it("given up before the bank has it, its debits are announced again", async () => {
    await aPayer(app, shop, [3000]);
    await act.announce();
    const batch = await act.prepare();
    await act.release(batch);
    expect((await shop.manager("POST", `/office/debit-batches/${batch.id}/cancel`)).json.state).toBe(
      "cancelled",
    );
    await act.makeFile(batch.id);
    expect((await act.read(batch.id)).file).toBeNull();
    expect(await act.coming()).toMatchObject([{ state: "announced", batch: null }]);
    expect((await act.prepare()).count).toBe(1);
    const [open] = (await shop.manager("GET", "/office/debit-batches?state=draft")).json.items;
    const again = await act.read(open.id);
    await act.release(again);
    await act.makeFile(open.id);
    await act.send(open.id);
    expect((await shop.manager("POST", `/office/debit-batches/${open.id}/cancel`)).json.code).toBe(
      "batch.already_sent",
    );
  });
});

describe("MAN-7 the file", () => {
  it("groups debits by day, sequence and scheme, in order for a bank, with its totals", async () => {
    await aPayer(app, shop, [3000]);
    await aPayer(app, shop, [1000]);
    await aPayer(app, shop, [2000], { mandate: { mode: "one_off", one_off_cents: 2000 } });
    await aPayer(app, shop, [4000], { mandate: { scheme: "B2B" } });
    await act.announce();
    const batch = await act.prepare();
    await act.release(batch);
    await act.makeFile(batch.id);
    const shown = await act.read(batch.id);
    expect(shown).toMatchObject({ state: "ready", count: 4, cents: 10_000, version: "pain.008.001.08" });
    expect(
      shown.blocks.map((block: Record<string, unknown>) => [
        block["collectOn"],
        block["sequence"],
        block["scheme"],
        block["cents"],
      ]),
    ).toEqual([
      ["2027-03-03", "OOFF", "CORE", 2000],
      ["2027-03-05", "RCUR", "B2B", 4000],
      ["2027-03-05", "RCUR", "CORE", 4000],
    ]);
    const xml = await act.fileOf(batch.id);
    expect(await checkPain008([xml])).toEqual([]);
    expect(xml).toContain(`<MsgId>${shown.messageId}</MsgId>`);
    expect(xml).toContain("<CtrlSum>100.00</CtrlSum>");
    expect(xml).toContain("Regie de l'eau de Montfleuri F-");
    const again = await act.fileOf(batch.id);
    expect(again).toBe(xml);
    expect(await act.facts("collections.file_read")).toHaveLength(2);
  });
  it("is the same to the byte when it is made twice, whatever changed meanwhile", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await act.announce();
    const batch = await act.prepare();
    await act.release(batch);
    await act.makeFile(batch.id);
    const first = await act.fileOf(batch.id);
    await app.admin.query("update mandates set debtor_name = 'Autre', state = 'revoked' where id = $1", [
      payer.mandateId,
    ]);
    await app.admin.query("update debit_batches set state = 'released', file_hash = null where id = $1", [
      uuid(batch.id),
    ]);
    await Promise.all([act.makeFile(batch.id), act.makeFile(batch.id)]);
    expect(await act.fileOf(batch.id)).toBe(first);
    expect(await act.facts("collections.file_made")).toHaveLength(2);
  });
  it("keeps no whole IBAN in the clear of what it fixed, nor in what it tells", async () => {
    await aPayer(app, shop, [3000]);
    await act.sent();
    const { rows } = await app.admin.query<{ text: string }>(
      "select c::text || coalesce((select string_agg(f.data::text, '') from facts f where f.organization_id = c.organization_id), '') as text from collections c where c.organization_id = $1",
      [shop.organizationId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text).not.toContain("30006000011234567890189");
  });
});
