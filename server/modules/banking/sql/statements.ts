/** Statements on bank accounts and on what their statements said. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";
import { newId } from "../../../platform/ids.ts";
import type { Told } from "./files.ts";
import { inOrder } from "./lines.ts";

export type AccountRow = {
  id: string;
  creditorId: string | null;
  key: string;
  currency: string;
  label: string;
};
const accountColumns = sql`id, creditor_id as "creditorId", key, currency, label`;

/** The account of that name, locked: statements of one account are merged one after the other. @returns undefined for none. */
export async function lockAccount(
  ctx: Context,
  by: { id: string } | { key: string; currency: string },
): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from bank_accounts where organization_id = ${ctx.organizationId}
      and ${"id" in by ? sql`id = ${by.id}` : sql`key = ${by.key} and currency = ${by.currency}`} for update`.execute(
    ctx.db,
  );
  return rows[0];
}

/** @returns false when an account has that name. */
export async function insertAccount(ctx: Context, one: Omit<AccountRow, "id">): Promise<boolean> {
  const { rows } = await sql`
    insert into bank_accounts (organization_id, id, creditor_id, key, currency, label, created_at)
    values (${ctx.organizationId}, ${newId(ctx.clock().getTime())}, ${one.creditorId}, ${one.key}, ${one.currency}, ${one.label}, ${ctx.clock()})
    on conflict (organization_id, key, currency) do nothing returning id`.execute(ctx.db);
  return rows.length > 0;
}

export async function updateAccount(
  ctx: Context,
  id: string,
  change: { creditorId: string | null; label: string },
): Promise<void> {
  await sql`update bank_accounts set creditor_id = ${change.creditorId}, label = ${change.label}
    where organization_id = ${ctx.organizationId} and id = ${id}`.execute(ctx.db);
}

/** The lines of an account follow it to its creditor, and are to be matched there. */
export async function moveLines(ctx: Context, accountId: string, creditorId: string | null): Promise<void> {
  await sql`update bank_lines l set creditor_id = ${creditorId}, score = null, proposals = '[]', proposed_at = null
    from ${inOrder(ctx, sql`bank_account_id = ${accountId}`)} o
    where l.organization_id = ${ctx.organizationId} and l.id = o.id`.execute(ctx.db);
}

export async function hasMatchedLines(ctx: Context, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from bank_lines where organization_id = ${ctx.organizationId} and bank_account_id = ${accountId}
      and (allocated_cents > 0 or state = 'matched') limit 1`.execute(ctx.db);
  return rows.length > 0;
}

export type AccountView = AccountRow & {
  waiting: number;
  closingCents: number | null;
  closingOn: string | null;
};

/** The accounts that one may see, those without a creditor first. */
export async function selectAccounts(ctx: Context, limits: string[] | null): Promise<AccountView[]> {
  const { rows } = await sql<AccountView>`
    select a.id, a.creditor_id as "creditorId", a.key, a.currency, a.label,
      (select count(*) from bank_lines l where l.organization_id = a.organization_id and l.bank_account_id = a.id and l.state = 'waiting') as waiting,
      c.closing_cents as "closingCents", c.closing_on as "closingOn"
    from bank_accounts a
    left join lateral (
      select closing_cents, closing_on from bank_statements s
      where s.organization_id = a.organization_id and s.bank_account_id = a.id and s.closing_cents is not null
      order by closing_on desc, id desc limit 1) c on true
    where a.organization_id = ${ctx.organizationId} and ${limits === null ? sql`true` : sql`a.creditor_id = any(${limits}::uuid[])`}
    order by a.creditor_id is not null, a.label, a.key, a.id limit 500`.execute(ctx.db);
  return rows;
}

export async function accountsByIds(ctx: Context, ids: readonly string[]): Promise<Map<string, AccountRow>> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from bank_accounts where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[])`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export type NewStatement = {
  id: string;
  accountId: string;
  fileId: string;
  format: string;
  number: string;
  digest: string;
  opening: { cents: number; on: string | null } | null;
  closingCents: number | null;
  closingOn: string;
  lines: number;
  linesNew: number;
  problems: readonly Told[];
};

/** @returns false when a statement said just that before. */
export async function insertStatement(ctx: Context, one: NewStatement): Promise<boolean> {
  const { rows } = await sql`
    insert into bank_statements (organization_id, id, bank_account_id, file_id, format, number, digest, opening_cents, opening_on,
      closing_cents, closing_on, lines, lines_new, problems, created_at)
    values (${ctx.organizationId}, ${one.id}, ${one.accountId}, ${one.fileId}, ${one.format}, ${one.number}, ${one.digest},
      ${one.opening?.cents ?? null}, ${one.opening?.on ?? null}, ${one.closingCents}, ${one.closingOn},
      ${one.lines}, ${one.linesNew}, ${JSON.stringify(one.problems)}, ${ctx.clock()})
    on conflict (organization_id, bank_account_id, format, digest) do nothing returning id`.execute(ctx.db);
  return rows.length > 0;
}

export async function countNew(ctx: Context, statementId: string, linesNew: number): Promise<void> {
  await sql`update bank_statements set lines_new = ${linesNew} where organization_id = ${ctx.organizationId} and id = ${statementId}`.execute(
    ctx.db,
  );
}

export type StatementRow = {
  id: string;
  accountId: string;
  format: string;
  number: string;
  openingCents: number | null;
  openingOn: string | null;
  closingCents: number | null;
  closingOn: string;
  lines: number;
  linesNew: number;
  problems: Told[];
  fileId: string;
  fileName: string;
  createdAt: Date;
  /** What is missing before it, if anything. */
  gapCents: number | null;
  gapSince: string | null;
};

/**
 * By closing date, newest first. A statement has a gap before it when those that closed last by its opening day closed on another balance,
 * unless another statement runs across its beginning.
 */
export function statementsPage(
  ctx: Context,
  page: {
    limits: string[] | null;
    accountId?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): RawBuilder<StatementRow> {
  const after = decodeCursor(page.cursor, 2);
  const own = sql`o.organization_id = s.organization_id and o.bank_account_id = s.bank_account_id and o.id <> s.id and o.closing_cents is not null`;
  return sql<StatementRow>`
    select s.id, s.bank_account_id as "accountId", s.format, s.number, s.opening_cents as "openingCents", s.opening_on as "openingOn",
      s.closing_cents as "closingCents", s.closing_on as "closingOn", s.lines, s.lines_new as "linesNew", s.problems, s.file_id as "fileId",
      f.file_name as "fileName", s.created_at as "createdAt", g.cents as "gapCents", g.since as "gapSince"
    from bank_statements s
    join bank_files f on f.organization_id = s.organization_id and f.id = s.file_id
    left join lateral (
      select s.opening_cents - p.closing_cents as cents, p.closing_on as since
      from bank_statements p
      where p.organization_id = s.organization_id and p.bank_account_id = s.bank_account_id and p.id <> s.id and p.closing_cents is not null
        and s.opening_cents is not null and p.closing_on <= s.opening_on and (p.closing_on < s.opening_on or p.opening_on < s.opening_on)
        and not exists (select from bank_statements o where ${own} and o.closing_on between p.closing_on and s.opening_on and o.closing_cents = s.opening_cents)
        and not exists (select from bank_statements o where ${own} and o.opening_on < s.opening_on and o.closing_on > s.opening_on)
      order by p.closing_on desc, p.id desc limit 1
    ) g on true
    where s.organization_id = ${ctx.organizationId}
      and ${page.accountId ? sql`s.bank_account_id = ${page.accountId}` : sql`true`}
      and ${page.limits === null ? sql`true` : sql`s.bank_account_id in (select id from bank_accounts where organization_id = ${ctx.organizationId} and creditor_id = any(${page.limits}::uuid[]))`}
      and ${after ? sql`(s.closing_on, s.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
    order by s.closing_on desc, s.id desc limit ${page.limit + 1}`;
}
