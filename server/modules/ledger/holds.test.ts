/** Holds of a dispute: a part of an entry, never more than is free, whoever else comes at the same time (DIS-2). */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization } from "../../../test/harness/builders.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import type { OtherHoldKind } from "./hold-entries.ts";
import {
  contestableEntries,
  EntryNotFree,
  entriesByIds,
  holdEntries,
  holdForDispute,
  holdForPayment,
  payableEntries,
  releaseHolds,
} from "./index.ts";

let app: TestApp;
let org: string;
let accountId: string;
let userId: string;
let partyId: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());
beforeEach(async () => {
  org = (await anOrganization(app)).organization_id;
  const customer = await aCustomer(app, org, (await aCreditor(app, org)).id);
  accountId = customer.account.id;
  userId = customer.user.id;
  partyId = customer.party.id;
});

const inside = <T>(work: (ctx: Context) => Promise<T>, actor?: Actor) => app.inside(org, work, actor);
const entry = async (cents: number, over: Record<string, unknown> = {}) =>
  (await anEntry(app, org, accountId, cents, over)).id;
const contest = (id: string, cents: number, disputeId = newId()) =>
  inside((ctx) => holdForDispute(ctx, { disputeId, entries: [{ id, cents }] }));
const payable = async (id: string) => (await inside((ctx) => entriesByIds(ctx, [id])))[0]!.payableCents;
const me = (): Actor => ({
  kind: "user",
  userId,
  sessionId: newId(),
  name: "Test",
  staff: null,
  viewedBy: null,
  mustChangePassword: false,
});

describe("DIS-2 a dispute holds", () => {
  it("a part of an entry: the rest stays payable, and freeing gives it back", async () => {
    const id = await entry(10_000);
    const disputeId = newId();
    await contest(id, 4000, disputeId);
    expect(await payable(id)).toBe(6000);
    const [shown] = await inside((ctx) => payableEntries(ctx, [id]), me());
    expect(shown).toMatchObject({ openCents: 10_000, payableCents: 6000, heldBy: "dispute" });
    await inside((ctx) => releaseHolds(ctx, disputeId));
    expect(await payable(id)).toBe(10_000);
  });
  it("the same part once, however often it is asked, and again after it was freed", async () => {
    const id = await entry(10_000);
    const disputeId = newId();
    for (let again = 0; again < 2; again += 1) await contest(id, 4000, disputeId);
    expect(await payable(id)).toBe(6000);
    await inside((ctx) => releaseHolds(ctx, disputeId));
    await contest(id, 10_000, disputeId);
    expect(await payable(id)).toBe(0);
  });
  it("nothing beyond what is open and free, nothing of the other sign, nothing of what is not there", async () => {
    const id = await entry(10_000);
    await contest(id, 4000);
    for (const cents of [6001, -1, 0]) await expect(contest(id, cents)).rejects.toThrow(EntryNotFree);
    await expect(contest(id, 6001)).rejects.toMatchObject({ entryId: id, freeCents: 6000 });
    await expect(contest(newId(), 1)).rejects.toThrow(EntryNotFree);
    const credit = await entry(-3000);
    await expect(contest(credit, 3000)).rejects.toThrow(EntryNotFree);
    const gone = await entry(5000, { superseded_at: new Date() });
    await expect(contest(gone, 5000)).rejects.toThrow(EntryNotFree);
    expect(await payable(id)).toBe(6000);
  });
  it("nothing of an entry that is being paid; and what is contested is not paid", async () => {
    const [paying, contested] = [await entry(5000), await entry(5000)];
    await inside((ctx) => holdForPayment(ctx, { paymentId: newId(), entries: [{ id: paying, cents: 100 }] }));
    await expect(contest(paying, 100)).rejects.toThrow(EntryNotFree);
    await contest(contested, 5000);
    expect((await inside((ctx) => payableEntries(ctx, [contested]), me()))[0]!.payableCents).toBe(0);
  });
  it("never more than the entry when many disputes come at once", async () => {
    const id = await entry(10_000);
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => contest(id, 3000)));
    expect(asked.filter((one) => one.status === "fulfilled")).toHaveLength(3);
    expect(await payable(id)).toBe(1000);
  });
  it("whatever the amounts, held and free together are what is open", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9000 }),
        fc.array(fc.integer({ min: -10, max: 5000 }), { maxLength: 6 }),
        async (amount, parts) => {
          const id = await entry(amount);
          let held = 0;
          for (const cents of parts) {
            const taken = await contest(id, cents).then(
              () => true,
              () => false,
            );
            expect(taken).toBe(cents > 0 && cents <= amount - held);
            if (taken) held += cents;
          }
          expect(await payable(id)).toBe(amount - held);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe("ACT-6 other holds", () => {
  const hold = (kind: OtherHoldKind, id: string, cents: number, referenceId = newId()) =>
    inside((ctx) => holdEntries(ctx, { kind, referenceId, entries: [{ id, cents }] }));
  it.each(["declared", "treasury", "suspension", "recovery"] as const)(
    "%s keeps the entry from being paid until it is freed, however often it is asked",
    async (kind) => {
      const [id, referenceId] = [await entry(10_000), newId()];
      for (let again = 0; again < 2; again += 1) await hold(kind, id, 10_000, referenceId);
      const [shown] = await inside((ctx) => payableEntries(ctx, [id]), me());
      expect(shown).toMatchObject({ payableCents: 0, heldBy: kind });
      await expect(contest(id, 1)).rejects.toThrow(EntryNotFree);
      await inside((ctx) => releaseHolds(ctx, referenceId));
      expect(await payable(id)).toBe(10_000);
    },
  );
  it("take beside a dispute what it leaves free, and no more", async () => {
    const id = await entry(10_000);
    await contest(id, 4000);
    await expect(hold("declared", id, 6001)).rejects.toMatchObject({ freeCents: 6000 });
    await hold("declared", id, 6000);
    expect(await payable(id)).toBe(0);
  });
});

describe("DIS-1 who may contest", () => {
  const rights = (list: string[]) =>
    app.admin.query("update access_accounts set rights = $1 where user_id = $2 and party_id = $3", [
      list,
      userId,
      partyId,
    ]);
  it("ACC-8 only a user with the right to", async () => {
    const id = await entry(5000);
    const mine = () => inside((ctx) => contestableEntries(ctx, [id]), me());
    expect(await mine()).toHaveLength(1);
    await rights(["read", "pay"]);
    expect(await mine()).toEqual([]);
    await rights(["read", "dispute"]);
    expect(await mine()).toHaveLength(1);
    expect(await inside((ctx) => payableEntries(ctx, [id]), me())).toEqual([]);
  });
});
