/** From what is due to the money: announced, given up, collected; who sees what (MAN-7, PAY-5, PAY-7). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCustomer, anAccess, anEntry, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import {
  anInstalment,
  aPayer,
  type Collector,
  collectionsModule,
  gesturesOf,
  itIs,
  openCollector,
} from "../../../test/harness/collections.ts";
import { paymentsModule } from "../../../test/harness/payments.ts";
import { moduleOf } from "../../platform/doors.ts";
import { outside } from "../../platform/ids.ts";
import { contract as ledger, refusals as ledgerRefusals } from "../ledger/contract.ts";
import { routes as ledgerRoutes } from "../ledger/routes.ts";
import { followMandate } from "./cancel-collection.ts";
import { settleCollections } from "./settle-collections.ts";

const MODULES = [moduleOf("ledger", ledger, ledgerRoutes, ledgerRefusals), paymentsModule, collectionsModule];
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

describe("MAN-7 what is announced", () => {
  it("takes what is due, oldest first, less the credit notes; holds it; tells the debtor’s side once", async () => {
    const payer = await aPayer(app, shop, [3000, 2000, -500]);
    await anEntry(app, shop.organizationId, payer.accountId, 9000, { due_on: "2027-03-06" });
    await act.announce();
    await act.announce();
    const [shown, ...others] = await act.coming();
    expect(others).toEqual([]);
    expect(shown).toMatchObject({ cents: 4500, collectOn: "2027-03-05", state: "announced", umr: payer.umr });
    expect(await act.facts("collections.announced")).toMatchObject([
      { cents: 4500, collectOn: "2027-03-05" },
    ]);
    const entries = (
      await payer.api("GET", `/accounts/${outside("account", payer.accountId)}/entries?reading=due`)
    ).json.items;
    expect(
      entries.map((one: { state: string; collectOn: string | null }) => [one.state, one.collectOn]),
    ).toEqual([
      ["collecting", "2027-03-05"],
      ["collecting", "2027-03-05"],
      ["collecting", "2027-03-05"],
      ["unpaid", null],
    ]);
  });
  it("leaves what is disputed or paid now, and mandates that are not in force", async () => {
    const held = await aPayer(app, shop, [3000]);
    await app.admin.query(
      "insert into holds (organization_id, id, entry_id, kind, reference_id, cents, created_at) values ($1, gen_random_uuid(), $2, 'payment', gen_random_uuid(), 3000, now())",
      [shop.organizationId, held.entryIds[0]],
    );
    await aPayer(app, shop, [1000], { mandate: { state: "suspended" } });
    await aPayer(app, shop, [1000], { mandate: { signed_on: "2023-01-01" } });
    await act.announce();
    expect(await act.coming()).toEqual([]);
  });
  it("PAY-5 what is announced cannot be paid by card, nor is what is being paid announced", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await act.announce();
    const cart = await payer.api("POST", `/carts/${shop.creditorOut}/entries`, {
      entries: payer.entryIds.map((id) => outside("entry", id)),
    });
    expect(cart.status).toBe(409);
  });
  it("one-off mandates once, for the amount that was signed", async () => {
    await aPayer(app, shop, [3000], { mandate: { mode: "one_off", one_off_cents: 5000 } });
    await act.announce();
    await act.announce();
    const shown = await act.coming();
    expect(shown).toMatchObject([{ kind: "one_off", cents: 5000, collectOn: "2027-03-03" }]);
  });
  it("MAN-3 instalments on their days, one at a time", async () => {
    const payer = await aPayer(app, shop, [6000]);
    await app.admin.query("update mandates set plan_entry_ids = $2 where id = $1", [
      payer.mandateId,
      payer.entryIds,
    ]);
    for (const [rank, day] of [
      [1, "2027-03-01"],
      [2, "2027-04-01"],
    ] as const)
      await anInstalment(app, shop.organizationId, payer.mandateId, rank, day, 3000);
    await act.announce();
    await act.announce();
    expect(await act.coming()).toMatchObject([{ kind: "instalment", cents: 3000, collectOn: "2027-03-01" }]);
  });
  it("ACT-6 nothing while the service suspends payments", async () => {
    await aPayer(app, shop, [3000]);
    await app.admin.query("update organizations set settings = $2 where organization_id = $1", [
      shop.organizationId,
      JSON.stringify({ suspension: { from: "2027-02-01", until: "2027-02-28", fr: "Fermé", en: "" } }),
    ]);
    await act.announce();
    expect(await act.coming()).toEqual([]);
  });
  it("staff announce now; a creditor that does not collect announces nothing", async () => {
    await aPayer(app, shop, [3000]);
    await at("2027-02-17T08:00:00Z");
    const path = `/office/creditors/${shop.creditorOut}/announce-collections`;
    expect((await shop.accountant("POST", path)).json).toEqual({ announced: 1 });
    expect((await shop.accountant("POST", path)).json).toEqual({ announced: 0 });
    const other = await openCollector(app, { enabled: false });
    await aPayer(app, other, [3000]);
    await at("2027-02-17T08:00:00Z");
    expect(
      (await other.accountant("POST", `/office/creditors/${other.creditorOut}/announce-collections`)).json,
    ).toEqual({ announced: 0 });
  });
});

describe("MAN-7 giving a debit up", () => {
  it("the customer, before it is in a file: it is to be paid otherwise, and is not announced again", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await act.announce();
    const [mine] = (await payer.api("GET", "/collections")).json.items;
    expect(mine.can.cancel).toBe(true);
    const cancelled = await payer.api("POST", `/collections/${mine.id}/cancel`);
    expect(cancelled.json).toMatchObject({
      state: "cancelled",
      cancelledBy: "customer",
      can: { payByCard: true },
    });
    expect((await payer.api("POST", `/collections/${mine.id}/cancel`)).status).toBe(200);
    await act.announce();
    expect(await act.coming()).toEqual([]);
    expect(await act.facts("collections.cancelled")).toMatchObject([{ by: "customer" }]);
  });
  it("not once it is in a file, nor where the creditor does not let him; readers of the account never", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await act.sent();
    const [mine] = (await payer.api("GET", "/collections")).json.items;
    expect(mine).toMatchObject({ state: "sent", can: { cancel: false } });
    expect((await payer.api("POST", `/collections/${mine.id}/cancel`)).json.code).toBe("collection.too_late");
    await app.admin.query("update collection_settings set customer_cancels = false where creditor_id = $1", [
      shop.creditorId,
    ]);
    expect((await payer.api("POST", `/collections/${mine.id}/cancel`)).json.code).toBe(
      "collection.not_offered",
    );
    const reader = await aUser(app, shop.organizationId);
    await anAccess(app, shop.organizationId, reader.id as string, payer.party.id as string, {
      rights: ["read"],
    });
    expect(
      (await call("POST", `${shop.base}/api/collections/${mine.id}/cancel`, { cookie: reader.cookie }))
        .status,
    ).toBe(404);
  });
  it("a mandate that ends gives up what is in no file; another mandate may then take it", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await act.announce();
    await app.admin.query("update mandates set state = 'revoked' where id = $1", [payer.mandateId]);
    await app.inside(shop.organizationId, (ctx) =>
      followMandate(ctx, {
        organizationId: shop.organizationId,
        factId: "",
        fact: "mandates.revoked",
        subjectId: payer.mandateId,
        data: {},
      }),
    );
    expect(await act.coming()).toEqual([]);
    await app.admin.query("update mandates set state = 'active' where id = $1", [payer.mandateId]);
    await act.announce();
    expect(await act.coming()).toHaveLength(1);
  });
});

describe("PAY-7 collected", () => {
  it("on its day, not before: a provisional credit that settles what it was announced for, once", async () => {
    const payer = await aPayer(app, shop, [3000, 2000, -500]);
    await act.sent();
    await settleCollections(act.outer());
    expect((await act.coming())[0].state).toBe("sent");
    await at("2027-03-05T07:00:00Z");
    await Promise.all([settleCollections(act.outer()), settleCollections(act.outer())]);
    await settleCollections(act.outer());
    expect(await act.facts("collections.collected")).toMatchObject([{ cents: 4500, leftCents: 0 }]);
    const account = await payer.api("GET", `/accounts/${outside("account", payer.accountId)}`);
    expect(account.json).toMatchObject({
      balanceCents: 0,
      toPayCents: 0,
      pendingCents: 4500,
      openEntries: 0,
    });
    const [past] = (await payer.api("GET", "/collections?when=past")).json.items;
    expect(past).toMatchObject({ state: "collected", cents: 4500 });
  });
  it("a one-off mandate is finished once the bank has its debit", async () => {
    const payer = await aPayer(app, shop, [3000], { mandate: { mode: "one_off", one_off_cents: 3000 } });
    await act.sent();
    const { rows } = await app.admin.query("select state, last_collected_on from mandates where id = $1", [
      payer.mandateId,
    ]);
    expect(rows[0]).toMatchObject({ state: "finished" });
  });
  it("what exceeds the debts stays as a visible credit", async () => {
    const payer = await aPayer(app, shop, [3000], { mandate: { mode: "one_off", one_off_cents: 5000 } });
    await act.sent();
    await at("2027-03-05T07:00:00Z");
    await settleCollections(act.outer());
    expect(await act.facts("collections.collected")).toMatchObject([{ leftCents: 2000 }]);
    expect(
      (await payer.api("GET", `/accounts/${outside("account", payer.accountId)}`)).json.creditCents,
    ).toBe(2000);
  });
});

describe("ALL-1 who sees what", () => {
  it("nobody sees another party’s debits, nor staff those of a creditor that is not theirs", async () => {
    const payer = await aPayer(app, shop, [3000]);
    await act.announce();
    const [mine] = (await payer.api("GET", "/collections")).json.items;
    const other = await aCustomer(app, shop.organizationId, shop.creditorId);
    const limited = await aStaffUser(app, shop.organizationId, "manager", { staff_creditor_ids: [] });
    await at("2027-02-17T08:00:00Z");
    const stranger = (method: string, path: string) =>
      call(method, `${shop.base}/api${path}`, { cookie: other.user.cookie });
    expect((await stranger("GET", "/collections")).json.items).toEqual([]);
    expect((await stranger("GET", `/collections/${mine.id}`)).status).toBe(404);
    const batch = await act.prepare();
    const staff = (method: string, path: string, body?: unknown) =>
      call(method, `${shop.base}/api${path}`, { cookie: limited.cookie, body });
    expect((await staff("GET", "/office/debit-batches")).json.items).toEqual([]);
    expect((await staff("GET", `/office/debit-batches/${batch.id}`)).status).toBe(404);
    expect((await staff("GET", "/office/collections")).json.items).toEqual([]);
    expect((await staff("GET", `/office/collections/${mine.id}`)).status).toBe(404);
    expect((await staff("GET", "/office/coming-collections")).json.items).toEqual([]);
  });
});
