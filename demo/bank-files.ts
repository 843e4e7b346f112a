/** Bank statements of the three organizations: one that is imported already, and the next one to import by hand. */
import type { BankLine, WrittenStatement } from "../server/formats/bank-file/index.ts";
import { statementOf, writeCamt, writeCfonb120 } from "../server/formats/bank-file/testing.ts";
import { addTargetDays } from "../server/formats/sepa/index.ts";
import { type DemoDebits, inCfonb, others, ownDebits, payments } from "./bank-lines.ts";
import { type Entry, settlementOf } from "./books.ts";
import { makeRandom, type Random } from "./random.ts";
import type { DemoCreditor, Story } from "./story.ts";

export type DemoStatements = { creditor: DemoCreditor; past: WrittenStatement; next: WrittenStatement };

/** The bank of the property manager still sends CFONB, the two others camt. */
const isCfonb = (slug: string) => slug === "lafargue";
const OPENING_CENTS = 1_284_517;
const DEBITS: DemoDebits = {
  paymentInformationId: "SDD-DEMO-0001-RCUR",
  cents: 48_230,
  count: 9,
  returns: [
    { endToEndId: "SDD-DEMO-0001-7", umr: "DEMO-000007", cents: 6_120, name: "BERNARD LUC", reason: "AM04" },
  ],
};

/** `releve-phare-2026-12-01.xml`, or `.txt` in CFONB. */
export const nextBankFileName = (slug: string, today: string): string =>
  `releve-${slug}-${today}.${isCfonb(slug) ? "txt" : "xml"}`;

/** The statements of the first creditor: of the two weeks before yesterday, and of yesterday and today. */
export function bankStatements(story: Story, today: string, debits: DemoDebits = DEBITS): DemoStatements {
  const [creditor] = story.creditors as [DemoCreditor, ...DemoCreditor[]];
  const random = makeRandom(`bank ${story.slug} ${today}`);
  const open = openInvoices(story, creditor, random);
  const before = (days: number) => addTargetDays(today, -days);
  const past = [
    ...payments(open, before(9), random),
    ...ownDebits(debits, before(6), before(4)),
    ...others(before(3)),
  ];
  const next = [
    ...payments(open, before(1), random),
    ...payments(open, before(0), random),
    ...others(before(0)),
  ];
  const format = isCfonb(story.slug) ? ("cfonb120" as const) : ("camt.053" as const);
  const inFormat = (lines: BankLine[]) => (format === "cfonb120" ? lines.map(inCfonb) : lines);
  const rest = { format, version: format === "cfonb120" ? null : "08", account: accountOf(creditor) };
  const first = statementOf(inFormat(past), {
    ...rest,
    openingCents: OPENING_CENTS,
    statementId: `${story.slug}-1`,
    number: "1",
  });
  const openingCents = first.statement.closing!.cents;
  const second = statementOf(inFormat(next), {
    ...rest,
    openingCents,
    statementId: `${story.slug}-2`,
    number: "2",
  });
  return { creditor, past: first, next: second };
}

/** A statement as its bank writes it. */
export const bankFileText = (written: WrittenStatement): string =>
  written.statement.format === "cfonb120"
    ? [...writeCfonb120([written])].join("\r\n")
    : [...writeCamt([written], { format: "camt.053", version: "08" })].join("");

function accountOf({ iban }: DemoCreditor) {
  return {
    iban,
    rib: { bank: iban.slice(4, 9), branch: iban.slice(9, 14), account: iban.slice(14, 25) },
    currency: "EUR",
  };
}

/** Invoices that nobody has paid any of, in an order of chance; those of one account stay together. */
function openInvoices({ books }: Story, creditor: DemoCreditor, random: Random): Entry[][] {
  const settled = settlementOf(books);
  const open = books.entries.filter(
    (entry) =>
      entry.cents > 1000 &&
      entry.account.creditorId === creditor.id &&
      entry.piece !== "" &&
      !settled.has(entry) &&
      !entry.supersededBy,
  );
  return [...Map.groupBy(open, (entry) => entry.account.id).values()]
    .map((entries) => ({ entries, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ entries }) => entries);
}
