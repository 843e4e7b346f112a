/** Statements that read an account: its figures, its entries by page, their totals. Each is one round trip. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Hold } from "../rules.ts";
import { reaches } from "./scope.ts";

/** A reading of an account, its bounds settled. Days are `YYYY-MM-DD`, both included. */
export type Reading = {
  reading: "due" | "all" | "ledger";
  from: string | null;
  to: string | null;
  settled?: "yes" | "no" | undefined;
  piece?: string | undefined;
  treasury?: "yes" | "no" | undefined;
  /** Analytic codes whose entries are left out, as if they were not there (ACT-8). */
  hidden: readonly string[];
  /** Journals whose entries of one day are one line; null when each entry is its own. */
  grouped: readonly string[] | null;
};
/** The sort key of an entry: its day in the reading, and its id. */
export type EntryKey = { day: string; id: string };

export type EntryRow = {
  id: string;
  /** Day it is sorted by in this reading. */
  day: string;
  enteredOn: string;
  dueOn: string | null;
  label: string;
  piece: string;
  journal: string;
  amountCents: number;
  settledCents: number;
  letteringId: string | null;
  letteringCode: string;
  letteringOrigin: string | null;
  invoiceId: string | null;
  paymentId: string | null;
  pending: boolean;
  /** `referenceId` names what holds: a payment, a dispute... */
  holds: (Hold & { referenceId: string })[] | null;
  /** Since when it is handed to the public treasury. */
  treasuryOn: string | null;
  /** The day on which a direct debit that is announced takes the money. */
  collectOn: string | null;
  /** How many entries the line stands for; null for an entry of its own. */
  members: number | null;
  runningCents: number | null;
};

/** Active holds of an entry `e`; nothing is looked up for one that is settled. */
const holdsOfEntry = sql`left join lateral (
    select coalesce(sum(abs(h.cents)), 0)::bigint as held, coalesce(bool_or(h.kind in ('payment', 'collection')), false) as paying,
           coalesce(sum(h.cents) filter (where h.kind = 'payment'), 0)::bigint as paying_cents,
           coalesce(sum(h.cents) filter (where h.kind = 'collection'), 0)::bigint as collecting_cents,
           min(h.planned_on) filter (where h.kind = 'collection') as planned_on,
           coalesce(sum(abs(h.cents)) filter (where h.kind = 'dispute'), 0)::bigint as disputed_cents,
           coalesce(sum(abs(h.cents)) filter (where h.kind = 'declared'), 0)::bigint as declared_cents,
           coalesce(sum(abs(h.cents)) filter (where h.kind = 'treasury'), 0)::bigint as treasury_cents,
           (min(h.created_at) filter (where h.kind = 'treasury') at time zone 'Europe/Paris')::date as treasury_on,
           json_agg(json_build_object('kind', h.kind, 'cents', h.cents, 'referenceId', h.reference_id)) as holds
    from holds h
    where e.amount_cents <> e.settled_cents and h.organization_id = e.organization_id and h.entry_id = e.id
      and h.released_at is null
  ) h on true`;
const open = sql`(e.amount_cents - e.settled_cents)`;
/** `payableCents` of rules.ts, in SQL: their agreement is tested. */
const payable = sql`(case when h.paying then 0 else sign(${open}) * greatest(0, abs(${open}) - h.held) end)`;

/** What is shown of an entry `e`, with `h` its holds and `l` its lettering. */
const shown = sql`e.entered_on as "enteredOn", e.due_on as "dueOn", e.label, e.piece, e.journal, e.amount_cents as "amountCents",
    e.settled_cents as "settledCents", e.lettering_id as "letteringId",
    coalesce(nullif(e.lettering_code, ''), e.published_lettering) as "letteringCode", l.origin as "letteringOrigin",
    e.invoice_id as "invoiceId", e.payment_id as "paymentId", e.origin = 'payment' as pending, h.holds,
    h.treasury_on as "treasuryOn", h.planned_on as "collectOn"`;
const letteringOfEntry = sql`left join letterings l on l.organization_id = e.organization_id and l.id = e.lettering_id`;

type Part = Pick<Reading, "hidden">;
const ofAccount = (ctx: Context, accountId: string, { hidden }: Part) =>
  sql`e.organization_id = ${ctx.organizationId} and e.account_id = ${accountId} and e.superseded_at is null
    ${hidden.length > 0 ? sql`and e.analytic <> all(${[...hidden]}::text[])` : sql``}`;

/** The first of a group, by id: uuids have no minimum before PostgreSQL 19. */
const first = (column: RawBuilder<unknown>) => sql`(array_agg(${column} order by e.id))[1]`;
const shared = (column: RawBuilder<unknown>) =>
  sql`case when count(distinct ${column}) = 1 and count(${column}) = count(*) then ${first(column)} end`;

/**
 * What a reading shows a line for: each entry, or, where they are grouped, the treasury entries of one day and one side
 * together (ACT-8). A line that stands for one entry is that entry.
 */
function linesOf(ctx: Context, accountId: string, reading: Reading): RawBuilder<unknown> {
  if (!reading.grouped) return sql`entries`;
  const together = sql`e.journal = any(${[...reading.grouped]}::text[]) and e.origin <> 'payment'`;
  const alone = (column: RawBuilder<unknown>) => sql`case when count(*) = 1 then ${first(column)} end`;
  const word = (column: RawBuilder<unknown>) => sql`coalesce(${alone(column)}, '')`;
  return sql`(
    select e.organization_id, ${first(sql`e.id`)} as id, e.account_id, e.entered_on, min(e.sort_due_on) as sort_due_on,
           ${alone(sql`e.due_on`)} as due_on, ${word(sql`e.label`)} as label, ${word(sql`e.piece`)} as piece,
           min(e.journal) as journal, sum(e.amount_cents)::bigint as amount_cents, sum(e.settled_cents)::bigint as settled_cents,
           ${shared(sql`e.lettering_id`)} as lettering_id, coalesce(${shared(sql`e.lettering_code`)}, '') as lettering_code,
           coalesce(${shared(sql`e.published_lettering`)}, '') as published_lettering, ${alone(sql`e.invoice_id`)} as invoice_id,
           ${alone(sql`e.payment_id`)} as payment_id, min(e.origin) as origin, null::timestamptz as superseded_at,
           ''::text as analytic, case when count(*) > 1 then count(*)::int end as members
    from entries e where ${ofAccount(ctx, accountId, reading)}
    group by e.organization_id, e.account_id, e.entered_on, e.amount_cents < 0, case when ${together} then null else e.id end
  )`;
}

/** A character beyond all others: what starts with a prefix lies between the prefix and the prefix followed by it. */
const BEYOND = "\u{10ffff}";
const startsWith = (text: string) => sql`(e.piece ~>=~ ${text} and e.piece ~<~ ${text + BEYOND})`;

/** What a reading keeps besides its bounds. As typed or in capitals: pieces are mostly written in capitals. */
function kept(reading: Reading): RawBuilder<unknown> {
  const conditions = [sql`true`];
  if (reading.reading === "due" || reading.settled === "no")
    conditions.push(sql`e.amount_cents <> e.settled_cents`);
  if (reading.settled === "yes") conditions.push(sql`e.amount_cents = e.settled_cents`);
  if (reading.piece)
    conditions.push(sql`(${startsWith(reading.piece)} or ${startsWith(reading.piece.toUpperCase())})`);
  if (reading.treasury) {
    const handed = sql`exists (select from holds t where t.organization_id = e.organization_id and t.entry_id = e.id
      and t.kind = 'treasury' and t.released_at is null)`;
    conditions.push(reading.treasury === "yes" ? handed : sql`not ${handed}`);
  }
  return sql.join(conditions, sql` and `);
}

const since = (from: string | null) => (from ? sql`e.entered_on >= ${from}` : sql`true`);
const until = (to: string | null) => (to ? sql`e.entered_on <= ${to}` : sql`true`);

const ORDERS = {
  due: { day: sql`e.sort_due_on`, way: sql`asc`, after: sql`>` },
  all: { day: sql`e.entered_on`, way: sql`desc`, after: sql`<` },
  ledger: { day: sql`e.entered_on`, way: sql`asc`, after: sql`>` },
} as const;

/** One page of a reading, after a key. Ask for one more than shown, to know whether there is a next page. */
export function entriesPage(
  ctx: Context,
  accountId: string,
  reading: Reading,
  after: EntryKey | null,
  limit: number,
): RawBuilder<EntryRow> {
  const { day, way, after: beyond } = ORDERS[reading.reading];
  const key = after ? sql`(${day}, e.id) ${beyond} (${after.day}::date, ${after.id}::uuid)` : sql`true`;
  const page = sql`page as materialized (
    select e.*, ${day} as day from ${linesOf(ctx, accountId, reading)} e
    where ${ofAccount(ctx, accountId, reading)} and ${kept(reading)} and ${since(reading.from)} and ${until(reading.to)} and ${key}
    order by ${day} ${way}, e.id ${way} limit ${limit})`;
  const { running, tables, join } = runningBalance(ctx, accountId, reading, after, key);
  return sql<EntryRow>`
    with ${page} ${tables}
    select e.id, e.day, ${shown}, ${reading.grouped ? sql`e.members` : sql`null`} as members, ${running} as "runningCents"
    from page e ${letteringOfEntry} ${holdsOfEntry} ${join}
    order by e.day ${way}, e.id ${way}`;
}

/**
 * The balance after each entry of a page of the ledger reading: all that comes before the page, then entry by entry.
 * Where only some entries are kept, those between them count all the same.
 */
function runningBalance(
  ctx: Context,
  accountId: string,
  reading: Reading,
  after: EntryKey | null,
  key: RawBuilder<unknown>,
): { running: RawBuilder<unknown>; tables: RawBuilder<unknown>; join: RawBuilder<unknown> } {
  if (reading.reading !== "ledger") return { running: sql`null`, tables: sql``, join: sql`` };
  const base = sql`(select coalesce(sum(e.amount_cents), 0) from ${linesOf(ctx, accountId, reading)} e
      where ${ofAccount(ctx, accountId, reading)} and ${before(reading, after)})`;
  const sum = sql`sum(e.amount_cents) over (order by e.entered_on, e.id)`;
  if (!reading.piece && !reading.settled && !reading.treasury)
    return { running: sql`(${base} + ${sum})::bigint`, tables: sql``, join: sql`` };
  const run = sql`, run as materialized (
    select e.id, ${sum} as cents from entries e
    where ${ofAccount(ctx, accountId, reading)} and ${since(reading.from)} and ${key} and e.entered_on <= (select max(day) from page))`;
  return { running: sql`(${base} + run.cents)::bigint`, tables: run, join: sql`join run on run.id = e.id` };
}

/** All entries that come before a page of the ledger reading: up to its key, or up to the bounds. */
function before(reading: Reading, after: EntryKey | null): RawBuilder<unknown> {
  if (after) return sql`(e.entered_on, e.id) <= (${after.day}::date, ${after.id}::uuid)`;
  return reading.from ? sql`e.entered_on < ${reading.from}` : sql`false`;
}

export type TotalsRow = {
  count: number;
  debitCents: number;
  creditCents: number;
  toPayCents: number;
  openingCents: number;
  closingCents: number;
};

/** Totals of a whole reading; for the ledger reading also the balance before and after its bounds, whatever is kept. */
export function readingTotals(ctx: Context, accountId: string, reading: Reading): RawBuilder<TotalsRow> {
  const inside = sql`${kept(reading)} and ${since(reading.from)}`;
  const ledger = reading.reading === "ledger";
  const opening = reading.from
    ? sql`coalesce(sum(e.amount_cents) filter (where e.entered_on < ${reading.from}), 0)::bigint`
    : sql`0::bigint`;
  return sql<TotalsRow>`
    select count(*) filter (where ${inside}) as count,
      coalesce(sum(e.amount_cents) filter (where e.amount_cents > 0 and ${inside}), 0)::bigint as "debitCents",
      coalesce(-sum(e.amount_cents) filter (where e.amount_cents < 0 and ${inside}), 0)::bigint as "creditCents",
      coalesce(sum(${payable}) filter (where ${inside}), 0)::bigint as "toPayCents",
      ${ledger ? opening : sql`0::bigint`} as "openingCents",
      ${ledger ? sql`coalesce(sum(e.amount_cents), 0)::bigint` : sql`0::bigint`} as "closingCents"
    from ${linesOf(ctx, accountId, reading)} e ${holdsOfEntry}
    where ${ofAccount(ctx, accountId, reading)} and ${until(reading.to)} ${ledger ? sql`` : sql`and ${inside}`}`;
}

export type SummaryRow = {
  toPayCents: number;
  overdueCents: number;
  nextDueOn: string | null;
  payingCents: number;
  collectingCents: number;
  nextCollectOn: string | null;
  disputedCents: number;
  declaredCents: number;
  treasuryCents: number;
  treasuryEntries: number;
  creditCents: number;
  openEntries: number;
  pendingCents: number;
  mayPay: boolean;
  mayDispute: boolean;
};

/** What an account owes, in figures. `payingCents` is net of the credits that the attempt uses. */
export function accountSummary(
  ctx: Context,
  accountId: string,
  today: string,
  part: Part,
): RawBuilder<SummaryRow> {
  const heldFor = (cents: RawBuilder<unknown>) =>
    sql`coalesce(sum(sign(${open}) * least(${cents}, abs(${open}))), 0)::bigint`;
  return sql<SummaryRow>`
    select coalesce(sum(${payable}) filter (where ${payable} > 0), 0)::bigint as "toPayCents",
      coalesce(sum(${payable}) filter (where ${payable} > 0 and e.due_on < ${today}), 0)::bigint as "overdueCents",
      min(e.due_on) filter (where ${payable} > 0 and e.due_on >= ${today}) as "nextDueOn",
      coalesce(sum(h.paying_cents), 0)::bigint as "payingCents",
      coalesce(sum(h.collecting_cents), 0)::bigint as "collectingCents", min(h.planned_on) as "nextCollectOn",
      ${heldFor(sql`h.disputed_cents`)} as "disputedCents", ${heldFor(sql`h.declared_cents`)} as "declaredCents",
      ${heldFor(sql`h.treasury_cents`)} as "treasuryCents", count(*) filter (where h.treasury_cents > 0) as "treasuryEntries",
      coalesce(-sum(${payable}) filter (where ${payable} < 0), 0)::bigint as "creditCents",
      count(*) as "openEntries",
      (select coalesce(-sum(e.amount_cents), 0)::bigint from entries e
       where ${ofAccount(ctx, accountId, part)} and e.origin = 'payment') as "pendingCents",
      exists (select from accounts a where a.organization_id = ${ctx.organizationId} and a.id = ${accountId}
              and ${reaches(ctx, "pay")}) as "mayPay",
      exists (select from accounts a where a.organization_id = ${ctx.organizationId} and a.id = ${accountId}
              and ${reaches(ctx, "dispute")}) as "mayDispute"
    from entries e ${holdsOfEntry}
    where ${ofAccount(ctx, accountId, part)} and e.amount_cents <> e.settled_cents`;
}

/** The entries of an invoice, oldest first. */
export const invoiceEntries = (ctx: Context, accountId: string, invoiceId: string): RawBuilder<EntryRow> =>
  sql<EntryRow>`
    select e.id, e.entered_on as day, ${shown}, null as members, null as "runningCents"
    from entries e ${letteringOfEntry} ${holdsOfEntry}
    where ${ofAccount(ctx, accountId, { hidden: [] })} and e.invoice_id = ${invoiceId} order by e.entered_on, e.id`;

/** What the entries of accounts that are left out sum to, by account (ACT-8). */
export const selectHiddenCents = async (
  ctx: Context,
  accountIds: readonly string[],
  hidden: readonly string[],
): Promise<Map<string, number>> => {
  if (hidden.length === 0 || accountIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; cents: number }>`
    select account_id as id, sum(amount_cents)::bigint as cents from entries
    where organization_id = ${ctx.organizationId} and account_id = any(${[...accountIds]}::uuid[])
      and analytic = any(${[...hidden]}::text[]) and superseded_at is null
    group by account_id`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row.cents]));
};
