/** Statements on disputes and the entries that they contest. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { DisputeState, Outcome } from "../rules.ts";

export type DisputeRecord = {
  id: string;
  reference: string;
  accountId: string;
  accountLabel: string;
  creditorId: string;
  creditorName: string;
  partyId: string;
  partyName: string;
  userId: string;
  categoryFr: string;
  categoryEn: string;
  subtypeFr: string | null;
  subtypeEn: string | null;
  state: DisputeState;
  outcome: Outcome | null;
  totalCents: number;
  pieces: number;
  holding: boolean;
  assignedTo: string | null;
  waitingSince: Date | null;
  openedOn: string;
  openedAt: Date;
  resolvedAt: Date | null;
  changedAt: Date;
};

const shown = sql`d.id, d.reference, d.account_id as "accountId", a.label as "accountLabel", d.creditor_id as "creditorId",
    c.name as "creditorName", d.party_id as "partyId", p.name as "partyName", d.user_id as "userId",
    k.label_fr as "categoryFr", k.label_en as "categoryEn", s.label_fr as "subtypeFr", s.label_en as "subtypeEn",
    d.state, d.outcome, d.total_cents as "totalCents", d.holding, d.assigned_to as "assignedTo",
    d.waiting_since as "waitingSince", d.opened_on as "openedOn", d.opened_at as "openedAt", d.resolved_at as "resolvedAt",
    d.changed_at as "changedAt",
    (select count(*) from dispute_entries e where e.organization_id = d.organization_id and e.dispute_id = d.id) as pieces`;
const joined = sql`disputes d
    join v_ledger_accounts a on a.organization_id = d.organization_id and a.id = d.account_id
    join v_organizations_creditors c on c.organization_id = d.organization_id and c.id = d.creditor_id
    join v_directory_parties p on p.organization_id = d.organization_id and p.id = d.party_id
    join dispute_categories k on k.organization_id = d.organization_id and k.id = d.category_id
    left join dispute_categories s on s.organization_id = d.organization_id and s.id = d.subtype_id`;

/** Which disputes an actor reaches, as a condition on `d`. */
export type Reach = RawBuilder<SqlBool>;

/** One dispute within reach; `lock` takes its row until the transaction ends. */
export async function findDispute(
  ctx: Context,
  id: string,
  reach: Reach,
  { lock } = { lock: false },
): Promise<DisputeRecord | undefined> {
  if (lock)
    await sql`select from disputes d where d.organization_id = ${ctx.organizationId} and d.id = ${id} and ${reach} for update`.execute(
      ctx.db,
    );
  const { rows } = await sql<DisputeRecord>`
    select ${shown} from ${joined}
    where d.organization_id = ${ctx.organizationId} and d.id = ${id} and ${reach}`.execute(ctx.db);
  return rows[0];
}

export type DisputeFilter = {
  from?: string | undefined;
  to?: string | undefined;
  accountId?: string | undefined;
  creditorId?: string | undefined;
  categoryId?: string | undefined;
  state?: "open" | "active" | "waiting" | "answered" | "resolved" | "held" | undefined;
  /** A user, or `null` for nobody. */
  assignedTo?: string | null | undefined;
  /** Words that must all be found in the reference, the account or the party. */
  words?: readonly string[];
  /** Waiting since before this day of Paris. */
  waitingBefore?: string | undefined;
};
const STATES = {
  open: sql`d.state <> 'resolved'`,
  active: sql`d.state <> 'resolved'`,
  waiting: sql`d.state = 'open'`,
  answered: sql`d.state = 'answered'`,
  resolved: sql`d.state = 'resolved'`,
  held: sql`d.state = 'resolved' and d.holding`,
} as const;

function kept(filter: DisputeFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (filter.from) conditions.push(sql`d.opened_on >= ${filter.from}`);
  if (filter.to) conditions.push(sql`d.opened_on <= ${filter.to}`);
  if (filter.accountId) conditions.push(sql`d.account_id = ${filter.accountId}`);
  if (filter.creditorId) conditions.push(sql`d.creditor_id = ${filter.creditorId}`);
  if (filter.categoryId) conditions.push(sql`${filter.categoryId}::uuid in (d.category_id, d.subtype_id)`);
  if (filter.state) conditions.push(STATES[filter.state]);
  if (filter.assignedTo === null) conditions.push(sql`d.assigned_to is null`);
  else if (filter.assignedTo) conditions.push(sql`d.assigned_to = ${filter.assignedTo}`);
  if (filter.waitingBefore)
    conditions.push(sql`(d.waiting_since at time zone 'Europe/Paris')::date < ${filter.waitingBefore}::date`);
  for (const word of filter.words ?? [])
    conditions.push(
      sql`strpos(lower(d.reference) || ' ' || a.search_text || ' ' || p.search_text, quitus_search_text(array[${word}]::text[])) > 0`,
    );
  return sql.join(conditions, sql` and `);
}

/** Newest first, after a key. Ask for one more than shown. */
export async function recentDisputes(
  ctx: Context,
  reach: Reach,
  filter: DisputeFilter,
  page: { after: { at: string; id: string } | null; limit: number },
): Promise<DisputeRecord[]> {
  const { after } = page;
  const key = after ? sql`(d.opened_at, d.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<DisputeRecord>`
    select ${shown} from ${joined}
    where d.organization_id = ${ctx.organizationId} and ${reach} and ${kept(filter)} and ${key}
    order by d.opened_at desc, d.id desc limit ${page.limit}`.execute(ctx.db);
  return rows;
}

/** Those that wait for us first, the longest wait before; then those that wait for the customer. */
export async function queuedDisputes(
  ctx: Context,
  reach: Reach,
  filter: DisputeFilter,
  page: { after: { since: string | null; id: string } | null; limit: number },
): Promise<DisputeRecord[]> {
  const { after } = page;
  let key = sql<SqlBool>`true`;
  if (after?.since)
    key = sql<SqlBool>`(d.waiting_since is null or (d.waiting_since, d.id) > (${after.since}::timestamptz, ${after.id}::uuid))`;
  else if (after) key = sql<SqlBool>`(d.waiting_since is null and d.id > ${after.id}::uuid)`;
  const { rows } = await sql<DisputeRecord>`
    select ${shown} from ${joined}
    where d.organization_id = ${ctx.organizationId} and d.state <> 'resolved' and ${reach} and ${kept(filter)} and ${key}
    order by d.waiting_since nulls last, d.id limit ${page.limit}`.execute(ctx.db);
  return rows;
}

/** Those that changed after a key, in the order of their changes: for exports. */
export async function changedDisputes(
  ctx: Context,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<DisputeRecord[]> {
  const key = after ? sql`(d.changed_at, d.id) > (${after.at}, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<DisputeRecord>`
    select ${shown} from ${joined}
    where d.organization_id = ${ctx.organizationId} and ${key}
    order by d.changed_at, d.id limit ${limit}`.execute(ctx.db);
  return rows;
}

export type AwaitingBooks = {
  id: string;
  accountId: string;
  creditorId: string;
  partyId: string;
  resolvedAt: Date;
  /** Another dispute of the account was decided for the customer, for the same amount. */
  twin: boolean;
};

/** Those of a creditor that were decided for the customer, and of which the books say nothing yet; locked, by id. */
export async function lockAwaitingBooks(ctx: Context, creditorId: string | null): Promise<AwaitingBooks[]> {
  const { rows } = await sql<AwaitingBooks>`
    select d.id, d.account_id as "accountId", d.creditor_id as "creditorId", d.party_id as "partyId", d.resolved_at as "resolvedAt",
           exists (select from disputes t
                   where t.organization_id = d.organization_id and t.account_id = d.account_id and t.id <> d.id
                     and t.total_cents = d.total_cents and t.outcome in ('credit_note_expected', 'accepted')) as twin
    from disputes d
    where d.organization_id = ${ctx.organizationId} and d.state = 'resolved' and d.holding
      and (${creditorId}::uuid is null or d.creditor_id = ${creditorId})
    order by d.id for update`.execute(ctx.db);
  return rows;
}

export type NewDispute = {
  id: string;
  reference: string;
  account_id: string;
  creditor_id: string;
  party_id: string;
  user_id: string;
  category_id: string;
  subtype_id: string | null;
  total_cents: number;
  opened_on: string;
};
export type ContestedEntry = { entryId: string; cents: number; openCents: number };

/** Writes a new dispute, that waits for us, and what it contests. */
export async function insertDispute(
  ctx: Context,
  dispute: NewDispute,
  entries: readonly ContestedEntry[],
): Promise<void> {
  const now = ctx.clock();
  await ctx.db
    .insertInto("disputes")
    .values({
      ...dispute,
      organization_id: ctx.organizationId,
      state: "open",
      waiting_since: now,
      opened_at: now,
      changed_at: now,
    })
    .execute();
  await ctx.db
    .insertInto("dispute_entries")
    .values(
      entries.map(({ entryId, cents, openCents }) => ({
        organization_id: ctx.organizationId,
        dispute_id: dispute.id,
        entry_id: entryId,
        cents,
        open_cents: openCents,
      })),
    )
    .execute();
}

export type DisputeChange = {
  state?: DisputeState;
  outcome?: Outcome | null;
  holding?: boolean;
  assigned_to?: string | null;
  waiting_since?: Date | null;
  resolved_at?: Date | null;
};

export async function updateDispute(ctx: Context, id: string, change: DisputeChange): Promise<void> {
  await ctx.db
    .updateTable("disputes")
    .set({ ...change, changed_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** What disputes contest, entry by entry. */
export async function contestedEntries(
  ctx: Context,
  disputeIds: readonly string[],
): Promise<(ContestedEntry & { disputeId: string })[]> {
  if (disputeIds.length === 0) return [];
  const { rows } = await sql<ContestedEntry & { disputeId: string }>`
    select dispute_id as "disputeId", entry_id as "entryId", cents, open_cents as "openCents" from dispute_entries
    where organization_id = ${ctx.organizationId} and dispute_id = any(${[...disputeIds]}::uuid[])
    order by dispute_id, entry_id`.execute(ctx.db);
  return rows;
}

/** The next number of a year; who asks at the same time waits. */
export async function nextNumber(ctx: Context, year: number): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into dispute_counters (organization_id, year, last_number) values (${ctx.organizationId}, ${year}, 1)
    on conflict (organization_id, year) do update set last_number = dispute_counters.last_number + 1
    returning last_number as number`.execute(ctx.db);
  return rows[0]!.number;
}
