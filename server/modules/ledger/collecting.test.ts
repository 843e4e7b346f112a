/** What direct debits may take, and how they hold it: as exclusive as a payment (PAY-5, MAN-7). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization } from "../../../test/harness/builders.ts";
import type { Context } from "../../platform/context.ts";
import { newId, outside } from "../../platform/ids.ts";
import {
  dueEntries,
  EntriesHeld,
  EntryNotFree,
  entriesByIds,
  holdForCollections,
  holdForDispute,
  holdForPayment,
  moveCollectionHolds,
  releaseHolds,
} from "./index.ts";
import { showEntryTo } from "./show-entry.ts";
import { accountSummary, entriesPage } from "./sql/statement.ts";

let app: TestApp;
let org: string;
let accountId: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());
beforeEach(async () => {
  org = (await anOrganization(app)).organization_id;
  accountId = (await aCustomer(app, org, (await aCreditor(app, org)).id)).account.id;
});

const inside = <T>(work: (ctx: Context) => Promise<T>) => app.inside(org, work);
const entry = async (cents: number, over: Record<string, unknown> = {}) =>
  (await anEntry(app, org, accountId, cents, over)).id;
const due = (until: string) => inside((ctx) => dueEntries(ctx, { accountIds: [accountId], until }));
const announce = (ids: readonly string[], collectionId = newId()) =>
  inside((ctx) =>
    holdForCollections(ctx, [
      { collectionId, plannedOn: "2027-03-05", entries: ids.map((id) => ({ id, cents: 1000 })) },
    ]),
  );

describe("MAN-7 what is due", () => {
  it("takes entries due by the day, oldest first, with every credit that is not used", async () => {
    const later = await entry(3000, { due_on: "2027-03-06" });
    const second = await entry(2000, { due_on: "2027-03-05" });
    const first = await entry(1000, { due_on: "2027-02-01" });
    const undated = await entry(700, { due_on: null, entered_on: "2027-01-15" });
    const credit = await entry(-400, { due_on: "2027-06-01" });
    expect((await due("2027-03-05")).map((one) => one.id)).toEqual([undated, first, second, credit]);
    expect((await due("2027-03-06")).map((one) => one.id)).toContain(later);
  });
  it("leaves out what is held or settled, and takes only the free part of what is contested in part", async () => {
    const contested = await entry(1000);
    const whole = await entry(1000);
    const paying = await entry(1000);
    await entry(1000, { settled_cents: 1000 });
    await inside((ctx) =>
      holdForDispute(ctx, { disputeId: newId(), entries: [{ id: contested, cents: 400 }] }),
    );
    await inside((ctx) => holdForDispute(ctx, { disputeId: newId(), entries: [{ id: whole, cents: 1000 }] }));
    await inside((ctx) =>
      holdForPayment(ctx, { paymentId: newId(), entries: [{ id: paying, cents: 1000 }] }),
    );
    expect((await due("2027-01-01")).map((one) => [one.id, one.payableCents])).toEqual([[contested, 600]]);
  });
});

describe("PAY-5 a direct debit that is announced holds its entries", () => {
  it("keeps payments, other direct debits and disputes out, until it is freed", async () => {
    const id = await entry(1000);
    const collectionId = newId();
    await announce([id], collectionId);
    await announce([id], collectionId);
    await expect(announce([id])).rejects.toThrow(EntriesHeld);
    await expect(
      inside((ctx) => holdForPayment(ctx, { paymentId: newId(), entries: [{ id, cents: 1000 }] })),
    ).rejects.toThrow(EntriesHeld);
    await expect(
      inside((ctx) => holdForDispute(ctx, { disputeId: newId(), entries: [{ id, cents: 1 }] })),
    ).rejects.toThrow(EntryNotFree);
    expect((await inside((ctx) => entriesByIds(ctx, [id])))[0]).toMatchObject({
      payableCents: 0,
      heldBy: "collection",
    });
    await inside((ctx) => releaseHolds(ctx, collectionId));
    await announce([id]);
  });
  it("of a payment and a direct debit that start at the same time, one has the entry", async () => {
    for (let i = 0; i < 10; i += 1) {
      const id = await entry(1000);
      const outcomes = await Promise.allSettled([
        announce([id]),
        inside((ctx) => holdForPayment(ctx, { paymentId: newId(), entries: [{ id, cents: 1000 }] })),
      ]);
      expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    }
  });
  it("the statement says the day on which it is taken, and another day when it moves", async () => {
    const id = await entry(1000);
    const collectionId = newId();
    await announce([id], collectionId);
    const reading = { reading: "due", from: null, to: null, hidden: [], grouped: null } as const;
    const page = async () =>
      (await inside((ctx) => entriesPage(ctx, accountId, reading, null, 10).execute(ctx.db))).rows[0];
    const announced = (await page())!;
    expect(announced).toMatchObject({ collectOn: "2027-03-05" });
    const told = (readAs: "holder" | "owner") =>
      showEntryTo({ clock: () => new Date() }, { readAs }, announced).collection;
    expect(told("holder")).toBe(outside("collection", collectionId));
    expect(told("owner")).toBeNull();
    await inside((ctx) =>
      moveCollectionHolds(ctx, { collectionIds: [collectionId], plannedOn: "2027-03-08" }),
    );
    expect(await page()).toMatchObject({ collectOn: "2027-03-08" });
    const { rows } = await inside((ctx) =>
      accountSummary(ctx, accountId, "2027-03-01", { hidden: [] }).execute(ctx.db),
    );
    expect(rows[0]).toMatchObject({
      toPayCents: 0,
      payingCents: 0,
      collectingCents: 1000,
      nextCollectOn: "2027-03-08",
    });
  });
});
