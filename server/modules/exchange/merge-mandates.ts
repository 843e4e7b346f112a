import type { Context } from "../../platform/context.ts";
import { findAccountIds } from "../ledger/index.ts";
import { type ImportProblem, importMandates } from "../mandates/index.ts";
import type { CreditorRecord } from "../organizations/index.ts";
import type { BatchLine } from "./contract.ts";
import type { Reading } from "./run-import.ts";

type Mandate = Extract<BatchLine, { type: "mandate" }>;
export type GivenMandate = { line: number; creditor: CreditorRecord; mandate: Mandate };

/** The field that a problem is about; a whole line without one. An IBAN is never repeated in a report. */
const COLUMNS: Partial<Record<ImportProblem["code"], keyof Mandate>> = {
  "mandate.iban": "iban",
  "mandate.bic": "bic",
  "mandate.umr": "umr",
  "mandate.umr_taken": "umr",
  "mandate.signed_on": "signedOn",
  "mandate.last_use": "lastCollectedOn",
  "mandate.already_automatic": "account",
  "mandate.creditor_incomplete": "creditor",
};

/**
 * Publishes mandates signed on paper that another program kept (API-2, MAN-7); a line whose account is not known, or that
 * cannot be used, is told and left out. @returns how many are new.
 */
export async function mergeMandates(
  ctx: Context,
  mandates: readonly GivenMandate[],
  { problems }: Reading,
): Promise<number> {
  let created = 0;
  for (const [creditorId, given] of Map.groupBy(mandates, (one) => one.creditor.id)) {
    const codes = [...new Set(given.map((one) => one.mandate.account))];
    const ids = await findAccountIds(ctx, creditorId, codes);
    const known = given.flatMap(({ line, mandate }) => {
      const accountId = ids.get(mandate.account);
      if (accountId) return [{ ...mandate, line, accountId }];
      const value = mandate.account;
      problems.add({ line, severity: "error", code: "batch.account_unknown", column: "account", value });
      return [];
    });
    const report = await importMandates(ctx, given[0]!.creditor, known);
    created += report.created;
    const umrs = new Map(known.map((one) => [one.line, one.umr]));
    for (const { line, code } of report.problems)
      problems.add({
        line,
        severity: code === "mandate.kept" ? "warning" : "error",
        code: `batch.mandate_${code.slice("mandate.".length)}`,
        column: COLUMNS[code],
        value: umrs.get(line),
      });
  }
  return created;
}
