import type { Context } from "../../platform/context.ts";
import { type Fact, recordFacts } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { recordPaymentEntry, releaseHolds, reversePayment } from "../ledger/index.ts";
import { resendAmendments, stopMandates } from "../mandates/index.ts";
import { retryDay } from "./calendar-rules.ts";
import { facts } from "./facts.ts";
import { factData } from "./new-collection.ts";
import { isIsoReason, mayRetry, reasonOf } from "./reason-rules.ts";
import type { ToldReturn } from "./record-returns.ts";
import { type CollectionRow, updateCollections } from "./sql/collections.ts";
import {
  insertReturns,
  type NewReturn,
  noteToldAgain,
  type ReturnKind,
  type ReturnRow,
  returnsOf,
  updateReturns,
} from "./sql/returns.ts";
import { type SettingsRow, selectSettings } from "./sql/settings.ts";

type Told = { told: ToldReturn; row: CollectionRow };
type Written = { row: CollectionRow; given: NewReturn };

/**
 * Writes attempts that came back, each once, and all that follows: entries open again, fee, mandate, facts. A file that is
 * rejected as a whole holds thousands: what can be is done for a page at once.
 * @param all rows locked, `sent` or `collected`.
 */
export async function writeReturns(ctx: Context, all: readonly Told[]): Promise<void> {
  if (all.length === 0) return;
  const settings = await settingsOf(ctx, all);
  const written = all.map(({ told, row }): Written => ({ row, given: weigh(ctx, told, row, settings) }));
  await insertReturns(
    ctx,
    written.map(({ given }) => given),
  );
  for (const kind of ["rejected", "returned"] as const) {
    const of = written.filter(({ given }) => given.kind === kind);
    await updateCollections(
      ctx,
      of.map(({ row }) => row.id),
      { state: kind, bars: true },
    );
    if (kind === "rejected") await freeEntries(ctx, of);
    await tell(ctx, kind, of);
  }
  // Account by account: the order in which everybody else takes what is of a debit.
  for (const one of written.toSorted((a, b) => a.row.accountId.localeCompare(b.row.accountId))) {
    if (one.given.kind === "returned") await takeBack(ctx, one);
    await chargeFee(ctx, one.row, one.given);
  }
  await followReasons(ctx, written);
}

const settingsOf = (ctx: Context, all: readonly Told[]): Promise<Map<string, SettingsRow>> =>
  selectSettings(ctx, [...new Set(all.map(({ row }) => row.creditorId))]);

function weigh(
  ctx: Context,
  told: ToldReturn,
  row: CollectionRow,
  settings: ReadonlyMap<string, SettingsRow>,
): NewReturn {
  const kind: ReturnKind = row.state === "sent" ? "rejected" : "returned";
  return {
    id: newId(ctx.clock().getTime()),
    collectionId: row.id,
    creditorId: row.creditorId,
    kind,
    cents: row.cents,
    reasonCode: told.reasonCode?.toUpperCase() ?? null,
    reasonText: told.reasonText,
    returnedOn: told.on,
    chargesCents: told.chargesCents,
    source: told.source,
    ...askedBy(ctx, told.reasonCode, row, settings.get(row.creditorId)),
  };
}

/** What a reason asks for: the fee of the creditor from who caused it, a second presentation. */
function askedBy(
  ctx: Context,
  code: string | null,
  row: CollectionRow,
  settings: SettingsRow | undefined,
): Pick<NewReturn, "feeCents" | "retryOn"> {
  const again = mayRetry(code, row, settings?.retryDays ?? null);
  return {
    feeCents: reasonOf(code).debtorsFault ? (settings?.feeCents ?? 0) : 0,
    retryOn: again ? retryDay(ctx.clock(), settings!.retryDays!, row.noticeDays) : null,
  };
}

async function freeEntries(ctx: Context, rejected: readonly Written[]): Promise<void> {
  await releaseHolds(ctx, ...rejected.map(({ row }) => row.id));
  const amended = rejected.filter(({ row }) => row.amended).map(({ row }) => row.mandateId);
  if (amended.length > 0) await resendAmendments(ctx, [...new Set(amended)]);
}

const takeBack = (ctx: Context, { row, given }: Written): Promise<void> =>
  reversePayment(ctx, {
    reversalId: given.id,
    paymentId: row.id,
    mainAccountId: row.accountId,
    cents: row.cents,
    label: `Rejet du prélèvement ${row.endToEndId}`,
    reference: row.endToEndId,
    reversedOn: given.returnedOn,
  });

/** A provisional debit entry: the accounting software gets it with the next export. */
async function chargeFee(
  ctx: Context,
  row: CollectionRow,
  given: Pick<NewReturn, "id" | "feeCents" | "returnedOn">,
): Promise<void> {
  if (given.feeCents === 0) return;
  await recordPaymentEntry(ctx, {
    paymentId: given.id,
    accountId: row.accountId,
    reference: row.endToEndId,
    label: `Frais de rejet du prélèvement ${row.endToEndId}`,
    cents: -given.feeCents,
    receivedOn: given.returnedOn,
  });
}

/** The mandates of debits that came back, by what becomes of them. */
async function followReasons(
  ctx: Context,
  all: readonly { row: CollectionRow; given: Pick<NewReturn, "reasonCode"> }[],
): Promise<void> {
  const harmed = all.filter(({ given }) => reasonOf(given.reasonCode).mandate !== "keep");
  for (const [code, of] of Map.groupBy(harmed, ({ given }) => given.reasonCode!)) {
    const { mandate } = reasonOf(code);
    if (mandate === "keep") continue;
    const ids = [...new Set(of.map(({ row }) => row.mandateId))];
    await stopMandates(ctx, { ids, state: mandate, reasonCode: code });
  }
}

const tell = (ctx: Context, kind: ReturnKind, of: readonly Written[]): Promise<void> =>
  recordFacts(
    ctx,
    facts[kind],
    of.map(
      ({ row, given }): Omit<Fact, "name"> => ({
        subject: { kind: "collection", id: row.id },
        data: {
          ...factData(row),
          returnId: given.id,
          reasonCode: given.reasonCode,
          retryOn: given.retryOn,
          feeCents: given.feeCents,
        },
      }),
    ),
  );

/**
 * The same returns told again: who told it is kept. Where the first telling gave no reason that we know (a bank's own code, or
 * none), the one that is known now is what counts: mandate, fee and second presentation follow it, as if it had come first.
 */
export async function learnReasons(ctx: Context, again: readonly Told[]): Promise<void> {
  // Told three times in one file: the first of each attempt, then the second.
  for (let left = again; left.length > 0; ) {
    const round = [...new Map(left.toReversed().map((one) => [one.row.id, one])).values()];
    left = left.filter((one) => !round.includes(one));
    const before = await returnsOf(
      ctx,
      round.map(({ row }) => row.id),
    );
    await noteToldAgain(
      ctx,
      round.map(({ told, row }) => ({ ...told, collectionId: row.id })),
    );
    const learnt = round.filter(
      ({ told, row }) => isIsoReason(told.reasonCode) && !isIsoReason(before.get(row.id)?.reasonCode ?? null),
    );
    if (learnt.length > 0) await follow(ctx, learnt, before);
  }
}

async function follow(
  ctx: Context,
  learnt: readonly Told[],
  before: ReadonlyMap<string, ReturnRow>,
): Promise<void> {
  const settings = await settingsOf(ctx, learnt);
  const ordered = learnt.toSorted((a, b) => a.row.accountId.localeCompare(b.row.accountId));
  for (const { told, row } of ordered) {
    const known = before.get(row.id);
    if (!known) continue;
    const asked = askedBy(ctx, told.reasonCode, row, settings.get(row.creditorId));
    // Dealt with by somebody: nothing is presented again by itself any more.
    const retryOn = known.handledAt === null ? asked.retryOn : null;
    await updateReturns(ctx, [known.id], { fee_cents: asked.feeCents, retry_on: retryOn });
    await chargeFee(ctx, row, { ...known, feeCents: asked.feeCents });
  }
  await followReasons(
    ctx,
    learnt.map(({ told, row }) => ({ row, given: { reasonCode: told.reasonCode!.toUpperCase() } })),
  );
  await recordFacts(
    ctx,
    facts.reasonLearnt,
    learnt.map(({ told, row }) => ({
      subject: { kind: "collection", id: row.id },
      data: { ...factData(row), reasonCode: told.reasonCode },
    })),
  );
}
