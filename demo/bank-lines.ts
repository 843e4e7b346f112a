/** What banks write of money that came and went, for the statements of the demonstration. */
import type { BankLine, LineDetail } from "../server/formats/bank-file/index.ts";
import { detailOf, lineOf } from "../server/formats/bank-file/testing.ts";
import { rfReference } from "../server/formats/iban/index.ts";
import { sepaText } from "../server/formats/sepa/index.ts";
import type { Random } from "./random.ts";
import { demoIban } from "./story.ts";

/** A batch of direct debits that the bank credits, and those of it that came back. */
type DemoDebits = {
  paymentInformationId: string;
  cents: number;
  count: number;
  returns: readonly { endToEndId: string; umr: string; cents: number; name: string; reason: string }[];
};
const DEBITS: DemoDebits = {
  paymentInformationId: "SDD-DEMO-0001-RCUR",
  cents: 48_230,
  count: 9,
  returns: [
    { endToEndId: "SDD-DEMO-0001-7", umr: "DEMO-000007", cents: 6_120, name: "BERNARD LUC", reason: "AM04" },
  ],
};

/** What one customer owes, oldest first. */
export type Owed = { name: string; piece: string; cents: number };

type Payer = { name: string; texts: string[]; cents: number; reference?: string };
const compact = (piece: string) => piece.toUpperCase().replace(/[^A-Z0-9]/g, "");
const nameOf = ({ name }: Owed) => sepaText(name.toUpperCase(), 70);

/** One way to pay each, from the surest to the least sure; each takes the next account that owes something. */
const WAYS: ((entries: readonly Owed[]) => Payer)[] = [
  ([one]) => ({
    name: nameOf(one!),
    texts: [],
    cents: one!.cents,
    reference: rfReference(compact(one!.piece).slice(0, 21)),
  }),
  ([one]) => ({ name: nameOf(one!), texts: [`FACTURE ${one!.piece}`], cents: one!.cents }),
  ([one]) => ({
    name: nameOf(one!),
    texts: [`reglement ${compact(one!.piece).toLowerCase()} merci`],
    cents: one!.cents,
  }),
  ([one]) => ({ name: nameOf(one!), texts: ["VIREMENT"], cents: one!.cents }),
  (all) => {
    const two = all.slice(0, 2);
    return {
      name: nameOf(two[0]!),
      texts: two.map(({ piece }) => piece),
      cents: two.reduce((sum, one) => sum + one.cents, 0),
    };
  },
  ([one]) => ({ name: nameOf(one!), texts: [one!.piece], cents: one!.cents - 1 }),
  ([one]) => ({ name: "AGENCE DU PORT", texts: [`LOYER ${nameOf(one!)}`], cents: one!.cents }),
  ([one]) => ({ name: nameOf(one!), texts: ["ACOMPTE"], cents: Math.floor(one!.cents / 200) * 100 }),
];

export function payments(open: Owed[][], day: string, random: Random): BankLine[] {
  return WAYS.flatMap((way, at) => {
    const entries = open.shift();
    if (!entries) return [];
    const { name, texts, cents, reference } = way(entries);
    const instant = at === 1;
    return [
      lineOf({
        cents,
        bookedOn: day,
        valueOn: day,
        kind: instant ? "instant_transfer" : "transfer",
        code: instant ? "PMNT/RRCT/ESCT" : "PMNT/RCDT/ESCT",
        bankReference: `VIR${random.int(1_000_000, 9_999_999)}`,
        label: `VIR SEPA ${name}`.slice(0, 31).trim(),
        details: [
          detail(cents, name, {
            remittance: texts,
            structuredReference: reference ?? null,
            counterparty: { name, iban: demoIban(random.int(10_000, 99_999)), bic: null },
          }),
        ],
      }),
    ];
  });
}

const detail = (cents: number, name: string, rest: Partial<LineDetail>): LineDetail =>
  detailOf({ cents, counterparty: { name, iban: null, bic: null }, ...rest });

export function ownDebits(day: string, later: string): BankLine[] {
  const { paymentInformationId, cents, count, returns } = DEBITS;
  const batch = lineOf({
    cents,
    bookedOn: day,
    valueOn: day,
    kind: "debit_batch",
    code: "PMNT/IDDT/ESDD",
    label: "REMISE PRLV SEPA",
    batch: { messageId: null, paymentInformationId, count, cents },
    details: [],
  });
  const back = returns.map((one) =>
    lineOf({
      cents: -one.cents,
      bookedOn: later,
      valueOn: day,
      kind: "debit_return",
      code: "PMNT/IDDT/UPDD",
      label: "PRLV SEPA IMPAYE",
      details: [
        detail(-one.cents, one.name, {
          endToEndId: one.endToEndId,
          mandateId: one.umr,
          paymentInformationId,
          remittance: [`MOTIF ${one.reason}`],
          returnReason: { code: one.reason, text: null },
        }),
      ],
    }),
  );
  const fee = lineOf({
    cents: -1_250 * returns.length,
    bookedOn: later,
    valueOn: later,
    kind: "fee",
    code: "PMNT/IDDT/CHRG",
    label: "FRAIS IMPAYES",
    details: [],
  });
  return [batch, ...back, ...(returns.length > 0 ? [fee] : [])];
}

/** Money of nobody known, a cheque, and what the organization pays itself. */
export function others(day: string): BankLine[] {
  const dated = { bookedOn: day, valueOn: day };
  return [
    lineOf({
      ...dated,
      cents: 4_711,
      label: "VIR SEPA LEGRAND SOLENE",
      details: [detail(4_711, "LEGRAND SOLENE", { remittance: ["MERCI"] })],
    }),
    lineOf({
      ...dated,
      cents: 23_300,
      kind: "cheque",
      code: "PMNT/RCHQ/CCHQ",
      label: "REMISE CHEQUES 0004417",
      details: [],
    }),
    lineOf({
      ...dated,
      cents: -8_940,
      kind: "direct_debit_paid",
      code: "PMNT/RDDT/ESDD",
      label: "PRLV SEPA TELECOM",
      details: [detail(-8_940, "TELECOM EXEMPLE", {})],
    }),
  ];
}

const OPERATIONS: Partial<Record<BankLine["kind"], string>> = {
  transfer: "05",
  instant_transfer: "C2",
  debit_batch: "A1",
  debit_return: "B3",
  direct_debit_paid: "B1",
  cheque: "02",
  fee: "62",
};
export const inCfonb = (line: BankLine): BankLine => ({ ...line, code: OPERATIONS[line.kind]! });
