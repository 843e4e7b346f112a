import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { outside } from "../../platform/ids.ts";
import { limitsOf } from "./access.ts";
import type { BankStatement } from "./bank-shapes.ts";
import { accountName } from "./rules.ts";
import { type AccountRow, accountsByIds, type StatementRow, statementsPage } from "./sql/statements.ts";
import { toldText } from "./words.ts";

/** Statements by closing date, newest first, each with what is missing before it. */
export async function listStatements(
  ctx: Context,
  page: { account?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: BankStatement[]; next: string | null }> {
  const asked = { ...page, accountId: page.account, limits: limitsOf(ctx.actor) };
  const { rows } = await statementsPage(ctx, asked).execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  const accounts = await accountsByIds(ctx, [...new Set(shown.map((row) => row.accountId))]);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => showStatement(row, accounts)),
    next: rows.length > page.limit && last ? encodeCursor([last.closingOn, last.id]) : null,
  };
}

function showStatement(row: StatementRow, accounts: ReadonlyMap<string, AccountRow>): BankStatement {
  const account = accounts.get(row.accountId);
  return {
    id: outside("bank_statement", row.id),
    account: outside("bank_account", row.accountId),
    accountName: account ? account.label || accountName(account.key) : "",
    format: row.format,
    number: row.number,
    opening: row.openingCents === null ? null : { cents: row.openingCents, on: row.openingOn },
    closing: row.closingCents === null ? null : { cents: row.closingCents, on: row.closingOn },
    lines: row.lines,
    linesNew: row.linesNew,
    gap: row.gapCents === null || row.gapSince === null ? null : { cents: row.gapCents, since: row.gapSince },
    problems: row.problems.map(toldText),
    file: outside("bank_file", row.fileId),
    fileName: row.fileName,
    createdAt: row.createdAt.toISOString(),
  };
}
