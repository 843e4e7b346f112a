/**
 * Statements that merge what a bank statement tells with what is known: temporary tables live in the transaction. `bank_staged` its
 * lines, `bank_known` lines that a staged one may be, as often as they were told.
 */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { inOrder } from "./lines.ts";

/** A line as it is staged: names of columns. */
export type StagedLine = {
  ord: number;
  id: string;
  booked_on: string;
  value_on: string | null;
  cents: number;
  currency: string;
  kind: string;
  code: string;
  reversal: boolean;
  label: string;
  bank_reference: string;
  counterparty: string;
  payer_hash: string;
  payer_mask: string;
  texts: string;
  batch: unknown;
  details: unknown;
  state: string;
  reason: string;
  fingerprint: string;
};

const COLUMNS =
  sql.raw(`ord int, id uuid, booked_on date, value_on date, cents bigint, currency text, kind text, code text, reversal boolean,
  label text, bank_reference text, counterparty text, payer_hash text, payer_mask text, texts text, batch jsonb, details jsonb, state text,
  reason text, fingerprint text`);

export async function openStage(ctx: Context): Promise<void> {
  await sql`create temp table bank_staged (${COLUMNS}, after_cents bigint, line_id uuid) on commit drop`.execute(
    ctx.db,
  );
}

export async function stageLines(ctx: Context, lines: readonly StagedLine[]): Promise<void> {
  await sql`insert into bank_staged select s.*, null, null from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as s (${COLUMNS})`.execute(
    ctx.db,
  );
}

export type Place = { statementId: string; accountId: string; format: string; openingCents: number | null };

/** The balances before and after each day, whatever the order of the days, and within a day after each line. */
export async function writeBalances(
  ctx: Context,
  { statementId, accountId, format, openingCents }: Place,
): Promise<void> {
  await sql`
    insert into bank_statement_days (organization_id, bank_account_id, format, day, statement_id, before_cents, after_cents)
    select ${ctx.organizationId}, ${accountId}, ${format}, booked_on, ${statementId},
           ${openingCents}::bigint + sum(cents) over (order by booked_on) - cents, ${openingCents}::bigint + sum(cents) over (order by booked_on)
    from (select booked_on, sum(cents)::bigint as cents from bank_staged group by booked_on) days`.execute(
    ctx.db,
  );
  await sql`
    update bank_staged s set after_cents = r.after_cents
    from (select ord, ${openingCents}::bigint + sum(cents) over (order by booked_on, ord) as after_cents from bank_staged) r
    where r.ord = s.ord`.execute(ctx.db);
  await sql`analyze bank_staged`.execute(ctx.db);
}

/**
 * Finds the lines that staged ones may be: of the same day and amount, each as every statement told it. `near` where that statement tells
 * just the same day, from the same balance to the same balance, or no balances: its lines are ours, in whatever order.
 */
export async function findKnown(ctx: Context, { statementId, accountId, format }: Place): Promise<void> {
  await sql`
    create temp table bank_known on commit drop as
    select l.id, l.booked_on, l.cents, l.currency, l.bank_reference, lower(l.counterparty || l.label) as words, g.fingerprint, g.after_cents,
           coalesce(n.before_cents = o.before_cents and n.after_cents = o.after_cents, true) as near,
           bool_or(g.format = ${format}) over (partition by l.id) as told
    from bank_lines l
    join bank_sightings g on g.organization_id = l.organization_id and g.line_id = l.id
    join bank_statement_days o on o.organization_id = l.organization_id and o.bank_account_id = l.bank_account_id and o.format = g.format
      and o.day = l.booked_on and o.statement_id = g.statement_id
    join bank_statement_days n on n.organization_id = l.organization_id and n.bank_account_id = l.bank_account_id and n.format = ${format}
      and n.day = l.booked_on and n.statement_id = ${statementId}
    where l.organization_id = ${ctx.organizationId} and l.bank_account_id = ${accountId}
      and (l.booked_on, l.cents) in (select distinct booked_on, cents from bank_staged)`.execute(ctx.db);
  await sql`analyze bank_known`.execute(ctx.db);
}

type Sides = { staged: RawBuilder<unknown>; known: RawBuilder<unknown> };

/** The n-th staged line of a key is the n-th known one of that key, of those that are not bound yet. */
const pair = (key: RawBuilder<unknown>, order: Sides, which: Sides) => sql`
  update bank_staged s set line_id = p.known_id
  from (
    select s.ord, k.id as known_id
    from (select ord, ${key} as key, row_number() over (partition by ${key} order by ${order.staged}) as nth
          from bank_staged where line_id is null and ${which.staged}) s
    join (select id, key, row_number() over (partition by key order by ${order.known}) as nth
          from (select distinct on (id, ${key}) *, ${key} as key from bank_known where ${which.known}) k
          where not exists (select from bank_staged t where t.line_id = k.id)) k
      on k.key = s.key and k.nth = s.nth
  ) p where p.ord = s.ord`;

/**
 * Binds staged lines to those that they are, from the surest sign to the weakest. What is left is new.
 * - the very same words at the very same balance: the same line in pieces or across statements;
 * - the very same words in a statement of the same whole day;
 * - the same bank reference on the same day for the same amount;
 * - the same day and amount at the same balance, whatever the words: another format;
 * - the same day and amount in a whole day that this format had not told.
 */
export async function bindKnown(ctx: Context): Promise<void> {
  const day = sql`booked_on::text || ' ' || cents || ' ' || currency`;
  const byPlace = { staged: sql`ord`, known: sql`id` };
  const byName = { staged: sql`lower(counterparty || label), ord`, known: sql`words, id` };
  const placed = { staged: sql`after_cents is not null`, known: sql`after_cents is not null` };
  const sameWords = sql`fingerprint || ' ' || after_cents`;
  const sameReference = sql`${day} || ' ' || bank_reference`;
  const samePlace = sql`${day} || ' ' || after_cents`;
  const always = sql`true`;
  const named = sql`bank_reference <> ''`;
  await pair(sameWords, byPlace, placed).execute(ctx.db);
  await pair(sql`fingerprint`, byPlace, { staged: always, known: sql`near` }).execute(ctx.db);
  await pair(sameReference, byPlace, { staged: named, known: named }).execute(ctx.db);
  await pair(samePlace, byPlace, placed).execute(ctx.db);
  await pair(day, byName, { staged: always, known: sql`near and not told` }).execute(ctx.db);
}

/** Writes the lines that nothing knew. @returns how many. */
export async function insertNew(ctx: Context, accountId: string, creditorId: string | null): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into bank_lines (organization_id, id, bank_account_id, creditor_id, booked_on, value_on, cents, currency, kind, code, reversal, label,
      bank_reference, counterparty, payer_hash, payer_mask, texts, batch, details, state, reason, created_at)
    select ${ctx.organizationId}, id, ${accountId}, ${creditorId}, booked_on, value_on, cents, currency, kind, code, reversal, label,
      bank_reference, counterparty, payer_hash, payer_mask, texts, batch, details, state, reason, ${ctx.clock()}
    from bank_staged where line_id is null order by ord`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Another format often says more of a line: what is longer wins, while nothing was done with it, and only where a single line of that day
 * has that amount, for nothing else tells which is which.
 */
export async function enrichKnown(ctx: Context, format: string): Promise<void> {
  const untouched = sql`
    state = 'waiting' and allocated_cents = 0 and id in (select line_id from bank_staged) and not exists (
      select from bank_sightings g
      where g.organization_id = bank_lines.organization_id and g.line_id = bank_lines.id and g.format = ${format})`;
  await sql`
    update bank_lines l
    set counterparty = case when length(s.counterparty) > length(l.counterparty) then s.counterparty else l.counterparty end,
        payer_hash = case when l.payer_hash = '' then s.payer_hash else l.payer_hash end,
        payer_mask = case when l.payer_mask = '' then s.payer_mask else l.payer_mask end,
        texts = case when length(s.texts) > length(l.texts) then s.texts else l.texts end,
        details = case when length(s.details::text) > length(l.details::text) then s.details else l.details end,
        batch = coalesce(l.batch, s.batch), kind = case when l.kind = 'other' then s.kind else l.kind end, proposed_at = null
    from ${inOrder(ctx, untouched)} o join bank_staged s on s.line_id = o.id
    where l.organization_id = ${ctx.organizationId} and l.id = o.id
      and (s.booked_on, s.cents) in (
        select booked_on, cents from bank_staged group by booked_on, cents having count(*) = 1
        intersect select booked_on, cents from bank_known group by booked_on, cents having count(distinct id) = 1)`.execute(
    ctx.db,
  );
}

/** Remembers that this statement told these lines, and how. */
export async function writeSightings(ctx: Context, { statementId, format }: Place): Promise<void> {
  await sql`
    insert into bank_sightings (organization_id, statement_id, line_id, format, fingerprint, after_cents)
    select ${ctx.organizationId}, ${statementId}, coalesce(line_id, id), ${format}, fingerprint, after_cents from bank_staged on conflict do nothing`.execute(
    ctx.db,
  );
}
