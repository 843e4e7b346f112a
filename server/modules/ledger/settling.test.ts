import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aCreditor,
  aCustomer,
  anAccess,
  anAccount,
  anEntry,
  anOrganization,
  aParty,
  aStaffUser,
  aUser,
} from "../../../test/harness/builders.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import {
  accountsByIds,
  creditorOfEntries,
  EntriesHeld,
  entriesByIds,
  holdForPayment,
  letterPayment,
  payableEntries,
  recomputeBalances,
  recomputeSettlements,
  recordPaymentEntry,
  releaseHolds,
} from "./index.ts";

let app: TestApp;
let org: string;
let creditorId: string;
let customer: Awaited<ReturnType<typeof aCustomer>>;
let accountId: string;
let userId: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());
beforeEach(async () => {
  org = (await anOrganization(app)).organization_id;
  creditorId = (await aCreditor(app, org)).id;
  customer = await aCustomer(app, org, creditorId);
  accountId = customer.account.id;
  userId = customer.user.id;
});

const as = (
  id: string,
  staff: { role: "administrator"; creditorIds: string[] | null } | null = null,
): Actor => ({
  kind: "user",
  userId: id,
  sessionId: newId(),
  name: "Test",
  staff,
  viewedBy: null,
  mustChangePassword: false,
});
const inside = <T>(work: (ctx: Context) => Promise<T>, actor?: Actor) => app.inside(org, work, actor);
const entry = async (cents: number, over: Record<string, unknown> = {}, account = accountId) =>
  (await anEntry(app, org, account, cents, over)).id;
const row = async (id: string) =>
  (await app.admin.query("select * from entries where organization_id = $1 and id = $2", [org, id])).rows[0];
const balance = async (id = accountId) =>
  (
    await app.admin.query("select balance_cents from accounts where organization_id = $1 and id = $2", [
      org,
      id,
    ])
  ).rows[0].balance_cents as number;
const aHold = (entryId: string, kind: string, cents: number, referenceId = newId()) =>
  app.admin.query(
    "insert into holds (organization_id, id, entry_id, kind, reference_id, cents, created_at) values ($1, $2, $3, $4, $5, $6, now())",
    [org, newId(), entryId, kind, referenceId, cents],
  );
const receive = (ctx: Context, paymentId: string, cents: number, account = accountId) =>
  recordPaymentEntry(ctx, {
    paymentId,
    accountId: account,
    reference: "REF123",
    label: "Paiement en ligne",
    cents,
    receivedOn: "2026-11-20",
  });
const partsOf = (cents: Record<string, number>) =>
  Object.entries(cents).map(([entryId, one]) => ({ entryId, cents: one }));
/** Receives and letters, as a settled payment does. */
const settle = (
  paymentId: string,
  cents: number,
  parts: { entryId: string; cents: number }[],
  at = accountId,
) =>
  inside(async (ctx) => {
    const { entryId } = await receive(ctx, paymentId, cents, at);
    return letterPayment(ctx, { paymentId, creditEntryIds: [entryId], parts });
  });
/** The promises of the ledger, on all of the organization. */
async function expectSound() {
  await inside(async (ctx) => {
    expect(await recomputeBalances(ctx)).toEqual([]);
    expect(await recomputeSettlements(ctx)).toEqual({ entries: [], letterings: [] });
  });
}

describe("payable entries", () => {
  it("PAY-2 says what is open, what is payable, and the VAT of a whole invoice", async () => {
    const invoiceId = newId();
    await app.admin.query(
      `insert into invoices (organization_id, id, account_id, number, issued_on, net_cents, vat_cents, total_cents)
       values ($1, $2, $3, 'F-1', '2026-10-01', 10000, 2000, 12000)`,
      [org, invoiceId, accountId],
    );
    const id = await entry(12_000, { invoice_id: invoiceId, label: "Eau", piece: "F-1" });
    const [found] = await inside((ctx) => payableEntries(ctx, [id]), as(userId));
    expect(found).toEqual({
      id,
      accountId,
      accountLabel: customer.account.label,
      creditorId,
      label: "Eau",
      piece: "F-1",
      date: "2026-10-01",
      dueOn: "2026-11-01",
      amountCents: 12_000,
      openCents: 12_000,
      payableCents: 12_000,
      heldBy: null,
      vatCents: 2_000,
      invoiceId,
    });
  });
  it("DIS-2 leaves out what is held, and says by what", async () => {
    const disputed = await entry(10_000);
    const paying = await entry(10_000);
    await aHold(disputed, "dispute", 4_000);
    await aHold(paying, "payment", 10_000);
    const found = await inside((ctx) => payableEntries(ctx, [disputed, paying]), as(userId));
    expect(found.map((one) => [one.id, one.payableCents, one.heldBy])).toEqual([
      [disputed, 6_000, "dispute"],
      [paying, 0, "payment"],
    ]);
  });
  it("ACC-8 gives them only to who may pay: not without the right, nor past its end, nor for another party", async () => {
    const id = await entry(10_000);
    const reader = (await aUser(app, org)).id;
    const past = (await aUser(app, org)).id;
    const stranger = (await aUser(app, org)).id;
    const staff = (await aStaffUser(app, org, "administrator")).id;
    await anAccess(app, org, reader, customer.party.id, { rights: ["read"] });
    await anAccess(app, org, past, customer.party.id, { ends_on: "2026-01-01" });
    for (const other of [
      as(reader),
      as(past),
      as(stranger),
      as(staff, { role: "administrator", creditorIds: null }),
    ])
      expect(await inside((ctx) => payableEntries(ctx, [id]), other)).toEqual([]);
    expect(await inside((ctx) => payableEntries(ctx, [id]), as(userId))).toHaveLength(1);
  });
  it("ALL-1 never gives those of another organization", async () => {
    const id = await entry(10_000);
    const other = (await anOrganization(app)).organization_id;
    expect(await app.inside(other, (ctx) => payableEntries(ctx, [id]))).toEqual([]);
    expect(await app.inside(other, (ctx) => entriesByIds(ctx, [id]))).toEqual([]);
    expect(await app.inside(other, (ctx) => accountsByIds(ctx, [accountId]))).toEqual([]);
  });
  it("leaves out a superseded entry, which can still be shown", async () => {
    const id = await entry(-5_000, { superseded_at: new Date() });
    expect(await inside((ctx) => payableEntries(ctx, [id]))).toEqual([]);
    expect(await inside((ctx) => entriesByIds(ctx, [id]))).toHaveLength(1);
    expect(await inside((ctx) => creditorOfEntries(ctx, [id]))).toEqual(new Map([[id, creditorId]]));
  });
  it("PAY-5 sees, after waiting for the rows, the hold that was made meanwhile", async () => {
    const id = await entry(10_000);
    const locked = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const first = inside(async (ctx) => {
      await payableEntries(ctx, [id]);
      locked.resolve();
      await go.promise;
      await holdForPayment(ctx, { paymentId: newId(), entries: [{ id, cents: 10_000 }] });
    });
    await locked.promise;
    const second = inside((ctx) => payableEntries(ctx, [id]));
    await new Promise((resolve) => setTimeout(resolve, 100));
    go.resolve();
    await first;
    expect((await second)[0]).toMatchObject({ payableCents: 0, heldBy: "payment" });
  });
});

describe("holds of a payment", () => {
  it("PAY-5 holds twice without harm, and frees twice without harm", async () => {
    const id = await entry(10_000);
    const paymentId = newId();
    const hold = () => inside((ctx) => holdForPayment(ctx, { paymentId, entries: [{ id, cents: 10_000 }] }));
    await hold();
    await hold();
    await inside((ctx) => releaseHolds(ctx, paymentId));
    await inside((ctx) => releaseHolds(ctx, paymentId));
    expect((await inside((ctx) => payableEntries(ctx, [id])))[0]).toMatchObject({
      payableCents: 10_000,
      heldBy: null,
    });
    const { rows } = await app.admin.query("select released_at from holds where entry_id = $1", [id]);
    expect(rows).toEqual([{ released_at: expect.any(Date) }]);
  });
  it("PAY-5 refuses an entry that another payment holds, and holds none of the others", async () => {
    const taken = await entry(10_000);
    const free = await entry(10_000);
    await inside((ctx) =>
      holdForPayment(ctx, { paymentId: newId(), entries: [{ id: taken, cents: 10_000 }] }),
    );
    const both = [free, taken].map((id) => ({ id, cents: 10_000 }));
    await expect(inside((ctx) => holdForPayment(ctx, { paymentId: newId(), entries: both }))).rejects.toThrow(
      EntriesHeld,
    );
    expect((await inside((ctx) => payableEntries(ctx, [free])))[0]).toMatchObject({ heldBy: null });
  });
  it("PAY-5 lets one of many payments that start together through", async () => {
    const ids = [await entry(10_000), await entry(5_000)];
    const start = () =>
      inside((ctx) =>
        holdForPayment(ctx, { paymentId: newId(), entries: ids.map((id) => ({ id, cents: 5_000 })) }),
      );
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, start));
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of outcomes) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(EntriesHeld);
  });
});

describe("money received", () => {
  it("PAY-6 is recorded once, whatever runs twice or together, and the balance moves once", async () => {
    await entry(10_000);
    const paymentId = newId();
    const made = await Promise.all(
      Array.from({ length: 4 }, () => inside((ctx) => receive(ctx, paymentId, 10_000))),
    );
    expect(new Set(made.map((one) => one.entryId)).size).toBe(1);
    expect(await balance()).toBe(0);
    expect(await row(made[0]!.entryId)).toMatchObject({
      origin: "payment",
      source_key: `payment:${paymentId}`,
      piece: "REF123",
      amount_cents: -10000,
      payment_id: paymentId,
    });
    await expectSound();
  });
});

describe("lettering of a payment", () => {
  it("PAY-7 letters an invoice, a credit note and the money to zero, under a provisional code", async () => {
    const invoice = await entry(10_000);
    const note = await entry(-3_000);
    const paymentId = newId();
    const parts = partsOf({ [invoice]: 10_000, [note]: -3_000 });
    expect(await settle(paymentId, 7_000, parts)).toEqual({
      letteredCents: 7_000,
      leftCents: 0,
      owedCents: 0,
    });
    expect(await settle(paymentId, 7_000, parts)).toEqual({
      letteredCents: 7_000,
      leftCents: 0,
      owedCents: 0,
    });
    expect(await row(invoice)).toMatchObject({ settled_cents: 10000, lettering_code: "q1" });
    expect(await row(note)).toMatchObject({ settled_cents: -3000, lettering_code: "q1" });
    expect(await balance()).toBe(0);
    await expectSound();
  });
  it("PAY-2 settles a part, then the rest, under the next code", async () => {
    const invoice = await entry(10_000);
    await settle(newId(), 4_000, [{ entryId: invoice, cents: 4_000 }]);
    expect((await inside((ctx) => payableEntries(ctx, [invoice])))[0]).toMatchObject({ openCents: 6_000 });
    await settle(newId(), 6_000, [{ entryId: invoice, cents: 6_000 }]);
    expect(await row(invoice)).toMatchObject({ settled_cents: 10000, lettering_code: "q2" });
    await expectSound();
  });
  it("PAY-6 leaves what was settled meanwhile as a visible credit, and does not take more of the rest the second time", async () => {
    const [one, two] = [await entry(5_000), await entry(10_000)];
    await settle(newId(), 5_000, [{ entryId: one, cents: 5_000 }]);
    const late = newId();
    const parts = partsOf({ [one]: 5_000, [two]: 2_000 });
    for (const _ of [1, 2])
      expect(await settle(late, 7_000, parts)).toEqual({
        letteredCents: 2_000,
        leftCents: 5_000,
        owedCents: 0,
      });
    expect(await row(two)).toMatchObject({ settled_cents: 2000 });
    expect(await balance()).toBe(3000);
    await expectSound();
  });
  it("PAY-6 keeps its hands off an entry that another open payment holds", async () => {
    const invoice = await entry(5_000);
    await inside((ctx) =>
      holdForPayment(ctx, { paymentId: newId(), entries: [{ id: invoice, cents: 5_000 }] }),
    );
    const lettered = await settle(newId(), 5_000, [{ entryId: invoice, cents: 5_000 }]);
    expect(lettered).toEqual({ letteredCents: 0, leftCents: 5_000, owedCents: 0 });
    expect(await row(invoice)).toMatchObject({ settled_cents: 0 });
  });
  it.each([
    ["pays", 7_000, 0],
    ["used meanwhile, which owes what it paid of,", 10_000, 3_000],
  ])(
    "PAY-2 PAY-6 spreads over accounts: a credit note of one %s another",
    async (how, letteredCents, owedCents) => {
      const other = (await anAccount(app, org, creditorId, customer.party.id)).id;
      const invoice = await entry(10_000);
      const note = await entry(-3_000, {}, other);
      const paymentId = newId();
      const parts = partsOf({ [invoice]: 10_000, [note]: -3_000 });
      if (how !== "pays") await settle(newId(), -3_000, partsOf({ [note]: -3_000 }), other);
      const result = await inside(async (ctx) => {
        const here = await receive(ctx, paymentId, 10_000);
        const there = await receive(ctx, paymentId, -3_000, other);
        return letterPayment(ctx, { paymentId, creditEntryIds: [here.entryId, there.entryId], parts });
      });
      expect(result).toEqual({ letteredCents, leftCents: 0, owedCents });
      expect([await balance(), await balance(other)]).toEqual([0, owedCents]);
      expect(await row(note)).toMatchObject({ settled_cents: -3000, lettering_code: "q1" });
      await expectSound();
    },
  );
});

describe("the promises of the ledger", () => {
  it("PAY-6 hold whatever payments letter the same entries together, on several connections", async () => {
    const amount = fc.integer({ min: -20_000, max: 30_000 }).filter((cents) => cents !== 0);
    const order = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 30_000 })), {
      minLength: 1,
      maxLength: 5,
    });
    const scenario = fc.record({
      amounts: fc.array(amount, { minLength: 2, maxLength: 6 }),
      payments: fc.array(fc.record({ order, cents: fc.integer({ min: 1, max: 40_000 }) }), {
        minLength: 2,
        maxLength: 4,
      }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ amounts, payments }) => {
        const party = (await aParty(app, org)).id;
        const accounts = [
          (await anAccount(app, org, creditorId, party)).id,
          (await anAccount(app, org, creditorId, party)).id,
        ].sort();
        const entries: { id: string; cents: number }[] = [];
        for (const [rank, cents] of amounts.entries())
          entries.push({ id: await entry(cents, {}, accounts[rank % 2]), cents });
        const run = (one: (typeof payments)[number], paymentId: string) =>
          inside(async (ctx) => {
            const creditEntryIds: string[] = [];
            for (const account of accounts)
              creditEntryIds.push((await receive(ctx, paymentId, one.cents, account)).entryId);
            const wanted = new Map(
              one.order.map(([rank, cents]) => {
                const target = entries[rank % entries.length]!;
                return [target.id, Math.sign(target.cents) * cents] as const;
              }),
            );
            const parts = [...wanted].map(([entryId, cents]) => ({ entryId, cents }));
            return letterPayment(ctx, { paymentId, creditEntryIds, parts });
          });
        const runs = payments.flatMap((one) => {
          const paymentId = newId();
          // Each twice: the queue may run a job again while the first run is not finished.
          return [run(one, paymentId), run(one, paymentId)];
        });
        const results = await Promise.all(runs);
        for (const [rank, one] of payments.entries()) {
          expect(results[2 * rank]).toEqual(results[2 * rank + 1]);
          const { letteredCents, leftCents } = results[2 * rank]!;
          expect(letteredCents + leftCents).toBe(2 * one.cents);
        }
        await expectSound();
      }),
      { numRuns: 25 },
    );
  });
  it("OFF-7 are seen when they are broken", async () => {
    const invoice = await entry(10_000);
    await app.admin.query("update accounts set balance_cents = 1 where id = $1", [accountId]);
    await app.admin.query("update entries set settled_cents = 10 where id = $1", [invoice]);
    await inside(async (ctx) => {
      expect(await recomputeBalances(ctx)).toEqual([{ accountId, keptCents: 1, computedCents: 10_000 }]);
      expect((await recomputeSettlements(ctx)).entries).toEqual([
        { entryId: invoice, keptCents: 10, computedCents: 0 },
      ]);
    });
  });
});
