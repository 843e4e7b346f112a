/** A wide set of files of debits: every option of the format at least once. */
import { rfReference } from "../iban/index.ts";
import type { Debit, DebitBlock, DebitFile } from "./index.ts";

const CREDITOR: DebitBlock["creditor"] = {
  name: "Régie de l’eau & Assainissement",
  ics: "FR72ZZZ123456",
  iban: "FR7630006000011234567890189",
};
const address = {
  street: "rue de la Paix",
  buildingNumber: "12 bis",
  postcode: "75002",
  town: "Paris",
  country: "FR",
};
const hybrid = { postcode: "69003", town: "Lyon", country: "FR", lines: ["12 rue des Lilas", "Bâtiment B"] };

export const debit = (n: number, change: Partial<Debit> = {}): Debit => ({
  endToEndId: `ECH-2026-${String(n).padStart(6, "0")}`,
  cents: 8333 + n,
  umr: `EX-${String(n).padStart(6, "0")}-01`,
  signedOn: "2026-11-10",
  debtor: { name: "Zoé Lefèvre", iban: "FR1420041010050500013M02606" },
  remittance: { text: `Facture F2026-${n}` },
  ...change,
});

export const block = (
  id: string,
  debits: readonly Debit[],
  change: Partial<DebitBlock> = {},
): DebitBlock => ({
  paymentInformationId: id,
  scheme: "CORE",
  sequence: "RCUR",
  collectionDate: "2026-12-01",
  creditor: CREDITOR,
  count: debits.length,
  cents: debits.reduce((sum, one) => sum + one.cents, 0),
  debits,
  ...change,
});

export const file = (messageId: string, blocks: readonly DebitBlock[]): DebitFile => ({
  messageId,
  createdAt: new Date("2026-11-27T08:15:00Z"),
  initiator: "Commune de Montfleuri",
  count: blocks.reduce((sum, one) => sum + one.count, 0),
  cents: blocks.reduce((sum, one) => sum + one.cents, 0),
  blocks,
});

const DEBTORS: readonly Partial<Debit>[] = [
  { debtor: { name: "Ünal Şahin", iban: "DE89370400440532013000", bic: "COBADEFFXXX" } },
  { debtor: { name: "Ελένη Παπαδοπούλου", iban: "GR1601101250000000012300695" } },
  { debtor: { name: "Maison Œuf & Fils", iban: "FR1420041010050500013M02606", bic: "PSSTFRPPPAR", address } },
  { debtor: { name: "Hans Müller", iban: "CH9300762011623852957", address: hybrid } },
  { debtor: { name: "A", iban: "MC5811222000010123456789030", address: { town: "Monaco", country: "MC" } } },
  { instructionId: "REMISE-1/2", remittance: { reference: rfReference("F20260001") } },
  {
    ultimateDebtor: "Élève Léa Lefèvre",
    remittance: { text: "Cantine — novembre 2026 : 12 repas à 6,94 €" },
  },
  { cents: 1 },
  { cents: 99_999_999_999 },
];

const AMENDMENTS: readonly Debit["amendment"][] = [
  { originalUmr: "OLD MANDATE 1" },
  { originalCreditorIdentifier: "FR21ZZZ8A2EF1" },
  { originalCreditorName: "Syndicat des eaux" },
  { originalIban: "FR7630006000011234567890189" },
  { newAccount: true },
  {
    originalUmr: "OLD-1",
    originalCreditorIdentifier: "FR21ZZZ8A2EF1",
    originalCreditorName: "Eaux",
    newAccount: true,
  },
];

/** Name of the case and its file. */
export function debitFiles(): readonly (readonly [string, DebitFile])[] {
  const sequences = (["OOFF", "FRST", "RCUR", "FNAL"] as const).flatMap((sequence, i) =>
    (["CORE", "B2B"] as const).map((scheme, j) =>
      block(`SEQ-${sequence}-${scheme}`, [debit(i * 2 + j)], { sequence, scheme }),
    ),
  );
  const booking = [true, false, undefined].map((batchBooking, i) =>
    block(`BOOK-${i}`, [debit(i)], batchBooking === undefined ? {} : { batchBooking }),
  );
  const creditors = [
    { ...CREDITOR, bic: "AGRIFRPPXXX", address },
    { ...CREDITOR, address: hybrid },
    { ...CREDITOR, iban: "FR1420041010050500013M02606", bic: null, address: null },
  ].map((creditor, i) => block(`CRED-${i}`, [debit(i)], { creditor }));
  const many = Array.from({ length: 1000 }, (_, i) => debit(i));
  return [
    ["one", file("ONE", [block("ONE-1", [debit(1)])])],
    [
      "debtors",
      file("DEBTORS", [
        block(
          "DEBTORS-1",
          DEBTORS.map((change, i) => debit(i, change)),
        ),
      ]),
    ],
    [
      "amendments",
      file("AMENDED", [
        block(
          "AM-1",
          AMENDMENTS.map((one, i) => debit(i, { amendment: one! })),
        ),
      ]),
    ],
    ["sequences", file("SEQUENCES", sequences)],
    ["booking", file("BOOKING", booking)],
    ["creditors", file("CREDITORS", creditors)],
    ["many", file("MANY", [block("MANY-1", many)])],
  ];
}
