import { needsDebtorAddress } from "../../formats/sepa/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { recordFacts } from "../../platform/facts.ts";
import { sumCents } from "../../platform/money.ts";
import { dueEntries, entriesByIds, holdForCollections } from "../ledger/index.ts";
import { type CollectableMandate, collectableMandates, takeInstalments } from "../mandates/index.ts";
import { mayStaffSee, readCreditor, readSettings, suspensionOn } from "../organizations/index.ts";
import { facts } from "./facts.ts";
import { factData, newCollection } from "./new-collection.ts";
import { planRetries } from "./retry-collections.ts";
import { planMandate, WHENEVER } from "./rules.ts";
import { barredEntries, insertCollections, mandatesUnderWay, type NewCollection } from "./sql/collections.ts";
import { findSettings, type SettingsRow, selectCollecting } from "./sql/settings.ts";

const PAGE = 200;

/**
 * Announces what is to be collected of every creditor that collects (MAN-7): writes collections, holds their entries, tells
 * the debtors. A page of mandates is one transaction; again, it finds what is new since.
 */
export async function announceAll(outer: Outer): Promise<void> {
  const creditors = await outer.transaction((ctx) => selectCollecting(ctx));
  for (const { creditorId } of creditors) await announceCreditor(outer, creditorId);
}

/** Staff announce now what the job would announce in the morning. */
export async function announceNow(outer: Outer, creditorId: string): Promise<{ announced: number }> {
  if (!mayStaffSee(outer.actor, creditorId)) found(null);
  await outer.transaction((ctx) => readCreditor(ctx, creditorId));
  return { announced: await announceCreditor(outer, creditorId) };
}

/** The same for one creditor. @returns how many were announced. */
async function announceCreditor(outer: Outer, creditorId: string): Promise<number> {
  let announced = 0;
  for (let after: string | null = null; ; ) {
    const page: { count: number; last: string | null } = await outer.transaction((ctx) =>
      announcePage(ctx, creditorId, after),
    );
    announced += page.count;
    if (page.last === null) break;
    after = page.last;
  }
  for (let more = true; more; ) {
    const page = await outer.transaction((ctx) => announceRetries(ctx, creditorId));
    announced += page.count;
    more = page.more;
  }
  return announced;
}

async function announceRetries(ctx: Context, creditorId: string): Promise<{ count: number; more: boolean }> {
  const settings = await findSettings(ctx, creditorId);
  if (!settings?.enabled || (await isSuspended(ctx))) return { count: 0, more: false };
  const { made, more } = await planRetries(ctx, creditorId, settings);
  await announce(ctx, made);
  return { count: made.length, more };
}

/** While nothing may be paid, nothing is announced either (ACT-6). */
const isSuspended = async (ctx: Context): Promise<boolean> =>
  suspensionOn(await readSettings(ctx), dayInParis(ctx.clock())) !== null;

async function announcePage(
  ctx: Context,
  creditorId: string,
  after: string | null,
): Promise<{ count: number; last: string | null }> {
  const settings = await findSettings(ctx, creditorId);
  if (!settings?.enabled || (await isSuspended(ctx))) return { count: 0, last: null };
  const page = await collectableMandates(ctx, creditorId, { after, limit: PAGE });
  const mandates = await fitMandates(ctx, creditorId, page);
  const last = page.length < PAGE ? null : page.at(-1)!.id;
  if (mandates.length === 0) return { count: 0, last };
  const made = await plan(ctx, settings, mandates);
  await announce(ctx, made);
  return { count: made.length, last };
}

/** An account outside the EEA is debited only with the debtor's address: without one the bank would refuse the whole file. */
async function fitMandates(
  ctx: Context,
  creditorId: string,
  mandates: readonly CollectableMandate[],
): Promise<CollectableMandate[]> {
  const { iban } = found(await readCreditor(ctx, creditorId));
  return mandates.filter(({ debtor }) => debtor.address !== null || !needsDebtorAddress(iban, debtor.iban));
}

async function plan(
  ctx: Context,
  settings: SettingsRow,
  mandates: readonly CollectableMandate[],
): Promise<NewCollection[]> {
  const underWay = await mandatesUnderWay(
    ctx,
    mandates.map((one) => one.id),
  );
  const due = await dueEntries(ctx, {
    accountIds: [...new Set(mandates.map((one) => one.accountId))],
    until: WHENEVER,
  });
  const barred = await barredEntries(
    ctx,
    due.map((entry) => entry.id),
  );
  const free = Map.groupBy(due, (entry) => entry.accountId);
  const spread = await openOfPlans(ctx, mandates);
  const made: NewCollection[] = [];
  const emptied: string[] = [];
  for (const mandate of mandates) {
    const entries = free.get(mandate.accountId) ?? [];
    const result = planMandate(mandate, {
      entries,
      barred,
      now: ctx.clock(),
      calendar: settings,
      takenOneOff: underWay.get(mandate.id)?.takenOneOff ?? false,
      planUnderWay: underWay.get(mandate.id)?.planUnderWay ?? false,
      planOpenCents: sumCents(mandate.planEntryIds.map((id) => spread.get(id) ?? 0)),
    });
    emptied.push(...result.emptied);
    made.push(...result.planned.map((planned) => newCollection(ctx, mandate, planned)));
    // Two mandates of one account never take the same entry.
    const taken = new Set(result.planned.flatMap((one) => one.parts.map((part) => part.entryId)));
    free.set(
      mandate.accountId,
      entries.filter((entry) => !taken.has(entry.id)),
    );
  }
  const instalments = made.flatMap((one) => (one.instalmentId ? [one.instalmentId] : []));
  if (instalments.length + emptied.length > 0) await takeInstalments(ctx, [...instalments, ...emptied]);
  return made;
}

/** What is open of the entries that plans spread, held or not. */
async function openOfPlans(
  ctx: Context,
  mandates: readonly CollectableMandate[],
): Promise<Map<string, number>> {
  const entries = await entriesByIds(
    ctx,
    mandates.filter((one) => one.instalments.length > 0).flatMap((one) => one.planEntryIds),
  );
  return new Map(entries.map((entry) => [entry.id, entry.openCents]));
}

/** Writes collections, holds what they take, tells them. */
async function announce(ctx: Context, made: readonly NewCollection[]): Promise<void> {
  await insertCollections(ctx, made);
  await holdForCollections(
    ctx,
    made.map((one) => ({
      collectionId: one.id,
      plannedOn: one.collectOn,
      entries: one.parts.map(({ entryId, cents }) => ({ id: entryId, cents })),
    })),
  );
  await recordFacts(
    ctx,
    facts.announced,
    made.map((one) => ({ subject: { kind: "collection", id: one.id }, data: factData(one) })),
  );
}
