/** The extract of an account (ACT-2, ACT-3, ACT-10): written page by page while its entries are being read. */

import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { GREY } from "./colour.ts";
import { date, instant, type Language, money } from "./format.ts";
import {
  BODY,
  type Brand,
  block,
  type CreditorParty,
  closeSheet,
  creditorLines,
  ensure,
  facts,
  footOf,
  gap,
  logo,
  openSheet,
  type PostalParty,
  partyBlock,
  type Sheet,
  STRONG,
  title,
} from "./kit.ts";
import { MM } from "./sheet.ts";
import { words } from "./statement-words.ts";
import { addRow, type Cell, type Column, closeTable, openTable, type Table } from "./table.ts";
import { type DueTransfer, MOST_CODES, type TransferPayee, transferCodes } from "./transfer-codes.ts";

export interface StatementEntry {
  /** `YYYY-MM-DD`. */
  date: string;
  designation: string;
  piece?: string;
  dueOn?: string;
  /** Cents, both positive; one of them is 0. */
  debitCents: number;
  creditCents: number;
  lettering?: string;
  /** In the user's words: "À régler", "Réglée", "En litige". */
  state?: string;
  /** What is left to pay of it, and the reference under which a transfer pays it (PAY-9). */
  transfer?: { cents: number; reference: string };
}

export interface StatementData {
  lang: Language;
  brand?: Brand;
  creditor: CreditorParty;
  holder: PostalParty;
  accountNumber: string;
  /** Both included, `YYYY-MM-DD`. */
  from: string;
  to: string;
  /** When the account was last published (ACT-9). */
  asOf: Date;
  /** Debit less credit, in cents, before the first entry. */
  openingCents: number;
  /** Shows the balance after each entry, on wide pages. */
  runningBalance?: boolean;
  /** ACT-3: which way a balance counts as positive. Debit less credit by default. */
  sign?: "debit-credit" | "credit-debit";
  /** Money under way, not in the account yet: said apart (ACT-9). */
  pendingCents?: number;
  /** Where transfers go, when they are taken: codes follow for the first entries that have a `transfer`. */
  payee?: TransferPayee;
  madeAt: Date;
}

interface Sums {
  debit: number;
  credit: number;
  count: number;
}

/**
 * Writes the extract as its entries come, in date order: pages leave while the next ones are read, and a slow reader slows
 * the source down. The stream is destroyed with the error of the source, if it fails; the source is closed if the reader leaves.
 */
export function statementPdf(data: StatementData, entries: AsyncIterable<StatementEntry>): Readable {
  const { lang, creditor } = data;
  const sheet = openSheet({
    lang,
    title: `${words.title[lang]} ${data.accountNumber} - ${creditor.name}`,
    author: creditor.name,
    foot: `${footOf(creditor)} · ${words.account[lang]} ${data.accountNumber}`,
    ...(data.brand ? { brand: data.brand } : {}),
    landscape: data.runningBalance === true,
    margin: 13 * MM,
    madeAt: data.madeAt,
  });
  const stream = sheet.doc as unknown as Readable;
  write(sheet, data, entries).catch((error: Error) => stream.destroy(error));
  return stream;
}

async function write(
  sheet: Sheet,
  data: StatementData,
  entries: AsyncIterable<StatementEntry>,
): Promise<void> {
  const drained = backpressure(sheet);
  head(sheet, data);
  const sums: Sums = { debit: 0, credit: 0, count: 0 };
  const table = openStatementTable(sheet, data, sums);
  const due: DueTransfer[] = [];
  let page = sheet.page;
  for await (const entry of entries) {
    addEntry(table, data, sums, entry);
    // One more than is drawn, to say that there are others.
    if (entry.transfer && due.length <= MOST_CODES)
      due.push({ designation: entry.designation, piece: entry.piece ?? "", ...entry.transfer });
    if (sheet.page === page) continue;
    page = sheet.page;
    await drained();
    if (sheet.doc.destroyed) return;
  }
  closing(sheet, table, data, sums);
  if (data.payee) transferCodes(sheet, data.lang, data.payee, due);
  closeSheet(sheet);
}

/** Waits until the reader has taken what was written; gives the rest of the process its turn in any case. */
function backpressure(sheet: Sheet): () => Promise<unknown> {
  const stream = sheet.doc as unknown as Readable;
  let wake = () => {};
  stream._read = () => wake();
  stream.once("close", () => wake());
  return () => {
    if (stream.destroyed || stream.readableLength < stream.readableHighWaterMark) return setImmediate();
    return new Promise<void>((resolve) => {
      wake = resolve;
    });
  };
}

function head(sheet: Sheet, data: StatementData): void {
  const { lang, creditor } = data;
  const middle = (sheet.left + sheet.right) / 2 + 6 * MM;
  logo(sheet);
  const top = sheet.y;
  partyBlock(
    sheet,
    creditor,
    { x: sheet.left, width: middle - sheet.left - 12 },
    { extra: creditorLines(creditor, lang) },
  );
  const below = sheet.y;
  partyBlock(
    sheet,
    data.holder,
    { x: middle, width: sheet.right - middle, y: top },
    { label: words.holder[lang] },
  );
  sheet.y = Math.max(below, sheet.y) + 22;
  title(sheet, words.title[lang]);
  gap(sheet, 4);
  facts(
    sheet,
    [
      [words.account[lang], data.accountNumber],
      [
        words.period[lang],
        `${lang === "fr" ? "du " : ""}${date(data.from, lang)} ${words.to[lang]} ${date(data.to, lang)}`,
      ],
      [words.asOf[lang], instant(data.asOf, lang)],
    ],
    { x: sheet.left, width: sheet.right - sheet.left, labelWidth: 26 * MM },
  );
  gap(sheet, 12);
}

function openStatementTable(sheet: Sheet, data: StatementData, sums: Sums): Table {
  const { lang } = data;
  const wide = data.runningBalance === true;
  const columns: Column[] = [
    { title: words.date[lang], width: wide ? 66 : 58, whole: true },
    { title: words.designation[lang] },
    { title: words.piece[lang], width: wide ? 84 : 70, whole: true },
    { title: words.dueOn[lang], width: wide ? 66 : 58, whole: true },
    { title: words.debit[lang], width: wide ? 74 : 56, align: "right" },
    { title: words.credit[lang], width: wide ? 74 : 56, align: "right" },
    { title: words.lettering[lang], width: wide ? 54 : 46, whole: true },
    ...(wide ? ([{ title: words.balance[lang], width: 80, align: "right" }] satisfies Column[]) : []),
    { title: words.state[lang], width: wide ? 74 : 52 },
  ];
  const carried = (label: string) => () => sumRow(data, label, sums, true);
  const carry = { before: carried(words.carriedOut[lang]), after: carried(words.carriedIn[lang]) };
  const table = openTable(sheet, columns, { size: wide ? 8.5 : 8, carry });
  addRow(table, balanceRow(data, `${words.opening[lang]} ${date(data.from, lang)}`, data.openingCents), {
    strong: true,
  });
  return table;
}

function addEntry(table: Table, data: StatementData, sums: Sums, entry: StatementEntry): void {
  const { lang } = data;
  // Counted only once drawn: a page that turns here carries what stands above.
  const debit = sums.debit + entry.debitCents;
  const credit = sums.credit + entry.creditCents;
  const short = (day: string) => date(day, lang, "short");
  const balance = signed(data, data.openingCents + debit - credit);
  addRow(table, [
    short(entry.date),
    entry.designation,
    entry.piece ?? "",
    entry.dueOn ? short(entry.dueOn) : "",
    entry.debitCents === 0 ? "" : money(entry.debitCents, lang),
    entry.creditCents === 0 ? "" : money(entry.creditCents, lang),
    { text: entry.lettering ?? "", colour: GREY },
    ...(data.runningBalance ? [money(balance, lang)] : []),
    entry.state ?? "",
  ]);
  Object.assign(sums, { debit, credit, count: sums.count + 1 });
}

function signed(data: StatementData, cents: number): number {
  return data.sign === "credit-debit" ? -cents : cents;
}

/**
 * Totals of debits and credits: of the entries when the balance has its column, else of all that the columns show, which begins
 * with the opening balance.
 */
function sumRow(data: StatementData, label: string, sums: Sums, withBalance: boolean): Cell[] {
  const { lang, openingCents } = data;
  const shown = data.runningBalance ? 0 : openingCents;
  const balance = signed(data, openingCents + sums.debit - sums.credit);
  return [
    { text: label, span: 4 },
    money(sums.debit + Math.max(shown, 0), lang),
    money(sums.credit + Math.max(-shown, 0), lang),
    "",
    ...(data.runningBalance ? [withBalance ? money(balance, lang) : ""] : []),
    "",
  ];
}

/** A balance: in its own column when there is one, else on its side, debit or credit. */
function balanceRow(data: StatementData, label: string, cents: number): Cell[] {
  const { lang } = data;
  if (data.runningBalance)
    return [{ text: label, span: 4 }, "", "", "", money(signed(data, cents), lang), ""];
  const [debit, credit] = cents < 0 ? ["", money(-cents, lang)] : [money(cents, lang), ""];
  return [{ text: label, span: 4 }, debit, credit, "", ""];
}

function closing(sheet: Sheet, table: Table, data: StatementData, sums: Sums): void {
  const { lang } = data;
  const balance = data.openingCents + sums.debit - sums.credit;
  if (sums.count === 0) addRow(table, [{ text: words.none[lang], span: table.columns.length }]);
  addRow(table, sumRow(data, words[data.runningBalance ? "entries" : "totals"][lang], sums, false), {
    strong: true,
    keep: 24,
  });
  addRow(table, balanceRow(data, `${words.closing[lang]} ${date(data.to, lang)}`, balance), { strong: true });
  closeTable(table);
  gap(sheet, 16);
  ensure(sheet, 44);
  const owed = `${balance > 0 ? words.owed[lang] : words.owing[lang]} ${money(Math.abs(balance), lang)}.`;
  block(sheet, balance === 0 ? words.even[lang] : owed, { style: { ...STRONG, size: 12 } });
  if (data.pendingCents)
    block(sheet, `${words.pending[lang]} ${money(data.pendingCents, lang)}.`, { style: BODY });
}
