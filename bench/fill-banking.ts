/** Open invoices of many customers, and the bank files that pay them. */
import type pg from "pg";
import type { BankLine } from "../server/formats/bank-file/index.ts";
import { lineOf, statementOf, writeCamt } from "../server/formats/bank-file/testing.ts";
import { rfReference } from "../server/formats/iban/index.ts";

const FIRST = ["MARIE", "PAUL", "LUC", "ANNE", "JEAN", "ZOE", "KARIM", "INES", "HUGO", "LEA"];
const INVOICES_PER_ACCOUNT = 5;
const LINES_PER_DAY = 5_000;
const ACCOUNT = { iban: "FR7630006000011234567890189", rib: null, currency: "EUR" };

/** A family name in letters, one for each number. */
const FAMILY = "translate(lpad(n::text, 6, '0'), '0123456789', 'BCDFGLMNRT')";
const familyOf = (n: number) =>
  [...String(n).padStart(6, "0")].map((digit) => "BCDFGLMNRT"[Number(digit)]).join("");
const nameOf = (n: number) => `${FIRST[n % 10]} ${familyOf(n)}`;
const pieceOf = (at: number) => `F2026-${String(at).padStart(6, "0")}`;
const centsOf = (at: number) => 1_000 + ((at * 7_919) % 90_000);

/** So many open invoices, five an account, each account of a party of its own. Foreign keys are true by construction. */
export async function fillOwed(
  admin: pg.Client,
  { organizationId, creditorId, invoices }: { organizationId: string; creditorId: string; invoices: number },
): Promise<void> {
  const organization = `'${organizationId}'::uuid`;
  const id = (kind: string, n: string) => `md5('${kind}' || ${n} || '${organizationId}')::uuid`;
  const all = `generate_series(0, ${Math.ceil(invoices / INVOICES_PER_ACCOUNT) - 1}) n`;
  const first = `(array['${FIRST.join("','")}'])[n % 10 + 1]`;
  const statements = [
    "set session_replication_role = replica",
    `insert into parties (organization_id, id, code, name) select ${organization}, ${id("p", "n")}, 'P' || n, ${first} || ' ' || ${FAMILY} from ${all}`,
    `insert into accounts (organization_id, id, creditor_id, party_id, code, label, published_at)
     select ${organization}, ${id("a", "n")}, '${creditorId}', ${id("p", "n")}, '411' || lpad(n::text, 7, '0'), ${first} || ' ' || ${FAMILY}, now() from ${all}`,
    `insert into entries (organization_id, id, account_id, source_key, origin, entered_on, due_on, label, piece, amount_cents)
     select ${organization}, quitus_new_id(), ${id("a", `(k / ${INVOICES_PER_ACCOUNT})`)}, 'f' || k, 'batch', '2026-11-05', '2026-12-05', 'Facture',
       'F2026-' || lpad(k::text, 6, '0'), 1000 + (k::bigint * 7919) % 90000 from generate_series(0, ${invoices - 1}) k`,
    `update accounts a set balance_cents = e.cents from (select account_id, sum(amount_cents) as cents from entries group by 1) e where e.account_id = a.id`,
    "set session_replication_role = origin",
  ];
  for (const statement of statements) await admin.query(statement);
  await admin.query("vacuum analyze");
  await admin.query("checkpoint");
}

/** Of four lines, one repeats the reference of its invoice, two write its number, and one has but the name of who pays. */
function paymentOf(at: number): BankLine {
  const piece = pieceOf(at);
  const name = nameOf(Math.floor(at / INVOICES_PER_ACCOUNT));
  const text = [
    rfReference(piece.replace("-", "")),
    "LOYER DU MOIS",
    `REGLEMENT FACTURE ${piece}`,
    `VOTRE FACTURE ${piece} MERCI`,
  ][at % 4]!;
  const day = 1 + (Math.floor(at / LINES_PER_DAY) % 28);
  const cents = centsOf(at);
  return lineOf(
    {
      cents,
      bookedOn: `2026-12-${String(day).padStart(2, "0")}`,
      label: `VIR SEPA ${name}`,
      bankReference: `REF${at}`,
    },
    {
      endToEndId: `E2E-${at}`,
      counterparty: { name, iban: payerOf(at), bic: "AGRIFRPPXXX" },
      remittance: [text],
    },
  );
}

/** One account of a payer for each customer; its check digits are not those of a bank. */
const payerOf = (at: number) =>
  `FR7630006000010${String(Math.floor(at / INVOICES_PER_ACCOUNT)).padStart(10, "0")}89`;

/** A camt.053 with a statement a day, that pays the invoices from one number up to another, left out. */
export function bankFileOf(first: number, end: number): Buffer {
  const statements = [];
  let openingCents = first;
  for (let from = first; from < end; from += LINES_PER_DAY) {
    const lines = Array.from({ length: Math.min(LINES_PER_DAY, end - from) }, (_, at) =>
      paymentOf(from + at),
    );
    const one = statementOf(lines, { openingCents, account: ACCOUNT });
    openingCents = one.statement.closing!.cents;
    statements.push(one);
  }
  return Buffer.from([...writeCamt(statements, { format: "camt.053", version: "08" })].join(""));
}
