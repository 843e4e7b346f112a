/** Statements on the lines of bank statements. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";
import { newId } from "../../../platform/ids.ts";
import type { LineFilter } from "../contract.ts";
import type { KeptDetail } from "../rules.ts";

export type LineBatch = {
  messageId: string | null;
  paymentInformationId: string | null;
  count: number | null;
  cents: number | null;
};
/** A proposal as it is kept beside a line: what an entry was called is kept with it, since it is for show. */
export type KeptProposal = {
  score: number;
  reason: string;
  evidence: string[];
  detail: number | null;
  cents: number;
  unusedCents: number;
  accountId: string | null;
  orders: { id: string; cents: number }[];
  parts: { entryId: string; cents: number }[];
  pieces: string[];
  party: string;
};
export type LineState = "waiting" | "matched" | "set_aside" | "ignored";
export type LineRow = {
  id: string;
  accountId: string;
  accountKey: string;
  accountLabel: string;
  creditorId: string | null;
  bookedOn: string;
  valueOn: string | null;
  cents: number;
  currency: string;
  kind: string;
  code: string;
  reversal: boolean;
  label: string;
  bankReference: string;
  counterparty: string;
  payerHash: string;
  payerMask: string;
  texts: string;
  batch: LineBatch | null;
  details: KeptDetail[];
  state: LineState;
  allocatedCents: number;
  /** Its transactions that are matched one by one. */
  matchedDetails: number[];
  score: number | null;
  proposals: KeptProposal[];
  reason: string;
  reasonText: string;
  closedBy: string;
  closedAt: Date | null;
};

export const columns = sql`
  l.id, l.bank_account_id as "accountId", b.key as "accountKey", b.label as "accountLabel", l.creditor_id as "creditorId",
  l.booked_on as "bookedOn", l.value_on as "valueOn", l.cents, l.currency, l.kind, l.code, l.reversal, l.label,
  l.bank_reference as "bankReference", l.counterparty, l.payer_hash as "payerHash", l.payer_mask as "payerMask", l.texts, l.batch, l.details,
  l.state, l.allocated_cents as "allocatedCents", l.score, l.proposals, l.reason, l.reason_text as "reasonText", l.closed_by as "closedBy",
  l.closed_at as "closedAt", array(
    select x.detail from bank_allocations x
    where x.organization_id = l.organization_id and x.line_id = l.id and x.state = 'active' and x.detail is not null) as "matchedDetails"`;
export const from = sql`bank_lines l join bank_accounts b on b.organization_id = l.organization_id and b.id = l.bank_account_id`;

export async function findLine(ctx: Context, id: string): Promise<LineRow | undefined> {
  const { rows } = await sql<LineRow>`
    select ${columns} from ${from} where l.organization_id = ${ctx.organizationId} and l.id = ${id}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** The same, locked: whoever deals with a line waits for whoever does. */
export async function lockLine(ctx: Context, id: string): Promise<LineRow | undefined> {
  const { rows } = await sql<LineRow>`
    select ${columns} from ${from} where l.organization_id = ${ctx.organizationId} and l.id = ${id} for update of l`.execute(
    ctx.db,
  );
  return rows[0];
}

/** The same of many, locked in the order of their ids. */
export async function lockLines(ctx: Context, ids: readonly string[]): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${columns} from ${from} where l.organization_id = ${ctx.organizationId} and l.id = any(${[...ids]}::uuid[])
    order by l.id for update of l`.execute(ctx.db);
  return rows;
}

/**
 * Lines to be changed by one statement, locked in the order of their ids: `update bank_lines l ... from ${inOrder(...)} o where l.id = o.id`.
 * Two that change the same lines, each in an order of its own, would wait for one another for ever.
 */
export const inOrder = (ctx: Context, where: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select id from bank_lines where organization_id = ${ctx.organizationId} and ${where} order by id for update)`;

/** The format of the first statement that told a line. */
export async function formatOf(ctx: Context, lineId: string): Promise<string> {
  const { rows } = await sql<{ format: string }>`
    select format from bank_sightings where organization_id = ${ctx.organizationId} and line_id = ${lineId} order by statement_id limit 1`.execute(
    ctx.db,
  );
  return rows[0]?.format ?? "camt.053";
}

export type NamedAccount = { id: string; code: string; label: string; balanceCents: number };
/** Accounts of a creditor that answer what a person typed, whether anything is open on them or not. */
export async function accountsNamed(
  ctx: Context,
  creditorId: string,
  typed: string,
): Promise<NamedAccount[]> {
  const asked = sql`quitus_search_text(array[${typed}])`;
  const { rows } = await sql<NamedAccount>`
    select a.id, a.code, a.label, a.balance_cents as "balanceCents" from v_ledger_accounts a
    where a.organization_id = ${ctx.organizationId} and a.creditor_id = ${creditorId}
      and (strpos(a.search_text, ${asked}) > 0 or a.party_id in (
        select p.id from v_directory_parties p where p.organization_id = ${ctx.organizationId} and strpos(p.search_text, ${asked}) > 0))
    order by a.label, a.id limit 20`.execute(ctx.db);
  return rows;
}

type Seen = LineFilter & { limits: string[] | null };

function filtered(ctx: Context, filter: Seen) {
  const all = [sql`l.organization_id = ${ctx.organizationId}`];
  if (filter.limits) all.push(sql`l.creditor_id = any(${filter.limits}::uuid[])`);
  if (filter.state) all.push(sql`l.state = ${filter.state}`);
  if (filter.account) all.push(sql`l.bank_account_id = ${filter.account}`);
  if (filter.kind) all.push(sql`l.kind = ${filter.kind}`);
  if (filter.side) all.push(filter.side === "credit" ? sql`l.cents > 0` : sql`l.cents < 0`);
  if (filter.from) all.push(sql`l.booked_on >= ${filter.from}`);
  if (filter.until) all.push(sql`l.booked_on <= ${filter.until}`);
  if (filter.minCents !== undefined) all.push(sql`abs(l.cents) >= ${filter.minCents}`);
  if (filter.maxCents !== undefined) all.push(sql`abs(l.cents) <= ${filter.maxCents}`);
  if (filter.minScore !== undefined) all.push(sql`l.score >= ${filter.minScore}`);
  if (filter.search)
    all.push(
      sql`strpos(quitus_search_text(array[l.texts]), quitus_search_text(array[${filter.search}])) > 0`,
    );
  return sql.join(all, sql` and `);
}

/** Newest first; one row more than asked. */
export function linesPage(
  ctx: Context,
  page: Seen & { cursor?: string | undefined; limit: number },
): RawBuilder<LineRow> {
  const after = decodeCursor(page.cursor, 2);
  return sql<LineRow>`
    select ${columns} from ${from} where ${filtered(ctx, page)}
      and ${after ? sql`(l.booked_on, l.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
    order by l.booked_on desc, l.id desc limit ${page.limit + 1}`;
}

const MOST_COUNTED = 5000;

/** How many lines a filter keeps and what they sum to, as far as it is worth counting. */
export async function sumLines(
  ctx: Context,
  filter: Seen,
): Promise<{ count: number; cents: number; more: boolean }> {
  const { rows } = await sql<{ count: number; cents: number }>`
    select count(*) as count, coalesce(sum(cents), 0)::bigint as cents
    from (select l.cents from bank_lines l where ${filtered(ctx, filter)} limit ${MOST_COUNTED + 1}) l`.execute(
    ctx.db,
  );
  const { count, cents } = rows[0]!;
  return { count: Math.min(count, MOST_COUNTED), cents, more: count > MOST_COUNTED };
}

export type LineChange = {
  state: LineState;
  allocatedCents?: number;
  reason?: string;
  reasonText?: string;
  closedBy?: string;
};

/** A line that waits again is to be looked at again. */
export async function updateLine(ctx: Context, id: string, change: LineChange): Promise<void> {
  const waiting = change.state === "waiting";
  await sql`
    update bank_lines set state = ${change.state}, allocated_cents = ${change.allocatedCents ?? sql`allocated_cents`},
      reason = ${change.reason ?? ""}, reason_text = ${change.reasonText ?? ""}, closed_by = ${change.closedBy ?? ""},
      closed_at = ${waiting ? null : ctx.clock()}, proposed_at = ${waiting ? null : sql`proposed_at`}
    where organization_id = ${ctx.organizationId} and id = ${id}`.execute(ctx.db);
}

/** Money of lines was given: one of which nothing is left is closed, another waits, and is to be looked at again. */
export async function updateGiven(
  ctx: Context,
  given: readonly { lineId: string; cents: number }[],
  closedBy: string,
): Promise<void> {
  const left = sql`l.cents - l.allocated_cents - n.cents`;
  await sql`
    update bank_lines l set allocated_cents = l.allocated_cents + n.cents, reason_text = '',
      state = case when ${left} = 0 then 'matched' else 'waiting' end, reason = case when ${left} = 0 then 'matched' else '' end,
      closed_by = case when ${left} = 0 then ${closedBy} else '' end, closed_at = case when ${left} = 0 then ${ctx.clock()}::timestamptz end,
      proposed_at = case when ${left} = 0 then l.proposed_at end
    from (
      select id, sum(cents)::bigint as cents
      from unnest(${given.map((one) => one.lineId)}::uuid[], ${given.map((one) => one.cents)}::bigint[]) as g (id, cents) group by id
    ) n
    where l.organization_id = ${ctx.organizationId} and l.id = n.id`.execute(ctx.db);
}

export async function insertNote(
  ctx: Context,
  note: { lineId: string; userId: string; body: string },
): Promise<void> {
  await sql`
    insert into bank_line_notes (organization_id, id, line_id, user_id, body, at)
    values (${ctx.organizationId}, ${newId(ctx.clock().getTime())}, ${note.lineId}, ${note.userId}, ${note.body}, ${ctx.clock()})`.execute(
    ctx.db,
  );
}

export async function notesOf(
  ctx: Context,
  lineId: string,
): Promise<{ userId: string; body: string; at: Date }[]> {
  const { rows } = await sql<{ userId: string; body: string; at: Date }>`
    select user_id as "userId", body, at from bank_line_notes where organization_id = ${ctx.organizationId} and line_id = ${lineId}
    order by at, id limit 200`.execute(ctx.db);
  return rows;
}
