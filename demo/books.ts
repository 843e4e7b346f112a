/** The books of an organization of the demonstration while they are written: parties, accounts, entries, letterings. */
import { addDays } from "../server/platform/dates.ts";
import type { Random } from "./random.ts";

export type Party = {
  id: string;
  code: string;
  kind: "person" | "company";
  name: string;
  email: string | null;
  phone: string | null;
  address: string[];
};
export type AccountKind = "customer" | "owner" | "tenant" | "co_owner";
export type Account = {
  id: string;
  creditorId: string;
  party: Party;
  code: string;
  kind: AccountKind;
  label: string;
  /** How many letterings it has had: the next code follows. */
  codes: number;
};
export type InvoiceLine = {
  designation: string;
  quantity: number;
  unitCents: number;
  netCents: number;
  vatRate: number;
};
export type Invoice = {
  id: string;
  account: Account;
  number: string;
  kind: "invoice" | "credit_note";
  subject: string;
  issuedOn: string;
  dueOn: string | null;
  netCents: number;
  vatCents: number;
  lines: InvoiceLine[];
  pdfHash: string | null;
};
export type Entry = {
  id: string;
  account: Account;
  sourceKey: string;
  origin: "fec" | "batch" | "payment";
  journal: string;
  date: string;
  dueOn: string | null;
  label: string;
  piece: string;
  /** Debit positive. */
  cents: number;
  invoice: Invoice | null;
  paymentId: string | null;
  /** The published credit that took the place of this provisional entry. */
  supersededBy: Entry | null;
};
export type Part = { entry: Entry; cents: number };
export type Lettering = {
  id: string;
  account: Account;
  code: string;
  origin: "published" | "payment";
  paymentId: string | null;
  on: string;
  parts: Part[];
};

export type EntryFields = {
  journal: string;
  date: string;
  dueOn?: string | null;
  label: string;
  piece: string;
  cents: number;
  invoice?: Invoice;
};

export type Books = {
  readonly random: Random;
  parties: Party[];
  accounts: Account[];
  invoices: Invoice[];
  entries: Entry[];
  letterings: Lettering[];
};

export const makeBooks = (random: Random): Books => ({
  random,
  parties: [],
  accounts: [],
  invoices: [],
  entries: [],
  letterings: [],
});

/** Months covered, oldest first: the twelve that end with the month of `today`. */
export function monthsUntil(today: string): string[] {
  const [year, month] = today.split("-").map(Number) as [number, number];
  return Array.from({ length: 12 }, (_, i) =>
    new Date(Date.UTC(year, month - 12 + i, 1)).toISOString().slice(0, 7),
  );
}

/** A day of a month, by number, held inside it. */
export function dayOf(month: string, day: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return `${month}-${String(Math.min(day, last)).padStart(2, "0")}`;
}

export function addParty(books: Books, on: string, fields: Omit<Party, "id">): Party {
  const party = { id: books.random.id(on), ...fields };
  books.parties.push(party);
  return party;
}

export function addAccount(books: Books, on: string, fields: Omit<Account, "id" | "codes">): Account {
  const account = { id: books.random.id(on), ...fields, codes: 0 };
  books.accounts.push(account);
  return account;
}

/** An entry as the accounting software publishes it. */
export function addEntry(books: Books, account: Account, fields: EntryFields): Entry {
  const entry: Entry = {
    id: books.random.id(fields.date),
    account,
    sourceKey: `${fields.journal}-${books.entries.length + 1}`,
    origin: "batch",
    journal: fields.journal,
    date: fields.date,
    dueOn: fields.dueOn ?? null,
    label: fields.label,
    piece: fields.piece,
    cents: fields.cents,
    invoice: fields.invoice ?? null,
    paymentId: null,
    supersededBy: null,
  };
  books.entries.push(entry);
  return entry;
}

export type InvoiceFields = {
  number: string;
  subject: string;
  issuedOn: string;
  dueOn: string | null;
  lines: InvoiceLine[];
  kind?: Invoice["kind"];
};

/** An invoice (or credit note) and the entry that books it. VAT is rounded once per rate. */
export function addInvoice(
  books: Books,
  account: Account,
  journal: string,
  fields: InvoiceFields,
): { invoice: Invoice; entry: Entry } {
  const kind = fields.kind ?? "invoice";
  const { netCents, vatCents } = totalsOf(fields.lines);
  const invoice: Invoice = {
    id: books.random.id(fields.issuedOn),
    account,
    kind,
    number: fields.number,
    subject: fields.subject,
    issuedOn: fields.issuedOn,
    dueOn: fields.dueOn,
    lines: fields.lines,
    netCents,
    vatCents,
    pdfHash: null,
  };
  books.invoices.push(invoice);
  const entry = addEntry(books, account, {
    journal,
    date: fields.issuedOn,
    dueOn: fields.dueOn,
    label: fields.subject,
    piece: fields.number,
    cents: kind === "invoice" ? netCents + vatCents : -(netCents + vatCents),
    invoice,
  });
  return { invoice, entry };
}

export function line(designation: string, quantity: number, unitCents: number, vatRate: number): InvoiceLine {
  return { designation, quantity, unitCents, netCents: Math.round(quantity * unitCents), vatRate };
}

function totalsOf(lines: readonly InvoiceLine[]): { netCents: number; vatCents: number } {
  const rates = new Map<number, number>();
  for (const one of lines) rates.set(one.vatRate, (rates.get(one.vatRate) ?? 0) + one.netCents);
  let [netCents, vatCents] = [0, 0];
  for (const [rate, net] of rates) {
    netCents += net;
    vatCents += Math.round((net * rate) / 100);
  }
  return { netCents, vatCents };
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** `AAA`, `AAB`...: what accounting software writes in its lettering column. */
function letteringCode(rank: number): string {
  const at = (place: number) => LETTERS[Math.floor(rank / 26 ** place) % 26]!;
  return at(2) + at(1) + at(0);
}

/** Letters whole entries together: their cents must sum to zero. */
export function letter(books: Books, account: Account, entries: readonly Entry[]): Lettering {
  return letterParts(
    books,
    account,
    entries.map((entry) => ({ entry, cents: entry.cents })),
  );
}

/** Letters parts of entries: their cents must sum to zero. */
export function letterParts(books: Books, account: Account, parts: Part[]): Lettering {
  if (parts.reduce((sum, part) => sum + part.cents, 0) !== 0) throw new Error("a lettering sums to zero");
  const on = parts.reduce((last, part) => (part.entry.date > last ? part.entry.date : last), "");
  const lettering: Lettering = {
    id: books.random.id(on),
    account,
    code: letteringCode(account.codes),
    origin: "published",
    paymentId: null,
    on,
    parts,
  };
  account.codes += 1;
  books.letterings.push(lettering);
  return lettering;
}

/** Parts that letter as much of debits and credits as both sides allow, oldest first; null when a side is empty. */
export function matchParts(entries: readonly Entry[]): Part[] | null {
  const total = (sign: number) => entries.reduce((sum, entry) => sum + Math.max(0, sign * entry.cents), 0);
  const matched = Math.min(total(1), total(-1));
  if (matched === 0) return null;
  const left = { debit: matched, credit: matched };
  const parts: Part[] = [];
  for (const entry of entries) {
    const side = entry.cents > 0 ? "debit" : "credit";
    const used = Math.min(Math.abs(entry.cents), left[side]);
    left[side] -= used;
    if (used > 0) parts.push({ entry, cents: side === "debit" ? used : -used });
  }
  return parts;
}

/** What is settled of each entry, and the newest lettering to show on it. */
export function settlementOf(books: Books): Map<Entry, { cents: number; lettering: Lettering }> {
  const settled = new Map<Entry, { cents: number; lettering: Lettering }>();
  for (const lettering of books.letterings) {
    for (const { entry, cents } of lettering.parts) {
      settled.set(entry, { cents: (settled.get(entry)?.cents ?? 0) + cents, lettering });
    }
  }
  return settled;
}

/** The same books as they stood at the end of a day: later entries are not there, nor the letterings that need them. */
export function booksUntil(books: Books, day: string): Books {
  const entries = books.entries.filter((entry) => entry.date <= day);
  const known = new Set(entries);
  return {
    ...books,
    entries,
    invoices: books.invoices.filter((invoice) => invoice.issuedOn <= day),
    letterings: books.letterings.filter((lettering) =>
      lettering.parts.every((part) => known.has(part.entry)),
    ),
  };
}

/** Days after which a debt is paid, by the habits of who pays; null when it is not. */
export type Habit = "early" | "punctual" | "late" | "never";
export function paidOn(
  random: Random,
  habit: Habit,
  invoice: { date: string; dueOn: string },
): string | null {
  if (habit === "never") return null;
  if (habit === "early") return addDays(invoice.date, random.int(2, 9));
  if (habit === "punctual") return addDays(invoice.dueOn, random.int(-6, 0));
  return addDays(invoice.dueOn, random.int(4, 48));
}

export function habitOf(random: Random): Habit {
  const drawn = random.next();
  if (drawn < 0.3) return "early";
  if (drawn < 0.82) return "punctual";
  return drawn < 0.96 ? "late" : "never";
}
