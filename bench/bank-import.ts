/** A bank statement through the whole of banking: read, merged with what is known, its lines matched with open invoices. */
import { Readable } from "node:stream";
import { detailOf, lineOf, statementOf, writeCamt } from "../server/formats/bank-file/testing.ts";
import { importBankFile, proposeLines } from "../server/modules/banking/index.ts";
import { modules } from "../server/modules.ts";
import { newId, type OrganizationId } from "../server/platform/ids.ts";
import { makeOuter } from "../server/platform/outer.ts";
import { startTestApp } from "../test/harness/app.ts";
import { aCreditor, anOrganization } from "../test/harness/builders.ts";
import { startBenchPostgres } from "./database.ts";
import { fillLedger } from "./fill.ts";

const IBAN = "FR7630006000011234567890189";
/** Of the 24 entries that `fillLedger` gives each account, those that are owed. */
const OWED = [21, 22, 23, 24];

export type BankImport = { imported: number; matched: number; byItself: number };

/** @returns lines a second, imported and then matched, and the share of them that matched by itself. */
export async function measureBankImport(lines: number, say: (text: string) => void): Promise<BankImport> {
  const postgres = await startBenchPostgres();
  const app = await startTestApp({ modules, postgresUrl: postgres.url });
  try {
    const organization = await anOrganization(app);
    const creditor = await aCreditor(app, organization.organization_id, { iban: IBAN });
    const accounts = Math.ceil(lines / OWED.length);
    await fillLedger(app.admin, organization.organization_id, creditor.id as string, accounts);
    // No worker runs: what would be asked of one is done here.
    const services = { ...app.services, jobs: { ...app.services.jobs, enqueue: async () => undefined } };
    const outer = makeOuter(services, {
      organizationId: organization.organization_id as OrganizationId,
      baseUrl: app.origin,
      actor: { kind: "system", name: "bench" },
      requestId: newId(),
    });
    const file = Buffer.from(
      [...writeCamt([statementOf(paymentsOf(lines), {})], { format: "camt.053", version: "08" })].join(""),
    );
    const start = performance.now();
    await importBankFile(outer, { fileName: "bench.xml", source: Readable.from([file]) });
    const read = performance.now();
    say(`imported in ${((read - start) / 1000).toFixed(1)} s`);
    await proposeLines(outer);
    const done = performance.now();
    say(`matched in ${((done - read) / 1000).toFixed(1)} s`);
    const { rows } = await app.admin.query<{ n: string }>(
      "select count(*) as n from bank_allocations where source = 'rule'",
    );
    return {
      imported: lines / ((read - start) / 1000),
      matched: lines / ((done - read) / 1000),
      byItself: Number(rows[0]!.n) / lines,
    };
  } finally {
    await app.close();
    await postgres.stop();
  }
}

/** Three of four lines name their invoice, one only its party. */
function paymentsOf(lines: number) {
  return Array.from({ length: lines }, (_, at) => {
    const account = Math.floor(at / OWED.length);
    const cents = 10_000 + (account % 100);
    const text = at % 4 === 3 ? "VIREMENT" : `FACTURE F-${account}-${OWED[at % OWED.length]}`;
    const name = `TIERS ${account}`;
    const detail = detailOf({ cents, counterparty: { name, iban: null, bic: null }, remittance: [text] });
    return lineOf({ cents, label: `VIR SEPA ${name}`, bankReference: `REF${at}`, details: [detail] });
  });
}
