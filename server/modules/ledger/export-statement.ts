import { formatIban, referenceOfPiece } from "../../formats/iban/index.ts";
import { type CreditorParty, type StatementEntry, statementPdf } from "../../formats/pdf/index.ts";
import { type TableColumn, type TableRow, writeCsv, writeXlsx } from "../../formats/table-export/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { documentIssuer, loadBrand } from "./document-brand.ts";
import { openAccount } from "./open-account.ts";
import { bankOf } from "./read-account.ts";
import { type Bounds, settleReading } from "./read-statement.ts";
import { payableCents } from "./rules.ts";
import { entryState } from "./show-entry.ts";
import { selectPostalParty } from "./sql/documents.ts";
import { type EntryKey, type EntryRow, entriesPage, type Reading, readingTotals } from "./sql/statement.ts";
import { transferPayee } from "./transfer-details.ts";
import { stateWords, words } from "./words.ts";

type Wish = Bounds & { format: "pdf" | "xlsx" | "csv"; language: "fr" | "en" };
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ENTRIES_A_PAGE = 1000;

/**
 * What is seen of an account, as a file (ACT-10). Entries are read by pages in short transactions while the file is
 * being sent, so that any number of them neither sits in memory nor holds a transaction open.
 * @throws Refusal as `readStatement`, before anything is sent.
 */
export async function exportStatement(outer: Outer, accountId: string, wish: Wish): Promise<FileAnswer> {
  const { format, language, ...bounds } = wish;
  const head = await outer.transaction((ctx) => loadHead(ctx, accountId, bounds));
  const fileName = `${words[bounds.reading][language]} ${head.space.code} ${dayInParis(outer.clock())}.${format}`;
  if (format === "pdf") {
    const content = await toPdf(outer, accountId, head, language);
    return { mediaType: "application/pdf", fileName, content };
  }
  const columns = columnsOf(head, language);
  const rows = tableRows(outer, accountId, head.reading, language);
  return format === "csv"
    ? { mediaType: "text/csv", fileName, content: writeCsv(columns, rows, { language }) }
    : {
        mediaType: XLSX,
        fileName,
        content: writeXlsx(columns, rows, { sheetName: words[bounds.reading][language], language }),
      };
}

type Head = Awaited<ReturnType<typeof loadHead>>;

async function loadHead(ctx: Context, accountId: string, bounds: Bounds) {
  const account = await openAccount(ctx, accountId);
  const { space, settings } = account;
  const reading = settleReading(ctx, account, bounds);
  return {
    space,
    reading,
    today: dayInParis(ctx.clock()),
    holder: found(await selectPostalParty(ctx, space.partyId)),
    issuer: await documentIssuer(ctx, space.creditorId),
    signConvention: settings.signConvention,
    bank: await bankOf(ctx, account),
    payee: account.readAs === "holder" ? await transferPayee(ctx, space.creditorId) : null,
  };
}

/** What an extract needs besides: where its balance starts from, and its first day. */
async function loadStart(ctx: Context, accountId: string, reading: Reading, extract: Reading) {
  const totals = (await readingTotals(ctx, accountId, extract).execute(ctx.db)).rows[0]!;
  const [first] = (await entriesPage(ctx, accountId, extract, null, 1).execute(ctx.db)).rows;
  return {
    openingCents: reading.reading === "due" ? 0 : totals.openingCents,
    firstDay: first?.enteredOn ?? null,
  };
}

/** Every entry of a reading, a page at a time. */
async function* eachEntry(outer: Outer, accountId: string, reading: Reading): AsyncGenerator<EntryRow> {
  for (let after: EntryKey | null = null; ; ) {
    const rows: EntryRow[] = await outer.transaction(
      async (ctx) => (await entriesPage(ctx, accountId, reading, after, ENTRIES_A_PAGE).execute(ctx.db)).rows,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < ENTRIES_A_PAGE) return;
    after = { day: last.day, id: last.id };
  }
}

function columnsOf({ reading, signConvention }: Head, language: "fr" | "en"): TableColumn[] {
  const column = (key: keyof typeof words, kind: TableColumn["kind"], width: number): TableColumn => ({
    key,
    header: words[key][language],
    kind,
    width,
  });
  const sides = [column("debit", "cents", 12), column("credit", "cents", 12)];
  if (signConvention === "credit_debit") sides.reverse();
  return [
    column("date", "date", 11),
    column("label", "text", 44),
    column("piece", "text", 16),
    column("dueOn", "date", 11),
    ...sides,
    column("lettering", "text", 10),
    column("toPay", "cents", 12),
    column("state", "text", 18),
    ...(reading.reading === "ledger" ? [column("balance", "cents", 14)] : []),
  ];
}

async function* tableRows(
  outer: Outer,
  accountId: string,
  reading: Reading,
  language: "fr" | "en",
): AsyncGenerator<TableRow> {
  for await (const row of eachEntry(outer, accountId, reading))
    yield {
      date: row.enteredOn,
      label: labelOf(row, language),
      piece: row.piece,
      dueOn: row.dueOn,
      debit: row.amountCents > 0 ? row.amountCents : null,
      credit: row.amountCents < 0 ? -row.amountCents : null,
      lettering: row.letteringCode,
      toPay: payableCents(row.amountCents - row.settledCents, row.holds ?? []),
      state: stateWords[entryState(outer, row)][language],
      balance: row.runningCents,
    };
}

/**
 * An extract is in date order and whole in its bounds: a search is left aside, since a closing balance of some entries
 * would say that more, or less, is owed. One of open entries has no bounds and tells what is open of each: letterings sum
 * to zero, so it ends on the balance of the account.
 */
const extractOf = ({ reading, from, to, hidden, grouped }: Reading): Reading =>
  reading === "due"
    ? { reading: "ledger", from: null, to: null, settled: "no", hidden, grouped: null }
    : { reading: "ledger", from, to, hidden, grouped };

/** What a line says: its entry's label, or that it stands for several (ACT-8). */
const labelOf = (row: EntryRow, language: "fr" | "en"): string =>
  row.members === null ? row.label : words.grouped[language].replace("{n}", String(row.members));

async function toPdf(outer: Outer, accountId: string, head: Head, lang: "fr" | "en") {
  const { space, reading, issuer, holder, today } = head;
  const extract = extractOf(reading);
  const start = await outer.transaction((ctx) => loadStart(ctx, accountId, reading, extract));
  return statementPdf(
    {
      lang,
      brand: await loadBrand(outer, issuer),
      creditor: withBank(issuer.creditor, head.bank),
      holder: { name: holder.name, addressLines: holder.address },
      accountNumber: space.code,
      from: extract.from ?? start.firstDay ?? today,
      to: extract.to ?? today,
      asOf: space.publishedAt ?? outer.clock(),
      openingCents: start.openingCents,
      runningBalance: reading.reading === "ledger",
      sign: head.signConvention === "credit_debit" ? "credit-debit" : "debit-credit",
      madeAt: outer.clock(),
      ...(head.payee && { payee: head.payee }),
    },
    pdfEntries(outer, accountId, extract, lang),
  );
}

/** The IBAN, in groups of four, under whom to call (ACT-8). */
const withBank = (creditor: CreditorParty, bank: { iban: string } | null): CreditorParty =>
  bank
    ? {
        ...creditor,
        contactLines: [...(creditor.contactLines ?? []), `IBAN ${formatIban(bank.iban)}`],
      }
    : creditor;

async function* pdfEntries(
  outer: Outer,
  accountId: string,
  reading: Reading,
  lang: "fr" | "en",
): AsyncGenerator<StatementEntry> {
  for await (const row of eachEntry(outer, accountId, reading)) {
    const cents = reading.settled === "no" ? row.amountCents - row.settledCents : row.amountCents;
    yield {
      date: row.enteredOn,
      designation: labelOf(row, lang),
      ...(row.piece ? { piece: row.piece } : {}),
      ...(row.dueOn ? { dueOn: row.dueOn } : {}),
      debitCents: Math.max(0, cents),
      creditCents: Math.max(0, -cents),
      ...(row.letteringCode ? { lettering: row.letteringCode } : {}),
      state: stateWords[entryState(outer, row)][lang],
      ...dueTransfer(row),
    };
  }
}

/** Of an invoice that is due: its reference is made over its number. */
function dueTransfer(row: EntryRow): Pick<StatementEntry, "transfer"> {
  const cents = payableCents(row.amountCents - row.settledCents, row.holds ?? []);
  const reference = cents > 0 && row.members === null ? referenceOfPiece(row.piece) : null;
  return reference === null ? {} : { transfer: { cents, reference } };
}
