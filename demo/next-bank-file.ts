/** The next statement of each organization's bank, to import by hand: it goes on where the last one that was read ended. */
import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { BankLine, WrittenStatement } from "../server/formats/bank-file/index.ts";
import { statementOf, writeCamt, writeCfonb120 } from "../server/formats/bank-file/testing.ts";
import { ribOfIban } from "../server/formats/iban/index.ts";
import { addTargetDays } from "../server/formats/sepa/index.ts";
import { inCfonb, type Owed, others, ownDebits, payments } from "./bank-lines.ts";
import { makeRandom } from "./random.ts";

/** What the bank of an organization knows, and what its customers may pay: one list for each of them. */
export type House = { slug: string; iban: string; openingCents: number; owed: Owed[][] };

/** The bank of the property manager still sends CFONB, the two others camt. */
const isCfonb = (slug: string) => slug === "lafargue";

/** `releve-phare-2026-12-01.xml`, or `.txt` in CFONB. */
export const nextBankFileName = (slug: string, today: string): string =>
  `releve-${slug}-${today}.${isCfonb(slug) ? "txt" : "xml"}`;

/** Writes the file of each organization that has none yet. @returns their paths. */
export async function writeNextBankFiles(
  databaseUrl: string,
  folder: string,
  today: string,
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; slug: string }>(
      "select organization_id as id, slug from organizations order by slug",
    );
    const paths: string[] = [];
    for (const { id, slug } of rows) {
      const path = join(folder, nextBankFileName(slug, today));
      if (!(await exists(path))) {
        const house = await readHouse(client, id, slug);
        if (!house) continue;
        await writeFile(path, bankFileText(nextStatement(house, today)), "latin1");
      }
      paths.push(path);
    }
    return paths;
  } finally {
    await client.end();
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** The account whose statements were read last, and what nobody has begun to pay to its creditor. */
async function readHouse(client: pg.Client, org: string, slug: string): Promise<House | null> {
  const { rows: accounts } = await client.query<{ creditor: string; iban: string; cents: string }>(
    `select c.id as creditor, c.iban, s.closing_cents as cents from bank_statements s
       join bank_accounts b on b.organization_id = s.organization_id and b.id = s.bank_account_id
       join creditors c on c.organization_id = b.organization_id and c.id = b.creditor_id
      where s.organization_id = $1 and s.closing_cents is not null and c.iban <> '' order by s.closing_on desc, s.id desc limit 1`,
    [org],
  );
  const [account] = accounts;
  if (!account) return null;
  const { rows } = await client.query<Owed & { account: string }>(
    `select p.name, e.piece, e.open_cents::int as cents, a.id as account
       from entries e join accounts a on a.organization_id = e.organization_id and a.id = e.account_id
       join parties p on p.organization_id = a.organization_id and p.id = a.party_id
      where e.organization_id = $1 and a.creditor_id = $2 and e.superseded_at is null and e.piece ~ '[0-9]{4}'
        and e.open_cents = e.amount_cents and e.open_cents between 1000 and 900000
        and not exists (select from holds h where h.organization_id = e.organization_id and h.entry_id = e.id and h.released_at is null)
        and not exists (select from bank_lines l where l.organization_id = e.organization_id and strpos(l.texts, e.piece) > 0)
      order by e.entered_on, e.id limit 400`,
    [org, account.creditor],
  );
  const owed = [...Map.groupBy(rows, (row) => row.account).values()];
  return { slug, iban: account.iban, openingCents: Number(account.cents), owed };
}

/** Yesterday and today: transfers from the surest to the least sure, a batch of direct debits and what came back of it, the rest. */
export function nextStatement({ slug, iban, openingCents, owed }: House, today: string): WrittenStatement {
  const random = makeRandom(`next bank file ${slug} ${today}`);
  const before = (days: number) => addTargetDays(today, -days);
  const waiting = owed
    .map((entries) => ({ entries, place: random.next() }))
    .sort((a, b) => a.place - b.place);
  const open = waiting.map(({ entries }) => entries);
  const lines = [
    ...payments(open, before(1), random),
    ...ownDebits(before(1), before(0)),
    ...payments(open, before(0), random),
    ...others(before(0)),
  ];
  const account = { iban, rib: ribOfIban(iban), currency: "EUR" };
  const format = isCfonb(slug) ? ("cfonb120" as const) : ("camt.053" as const);
  const written: BankLine[] = format === "cfonb120" ? lines.map(inCfonb) : lines;
  return statementOf(written, { format, account, openingCents, statementId: `${slug}-48`, number: "48" });
}

/** A statement as its bank writes it. */
export const bankFileText = (written: WrittenStatement): string =>
  written.statement.format === "cfonb120"
    ? [...writeCfonb120([written])].join("\r\n")
    : [...writeCamt([written], { format: "camt.053", version: "08" })].join("");
