/** The next FEC of Éditions du Phare: the accounting year so far, with the month that is not published yet. */
import { type FecEntry, fecHeader, writeFecLine } from "../server/formats/fec/index.ts";
import { addDays } from "../server/platform/dates.ts";
import { type Books, type Entry, settlementOf } from "./books.ts";
import { PUBLISHER_SIREN, publishedUntil } from "./phare.ts";
import type { DemoCreditor } from "./story.ts";

const JOURNALS: Record<string, string> = { VE: "Ventes", BQ: "Banque" };

/** The accounting year that the next month belongs to. */
const yearOf = (today: string): string => addDays(publishedUntil(today), 1).slice(0, 4);

/** `999000031FEC20261231.txt`: SIREN and closing day (art. A47 A-1 LPF). */
export const nextFecName = (today: string): string => `${PUBLISHER_SIREN}FEC${yearOf(today)}1231.txt`;

/** The file, entry by entry: the customer's line, then what balances it. */
export function* nextFec(next: { books: Books; creditor: DemoCreditor }, today: string): Generator<string> {
  const { books, creditor } = next;
  const year = yearOf(today);
  const settled = settlementOf(books);
  yield fecHeader({ withDueDate: true });
  for (const entry of books.entries) {
    if (entry.account.creditorId !== creditor.id || entry.origin !== "fec" || entry.date.slice(0, 4) !== year)
      continue;
    const lettering = settled.get(entry)?.lettering;
    yield [...linesOf(entry, lettering?.code ?? "", lettering?.on ?? null)]
      .map((line) => writeFecLine(line, { withDueDate: true }))
      .join("");
  }
}

function* linesOf(entry: Entry, code: string, letteredOn: string | null): Generator<FecEntry> {
  const common = {
    journalCode: entry.journal,
    journalLabel: JOURNALS[entry.journal] ?? entry.journal,
    entryNumber: entry.sourceKey.split("|")[3]!,
    date: entry.date,
    auxiliaryNumber: "",
    auxiliaryLabel: "",
    piece: entry.piece,
    pieceDate: entry.date,
    label: entry.label,
    lettering: "",
    letteringDate: null,
    validationDate: entry.date,
    dueDate: null,
    currencyCents: null,
    currency: "",
  };
  const side = (cents: number) => ({ debitCents: Math.max(0, cents), creditCents: Math.max(0, -cents) });
  const customer = {
    accountNumber: "411000",
    accountLabel: "Clients",
    auxiliaryNumber: entry.account.code,
    auxiliaryLabel: entry.account.label,
  };
  yield {
    ...common,
    ...customer,
    ...side(entry.cents),
    lettering: code,
    letteringDate: letteredOn,
    dueDate: entry.dueOn,
  };
  if (!entry.invoice) {
    yield { ...common, accountNumber: "512000", accountLabel: "Banque", ...side(-entry.cents) };
    return;
  }
  const sign = entry.cents < 0 ? 1 : -1;
  yield {
    ...common,
    accountNumber: "701000",
    accountLabel: "Ventes de livres",
    ...side(sign * entry.invoice.netCents),
  };
  yield {
    ...common,
    accountNumber: "445710",
    accountLabel: "TVA collectée",
    ...side(sign * entry.invoice.vatCents),
  };
}
