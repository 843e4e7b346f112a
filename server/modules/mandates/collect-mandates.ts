import { type Amendment, type StructuredAddress, splitPostalAddress } from "../../formats/sepa/index.ts";
import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { recordFacts } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import { dormantBefore, type MandateState, type Mode, type Scheme, stands } from "./rules.ts";
import { type MandateRecord, selectMandates, updateMandates } from "./sql/mandates.ts";
import { selectCollectable, updateLastCollected } from "./sql/many.ts";
import {
  type AmendmentRow,
  type InstalmentRow,
  insertAmendments,
  insertEvents,
  lastSentAmendments,
  markAmendmentsSent,
  selectAmendments,
  selectInstalments,
  updateInstalments,
} from "./sql/parts.ts";

/** A mandate in force, as who collects under it needs it. Its creditor is named `creditorName` on what was signed. */
export type CollectableMandate = {
  id: string;
  umr: string;
  creditorId: string;
  creditorName: string;
  ics: string;
  partyId: string;
  accountId: string;
  scheme: Scheme;
  mode: Mode;
  signedOn: string;
  /** Days between the pre-notification and the debit, as the signed document says. */
  preNotificationDays: number;
  debtor: { name: string; iban: string; bic: string | null; address: StructuredAddress | null };
  /** Its one debit, on the day that was signed; null: as soon as its notice allows. */
  oneOff: { cents: number; wantedOn: string | null } | null;
  /** Those that no collection took yet, in order; their sum and dates were signed. */
  instalments: readonly { id: string; rank: number; dueOn: string; cents: number }[];
  /** Entries that the plan spreads: they are collected by its instalments, not when they fall due. */
  planEntryIds: readonly string[];
  amendment: Amendment | null;
  lastCollectedOn: string | null;
  /** Who signed on line; nobody here signed a paper. */
  userId: string | null;
};

/**
 * Mandates of a creditor that are in force and not dormant (36 months), whose account is still of who signed and not withdrawn, by id: the next
 * ones after a key.
 */
export async function collectableMandates(
  ctx: Context,
  creditorId: string,
  page: { after: string | null; limit: number },
): Promise<CollectableMandate[]> {
  const since = dormantBefore(dayInParis(ctx.clock()));
  return complete(ctx, await selectCollectable(ctx, creditorId, { ...page, since }));
}

/** Locks mandates in the order of their ids. @returns those under which a debit may still be made. */
export async function lockMandates(ctx: Context, ids: readonly string[]): Promise<CollectableMandate[]> {
  const since = dormantBefore(dayInParis(ctx.clock()));
  const rows = await selectMandates(ctx, ids, { lock: true });
  return complete(
    ctx,
    rows.filter(
      (row) =>
        row.state === "active" &&
        !row.moved &&
        !row.withdrawn &&
        (row.lastCollectedOn ?? row.signedOn ?? "") >= since,
    ),
  );
}

async function complete(ctx: Context, rows: readonly MandateRecord[]): Promise<CollectableMandate[]> {
  const ids = rows.map((row) => row.id);
  const instalments = Map.groupBy(await selectInstalments(ctx, ids), (one) => one.mandateId);
  const amendments = await selectAmendments(ctx, ids);
  return rows.map((row) => collectable(row, instalments.get(row.id) ?? [], amendments.get(row.id)));
}

const collectable = (
  row: MandateRecord,
  instalments: readonly InstalmentRow[],
  amendment: AmendmentRow | undefined,
): CollectableMandate => ({
  id: row.id,
  umr: row.umr,
  creditorId: row.creditorId,
  creditorName: row.creditorName,
  ics: row.ics,
  partyId: row.partyId,
  accountId: row.accountId,
  scheme: row.scheme,
  mode: row.mode,
  signedOn: row.signedOn!,
  preNotificationDays: row.preNotificationDays,
  debtor: {
    name: row.debtorName,
    iban: row.iban,
    bic: row.bic,
    address: splitPostalAddress(row.debtorAddress),
  },
  oneOff: row.oneOffCents === null ? null : { cents: row.oneOffCents, wantedOn: row.wantedOn },
  instalments: instalments
    .filter((one) => !one.taken)
    .map(({ id, rank, dueOn, cents }) => ({ id, rank, dueOn, cents })),
  planEntryIds: row.planEntryIds,
  amendment: amendment ? showAmendment(amendment) : null,
  lastCollectedOn: row.lastCollectedOn,
  userId: row.origin === "online" ? row.userId : null,
});

/** A change of account names no old one: the new one may be with any bank (SMNDA). */
const showAmendment = (row: AmendmentRow): Amendment => ({
  ...(row.originalIcs ? { originalCreditorIdentifier: row.originalIcs } : {}),
  ...(row.originalName ? { originalCreditorName: row.originalName } : {}),
  ...(row.originalIban ? { newAccount: true } : {}),
});

/** A collection was sent under these mandates: their last use; one-off ones are finished; amendments count as sent. */
export async function noteCollected(
  ctx: Context,
  given: { mandateIds: readonly string[]; on: string },
): Promise<void> {
  const rows = await selectMandates(ctx, given.mandateIds, { lock: true });
  const ids = rows.map((row) => row.id);
  await updateLastCollected(ctx, ids, given.on);
  await markAmendmentsSent(ctx, ids);
  await insertEvents(ctx, ids, {
    kind: "collected",
    side: "system",
    authorId: null,
    data: { on: given.on },
  });
  await moveTo(
    ctx,
    // Suspended since its file was made, it is over all the same: it was for one debit.
    rows.filter((row) => row.mode === "one_off" && stands(row.state)),
    { state: "finished", reason: "" },
  );
}

/** Marks instalments as taken by a collection. @returns how many were still to be taken. */
export async function takeInstalments(
  ctx: Context,
  ids: readonly string[],
  collectionId: string | null = null,
): Promise<number> {
  return (await updateInstalments(ctx, ids, { taken: true, collectionId })).length;
}

/** The collection that took them came to nothing: they are to be taken again. @returns how many were taken. */
export async function giveBackInstalments(ctx: Context, ids: readonly string[]): Promise<number> {
  return (await updateInstalments(ctx, ids, { taken: false, collectionId: null })).length;
}

/**
 * After a return: no debit is made under these mandates any more. `suspended` until staff say otherwise, `blocked` until
 * another bank account is signed, `stopped` for good. The customer is told through a fact. Twice, it changes nothing.
 */
export async function stopMandates(
  ctx: Context,
  given: { ids: readonly string[]; state: "suspended" | "blocked" | "stopped"; reasonCode: string },
): Promise<void> {
  const rows = await selectMandates(ctx, given.ids, { lock: true });
  const severity = { active: 0, suspended: 1, blocked: 2, stopped: 3 } as const;
  const rankOf = (state: MandateState) => severity[state as keyof typeof severity] ?? 4;
  await moveTo(
    ctx,
    rows.filter((row) => rankOf(row.state) < severity[given.state]),
    { state: given.state, reason: given.reasonCode },
  );
}

async function moveTo(
  ctx: Context,
  rows: readonly MandateRecord[],
  given: { state: "suspended" | "blocked" | "stopped" | "finished"; reason: string },
): Promise<void> {
  const ids = rows.map((row) => row.id);
  await updateMandates(ctx, ids, { state: given.state, reason: given.reason });
  await insertEvents(ctx, ids, {
    kind: given.state,
    side: "system",
    authorId: null,
    data: given.reason ? { reason: given.reason } : {},
  });
  const reason = given.reason ? { reason: given.reason } : {};
  await recordFacts(ctx, facts[given.state], factsOf(rows, { by: "system", ...reason }));
}

/**
 * The first collection that carried them was rejected: amendments are to be sent again. What it said is older than what waits
 * since, and is what the bank knows.
 */
export async function resendAmendments(ctx: Context, mandateIds: readonly string[]): Promise<void> {
  await insertAmendments(ctx, await lastSentAmendments(ctx, mandateIds), { older: true });
}

/** What every fact about a mandate says of it. */
export const factData = (row: Pick<MandateRecord, "accountId" | "creditorId" | "partyId" | "umr">) => ({
  accountId: row.accountId,
  creditorId: row.creditorId,
  partyId: row.partyId,
  umr: row.umr,
});

/** The same fact of many mandates, for `recordFacts`. */
export const factsOf = (
  rows: readonly (Parameters<typeof factData>[0] & { id: string })[],
  data: Record<string, unknown>,
) => rows.map((row) => ({ subject: { kind: "mandate", id: row.id }, data: { ...factData(row), ...data } }));
