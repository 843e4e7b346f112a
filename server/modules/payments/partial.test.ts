/** PAY-2: a part of what is due, oldest first; sub-totals from the invoices; credit notes; who else pays at the same time. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anAccess, anEntry, aUser, call } from "../../../test/harness/builders.ts";
import {
  aDebtor,
  decideAtProvider,
  moneyOf,
  openShop,
  type Provider,
  paymentsModule,
  type Shop,
  soundMoney,
  startSimulators,
} from "../../../test/harness/payments.ts";
import { GATEWAY_NAMES } from "../../gateways/payment-gateways.ts";
import type { Simulators } from "../../gateways/simulators.ts";
import { newId, outside } from "../../platform/ids.ts";
import { sweepPayments } from "./index.ts";

let app: TestApp;
let simulators: Simulators;
beforeAll(async () => {
  app = await startTestApp({ modules: [paymentsModule], work: true });
  simulators = await startSimulators({ clock: () => app.services.clock(), retryMs: 200 });
});
afterAll(async () => {
  await simulators.close();
  await app.close();
});
afterEach(() => app.setClock(null));

type Debtor = Awaited<ReturnType<typeof aDebtor>>;
/** Entries due one month after another, in the order given. */
async function owing(shop: Shop, ...amounts: number[]): Promise<Debtor> {
  const debtor = await aDebtor(app, shop, amounts);
  for (const [rank, id] of debtor.entryIds.entries())
    await app.admin.query("update entries set due_on = $2 where id = $1", [id, `2026-0${rank + 1}-15`]);
  return debtor;
}
const cartFor = (debtor: Debtor, shop: Shop, amount?: number) =>
  debtor.api("GET", `/carts/${shop.creditorOut}${amount === undefined ? "" : `?amount=${amount}`}`);
const startFor = (debtor: Debtor, shop: Shop, expectedCents: number, amountCents: number | null) =>
  debtor.api("POST", `/carts/${shop.creditorOut}/payment`, { expectedCents, amountCents });
const openCents = async (ids: readonly string[]) =>
  (
    await app.admin.query<{ open: number }>(
      "select amount_cents - settled_cents as open from entries where id = any($1) order by array_position($1, id)",
      [ids],
    )
  ).rows.map((row) => row.open);
const leaveWith = async (debtor: Debtor, shop: Shop, total: number, amount: number) => {
  const started = await startFor(debtor, shop, total, amount);
  expect(started.status, JSON.stringify(started.json)).toBe(200);
  const { departure, payment } = started.json;
  if (departure.method === "POST")
    await fetch(departure.url, { method: "POST", body: new URLSearchParams(departure.fields) });
  else await fetch(departure.url);
  return { id: payment as string, reference: (await debtor.payment(payment)).json.reference as string };
};

describe.each<Provider>([...GATEWAY_NAMES])("a part paid at %s", (provider) => {
  it("PAY-2 PAY-7 settles the oldest first, the last in part, and the rest stays payable", async () => {
    const shop = await openShop(app, simulators, provider, { payPartially: true });
    const debtor = await owing(shop, 3000, 4000, 5000);
    expect((await debtor.fill()).json.partial).toEqual({ minimumCents: 100, maximumCents: 12_000 });
    const shown = (await cartFor(debtor, shop, 5000)).json;
    expect(shown).toMatchObject({ totalCents: 12_000, payCents: 5000, can: { pay: true } });
    expect(shown.pieces.map((one: { payCents: number }) => one.payCents)).toEqual([3000, 2000, 0]);
    const left = await leaveWith(debtor, shop, 12_000, 5000);
    const during = (await cartFor(debtor, shop)).json;
    expect(during).toMatchObject({ totalCents: 5000, dropped: [{ reason: "paying" }, { reason: "paying" }] });
    await decideAtProvider(simulators, provider, left.reference, "accept");
    await app.quiet();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "paid",
      cents: 5000,
      receipt: { cents: 5000, unapplied: false },
    });
    expect(await openCents(debtor.entryIds)).toEqual([0, 2000, 5000]);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(5000));
    await debtor.fill(debtor.entryIds.slice(1));
    expect((await cartFor(debtor, shop)).json.totalCents).toBe(7000);
  });
});

describe("the amount", () => {
  it("PAY-2 is refused when the organization does not allow it, under the minimum, beyond the total", async () => {
    const shop = await openShop(app, simulators, "payfip", { payPartially: true });
    const debtor = await owing(shop, 3000);
    await debtor.fill();
    for (const [amount, code] of [
      [99, "cart.below_minimum"],
      [3001, "cart.above_total"],
    ] as const) {
      expect((await cartFor(debtor, shop, amount)).json).toMatchObject({ why: code, can: { pay: false } });
      expect((await startFor(debtor, shop, 3000, amount)).json.code).toBe(code);
    }
    const whole = await openShop(app, simulators, "payfip");
    const other = await owing(whole, 3000);
    expect((await other.fill()).json.partial).toBeNull();
    expect((await cartFor(other, whole, 2000)).json.why).toBe("cart.partial_not_allowed");
    expect((await startFor(other, whole, 3000, 2000)).json.code).toBe("cart.partial_not_allowed");
    expect((await startFor(other, whole, 3000, 3000)).status).toBe(200);
  });
  it("PAY-2 is chosen of the total that was seen: another total is refused", async () => {
    const shop = await openShop(app, simulators, "payfip", { payPartially: true });
    const debtor = await owing(shop, 3000, 4000);
    await debtor.fill();
    expect((await startFor(debtor, shop, 6999, 2000)).json.code).toBe("cart.changed");
    expect((await startFor(debtor, shop, 9000, 8000)).json.code).toBe("cart.changed");
  });
  it("PAY-2 is what is left once credit notes are deducted in full", async () => {
    const shop = await openShop(app, simulators, "payfip", { payPartially: true });
    const debtor = await owing(shop, 3000, -1000, 4000);
    await debtor.fill();
    const shown = (await cartFor(debtor, shop, 2500)).json;
    expect(shown.pieces.map((one: { payCents: number }) => one.payCents)).toEqual([3000, -1000, 500]);
    const left = await leaveWith(debtor, shop, 6000, 2500);
    await decideAtProvider(simulators, "payfip", left.reference, "accept");
    await app.quiet();
    expect(await openCents(debtor.entryIds)).toEqual([0, 0, 3500]);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(2500));
  });
});

describe("others at the same time, and a server that stops", () => {
  it("PAY-5 two payers of one account never pay one entry twice, whatever part they take", async () => {
    const shop = await openShop(app, simulators, "payfip", { payPartially: true });
    for (let round = 0; round < 4; round += 1) {
      const debtor = await owing(shop, 3000, 4000);
      const second = await aUser(app, shop.organizationId);
      await anAccess(app, shop.organizationId, second.id, debtor.party.id);
      const entries = debtor.entryIds.map((id) => outside("entry", id));
      const asSecond = (method: string, path: string, body: unknown) =>
        call(method, `${shop.base}/api/carts/${shop.creditorOut}${path}`, { cookie: second.cookie, body });
      await debtor.fill();
      await asSecond("POST", "/entries", { entries });
      const answers = await Promise.all([
        startFor(debtor, shop, 7000, 2000),
        asSecond("POST", "/payment", { expectedCents: 7000, amountCents: 5000 }),
      ]);
      expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409]);
    }
  });
  it("PAY-5 stopped before the provider answered, every part is free again", async () => {
    const shop = await openShop(app, simulators, "payfip", { payPartially: true });
    const debtor = await owing(shop, 3000, 4000);
    await debtor.fill();
    const left = await leaveWith(debtor, shop, 7000, 5000);
    // As if the server had stopped between the hold and the provider's answer.
    await app.admin.query(
      "update payments set state = 'starting', departure = null, started_at = null where organization_id = $1",
      [shop.organizationId],
    );
    app.setClock(new Date(Date.now() + 5 * 60_000));
    await sweepPayments(app.outer(shop.organizationId));
    app.setClock(null);
    expect((await debtor.payment(left.id)).json.state).toBe("failed");
    expect((await cartFor(debtor, shop)).json.totalCents).toBe(7000);
  });
  it("PAY-6 accepted after its delay, when one entry was paid by transfer meanwhile: what is too much is a credit", async () => {
    const shop = await openShop(app, simulators, "ogone", { payPartially: true });
    const debtor = await owing(shop, 3000, 4000);
    await debtor.fill();
    const left = await leaveWith(debtor, shop, 7000, 5000);
    app.setClock(new Date(Date.now() + 70 * 60_000));
    await sweepPayments(app.outer(shop.organizationId));
    app.setClock(null);
    expect((await debtor.payment(left.id)).json.state).toBe("expired");
    const transfer = await anEntry(app, shop.organizationId, debtor.accountId, -4000);
    const lettering = newId();
    await app.admin.query(
      "insert into letterings (organization_id, id, account_id, code, origin, created_at) values ($1, $2, $3, 'AA', 'published', now())",
      [shop.organizationId, lettering, debtor.accountId],
    );
    for (const [entry, cents] of [
      [debtor.entryIds[1], 4000],
      [transfer.id, -4000],
    ]) {
      await app.admin.query("insert into lettering_parts values ($1, $2, $3, $4)", [
        shop.organizationId,
        lettering,
        entry,
        cents,
      ]);
      await app.admin.query("update entries set settled_cents = $2 where id = $1", [entry, cents]);
    }
    await decideAtProvider(simulators, "ogone", left.reference, "accept");
    await app.quiet();
    expect((await debtor.payment(left.id)).json).toMatchObject({
      state: "paid",
      receipt: { cents: 5000, unapplied: true },
    });
    expect(await openCents(debtor.entryIds)).toEqual([0, 0]);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(5000));
  });
});

describe("sub-totals", () => {
  it("PAY-2 tells tax apart from the invoices behind the entries, of the part that is paid", async () => {
    const shop = await openShop(app, simulators, "payfip", { payPartially: true });
    const debtor = await owing(shop, 12_000, 6000);
    for (const [rank, [net, vat]] of [
      [10_000, 2000],
      [5000, 1000],
    ].entries()) {
      const invoice = newId();
      await app.admin.query(
        "insert into invoices (organization_id, id, account_id, number, issued_on, net_cents, vat_cents, total_cents) values ($1, $2, $3, $4, '2026-01-01', $5, $6, $7)",
        [shop.organizationId, invoice, debtor.accountId, `N${rank}`, net, vat, net! + vat!],
      );
      await app.admin.query("update entries set invoice_id = $2 where id = $1", [
        debtor.entryIds[rank],
        invoice,
      ]);
    }
    expect((await debtor.fill()).json).toMatchObject({
      netCents: 15_000,
      vatCents: 3000,
      totalCents: 18_000,
    });
    expect((await cartFor(debtor, shop, 15_000)).json).toMatchObject({
      netCents: 12_500,
      vatCents: 2500,
      payCents: 15_000,
      totalCents: 18_000,
    });
    // A part of an invoice that is left to pay bears its share of the tax.
    const left = await leaveWith(debtor, shop, 18_000, 3000);
    await decideAtProvider(simulators, "payfip", left.reference, "accept");
    await app.quiet();
    expect((await cartFor(debtor, shop)).json).toMatchObject({ totalCents: 6000 });
    await debtor.fill();
    expect((await cartFor(debtor, shop)).json).toMatchObject({ netCents: 12_500, vatCents: 2500 });
  });
});
