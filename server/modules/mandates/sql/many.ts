/** Statements on many mandates at once: what collects, what the clock ends, what another program publishes. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Mode, Scheme } from "../rules.ts";
import { joined, type MandateRecord, selectMandates, shown } from "./mandates.ts";

/** Mandates of a creditor that are in force, on accounts that who signed has and sees, and were used, or signed, since a day; by id. For jobs. */
export async function selectCollectable(
  ctx: Context,
  creditorId: string,
  { since, after, limit }: { since: string; after: string | null; limit: number },
): Promise<MandateRecord[]> {
  const { rows } = await sql<MandateRecord>`
    select ${shown} from ${joined}
    where m.organization_id = ${ctx.organizationId} and m.creditor_id = ${creditorId} and m.state = 'active'
      and a.party_id = m.party_id and a.withdrawn_at is null and coalesce(m.last_collected_on, m.signed_on) >= ${since}::date
      and (${after}::uuid is null or m.id > ${after}::uuid)
    order by m.id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** The last use of mandates; an older day changes nothing. */
export async function updateLastCollected(ctx: Context, ids: readonly string[], on: string): Promise<void> {
  await sql`
    update mandates set last_collected_on = greatest(last_collected_on, ${on}::date), changed_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[])`.execute(ctx.db);
}

/** Those that nobody used since a day; locked, by id. */
export async function lockDormant(ctx: Context, before: string, limit: number): Promise<MandateRecord[]> {
  const { rows } = await sql<{ id: string }>`
    select id from mandates
    where organization_id = ${ctx.organizationId} and state = any('{active,suspended,blocked}')
      and coalesce(last_collected_on, signed_on) < ${before}::date
    order by id limit ${limit} for update`.execute(ctx.db);
  return selectMandates(
    ctx,
    rows.map((row) => row.id),
  );
}

/** Mandates whose account passed to somebody else since they were signed. */
export async function selectMoved(ctx: Context, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from mandates m
    join v_ledger_accounts a on a.organization_id = m.organization_id and a.id = m.account_id
    where m.organization_id = ${ctx.organizationId} and m.state = any('{active,suspended,blocked}') and a.party_id <> m.party_id
    order by m.id limit ${limit}`.execute(ctx.db);
  return rows.map((row) => row.id);
}

/**
 * Mandates that are or may come in force, whose creditor has another name or identifier than they say; locked, by id. Also
 * those that are being signed right now: they are waited for.
 */
export async function lockRenamed(
  ctx: Context,
  creditor: { id: string; name: string; ics: string },
  limit: number,
): Promise<MandateRecord[]> {
  const { rows } = await sql<{ id: string }>`
    select id from mandates
    where organization_id = ${ctx.organizationId} and creditor_id = ${creditor.id}
      and state = any('{draft,signing,active,suspended,blocked}') and (creditor_name <> ${creditor.name} or creditor_ics <> ${creditor.ics})
    order by id limit ${limit} for update`.execute(ctx.db);
  return selectMandates(
    ctx,
    rows.map((row) => row.id),
  );
}

export async function updateCreditorOf(
  ctx: Context,
  ids: readonly string[],
  creditor: { name: string; ics: string },
): Promise<void> {
  await sql`
    update mandates set creditor_name = ${creditor.name}, creditor_ics = ${creditor.ics}, changed_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[])`.execute(ctx.db);
}

export type KnownMandate = {
  id: string;
  accountId: string;
  umrKey: string;
  iban: string;
  mode: Mode;
  scheme: Scheme;
  /** It debits its account by itself. */
  debits: boolean;
};

type Asked = { umrs: readonly string[]; accountIds: readonly string[] };

/** What is known of some references of a creditor, in capitals, and what debits some accounts by itself. */
export function knownMandates(
  ctx: Context,
  creditorId: string,
  { umrs, accountIds }: Asked,
): RawBuilder<KnownMandate> {
  const debits = sql`(mode = 'automatic' and state in ('signing', 'active', 'suspended', 'blocked'))`;
  return sql<KnownMandate>`
    select id, account_id as "accountId", umr_key as "umrKey", debtor_iban as iban, mode, scheme, ${debits} as debits
    from mandates
    where organization_id = ${ctx.organizationId} and creditor_id = ${creditorId}
      and (umr_key = any(${[...umrs]}) or (account_id = any(${[...accountIds]}::uuid[]) and ${debits}))`;
}

export async function selectKnown(ctx: Context, creditorId: string, asked: Asked): Promise<KnownMandate[]> {
  return (await knownMandates(ctx, creditorId, asked).execute(ctx.db)).rows;
}

/** The last use of each of some mandates; an older day changes nothing. */
export async function updateLastUses(
  ctx: Context,
  uses: readonly { id: string; on: string }[],
): Promise<void> {
  if (uses.length === 0) return;
  await sql`
    update mandates m set last_collected_on = u.day, changed_at = ${ctx.clock()}
    from (select id, max(day) as day
          from unnest(${uses.map((one) => one.id)}::uuid[], ${uses.map((one) => one.on)}::date[]) as n (id, day) group by id) u
    where m.organization_id = ${ctx.organizationId} and m.id = u.id
      and (m.last_collected_on is null or m.last_collected_on < u.day)`.execute(ctx.db);
}
