import type { Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { recordPaymentEntry, releaseHolds, reversePayment } from "../ledger/index.ts";
import { lockMandates, resendAmendments, stopMandates } from "../mandates/index.ts";
import { mayStaffSee } from "../organizations/index.ts";
import { retryDay } from "./calendar-rules.ts";
import { facts } from "./facts.ts";
import { factData } from "./new-collection.ts";
import { mayRetry, reasonOf } from "./reason-rules.ts";
import { isSameReturn, matchTold } from "./return-rules.ts";
import { noteKnownToBank } from "./send-batch.ts";
import {
  type CollectionRow,
  findByEndToEndIds,
  findByMandates,
  lockCollections,
  placesOf,
  updateCollections,
} from "./sql/collections.ts";
import { insertReturn, type NewReturn, noteToldAgain, type ReturnKind, returnsOf } from "./sql/returns.ts";
import { findSettings } from "./sql/settings.ts";

/** A debit that came back, as a bank or a member of staff tells it. Cents as they were told: their sign is not read. */
export type ToldReturn = {
  endToEndId: string | null;
  umr: string | null;
  paymentInformationId: string | null;
  cents: number;
  on: string;
  reasonCode: string | null;
  reasonText: string | null;
  source: "pain.002" | "camt.054" | "camt.053" | "cfonb120" | "cfonb240" | "staff";
  key: string;
  chargesCents: number | null;
};
export type ReturnDone = {
  key: string;
  collectionId: string | null;
  done: "recorded" | "known" | "unknown";
};

/**
 * Records debits that came back, whoever tells it, in whichever order and however often (MAN-7): an attempt comes back once.
 * Before its money was written it is rejected, and its entries are free; after, its money is reversed and they are open
 * again (MAN-8). What no attempt fits is `unknown`: nothing is written of it.
 */
export async function recordReturns(
  ctx: Context,
  told: readonly ToldReturn[],
): Promise<readonly ReturnDone[]> {
  const found = await findTold(ctx, told);
  const rows = await lockTold(ctx, [...new Set(found.values())]);
  const seen = told.map((one) => ({ one, row: rows.get(found.get(one.key) ?? "") }));
  const done = new Map<ToldReturn, ReturnDone["done"]>();
  const byAccount = seen.toSorted((a, b) => (a.row?.accountId ?? "").localeCompare(b.row?.accountId ?? ""));
  for (const { one, row } of byAccount) done.set(one, row ? await recordReturn(ctx, row, one) : "unknown");
  return seen.map(({ one, row }) => ({ key: one.key, collectionId: row?.id ?? null, done: done.get(one)! }));
}

/**
 * Attempts that staff may tell of (ACC-9), by id, locked: their batches, the attempts, their mandates, then account by
 * account, the order in which everybody else takes what is of a debit. A bank that tells of a batch has its file.
 */
async function lockTold(ctx: Context, ids: readonly string[]): Promise<Map<string, CollectionRow>> {
  const theirs = (await placesOf(ctx, ids)).filter((one) => mayStaffSee(ctx.actor, one.creditorId));
  const batchIds = new Set(theirs.flatMap((one) => (one.batchId ? [one.batchId] : [])));
  for (const batchId of [...batchIds].toSorted()) await noteKnownToBank(ctx, batchId);
  const rows = await lockCollections(
    ctx,
    theirs.map((one) => one.id),
  );
  await lockMandates(ctx, [...new Set(rows.map((row) => row.mandateId))]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which attempt each telling is about, by its key. */
async function findTold(ctx: Context, told: readonly ToldReturn[]): Promise<Map<string, string>> {
  const byName = await findByEndToEndIds(
    ctx,
    told.flatMap((one) => (one.endToEndId ? [one.endToEndId] : [])),
  );
  const nameless = told.filter((one) => !(one.endToEndId && byName.has(one.endToEndId)) && one.umr);
  const candidates = await findByMandates(ctx, [...new Set(nameless.map((one) => one.umr!))]);
  return new Map(
    told.flatMap((one): [string, string][] => {
      const id = (one.endToEndId && byName.get(one.endToEndId)) || matchTold(one, candidates);
      return id ? [[one.key, id]] : [];
    }),
  );
}

/** One attempt that came back. @param row locked; its state is kept up to date, since it may be told twice at once. */
async function recordReturn(
  ctx: Context,
  row: CollectionRow,
  told: ToldReturn,
): Promise<"recorded" | "known" | "unknown"> {
  if (row.state === "rejected" || row.state === "returned") {
    if (told.endToEndId !== row.endToEndId && (await isAnother(ctx, row.id, told))) return "unknown";
    await noteToldAgain(ctx, row.id, told);
    return "known";
  }
  // Its file was refused as a whole, after it was given up: there is nothing to write of it.
  if ((row.state === "announced" || row.state === "prepared") && row.blockId) return "known";
  if (row.state !== "sent" && row.state !== "collected") return "unknown";
  const kind: ReturnKind = row.state === "sent" ? "rejected" : "returned";
  const given = await weigh(ctx, row, told, kind);
  const first = await insertReturn(ctx, given);
  assert(first, "an attempt that came back says so in its state");
  row.state = kind;
  await updateCollections(ctx, [row.id], { state: kind, bars: true });
  await undo(ctx, row, given);
  await chargeFee(ctx, row, given);
  await followReason(ctx, row, given);
  await recordFact(ctx, {
    name: kind === "rejected" ? facts.rejected : facts.returned,
    subject: { kind: "collection", id: row.id },
    data: {
      ...factData(row),
      returnId: given.id,
      reasonCode: given.reasonCode,
      retryOn: given.retryOn,
      feeCents: given.feeCents,
    },
  });
  return "recorded";
}

/** Told by the mandate only, long before or after what came back: it is the return of another debit, for a person to find. */
async function isAnother(ctx: Context, collectionId: string, told: ToldReturn): Promise<boolean> {
  const before = (await returnsOf(ctx, [collectionId])).get(collectionId);
  return before !== undefined && !isSameReturn(before.returnedOn, told.on);
}

async function weigh(
  ctx: Context,
  row: CollectionRow,
  told: ToldReturn,
  kind: ReturnKind,
): Promise<NewReturn> {
  const settings = await findSettings(ctx, row.creditorId);
  const again = mayRetry(told.reasonCode, row, settings?.retryDays ?? null);
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
    feeCents: reasonOf(told.reasonCode).debtorsFault ? (settings?.feeCents ?? 0) : 0,
    retryOn: again ? retryDay(ctx.clock(), settings!.retryDays!, row.noticeDays) : null,
    source: told.source,
  };
}

/** Entries are open again: freed, or unsettled with the money that went back. */
async function undo(ctx: Context, row: CollectionRow, given: NewReturn): Promise<void> {
  if (given.kind === "rejected") {
    await releaseHolds(ctx, row.id);
    if (row.amended) await resendAmendments(ctx, [row.mandateId]);
    return;
  }
  await reversePayment(ctx, {
    reversalId: given.id,
    paymentId: row.id,
    mainAccountId: row.accountId,
    cents: row.cents,
    label: `Rejet du prélèvement ${row.endToEndId}`,
    reference: row.endToEndId,
    reversedOn: given.returnedOn,
  });
}

/** A provisional debit entry: the accounting software gets it with the next export. */
async function chargeFee(ctx: Context, row: CollectionRow, given: NewReturn): Promise<void> {
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

async function followReason(ctx: Context, row: CollectionRow, given: NewReturn): Promise<void> {
  const { mandate } = reasonOf(given.reasonCode);
  if (mandate === "keep") return;
  await stopMandates(ctx, { ids: [row.mandateId], state: mandate, reasonCode: given.reasonCode! });
}
