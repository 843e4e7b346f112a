/** Statements on what the directory holds of one person: read whole, and erased (INF-5). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/personal-data.ts";
import { live } from "../sql.ts";

const ownParty = (ctx: Context, { himself }: Subject) =>
  sql`p.organization_id = ${ctx.organizationId} and p.id = any(${[...himself]}::uuid[])`;

export const partiesOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select p.id::text as key, p.created_at as at, p.code, p.kind as party_kind, p.name, array_to_string(p.address, ', ') as address
  from parties p where ${ownParty(ctx, of)}`;

export const contactsOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select p.id::text as key, p.created_at as at, p.code, p.email, p.phone
  from parties p where ${ownParty(ctx, of)} and (p.email is not null or p.phone is not null)`;

export const accessesOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select a.party_id::text as key, a.created_at as at, p.code, p.name, array_to_string(a.rights, ', ') as rights,
    a.main, a.invited_name, a.created_at as since, a.ends_on
  from access_accounts a join parties p on p.organization_id = a.organization_id and p.id = a.party_id
  where a.organization_id = ${ctx.organizationId} and a.user_id = ${userId}::uuid`;

/** For whom a user reads today. A party is himself when it is a person, and he alone is its main user. */
export async function selectReadable(
  ctx: Context,
  userId: string,
): Promise<{ party_id: string; himself: boolean }[]> {
  const { rows } = await sql<{ party_id: string; himself: boolean }>`
    select a.party_id, a.main and p.kind = 'person' and not exists (
      select from access_accounts o where o.organization_id = a.organization_id and o.party_id = a.party_id
        and o.user_id <> a.user_id and o.main) as himself
    from access_accounts a join parties p on p.organization_id = a.organization_id and p.id = a.party_id
    where ${live(ctx)} and a.user_id = ${userId}::uuid and 'read' = any(a.rights)
    order by a.party_id limit 1000`.execute(ctx.db);
  return rows;
}

type Invited = { user_id: string; invited_name: string | null; party_name: string; created_at: Date };

export async function selectInvited(ctx: Context, partyIds: readonly string[]): Promise<Invited[]> {
  const { rows } = await sql<Invited>`
    select a.user_id, a.invited_name, p.name as party_name, a.created_at
    from access_accounts a join parties p on p.organization_id = a.organization_id and p.id = a.party_id
    where ${live(ctx)} and a.party_id = any(${[...partyIds]}::uuid[]) and not a.main
    order by a.created_at desc limit 200`.execute(ctx.db);
  return rows;
}

/** Addresses and phones. The name and the postal address stand on invoices: they stay as long as these. */
export async function eraseContacts(ctx: Context, { himself }: Subject): Promise<[]> {
  await sql`
    update parties set email = null, phone = null
    where organization_id = ${ctx.organizationId} and id = any(${[...himself]}::uuid[])`.execute(ctx.db);
  return [];
}

export async function eraseAccesses(ctx: Context, { userId, himself }: Subject): Promise<[]> {
  await sql`delete from access_accounts where organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid`.execute(
    ctx.db,
  );
  await sql`
    delete from access_codes where organization_id = ${ctx.organizationId} and party_id = any(${[...himself]}::uuid[])`.execute(
    ctx.db,
  );
  return [];
}
