/** Parties and users side by side (OFF-3), read from the views of the modules that own them. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";
import { dayInParis } from "../../../platform/dates.ts";
import type { IdentityKind } from "../contract.ts";
import { partyWithin, type Scope, userWithin } from "../sql.ts";

export type IdentityRow = {
  kind: IdentityKind;
  id: string;
  name: string;
  code: string;
  email: string | null;
  state: "invited" | "active" | "disabled" | null;
  sort_name: string;
};
export type IdentityFilter = {
  words: readonly string[];
  kind?: IdentityKind | undefined;
  scope: Scope;
  cursor?: string | undefined;
  limit: number;
};

/**
 * Somebody acts today for a party `p`; a user `u` acts for one, as its main access or not. Not `exists`: that one would be
 * answered from a hash of every access there is, for the fifty rows of a page.
 */
const acts = (ctx: Context, whose: RawBuilder<unknown>) => sql`coalesce((
  select true from v_directory_access a
  where a.organization_id = ${ctx.organizationId} and ${whose}
    and (a.ends_on is null or a.ends_on >= ${dayInParis(ctx.clock())}::date) limit 1), false)`;
const isServed = (ctx: Context) => acts(ctx, sql`a.party_id = p.id`);
const isColleague = (ctx: Context) =>
  sql`(${acts(ctx, sql`a.user_id = u.id`)} and not ${acts(ctx, sql`a.user_id = u.id and a.main`)})`;

/** What of each side a kind is; null for none. */
function sides(ctx: Context, kind: IdentityKind | undefined) {
  const [served, colleague] = [isServed(ctx), isColleague(ctx)];
  switch (kind) {
    case undefined:
      return { parties: sql`true`, users: sql`true` };
    case "party":
      return { parties: served, users: null };
    case "party_without_access":
      return { parties: sql`not ${served}`, users: null };
    case "staff":
      return { parties: null, users: sql`u.staff_role is not null` };
    case "colleague":
      return { parties: null, users: sql`u.staff_role is null and ${colleague}` };
    case "customer":
      return { parties: null, users: sql`u.staff_role is null and not ${colleague}` };
  }
}

/**
 * A page of everyone by name, one row more than asked. Each side is walked along its own index and stops at a page: the
 * two are then merged.
 */
export function identitiesPage(ctx: Context, filter: IdentityFilter): RawBuilder<IdentityRow> {
  const after = decodeCursor(filter.cursor, 2);
  const most = filter.limit + 1;
  const { parties, users } = sides(ctx, filter.kind);
  const conditions = (side: "p" | "u") => [
    sql`${sql.ref(side)}.organization_id = ${ctx.organizationId}`,
    ...filter.words.map(
      (word) => sql`strpos(${sql.ref(side)}.search_text, quitus_search_text(array[${word}]::text[])) > 0`,
    ),
    ...(after
      ? [sql`(${sql.ref(side)}.sort_name, ${sql.ref(side)}.id) > (${after[0]}, ${after[1]}::uuid)`]
      : []),
  ];
  const both = [
    parties &&
      sql`(select case when ${isServed(ctx)} then 'party' else 'party_without_access' end as kind, p.id, p.name, p.code, p.email,
          null as state, p.sort_name
        from v_directory_parties p
        where ${sql.join([...conditions("p"), partyWithin(filter.scope), parties], sql` and `)}
        order by p.sort_name, p.id limit ${most})`,
    users &&
      sql`(select case when u.staff_role is not null then 'staff' when ${isColleague(ctx)} then 'colleague' else 'customer' end as kind,
          u.id, u.name, u.identifier as code, u.email, u.state, u.sort_name
        from v_identity_users u
        where ${sql.join(
          [
            ...conditions("u"),
            sql`u.erased_at is null and (u.staff_role is not null or ${userWithin(filter.scope)})`,
            users,
          ],
          sql` and `,
        )}
        order by u.sort_name, u.id limit ${most})`,
  ].filter((side) => side !== null);
  return sql<IdentityRow>`
    select * from (${sql.join(both, sql` union all `)}) everyone order by sort_name, id limit ${most}`;
}

export async function selectIdentities(ctx: Context, filter: IdentityFilter): Promise<IdentityRow[]> {
  return (await identitiesPage(ctx, filter).execute(ctx.db)).rows;
}

export type TieRow = { id: string; name: string; count: number };

/** For each of these users, a party that he acts for; for each of these parties, a user who acts for it; and how many. */
export async function selectTies(ctx: Context, ids: readonly string[]): Promise<TieRow[]> {
  const today = dayInParis(ctx.clock());
  const living = sql`a.organization_id = ${ctx.organizationId} and (a.ends_on is null or a.ends_on >= ${today}::date)`;
  const { rows } = await sql<TieRow>`
    select a.user_id as id, min(p.name) as name, count(*)::int as count
    from v_directory_access a join v_directory_parties p on p.organization_id = a.organization_id and p.id = a.party_id
    where ${living} and a.user_id = any(${ids}::uuid[]) group by a.user_id
    union all
    select a.party_id, min(u.name), count(*)::int
    from v_directory_access a join v_identity_users u on u.organization_id = a.organization_id and u.id = a.user_id
    where ${living} and a.party_id = any(${ids}::uuid[]) group by a.party_id`.execute(ctx.db);
  return rows;
}
