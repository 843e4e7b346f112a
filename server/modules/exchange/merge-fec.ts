import { isFecRefusal, readFec } from "../../formats/fec/index.ts";
import type { Context } from "../../platform/context.ts";
import { type PublishedLine, publishAccounts, publishEntries, stageEntries } from "../ledger/index.ts";
import { type CreditorRecord, markPublished, readCreditor } from "../organizations/index.ts";
import { entryMaker, type LedgerAccount } from "./rules.ts";
import type { Reading } from "./run-import.ts";
import type { ImportRow } from "./sql.ts";
import type { Problem } from "./words.ts";

type PublicationReport = Awaited<ReturnType<typeof publishEntries>>;

/** The file is no FEC at all: nothing of it is taken. */
export class FileRefused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Few enough to die young: larger batches outlive the young generation, and the memory of the process grows with the file. */
const BATCH_LINES = 250;

/** A hundred billion euros: more is a mistake, and a few such amounts would be more together than a balance can hold. */
const MOST_CENTS = 10_000_000_000_000;

type Ledger = {
  accounts: Map<string, LedgerAccount>;
  staged: number;
  ignored: number;
  from: string;
  to: string;
};

/**
 * Publishes a FEC (art. A47 A-1 LPF) for its creditor, in constant memory. The file says everything from its first to its
 * last day: what it has no more is removed, unless some of its lines could not be read.
 * @throws FileRefused when the file is no FEC.
 */
export async function mergeFec(
  ctx: Context,
  row: ImportRow,
  reading: Reading,
): Promise<Record<string, number>> {
  const creditor = await readCreditor(ctx, row.creditorId!);
  const ledger: Ledger = { accounts: new Map(), staged: 0, ignored: 0, from: "", to: "" };
  const source = await ctx.services.files.get(ctx.organizationId, row.fileHash);
  await stageEntries(ctx, customerEntries(source, creditor, ledger, reading));
  const made = await publishAccounts(ctx, creditor, [...ledger.accounts.values()]);
  const report = await publishEntries(ctx, {
    origin: "fec",
    accounts: [...ledger.accounts.values()].map(({ ref, code }) => ({ ref, id: made.ids.get(code)! })),
    covers: ledger.from ? { creditorId: creditor.id, from: ledger.from, to: ledger.to } : null,
    removes: reading.problems.errors === 0,
  });
  await markPublished(ctx, creditor.id, ctx.clock());
  tell(reading, report, creditor, ledger);
  return {
    parties: made.parties,
    accounts: made.written,
    entriesCreated: report.created,
    entriesUpdated: report.updated,
    entriesUnchanged: report.unchanged,
    entriesRemoved: report.removed,
    entriesKept: report.kept,
    letterings: report.letterings,
    ignored: ledger.ignored + report.openingLeft,
  };
}

async function* customerEntries(
  source: AsyncIterable<Buffer>,
  creditor: CreditorRecord,
  ledger: Ledger,
  { read, problems }: Reading,
): AsyncGenerator<PublishedLine[]> {
  const make = entryMaker(creditor, ledger.accounts);
  for await (const batch of readFec(source, { batchLines: BATCH_LINES })) {
    read.bytes = batch.bytesRead;
    for (const problem of batch.problems) {
      problems.add(problem);
      if (isFecRefusal(problem)) throw new FileRefused(problem);
    }
    read.lines += batch.lines.length;
    const entries: PublishedLine[] = [];
    for (const line of batch.lines) {
      if (ledger.from === "" || line.date < ledger.from) ledger.from = line.date;
      if (line.date > ledger.to) ledger.to = line.date;
      const entry = make(line);
      if (entry && Math.abs(entry.cents) > MOST_CENTS)
        problems.add({ line: line.line, severity: "error", code: "fec.amount_too_large" });
      else if (entry) entries.push(entry);
      else ledger.ignored++;
    }
    ledger.staged += entries.length;
    yield entries;
  }
}

/** What the report says besides the lines. */
function tell(
  { problems }: Reading,
  report: PublicationReport,
  creditor: CreditorRecord,
  ledger: Ledger,
): void {
  const warn = (code: string, value: string) => problems.add({ line: 0, severity: "warning", code, value });
  if (problems.errors > 0) warn("import.nothing_removed", "");
  if (ledger.staged === 0) warn("import.no_customer", creditor.customerPrefixes.join(", "));
  if (report.openingLeft > 0) warn("import.opening_left_out", String(report.openingLeft));
  for (const code of report.openingDifferent) warn("import.opening_different", code);
  for (const one of report.keptEntries)
    warn("import.entry_kept", `${one.account} ${one.piece || one.label} (${one.enteredOn})`);
}
