import { type RawBuilder, sql } from "kysely";
import type { Context, Outer } from "../../platform/context.ts";
import { decodeCursor } from "../../platform/database/pool.ts";
import { dayInParis } from "../../platform/dates.ts";
import { newId } from "../../platform/ids.ts";
import type { RightName } from "./access.ts";

export type PartyRow = {
  id: string;
  code: string;
  kind: "person" | "company";
  name: string;
  email: string | null;
  phone: string | null;
  address: string[];
  sort_name: string;
  has_access: boolean;
  code_expires_at: Date | null;
};
export type AccessRow = {
  user_id: string;
  party_id: string;
  party_name: string;
  party_code: string;
  rights: RightName[];
  ends_on: string | null;
  main: boolean;
  /** What the one who invited him calls him. */
  invited_name: string | null;
  /** What the one who invited him knows him by: it says nothing of who he is. */
  colleague_id: string;
  created_at: Date;
};
type Scope = Pick<Outer, "organizationId" | "clock">;

const today = (ctx: Pick<Outer, "clock">): string => dayInParis(ctx.clock());

/** Access accounts that last today; `a` is their name in the statement. */
export const live = (ctx: Scope) =>
  sql`a.organization_id = ${ctx.organizationId} and (a.ends_on is null or a.ends_on >= ${today(ctx)}::date)`;

/** The parties for whom a user has a right today: to be put after `in`. */
export const partyIdsOf = (ctx: Scope, userId: string, right: RightName): RawBuilder<{ party_id: string }> =>
  sql<{ party_id: string }>`(
    select a.party_id from access_accounts a
    where ${live(ctx)} and a.user_id = ${userId}::uuid and ${right} = any(a.rights))`;

/** Parties that staff limited to `creditorIds` may see; null for all. */
export const seenBy = (ctx: Scope, creditorIds: readonly string[] | null) =>
  creditorIds === null
    ? sql`true`
    : sql`exists (
        select from v_ledger_party_creditors k
        where k.organization_id = ${ctx.organizationId} and k.party_id = p.id and k.creditor_id = any(${creditorIds}::uuid[]))`;

const partyColumns = (ctx: Scope) => sql`
  p.id, p.code, p.kind, p.name, p.email, p.phone, p.address, p.sort_name,
  exists (select from access_accounts a where ${live(ctx)} and a.party_id = p.id) as has_access,
  (select c.expires_at from access_codes c where c.organization_id = ${ctx.organizationId} and c.party_id = p.id
    and c.expires_at > ${ctx.clock()}) as code_expires_at`;

export type PartyFilter = {
  words: readonly string[];
  /** Those who have access, or those who have none (OFF-8). */
  access?: "with" | "without" | undefined;
  creditorIds: readonly string[] | null;
  cursor?: string | undefined;
  limit: number;
};

/** By name; one row more than asked tells whether there is a next page. */
export async function listPartyRows(ctx: Context, filter: PartyFilter): Promise<PartyRow[]> {
  const after = decodeCursor(filter.cursor, 2);
  const acting = sql`exists (select from access_accounts a where ${live(ctx)} and a.party_id = p.id)`;
  const conditions = [
    sql`p.organization_id = ${ctx.organizationId}`,
    seenBy(ctx, filter.creditorIds),
    ...(filter.access ? [filter.access === "with" ? acting : sql`not ${acting}`] : []),
    ...filter.words.map((word) => sql`strpos(p.search_text, quitus_search_text(array[${word}]::text[])) > 0`),
    ...(after ? [sql`(p.sort_name, p.id) > (${after[0]}, ${after[1]}::uuid)`] : []),
  ];
  const { rows } = await sql<PartyRow>`
    select ${partyColumns(ctx)} from parties p
    where ${sql.join(conditions, sql` and `)}
    order by p.sort_name, p.id limit ${filter.limit + 1}`.execute(ctx.db);
  return rows;
}

export async function findParty(
  ctx: Context,
  id: string,
  creditorIds: readonly string[] | null,
): Promise<PartyRow | undefined> {
  const { rows } = await sql<PartyRow>`
    select ${partyColumns(ctx)} from parties p
    where p.organization_id = ${ctx.organizationId} and p.id = ${id}::uuid and ${seenBy(ctx, creditorIds)}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** Undoes what `work` did when it fails, and only that: the transaction goes on. */
export async function undoing<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  await sql`savepoint attempt`.execute(ctx.db);
  try {
    const result = await work();
    await sql`release savepoint attempt`.execute(ctx.db);
    return result;
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(ctx.db);
    throw error;
  }
}

/** Who gives access to a party waits for whoever is doing so. */
export async function lockParty(ctx: Context, id: string): Promise<void> {
  await sql`select from parties where organization_id = ${ctx.organizationId} and id = ${id}::uuid for update`.execute(
    ctx.db,
  );
}

/** Parties that have an e-mail address, oldest first, locked. */
export async function lockPartiesByEmail(
  ctx: Context,
  email: string,
): Promise<Pick<PartyRow, "id" | "code" | "name" | "email">[]> {
  const { rows } = await sql<Pick<PartyRow, "id" | "code" | "name" | "email">>`
    select id, code, name, email from parties
    where organization_id = ${ctx.organizationId} and email_key = lower(${email}::text)
    order by created_at, code limit 100 for update`.execute(ctx.db);
  return rows;
}

/** Whether any party has an e-mail address. */
export async function hasPartyWithEmail(ctx: Context, email: string): Promise<boolean> {
  const { rows } = await sql`
    select from parties where organization_id = ${ctx.organizationId} and email_key = lower(${email}::text) limit 1`.execute(
    ctx.db,
  );
  return rows.length > 0;
}

/** Whether a user acts today for a party that has an account with a creditor outside `creditorIds`, or for no party. */
export async function reachesBeyond(
  ctx: Context,
  userId: string,
  creditorIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ beyond: boolean }>`
    select count(*) = 0 or bool_or(k.creditor_id is null or k.creditor_id <> all(${creditorIds}::uuid[])) as beyond
    from access_accounts a
    left join v_ledger_party_creditors k on k.organization_id = a.organization_id and k.party_id = a.party_id
    where ${live(ctx)} and a.user_id = ${userId}::uuid`.execute(ctx.db);
  return rows[0]?.beyond ?? true;
}

/** Live access accounts of one user or of one party, oldest first. */
export async function selectAccess(
  ctx: Context,
  of: { userId: string } | { partyId: string } | { partyIds: readonly string[] },
  options: { ended: boolean; creditorIds?: readonly string[] | null },
): Promise<AccessRow[]> {
  const parties = "partyIds" in of ? [...of.partyIds] : "partyId" in of ? [of.partyId] : [];
  const mine =
    "userId" in of ? sql`a.user_id = ${of.userId}::uuid` : sql`a.party_id = any(${parties}::uuid[])`;
  const lasting = options.ended ? sql`a.organization_id = ${ctx.organizationId}` : live(ctx);
  const { rows } = await sql<AccessRow>`
    select a.user_id, a.party_id, p.name as party_name, p.code as party_code, a.rights, a.ends_on, a.main, a.invited_name,
      a.colleague_id, a.created_at
    from access_accounts a join parties p on p.organization_id = a.organization_id and p.id = a.party_id
    where ${lasting} and ${mine} and ${seenBy(ctx, options.creditorIds ?? null)}
    order by a.created_at, p.sort_name, p.id limit 1000`.execute(ctx.db);
  return rows;
}

export async function hasRight(
  ctx: Context,
  userId: string,
  partyId: string,
  right: RightName,
): Promise<boolean> {
  const { rows } = await sql`
    select from access_accounts a
    where ${live(ctx)} and a.user_id = ${userId}::uuid and a.party_id = ${partyId}::uuid and ${right} = any(a.rights)`.execute(
    ctx.db,
  );
  return rows.length > 0;
}

/** @returns whether he is a main user of the party. */
export async function upsertAccess(
  ctx: Context,
  access: {
    userId: string;
    partyId: string;
    rights: RightName[];
    endsOn: string | null;
    /** Whether he manages the others; an access that exists keeps what it is. */
    main?: boolean;
    invitedName?: string;
  },
): Promise<{ main: boolean }> {
  const { rows } = await sql<{ main: boolean }>`
    insert into access_accounts (organization_id, user_id, party_id, rights, ends_on, main, invited_name, created_at)
    values (${ctx.organizationId}, ${access.userId}, ${access.partyId}, ${access.rights}, ${access.endsOn}, ${access.main ?? true}, ${access.invitedName ?? null}, ${ctx.clock()})
    on conflict (organization_id, user_id, party_id)
    do update set rights = excluded.rights, ends_on = excluded.ends_on
    returning main`.execute(ctx.db);
  return rows[0]!;
}

/** @returns what it was, undefined when there was none. */
export async function deleteAccess(
  ctx: Context,
  userId: string,
  partyId: string,
): Promise<{ main: boolean } | undefined> {
  const { rows } = await sql<{ main: boolean }>`
    delete from access_accounts
    where organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid and party_id = ${partyId}::uuid
    returning main`.execute(ctx.db);
  return rows[0];
}

/**
 * Holds the colleagues of a party within what its main users have today: never more rights, nor for longer. Without a
 * main user nobody answers for them: they are over, until another one takes them back.
 */
export async function holdColleagues(ctx: Context, partyId: string): Promise<void> {
  await sql`
    update access_accounts c set
      rights = case when m.count = 0 then c.rights else array(select r from unnest(c.rights) r where r = any(m.rights)) end,
      ends_on = case when m.count = 0 then least(c.ends_on, ${today(ctx)}::date - 1) else least(c.ends_on, m.ends_on) end
    from (
      select count(*) as count, case when bool_or(a.ends_on is null) then null else max(a.ends_on) end as ends_on,
        array(select distinct r from access_accounts a, unnest(a.rights) r
          where ${live(ctx)} and a.party_id = ${partyId}::uuid and a.main) as rights
      from access_accounts a where ${live(ctx)} and a.party_id = ${partyId}::uuid and a.main) m
    where c.organization_id = ${ctx.organizationId} and c.party_id = ${partyId}::uuid and not c.main`.execute(
    ctx.db,
  );
}

/** What is published of a party: `undefined` leaves what is known, `null` or `[]` erases it. */
export type PublishedParty = {
  code: string;
  name: string;
  kind?: "person" | "company" | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  address?: string[] | undefined;
};

/**
 * One statement for any number of parties of different codes. Rows are taken in the order of their codes, so that two
 * publications at once wait for each other instead of locking each other out.
 */
export async function upsertPartyRows(
  ctx: Context,
  parties: readonly PublishedParty[],
): Promise<{ id: string; code: string }[]> {
  const now = ctx.clock();
  const given = JSON.stringify(parties.map((party) => ({ ...party, id: newId(now.getTime()) })));
  const { rows } = await sql<{ id: string; code: string }>`
    insert into parties (organization_id, id, code, kind, name, email, phone, address, created_at)
    select ${ctx.organizationId}, (g.row ->> 'id')::uuid, g.row ->> 'code',
      coalesce(g.row ->> 'kind', p.kind, 'person'), g.row ->> 'name',
      case when g.row ? 'email' then nullif(g.row ->> 'email', '') else p.email end,
      case when g.row ? 'phone' then nullif(g.row ->> 'phone', '') else p.phone end,
      case when g.row ? 'address' then array(select jsonb_array_elements_text(g.row -> 'address')) else coalesce(p.address, '{}') end,
      ${now}
    from jsonb_array_elements(${given}::jsonb) as g(row)
    left join parties p on p.organization_id = ${ctx.organizationId} and p.code = g.row ->> 'code'
    order by g.row ->> 'code'
    on conflict (organization_id, code) do update set
      kind = excluded.kind, name = excluded.name, email = excluded.email, phone = excluded.phone, address = excluded.address
    returning id, code`.execute(ctx.db);
  return rows;
}

/** The ids of parties that exist, by code. */
export async function selectPartyIds(
  ctx: Context,
  codes: readonly string[],
): Promise<{ id: string; code: string }[]> {
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from parties where organization_id = ${ctx.organizationId} and code = any(${[...codes]}::text[])`.execute(
    ctx.db,
  );
  return rows;
}
