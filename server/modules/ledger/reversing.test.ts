/** Money that goes back: the account is what it was, nothing is settled by money that has gone, nothing twice (PAY-11). */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anAccount, anEntry, anOrganization } from "../../../test/harness/builders.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import {
  holdForPayment,
  letterPayment,
  recomputeBalances,
  recomputeSettlements,
  recordPaymentEntry,
  reversePayment,
} from "./index.ts";
import { spreadReversal } from "./reversal-rules.ts";

describe("what goes back is taken from the accounts that it came to", () => {
  it.each([
    ["a part of one", [["a", 100]], "a", 30, [["a", 30]]],
    [
      "the main account first",
      [
        ["a", 50],
        ["b", 80],
      ],
      "b",
      90,
      [
        ["b", 80],
        ["a", 10],
      ],
    ],
    [
      "never from a debit, while something is left",
      [
        ["a", 120],
        ["b", -20],
      ],
      "a",
      90,
      [["a", 90]],
    ],
    [
      "all of it, debits too",
      [
        ["a", 120],
        ["b", -20],
      ],
      "a",
      100,
      [
        ["a", 120],
        ["b", -20],
      ],
    ],
    [
      "what a part left, debits too",
      [
        ["a", 30],
        ["b", -20],
      ],
      "a",
      10,
      [
        ["a", 30],
        ["b", -20],
      ],
    ],
  ] as const)("%s", (_, brought, main, cents, taken) => {
    const of = (list: readonly (readonly [string, number])[]) =>
      list.map(([accountId, own]) => ({ accountId, cents: own }));
    expect(spreadReversal(of(brought), main, cents)).toEqual(of(taken));
  });
  it("whatever the accounts, the sum is what goes back, and several times give all back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -500, max: 1000 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 6 }),
        (amounts, takes) => {
          const left = amounts.map((cents, i) => ({ accountId: String(i), cents }));
          fc.pre(sumCents(amounts) > 0);
          for (const take of [...takes, Number.POSITIVE_INFINITY]) {
            const all = sumCents(left.map((one) => one.cents));
            const cents = Math.min(take, all);
            if (cents <= 0) continue;
            const taken = spreadReversal(left, "0", cents);
            expect(sumCents(taken.map((one) => one.cents))).toBe(cents);
            for (const one of taken) left.find((own) => own.accountId === one.accountId)!.cents -= one.cents;
          }
          expect(left.every((one) => one.cents === 0)).toBe(true);
        },
      ),
    );
  });
});

let app: TestApp;
let org: string;
let creditorId: string;
let accountId: string;
let partyId: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());
beforeEach(async () => {
  org = (await anOrganization(app)).organization_id;
  creditorId = (await aCreditor(app, org)).id;
  const customer = await aCustomer(app, org, creditorId);
  accountId = customer.account.id;
  partyId = customer.party.id;
});

const inside = <T>(work: (ctx: Context) => Promise<T>) => app.inside(org, work);
const entry = async (cents: number, dueOn = "2026-11-01", account = accountId) =>
  (await anEntry(app, org, account, cents, { due_on: dueOn })).id;
const open = async (...ids: string[]) =>
  (
    await app.admin.query<{ open: number }>(
      "select amount_cents - settled_cents as open from entries where organization_id = $1 and id = any($2) order by array_position($2, id)",
      [org, ids],
    )
  ).rows.map((row) => row.open);
const balance = async (id = accountId) =>
  (await app.admin.query<{ n: number }>("select balance_cents as n from accounts where id = $1", [id]))
    .rows[0]!.n;

/** A payment of parts of entries, as the payments module makes it; `cents` of money on the account. */
async function pay(cents: number, parts: [string, number][], account = accountId, paymentId = newId()) {
  await inside(async (ctx) => {
    const { entryId } = await recordPaymentEntry(ctx, {
      paymentId,
      accountId: account,
      reference: "QT00000001",
      label: "Paiement",
      cents,
      receivedOn: "2026-11-02",
    });
    await letterPayment(ctx, {
      paymentId,
      creditEntryIds: [entryId],
      parts: parts.map(([id, own]) => ({ entryId: id, cents: own })),
    });
  });
  return paymentId;
}

const giveBack = (paymentId: string, cents: number, reversalId = newId(), mainAccountId = accountId) =>
  inside((ctx) =>
    reversePayment(ctx, {
      reversalId,
      paymentId,
      mainAccountId,
      cents,
      label: "Remboursement",
      reference: "QT00000001",
      reversedOn: "2026-11-09",
    }),
  );

async function sound() {
  await inside(async (ctx) => {
    expect(await recomputeBalances(ctx)).toEqual([]);
    expect(await recomputeSettlements(ctx)).toEqual({ entries: [], letterings: [] });
  });
}

describe("PAY-11 money that goes back", () => {
  it("opens again what it had settled, and is itself settled by the money that came", async () => {
    const [first, second] = [await entry(6000, "2026-10-01"), await entry(4000)];
    const paymentId = await pay(10_000, [
      [first, 6000],
      [second, 4000],
    ]);
    expect(await balance()).toBe(0);
    await giveBack(paymentId, 10_000);
    expect(await open(first, second)).toEqual([6000, 4000]);
    expect(await balance()).toBe(10_000);
    const { rows } = await app.admin.query(
      "select amount_cents, amount_cents - settled_cents as open from entries where payment_id = $1 order by amount_cents",
      [paymentId],
    );
    expect(rows).toEqual([
      { amount_cents: -10_000, open: 0 },
      { amount_cents: 10_000, open: 0 },
    ]);
    await sound();
  });
  it("keeps the oldest settled when only a part goes back", async () => {
    const [old, young] = [await entry(6000, "2026-10-01"), await entry(4000)];
    const paymentId = await pay(10_000, [
      [old, 6000],
      [young, 4000],
    ]);
    await giveBack(paymentId, 3000);
    expect(await open(old, young)).toEqual([0, 3000]);
    await giveBack(paymentId, 2000);
    expect(await open(old, young)).toEqual([1000, 4000]);
    expect(await balance()).toBe(5000);
    await sound();
  });
  it("leaves a credit note where it was used", async () => {
    const [invoice, credit] = [await entry(12_000), await entry(-2000)];
    const paymentId = await pay(10_000, [
      [invoice, 12_000],
      [credit, -2000],
    ]);
    await giveBack(paymentId, 10_000);
    expect(await open(invoice, credit)).toEqual([10_000, 0]);
    await sound();
  });
  it("takes first the money that nothing had used", async () => {
    const invoice = await entry(6000);
    const paymentId = await pay(10_000, [[invoice, 6000]]);
    await giveBack(paymentId, 4000);
    expect(await open(invoice)).toEqual([0]);
    await sound();
  });
  it("leaves alone the part of the money that another payment is using", async () => {
    const invoice = await entry(6000);
    const paymentId = await pay(10_000, [[invoice, 6000]]);
    const { rows } = await app.admin.query("select id from entries where payment_id = $1", [paymentId]);
    const other = newId();
    await inside((ctx) =>
      holdForPayment(ctx, { paymentId: other, entries: [{ id: rows[0].id as string, cents: -4000 }] }),
    );
    await giveBack(paymentId, 1000);
    expect(await open(invoice, rows[0].id)).toEqual([1000, -4000]);
    await sound();
  });
  it("gives back to each account what it brought, debits of credit notes included", async () => {
    const second = (await anAccount(app, org, creditorId, partyId)).id;
    const [invoice, credit] = [await entry(12_000), await entry(-2000, "2026-10-01", second)];
    const paymentId = await pay(12_000, [[invoice, 12_000]]);
    await pay(-2000, [[credit, -2000]], second, paymentId);
    await giveBack(paymentId, 10_000);
    expect(await open(invoice, credit)).toEqual([12_000, -2000]);
    expect([await balance(), await balance(second)]).toEqual([12_000, -2000]);
    await sound();
  });
  it("is written once, however often and however many at a time it is asked", async () => {
    const invoice = await entry(5000);
    const paymentId = await pay(5000, [[invoice, 5000]]);
    const reversalId = newId();
    await Promise.all(Array.from({ length: 6 }, () => giveBack(paymentId, 5000, reversalId)));
    await giveBack(paymentId, 5000, reversalId);
    expect(await open(invoice)).toEqual([5000]);
    expect(await balance()).toBe(5000);
    await sound();
  });
  it("never gives back more than came, also when several come at once", async () => {
    const invoice = await entry(5000);
    const paymentId = await pay(5000, [[invoice, 5000]]);
    const asked = await Promise.allSettled(Array.from({ length: 5 }, () => giveBack(paymentId, 2000)));
    expect(asked.filter((one) => one.status === "fulfilled")).toHaveLength(2);
    expect(await open(invoice)).toEqual([4000]);
    await sound();
  });
  it("whatever was paid and went back, what is settled is what the money that stayed pays", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 3 }),
        async (debts, backs) => {
          const ids = [];
          for (const cents of debts) ids.push(await entry(cents));
          const total = sumCents(debts);
          const paymentId = await pay(
            total,
            ids.map((id, i) => [id, debts[i]!]),
          );
          let gone = 0;
          for (const cents of backs) {
            if (gone + cents > total) continue;
            await giveBack(paymentId, cents);
            gone += cents;
          }
          expect(sumCents(await open(...ids))).toBe(gone);
          await sound();
        },
      ),
      { numRuns: 10 },
    );
  });
});
