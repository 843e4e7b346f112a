import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId, outside } from "../../platform/ids.ts";
import { type Ledger, openLedger } from "./readings-fixture.ts";

let at: Ledger;
beforeAll(async () => {
  at = await openLedger();
});
afterAll(() => at.app.close());

describe("the figures of an account", () => {
  it("ACT-2 tells what is to pay, overdue, paying, disputed, unused and pending", async () => {
    const { path, add, cookie } = await at.statement();
    await add(10_000, { due_on: "2026-11-19" });
    await add(20_000, { due_on: "2026-11-20" });
    await add(30_000, { due_on: "2026-12-05" });
    await at.hold(await add(4_000), "payment", 4_000);
    await at.hold(await add(8_000, { due_on: "2026-11-01" }), "dispute", 3_000);
    await at.hold(await add(7_000), "treasury", 7_000);
    await add(-2_500);
    await add(-1_000, { origin: "payment", due_on: null });
    await add(-900, { superseded_at: new Date() });
    const { json } = await at.get(cookie, path);
    expect(json).toMatchObject({
      toPayCents: 65_000,
      overdueCents: 15_000,
      nextDueOn: "2026-11-20",
      payingCents: 4_000,
      disputedCents: 3_000,
      creditCents: 3_500,
      pendingCents: 1_000,
      openEntries: 8,
      earliestSearchable: "2023-11-20",
      today: "2026-11-20",
    });
  });
  it("ACT-2 are zero on an empty account", async () => {
    const { path, cookie } = await at.statement();
    expect((await at.get(cookie, path)).json).toMatchObject({
      toPayCents: 0,
      creditCents: 0,
      pendingCents: 0,
      nextDueOn: null,
      can: { pay: false },
    });
  });
});

describe("the readings of an account", () => {
  it("ACT-2 shows open entries, oldest due first, each with its state", async () => {
    const { path, add, cookie, accountId } = await at.statement();
    const paid = await add(5_000, { label: "Payée" });
    await at.lettering(accountId, "AAA", [
      [paid, 5_000],
      [await add(-5_000), -5_000],
    ]);
    await add(1_000, { label: "En retard", due_on: "2026-10-15" });
    await add(1_000, { label: "Sans échéance", due_on: null, entered_on: "2026-10-16" });
    await add(1_000, { label: "À venir", due_on: "2026-11-20" });
    await at.hold(await add(1_000, { label: "Litige", due_on: "2026-10-01" }), "dispute", 400);
    await at.hold(await add(1_000, { label: "Paiement", due_on: "2026-10-02" }), "payment", 1_000);
    await at.hold(await add(1_000, { label: "Recouvrement", due_on: "2026-10-03" }), "recovery", 1_000);
    await at.hold(await add(1_000, { label: "Trésorerie", due_on: "2026-10-04" }), "treasury", 1_000);
    await at.hold(await add(1_000, { label: "Suspendue", due_on: "2026-10-05" }), "suspension", 1_000);
    await add(-700, { label: "Avoir", due_on: "2026-12-01" });
    const { json } = await at.get(cookie, `${path}/entries`);
    expect(
      json.items.map((one: Record<string, unknown>) => [one.label, one.state, one.toPayCents, one.openCents]),
    ).toEqual([
      ["Litige", "disputed", 600, 1_000],
      ["Paiement", "paying", 0, 1_000],
      ["Recouvrement", "in_recovery", 0, 1_000],
      ["Trésorerie", "treasury", 0, 1_000],
      ["Suspendue", "overdue", 0, 1_000],
      ["En retard", "overdue", 1_000, 1_000],
      ["Sans échéance", "unpaid", 1_000, 1_000],
      ["À venir", "unpaid", 1_000, 1_000],
      ["Avoir", "credit_available", -700, -700],
    ]);
    expect(json).toMatchObject({
      openingCents: null,
      totals: { count: 9, debitCents: 8_000, creditCents: 700, toPayCents: 2_900 },
    });
    const all = (await at.get(cookie, `${path}/entries?reading=all&settled=yes`)).json;
    expect(all.items.map((one: Record<string, unknown>) => [one.state, one.lettering])).toEqual(
      [1, 2].map(() => ["settled", { id: expect.stringMatching(/^let_/), code: "AAA", provisional: false }]),
    );
  });
  it("ACT-3 gives the ledger its opening, running and closing balances, page after page", async () => {
    const { path, add, cookie } = await at.statement();
    const amounts: number[] = [];
    for (let rank = 0; rank < 25; rank += 1) {
      amounts.push((rank % 3 === 0 ? -1 : 1) * (1_000 + rank));
      await add(amounts.at(-1)!, {
        entered_on: `2026-10-${String(1 + Math.floor(rank / 2)).padStart(2, "0")}`,
      });
    }
    await add(-99_999, { superseded_at: new Date(), entered_on: "2026-10-03" });
    const from = "2026-10-04";
    const opening = amounts.slice(0, 6).reduce((a, b) => a + b, 0);
    const running: number[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const url = `${path}/entries?reading=ledger&from=${from}&to=2026-10-12&limit=4${next ? `&cursor=${next}` : ""}`;
      const { json } = await at.get(cookie, url);
      expect(json).toMatchObject({
        openingCents: opening,
        closingCents: amounts.slice(0, 24).reduce((a, b) => a + b, 0),
      });
      expect(json.totals.count).toBe(18);
      for (const one of json.items) {
        const before = running.at(-1) ?? opening;
        expect(one.runningCents).toBe(before + one.debitCents - one.creditCents);
        running.push(one.runningCents);
      }
      next = json.next;
    }
    expect(running).toHaveLength(18);
    // What is looked for is shown with the balance that the account had after it.
    const paid = (await at.get(cookie, `${path}/entries?reading=ledger&from=${from}&to=2026-10-12&limit=200`))
      .json.items[7];
    const found = (await at.get(cookie, `${path}/entries?reading=ledger&piece=${paid.piece.toLowerCase()}`))
      .json;
    expect(found.items).toEqual([paid]);
  });
  it("ACT-2 bounds, searches and pages, newest first", async () => {
    const { path, add, cookie } = await at.statement();
    for (const day of ["01", "02", "03", "04", "05"])
      await add(1_000, { entered_on: `2026-10-${day}`, piece: `FA-${day}`, label: day });
    const labels = async (query: string) =>
      (await at.get(cookie, `${path}/entries?reading=all&${query}`)).json.items.map(
        (one: { label: string }) => one.label,
      );
    expect(await labels("limit=3")).toEqual(["05", "04", "03"]);
    expect(await labels("from=2026-10-02&to=2026-10-03")).toEqual(["03", "02"]);
    expect(await labels("piece=fa-0")).toEqual(["05", "04", "03", "02", "01"]);
    expect(await labels("piece=FA-04")).toEqual(["04"]);
    expect(await labels("piece=%25")).toEqual([]);
    expect(await labels(`cursor=${Buffer.from('["x","y"]').toString("base64url")}&limit=1`)).toEqual(["05"]);
  });
  it("ACT-3 refuses bounds that are upside down or too old, and shows what is open however old it is", async () => {
    const { path, add, cookie } = await at.statement();
    await add(1_000, { entered_on: "2019-01-01", due_on: "2019-02-01" });
    const upside = await at.get(cookie, `${path}/entries?from=2026-10-02&to=2026-10-01`);
    expect([upside.status, upside.json.code]).toEqual([422, "entries.bounds_invalid"]);
    const old = await at.get(cookie, `${path}/entries?reading=all&from=2023-11-19`);
    expect([old.status, old.json.code]).toEqual([422, "entries.too_old"]);
    expect((await at.get(cookie, `${path}/entries`)).json.items).toHaveLength(1);
    expect((await at.get(cookie, `${path}/entries?reading=all`)).json.items).toEqual([]);
    expect((await at.get(cookie, `${path}/entries?reading=ledger`)).json).toMatchObject({
      items: [],
      openingCents: 1_000,
      closingCents: 1_000,
    });
  });
  it("ACT-9 marks what the accounting software has not published yet", async () => {
    const { path, add, cookie } = await at.statement();
    const paymentId = newId();
    await add(-1_000, { origin: "payment", payment_id: paymentId });
    expect((await at.get(cookie, `${path}/entries`)).json.items[0]).toMatchObject({
      pending: true,
      payment: outside("payment", paymentId),
    });
  });
  it("PAY-2 counts in SQL exactly what the rules count for each entry", async () => {
    const kinds = fc.constantFrom("dispute", "payment", "recovery", "treasury", "suspension");
    const one = fc.record({
      cents: fc.integer({ min: -9_000, max: 9_000 }),
      settled: fc.double({ min: 0, max: 1, noNaN: true }),
      holds: fc.uniqueArray(fc.tuple(kinds, fc.integer({ min: 1, max: 9_000 })), {
        maxLength: 2,
        selector: ([kind]) => kind,
      }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), async (entries) => {
        const { path, add, cookie } = await at.statement();
        for (const entry of entries) {
          const id = await add(entry.cents, { settled_cents: Math.trunc(entry.cents * entry.settled) });
          for (const [kind, cents] of entry.holds) await at.hold(id, kind, cents);
        }
        const { json } = await at.get(cookie, `${path}/entries`);
        const payable: number[] = json.items.map((item: { toPayCents: number }) => item.toPayCents);
        const sum = (cents: number[]) => cents.reduce((a, b) => a + b, 0);
        expect(json.totals.toPayCents).toBe(sum(payable));
        expect((await at.get(cookie, path)).json).toMatchObject({
          toPayCents: sum(payable.filter((cents) => cents > 0)),
          creditCents: 0 - sum(payable.filter((cents) => cents < 0)),
        });
      }),
      { numRuns: 25 },
    );
  });
});
