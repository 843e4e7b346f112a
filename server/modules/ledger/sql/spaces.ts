/** Lists of accounts, with the names of their party and creditor. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { partiesVisibleTo } from "../../directory/index.ts";
import type { Publication } from "../withdrawal-contract.ts";
import { ownedBy, reaches } from "./scope.ts";

export type SpaceRow = {
  id: string;
  code: string;
  label: string;
  kind: string;
  partyId: string;
  partyName: string;
  creditorId: string;
  creditorName: string;
  balanceCents: number;
  publishedAt: Date | null;
  publication: Publication;
};

/** Whether customers read the account `a`, and until when (OFF-8). */
const PUBLICATIONS = {
  published: sql`a.withdrawn_at is null and a.withdrawal_asked_at is null`,
  leaving: sql`a.withdrawal_asked_at is not null`,
  withdrawn: sql`a.withdrawn_at is not null`,
};
const columns = sql`a.id, a.code, a.label, a.kind, a.party_id as "partyId", p.name as "partyName", a.creditor_id as "creditorId",
  c.name as "creditorName", a.balance_cents as "balanceCents", a.published_at as "publishedAt",
  case when ${PUBLICATIONS.withdrawn} then 'withdrawn' when ${PUBLICATIONS.leaving} then 'leaving' else 'published' end as publication`;
const named = sql`accounts a
  join v_directory_parties p on p.organization_id = a.organization_id and p.id = a.party_id
  join v_organizations_creditors c on c.organization_id = a.organization_id and c.id = a.creditor_id`;

/** Each word, without case or accents, in the label or code of the account or in what its party is found by. */
function found(search: string | undefined): RawBuilder<unknown> {
  const words = (search ?? "").split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return sql`true`;
  const has = (column: RawBuilder<unknown>, word: string) =>
    sql`strpos(${column}, quitus_search_text(array[${word}]::text[])) > 0`;
  return sql.join(
    words.map((word) => sql`(${has(sql`a.search_text`, word)} or ${has(sql`p.search_text`, word)})`),
    sql` and `,
  );
}
const ofCreditor = (creditorId: string | undefined) =>
  creditorId ? sql`a.creditor_id = ${creditorId}` : sql`true`;

/** One account that the actor may read, and its names. */
export const selectSpace = async (ctx: Context, accountId: string): Promise<SpaceRow | undefined> =>
  (
    await sql<SpaceRow>`select ${columns} from ${named}
      where a.organization_id = ${ctx.organizationId} and a.id = ${accountId} and ${reaches(ctx, "read")}`.execute(
      ctx.db,
    )
  ).rows[0];

/** The account `a` is a tenant's, of a lot whose owner the user acts for, on that day (ACT-7). */
const rentedFrom = (ctx: Context, today: string) => sql`
  l.organization_id = a.organization_id and l.creditor_id = a.creditor_id and l.tenant_id = a.party_id
  and (l.from_on is null or l.from_on <= ${today}) and (l.until_on is null or l.until_on >= ${today})
  and l.owner_id in ${partiesVisibleTo(ctx, "read")}`;

/** One account of a tenant of the user, and its names. */
export const selectTenantSpace = async (
  ctx: Context,
  accountId: string,
  today: string,
): Promise<SpaceRow | undefined> =>
  (
    await sql<SpaceRow>`select ${columns} from ${named}
      where a.organization_id = ${ctx.organizationId} and a.id = ${accountId} and a.kind = 'tenant' and a.withdrawn_at is null
        and exists (select from tenant_links l where ${rentedFrom(ctx, today)})`.execute(ctx.db)
  ).rows[0];

/** The accounts of the user's tenants, by label, with the lots that they rent. */
export const tenantSpacesPage = (
  ctx: Context,
  search: string | undefined,
  today: string,
  after: { label: string; id: string } | null,
  limit: number,
): RawBuilder<SpaceRow & { lots: string[] }> => sql<SpaceRow & { lots: string[] }>`
  select ${columns}, t.lots from ${named}
  cross join lateral (
    select array_agg(distinct l.lot order by l.lot) filter (where l.lot <> '') as named, count(*) as links
    from tenant_links l where ${rentedFrom(ctx, today)}
  ) r cross join lateral (select coalesce(r.named, '{}') as lots) t
  where a.organization_id = ${ctx.organizationId} and a.kind = 'tenant' and a.withdrawn_at is null and r.links > 0
    and a.party_id in (select o.tenant_id from tenant_links o
                       where o.organization_id = ${ctx.organizationId} and o.owner_id in ${partiesVisibleTo(ctx, "read")})
    and ${found(search)}
    and ${after ? sql`(a.sort_label, a.id) > (lower(${after.label}), ${after.id}::uuid)` : sql`true`}
  order by a.sort_label, a.id limit ${limit}`;

export type SpaceQuery = { search?: string | undefined; creditor?: string | undefined };

/** The accounts for whose party the user acts, by creditor then label. */
export const spacesPage = (
  ctx: Context,
  query: SpaceQuery,
  after: { creditorName: string; label: string; id: string } | null,
  limit: number,
): RawBuilder<SpaceRow> => sql<SpaceRow>`
  select ${columns} from ${named}
  where a.organization_id = ${ctx.organizationId} and ${ownedBy(ctx, "read")}
    and ${found(query.search)} and ${ofCreditor(query.creditor)}
    and ${after ? sql`(lower(c.name), a.sort_label, a.id) > (lower(${after.creditorName}), lower(${after.label}), ${after.id}::uuid)` : sql`true`}
  order by lower(c.name), a.sort_label, a.id limit ${limit}`;

export type SpaceCreditor = { id: string; name: string; accounts: number };

/** The creditors of the user's spaces, and how many spaces with each (ACT-1). */
export const selectSpaceCreditors = async (ctx: Context): Promise<SpaceCreditor[]> =>
  (
    await sql<SpaceCreditor>`
      select c.id, c.name, count(*) as accounts from accounts a
      join v_organizations_creditors c on c.organization_id = a.organization_id and c.id = a.creditor_id
      where a.organization_id = ${ctx.organizationId} and ${ownedBy(ctx, "read")}
      group by c.id, c.name order by lower(c.name), c.id`.execute(ctx.db)
  ).rows;

export type AccountQuery = SpaceQuery & {
  party?: string | undefined;
  balance?: "debit" | "credit" | "zero" | undefined;
  publication?: Publication | undefined;
  sort: "label" | "balance";
};
const BALANCES = {
  debit: sql`a.balance_cents > 0`,
  credit: sql`a.balance_cents < 0`,
  zero: sql`a.balance_cents = 0`,
};

const matching = (ctx: Context, query: AccountQuery) =>
  sql`a.organization_id = ${ctx.organizationId} and ${reaches(ctx, "read")} and ${found(query.search)}
    and ${ofCreditor(query.creditor)} and ${query.party ? sql`a.party_id = ${query.party}` : sql`true`}
    and ${query.balance ? BALANCES[query.balance] : sql`true`}
    and ${query.publication ? PUBLICATIONS[query.publication] : sql`true`}`;

/** Accounts that the office may see, by label or by balance, the largest first. */
export function accountsPage(
  ctx: Context,
  query: AccountQuery,
  after: { sort: string | number; id: string } | null,
  limit: number,
): RawBuilder<SpaceRow> {
  const byLabel = query.sort === "label";
  const order = byLabel ? sql`a.sort_label, a.id` : sql`a.balance_cents desc, a.id desc`;
  const key = !after
    ? sql`true`
    : byLabel
      ? sql`(a.sort_label, a.id) > (lower(${after.sort}), ${after.id}::uuid)`
      : sql`(a.balance_cents, a.id) < (${after.sort}::bigint, ${after.id}::uuid)`;
  return sql<SpaceRow>`select ${columns} from ${named} where ${matching(ctx, query)} and ${key} order by ${order} limit ${limit}`;
}

/** How many accounts match, and the sum of their balances. */
export const selectAccountTotals = async (
  ctx: Context,
  query: AccountQuery,
): Promise<{ count: number; balanceCents: number }> => {
  const from = query.search
    ? sql`accounts a join v_directory_parties p on p.organization_id = a.organization_id and p.id = a.party_id`
    : sql`accounts a`;
  const { rows } = await sql<{ count: number; balanceCents: number }>`
    select count(*) as count, coalesce(sum(a.balance_cents), 0)::bigint as "balanceCents"
    from ${from} where ${matching(ctx, query)}`.execute(ctx.db);
  return rows[0]!;
};
