/** Lists of collections, with the names that people read. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { type CollectionRow, columns, type Reach } from "./collections.ts";

export type NamedRow = CollectionRow & {
  creditorName: string;
  accountLabel: string;
  partyName: string;
  batchReference: string | null;
};

const named = sql`${columns}, n.name as "creditorName", a.label as "accountLabel", p.name as "partyName", b.reference as "batchReference"`;
const joined = sql`collections c
  join v_organizations_creditors n on n.organization_id = c.organization_id and n.id = c.creditor_id
  join v_ledger_accounts a on a.organization_id = c.organization_id and a.id = c.account_id
  join v_directory_parties p on p.organization_id = c.organization_id and p.id = c.party_id
  left join debit_batches b on b.organization_id = c.organization_id and b.id = c.batch_id`;

export async function findNamed(ctx: Context, id: string, reach: Reach): Promise<NamedRow | undefined> {
  const { rows } = await sql<NamedRow>`select ${named} from ${joined}
    where c.organization_id = ${ctx.organizationId} and c.id = ${id} and ${reach}`.execute(ctx.db);
  return rows[0];
}

export async function namedByIds(ctx: Context, ids: readonly string[]): Promise<Map<string, NamedRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<NamedRow>`select ${named} from ${joined}
    where c.organization_id = ${ctx.organizationId} and c.id = any(${[...ids]}::uuid[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

export type Filter = {
  state?: CollectionRow["state"] | "coming" | "past" | undefined;
  creditorId?: string | undefined;
  accountId?: string | undefined;
  batchId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Words that must all be found in the reference, the mandate, the account or the party. */
  words?: readonly string[];
};
/** The sort key: the day of collection, and the id. */
export type Key = { day: string; id: string };

const COMING = sql`c.state in ('announced', 'prepared', 'sent')`;

function kept(filter: Filter) {
  const conditions = [sql`true`];
  if (filter.state === "coming") conditions.push(COMING);
  else if (filter.state === "past") conditions.push(sql`not (${COMING})`);
  else if (filter.state) conditions.push(sql`c.state = ${filter.state}`);
  if (filter.creditorId) conditions.push(sql`c.creditor_id = ${filter.creditorId}`);
  if (filter.accountId) conditions.push(sql`c.account_id = ${filter.accountId}`);
  if (filter.batchId) conditions.push(sql`c.batch_id = ${filter.batchId}`);
  if (filter.from) conditions.push(sql`c.collect_on >= ${filter.from}`);
  if (filter.to) conditions.push(sql`c.collect_on <= ${filter.to}`);
  for (const word of filter.words ?? []) {
    const like = `%${word.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`;
    conditions.push(
      sql`(lower(c.end_to_end_id || ' ' || c.umr) like ${like} or a.search_text like quitus_search_text(array[${like}]) or p.search_text like quitus_search_text(array[${like}]))`,
    );
  }
  return sql.join(conditions, sql` and `);
}

type Page = { after: Key | null; limit: number; soonestFirst: boolean };

/** Those to come soonest first, or latest first; after a key. Ask for one more than shown. */
export function pageQuery(ctx: Context, reach: Reach, filter: Filter, page: Page): RawBuilder<NamedRow> {
  const way = page.soonestFirst ? sql`asc` : sql`desc`;
  const beyond = page.soonestFirst ? sql`>` : sql`<`;
  const key = page.after
    ? sql`(c.collect_on, c.id) ${beyond} (${page.after.day}::date, ${page.after.id}::uuid)`
    : sql`true`;
  return sql<NamedRow>`select ${named} from ${joined}
    where c.organization_id = ${ctx.organizationId} and ${reach} and ${kept(filter)} and ${key}
    order by c.collect_on ${way}, c.id ${way} limit ${page.limit}`;
}

export const collectionsPage = async (
  ctx: Context,
  reach: Reach,
  filter: Filter,
  page: Page,
): Promise<NamedRow[]> => (await pageQuery(ctx, reach, filter, page).execute(ctx.db)).rows;

/** How many debits of a batch are in each state. */
export async function statesOf(ctx: Context, batchId: string): Promise<Map<CollectionRow["state"], number>> {
  const { rows } = await sql<{ state: CollectionRow["state"]; count: number }>`
    select state, count(*) as count from collections
    where organization_id = ${ctx.organizationId} and batch_id = ${batchId} group by state`.execute(ctx.db);
  return new Map(rows.map((row) => [row.state, row.count]));
}
