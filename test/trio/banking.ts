/** Bank statements of the trio's world: mine, a line for each act; and how I call their routes. */
import { Readable } from "node:stream";
import { lineOf, statementOf, writeCamt } from "../../server/formats/bank-file/testing.ts";
import { importBankFile } from "../../server/modules/banking/index.ts";
import { outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import { anEntry } from "../harness/builders.ts";
import type { Case } from "./cases.ts";

export type Banking = Awaited<ReturnType<typeof buildBanking>>;

const fileOf = (cents: readonly number[], statementId: string): Buffer => {
  const lines = cents.map((one) => lineOf({ cents: one, label: "VIR TRIO" }, {}));
  const { statement } = statementOf(lines, { statementId });
  return Buffer.from([...writeCamt([{ statement, lines }], { format: "camt.053", version: "08" })].join(""));
};

export async function buildBanking(
  app: TestApp,
  { organizationId, creditorId }: { organizationId: string; creditorId: string },
  accountId: string,
) {
  const source = Readable.from([fileOf([1100, 1200, 1300, 1400], "trio")]);
  const file = await importBankFile(app.outer(organizationId), { source, fileName: "trio.xml" });
  await app.admin.query("update bank_accounts set creditor_id = $2 where organization_id = $1", [
    organizationId,
    creditorId,
  ]);
  await app.admin.query(
    `update bank_lines set creditor_id = $2, state = case when cents = 1200 then 'set_aside' else state end, reason = 'other'
     where organization_id = $1`,
    [organizationId, creditorId],
  );
  const { rows } = await app.admin.query<{ id: string; bank_account_id: string; cents: number }>(
    "select id, bank_account_id, cents from bank_lines where organization_id = $1",
    [organizationId],
  );
  const line = (cents: number) => outside("bank_line", rows.find((one) => Number(one.cents) === cents)!.id);
  return {
    file: file.id,
    account: outside("bank_account", rows[0]!.bank_account_id),
    creditor: outside("creditor", creditorId),
    entry: outside("entry", (await anEntry(app, organizationId, accountId, 1400)).id as string),
    read: line(1100),
    aside: line(1200),
    waiting: line(1300),
    matched: line(1400),
  };
}

/** How I call the routes of bank statements. */
export function bankingCases(bank: Banking): Record<string, Case> {
  const { account, creditor, file } = bank;
  const line = { line: bank.read };
  const upload = (name: string): Case => ({
    own: true,
    query: `?name=${name}`,
    body: fileOf([500], name),
    contentType: "application/octet-stream",
  });
  return {
    importBankFile: upload("office"),
    publishBankFile: upload("token"),
    readPublishedBankFile: { params: { file } },
    listBankFiles: {},
    readBankFile: { params: { file } },
    listBankAccounts: {},
    createBankAccount: { body: { iban: "FR1420041010050500013M02606", creditor, label: "Livret" } },
    updateBankAccount: { params: { account }, body: { creditor, label: "Courant" } },
    listBankStatements: {},
    listBankLines: {},
    readBankLine: { params: line },
    searchForBankLine: { params: line, query: "?q=F-1" },
    matchBankLine: { params: { line: bank.matched }, body: { pieces: [{ entry: bank.entry, cents: 1400 }] } },
    acceptBankLines: { body: { minScore: 100 } },
    undoBankLine: { params: { line: bank.aside } },
    setBankLineAside: { params: { line: bank.waiting }, body: { reason: "internal" } },
    noteBankLine: { params: line, body: { body: "Note" } },
    proposeAgain: {},
  };
}
