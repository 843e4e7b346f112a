/** Bank statements of the demonstration, read by Quitus itself: most lines match by themselves, some wait for a hand. */
import { Readable } from "node:stream";
import { sql } from "kysely";
import type { BankLine, LineDetail } from "../server/formats/bank-file/index.ts";
import { lineOf, statementOf, writeCamt, writeCfonb120 } from "../server/formats/bank-file/testing.ts";
import { rfReference, ribOfIban } from "../server/formats/iban/index.ts";
import { importBankFile, proposeLines } from "../server/modules/banking/index.ts";
import { readConfig } from "../server/platform/config.ts";
import type { Outer } from "../server/platform/context.ts";
import { addDays } from "../server/platform/dates.ts";
import { newId, type OrganizationId } from "../server/platform/ids.ts";
import { makeOuter } from "../server/platform/outer.ts";
import { openServices } from "../server/start.ts";
import { makeRandom, type Random } from "./random.ts";

/** Inter-bank operation codes of CFONB, where the amount does not say it. */
const OPERATIONS: Partial<Record<BankLine["kind"], string>> = {
  fee: "66",
  interest: "61",
  direct_debit_paid: "B1",
};

type Owed = { name: string; piece: string; cents: number; account: string };
type House = { iban: string; owed: Owed[] };

/** Plays two weeks of each organization's bank, once. */
export async function playBank(env: Record<string, string>, today: string): Promise<void> {
  const config = readConfig(env);
  const { services, close } = openServices(config, env["DATABASE_URL"]!, []);
  // No worker runs yet: what would be asked of one is done here.
  const here = { ...services, jobs: { ...services.jobs, enqueue: async () => undefined } };
  try {
    const { rows } = await services.pool.query<{ organization_id: OrganizationId; address: string }>(
      "select organization_id, address from organization_addresses where address like 'path:%' order by address",
    );
    for (const { organization_id: organizationId, address } of rows) {
      const outer = makeOuter(here, {
        organizationId,
        baseUrl: config.PUBLIC_URL,
        actor: { kind: "system", name: "Banque" },
        requestId: newId(),
      });
      await playHouse(outer, makeRandom(`bank ${address} ${today}`), today);
    }
  } finally {
    await close();
  }
}

async function playHouse(outer: Outer, random: Random, today: string): Promise<void> {
  const house = await readHouse(outer);
  if (!house || house.owed.length < 20) return;
  const lines = makeLines(house, random, today);
  const cut = Math.ceil(lines.length / 3);
  const openingCents = 4_825_017;
  const sum = (all: readonly BankLine[]) => all.reduce((total, line) => total + line.cents, 0);
  const rib = ribOfIban(house.iban);
  const statement = (own: readonly BankLine[], before: readonly BankLine[], number: string) =>
    statementOf(own, {
      openingCents: openingCents + sum(before),
      number,
      statementId: `RELEVE-${number}`,
      account: { iban: house.iban, rib, currency: "EUR" },
    });
  const first = statement(lines.slice(0, cut), [], "46");
  const last = statement(lines.slice(cut), lines.slice(0, cut), "47");
  const cfonb = last.lines.map((line) => ({
    ...line,
    code: OPERATIONS[line.kind] ?? (line.cents > 0 ? "05" : "06"),
  }));
  const files: [string, Iterable<string>][] = [
    ["releve-046.xml", writeCamt([first], { format: "camt.053", version: "08" })],
    rib
      ? ["releve-047.cfonb", writeCfonb120([{ statement: last.statement, lines: cfonb }])]
      : ["releve-047.xml", writeCamt([last], { format: "camt.053", version: "02" })],
  ];
  for (const [fileName, text] of files) {
    // CFONB is cut by the character: one byte each.
    const bytes = Buffer.from([...text].join(""), fileName.endsWith(".cfonb") ? "latin1" : "utf8");
    await importBankFile(outer, { fileName, source: Readable.from([bytes]) });
  }
  await proposeLines(outer);
}

/** What is owed to the creditor with most accounts, by customers who have no access: stories of those who have are left alone. */
async function readHouse(outer: Outer): Promise<House | null> {
  return outer.transaction(async (ctx) => {
    const org = outer.organizationId;
    const known = await sql`select 1 from bank_files where organization_id = ${org} limit 1`.execute(ctx.db);
    const creditor = await sql<{ id: string; iban: string }>`
      select c.id, c.iban from creditors c join accounts a on a.organization_id = c.organization_id and a.creditor_id = c.id
      where c.organization_id = ${org} and c.iban <> '' group by c.id, c.iban order by count(*) desc, c.id limit 1`.execute(
      ctx.db,
    );
    const [chosen] = creditor.rows;
    if (known.rows.length > 0 || !chosen) return null;
    const { rows } = await sql<Owed>`
      select p.name, e.piece, e.open_cents as cents, a.id as account
      from entries e join accounts a on a.organization_id = e.organization_id and a.id = e.account_id
      join parties p on p.organization_id = a.organization_id and p.id = a.party_id
      where e.organization_id = ${org} and a.creditor_id = ${chosen.id} and e.superseded_at is null and e.open_cents between 1000 and 900000
        and e.piece ~ '[0-9]{4}'
        and not exists (select from holds h where h.organization_id = e.organization_id and h.entry_id = e.id and h.released_at is null)
        and not exists (select from access_accounts s where s.organization_id = a.organization_id and s.party_id = a.party_id)
      order by e.entered_on desc, e.id limit 120`.execute(ctx.db);
    return { iban: chosen.iban, owed: rows };
  });
}

function makeLines({ owed }: House, random: Random, today: string): BankLine[] {
  const ones = [...Map.groupBy(owed, (one) => one.account).values()].map((own) => own[0]!);
  const take = (count: number) => ones.splice(0, count);
  const payer = () => `FR76${String(random.int(10 ** 11, 10 ** 12 - 1)).padEnd(23, "0")}`;
  const from = (
    one: Owed,
    cents: number,
    text: string,
    more: Partial<LineDetail> = {},
    name = one.name.toUpperCase(),
  ) =>
    lineOf(
      { cents, label: `VIR SEPA ${name}`.slice(0, 31) },
      { counterparty: { name, iban: payer(), bic: null }, remittance: text ? [text] : [], ...more },
    );
  const plain = (cents: number, kind: BankLine["kind"], label: string) => lineOf({ cents, kind, label }, {});
  const made = [
    ...take(9).map((one) => from(one, one.cents, `FACTURE ${one.piece}`)),
    ...take(3).map((one) =>
      from(one, one.cents, "", {
        structuredReference: rfReference(one.piece.replaceAll(/[^A-Z0-9]/gi, "").toUpperCase()),
      }),
    ),
    ...take(4).map((one) => from(one, one.cents, "REGLEMENT FACTURE")),
    ...take(2).map((one) => from(one, one.cents - 1000, `ACOMPTE ${one.piece}`)),
    ...take(1).map((one) => from(one, one.cents, "LOYER", {}, "M ET MME INDIVISION")),
    from({ name: "CPAM DU BIEF", piece: "", cents: 0, account: "" }, 18_450, "REMBOURSEMENT INDU"),
    plain(-1890, "fee", "FRAIS TENUE DE COMPTE"),
    plain(-245_000, "transfer", "VIR FOURNISSEUR MAINTENANCE"),
    plain(-98_730, "direct_debit_paid", "PRLV ENERGIE DU BIEF"),
    plain(312, "interest", "INTERETS CREDITEURS"),
  ];
  return made
    .map((line) => ({ line, at: random.int(0, 11) }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ line, at }) => ({
      ...line,
      bookedOn: addDays(today, at - 12),
      valueOn: addDays(today, at - 12),
    }));
}
