import type { Context } from "../../platform/context.ts";
import {
  copyLines,
  findGone,
  type KeptEntry,
  keepPaid,
  keyBatchLines,
  keyLedgerLines,
  leaveOutOpening,
  lockAccounts,
  matchEntries,
  type Period,
  prepareMerge,
  selectUnbound,
  stageAccounts,
} from "./sql/publication.ts";
import {
  compareLetterings,
  countLetterings,
  groupLetterings,
  insertParts,
  planSettlement,
  replaceLetterings,
} from "./sql/publication-lettering.ts";
import {
  dropUnfit,
  followReferences,
  followReversals,
  giveWay,
  readMoney,
  restoreMoney,
  writeMoney,
} from "./sql/publication-payments.ts";
import { insertEntries, moveBalances, removeGone, updateEntries } from "./sql/publication-writes.ts";

/** One line to publish. Texts carry no NUL; `account` is a number of the caller's, bound to an account by `publishEntries`. */
export type PublishedLine = {
  line: number;
  account: number;
  /** FEC: accounting year and general account, which name the entry and its lettering. A batch gives 0 and "". */
  fiscalYear: number;
  general: string;
  journal: string;
  /** FEC: the entry number, empty when there is none. Batch: the external key. */
  number: string;
  date: string;
  dueOn: string | null;
  label: string;
  piece: string;
  /** Debit positive, credit negative. */
  cents: number;
  lettering: string;
  /** A line that restates what the years before left. */
  opening: boolean;
  /** Analytic code, by which an organization may leave entries out of what customers read (ACT-8). */
  analytic?: string;
};

export type Publication = {
  origin: "fec" | "batch";
  accounts: readonly { ref: number; id: string }[];
  /** What the lines cover entirely, if they do. */
  covers: Period | null;
  /** Remove the stored FEC entries of that creditor and period that are not in the lines. */
  removes: boolean;
};

export type PublicationReport = {
  created: number;
  updated: number;
  unchanged: number;
  removed: number;
  kept: number;
  letterings: number;
  /** Opening lines left out, since the years before are published. */
  openingLeft: number;
  /** Accounts whose opening is another sum than the published years before it. */
  openingDifferent: string[];
  /** The first of the entries that left the file but are paid, or being paid, here. */
  keptEntries: KeptEntry[];
  /** Lines whose account is none of those given: left out. */
  unbound: { line: number; account: number }[];
};

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const text = (value: string): string =>
  special.test(value) ? value.replace(/[\\\t\n\r]/g, (one) => escapes[one]!) : value;

/** A line in the text format of COPY. */
const row = (one: PublishedLine): string =>
  `${one.line}\t${one.account}\t${one.fiscalYear}\t${text(one.general)}\t${text(one.journal)}\t${text(one.number)}\t${one.date}\t${one.dueOn ?? "\\N"}\t${text(one.label)}\t${text(one.piece)}\t${one.cents}\t${text(one.lettering)}\t${one.opening ? "t" : "f"}\t${text(one.analytic ?? "")}\n`;

async function* rows(batches: AsyncIterable<readonly PublishedLine[]>): AsyncGenerator<string> {
  for await (const batch of batches) if (batch.length > 0) yield batch.map(row).join("");
}

/**
 * Stages lines, in constant memory, for `publishEntries` in the same transaction. Once per transaction. No other
 * statement may run on this connection until it returns.
 */
export const stageEntries = (ctx: Context, batches: AsyncIterable<readonly PublishedLine[]>): Promise<void> =>
  copyLines(ctx, rows(batches));

/**
 * Merges the staged lines into the ledger, set by set: entries by their source key, published letterings, what our own
 * payments had settled meanwhile, and balances. The same lines again change nothing. docs/integrating/fec.md says how letterings of
 * the accounting software and of our payments meet.
 */
export async function publishEntries(ctx: Context, publication: Publication): Promise<PublicationReport> {
  const { covers, origin } = publication;
  await stageAccounts(ctx, publication.accounts);
  await prepareMerge(ctx);
  await lockAccounts(ctx, covers);
  const unbound = await selectUnbound(ctx);
  const opening = covers ? await leaveOutOpening(ctx, covers) : { left: 0, different: [] };
  await (origin === "fec" ? keyLedgerLines(ctx) : keyBatchLines(ctx));
  await findGone(ctx, publication.removes ? covers : null);
  const kept = await keepPaid(ctx);
  await matchEntries(ctx);
  await groupLetterings(ctx);
  await compareLetterings(ctx);
  await meetPayments(ctx);
  await planSettlement(ctx);
  const written = await write(ctx, origin);
  return {
    ...written,
    kept: kept.count,
    keptEntries: kept.entries,
    openingLeft: opening.left,
    openingDifferent: opening.different,
    unbound,
  };
}

async function meetPayments(ctx: Context): Promise<void> {
  if (!(await readMoney(ctx))) return;
  await restoreMoney(ctx);
  await giveWay(ctx);
  await dropUnfit(ctx);
  await followReversals(ctx);
  await followReferences(ctx);
}

async function write(ctx: Context, origin: "fec" | "batch") {
  await replaceLetterings(ctx);
  const created = await insertEntries(ctx, origin);
  const { updated, unchanged } = await updateEntries(ctx);
  await writeMoney(ctx);
  await insertParts(ctx);
  const removed = await removeGone(ctx);
  await moveBalances(ctx);
  return { created, updated, unchanged, removed, letterings: await countLetterings(ctx) };
}
