/** Statements on exports and what they took; the lines come from the views that their owners keep. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { decodeCursor } from "../../platform/database/pool.ts";
import type {
  CollectionLine,
  CoordinateLine,
  DisputeLine,
  Kind,
  LetteringLine,
  PaymentLine,
} from "./rules.ts";

export type ExportRow = {
  id: string;
  creditorId: string;
  kind: Kind;
  format: "fec" | "csv" | "jsonl";
  state: "making" | "ready" | "acknowledged" | "cancelled";
  lines: number;
  fileHash: string | null;
  bytes: number | null;
  createdBy: string;
  createdAt: Date;
  closedAt: Date | null;
};

const columns = sql`x.id, x.creditor_id as "creditorId", x.kind, x.format, x.state, x.lines, x.file_hash as "fileHash", x.bytes,
  x.created_by as "createdBy", x.created_at as "createdAt", x.closed_at as "closedAt"`;

/** Where the lines of a kind come from, in the order in which they happened. */
const SOURCES: Record<Kind, RawBuilder<unknown>> = {
  payments: sql`(select organization_id, id, creditor_id, created_at as at from v_ledger_payment_entries where superseded_at is null)`,
  letterings: sql`(select organization_id, id, creditor_id, created_at as at from v_ledger_payment_letterings)`,
  disputes: sql`(select organization_id, id, creditor_id, at from v_disputes_steps)`,
  collections: sql`(select organization_id, id, creditor_id, at from v_collections_steps)`,
  coordinates: sql`(select organization_id, id, creditor_id, at from v_coordinates_accepted)`,
};

const untaken = (ctx: Context, kind: Kind, creditorId: string) => sql`${SOURCES[kind]} s
  where s.organization_id = ${ctx.organizationId} and s.creditor_id = ${creditorId} and not exists (
    select 1 from export_lines t
    where t.organization_id = s.organization_id and t.kind = ${kind} and t.source_id = s.id)`;

/** How many lines no export has taken yet; beyond `most` they are not counted. */
export async function countWaiting(
  ctx: Context,
  kind: Kind,
  creditorId: string,
  most: number,
): Promise<number> {
  return (await waitingLines(ctx, kind, creditorId, most).execute(ctx.db)).rows[0]!.count;
}

/** The statement that counts what waits. */
export const waitingLines = (
  ctx: Context,
  kind: Kind,
  creditorId: string,
  most: number,
): RawBuilder<{ count: number }> => sql<{ count: number }>`
  select count(*) as count from (select 1 from ${untaken(ctx, kind, creditorId)} limit ${most}) waiting`;

/** Takes lines for an export. One that takes the same at the same time waits, then leaves them. @returns how many. */
export async function takeLines(
  ctx: Context,
  exportId: string,
  kind: Kind,
  creditorId: string,
  most: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into export_lines (organization_id, kind, source_id, export_id, rank)
    select ${ctx.organizationId}, ${kind}, s.id, ${exportId}, row_number() over (order by s.at, s.id)
    from ${untaken(ctx, kind, creditorId)} order by s.at, s.id limit ${most}
    on conflict do nothing`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}

export async function insertExport(
  ctx: Context,
  row: Pick<ExportRow, "id" | "creditorId" | "kind" | "format" | "createdBy">,
): Promise<void> {
  await ctx.db
    .insertInto("exports")
    .values({
      organization_id: ctx.organizationId,
      id: row.id,
      creditor_id: row.creditorId,
      kind: row.kind,
      format: row.format,
      state: "making",
      lines: 0,
      created_by: row.createdBy,
      created_at: ctx.clock(),
    })
    .execute();
}

export async function updateExport(
  ctx: Context,
  id: string,
  change: {
    state?: ExportRow["state"];
    lines?: number;
    file_hash?: string;
    bytes?: number;
    closed_at?: Date;
  },
): Promise<void> {
  await ctx.db
    .updateTable("exports")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

export async function findExport(ctx: Context, id: string, lock = false): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`select ${columns} from exports x
    where x.organization_id = ${ctx.organizationId} and x.id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  );
  return rows[0];
}

export async function exportsPage(
  ctx: Context,
  query: {
    creditor?: string | undefined;
    cursor?: string | undefined;
    limit: number;
    limits: string[] | null;
  },
): Promise<ExportRow[]> {
  const after = decodeCursor(query.cursor, 2);
  const { rows } = await sql<ExportRow>`select ${columns} from exports x
    where x.organization_id = ${ctx.organizationId}
      and ${query.creditor ? sql`x.creditor_id = ${query.creditor}` : sql`true`}
      and ${query.limits ? sql`x.creditor_id = any(${query.limits}::uuid[])` : sql`true`}
      and ${after ? sql`(x.created_at, x.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by x.created_at desc, x.id desc limit ${query.limit + 1}`.execute(ctx.db);
  return rows;
}

/** Exports whose file nobody is making any more. */
export async function selectForsaken(ctx: Context, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from exports
    where organization_id = ${ctx.organizationId} and state = 'making' and created_at < ${before}
    order by created_at limit 100`.execute(ctx.db);
  return rows.map((row) => row.id);
}

/** Gives the lines of an export back. */
export async function deleteLines(ctx: Context, exportId: string): Promise<void> {
  await sql`delete from export_lines where organization_id = ${ctx.organizationId} and export_id = ${exportId}`.execute(
    ctx.db,
  );
}

/** The rank of the last line of an export: ranks may have holes, where another export was faster. */
export async function lastRank(ctx: Context, exportId: string): Promise<number> {
  const { rows } = await sql<{ rank: number | null }>`select max(rank) as rank from export_lines
    where organization_id = ${ctx.organizationId} and export_id = ${exportId}`.execute(ctx.db);
  return rows[0]?.rank ?? 0;
}

/** Ranks after `rank`, `limit` of them. */
type After = { rank: number; limit: number };
const taken = (ctx: Context, exportId: string, { rank, limit }: After) => sql`
  t as materialized (select source_id, rank from export_lines
    where organization_id = ${ctx.organizationId} and export_id = ${exportId} and rank > ${rank} and rank <= ${rank + limit})`;

/** What was paid and what went back, in the order in which it was taken. */
export async function paymentLines(ctx: Context, exportId: string, after: After): Promise<PaymentLine[]> {
  const { rows } = await sql<PaymentLine>`with ${taken(ctx, exportId, after)}
    select t.rank, e.id as "entryId", e.entered_on as "enteredOn", e.label, e.piece, -e.amount_cents as cents,
      e.account_code as "accountCode", e.account_label as "accountLabel", e.party_code as "partyCode", e.party_name as "partyName",
      m.gateway, coalesce(m.number, d.number) as "receiptNumber", coalesce(m.means, d.means, case when b.payment_id is not null then 'transfer' end) as means,
      coalesce(m.authorisation, nullif(b.bank_reference, '')) as authorisation,
      d.counter_account as "counterAccount"
    from t
    join v_ledger_payment_entries e on e.organization_id = ${ctx.organizationId} and e.id = t.source_id
    left join v_payments_money m on m.organization_id = e.organization_id and m.payment_id = e.payment_id
    left join v_banking_transfers b on b.organization_id = e.organization_id and b.payment_id = e.payment_id
    left join v_collections_money d on d.organization_id = e.organization_id and d.payment_id = e.payment_id
    order by t.rank`.execute(ctx.db);
  return rows;
}

/** The parts of what was lettered here. */
export async function letteringLines(ctx: Context, exportId: string, after: After): Promise<LetteringLine[]> {
  const { rows } = await sql<LetteringLine>`with ${taken(ctx, exportId, after)}
    select t.rank, l.id as "letteringId", l.code, l.created_at as "letteredAt", l.account_code as "accountCode", p.source_key as "sourceKey",
      p.origin, p.entered_on as "enteredOn", p.piece, p.label, p.amount_cents as "amountCents", p.cents
    from t
    join v_ledger_payment_letterings l on l.organization_id = ${ctx.organizationId} and l.id = t.source_id
    join v_ledger_lettering_parts p on p.organization_id = l.organization_id and p.lettering_id = l.id
    order by t.rank, p.cents desc, p.entry_id`.execute(ctx.db);
  return rows;
}

/** What was contested and what was decided, entry by entry. */
export async function disputeLines(ctx: Context, exportId: string, after: After): Promise<DisputeLine[]> {
  const { rows } = await sql<DisputeLine>`with ${taken(ctx, exportId, after)}
    select t.rank, s.reference, s.kind as step, s.outcome, s.at, s.account_code as "accountCode", s.party_code as "partyCode", s.category,
      e.source_key as "sourceKey", e.piece, e.cents
    from t
    join v_disputes_steps s on s.organization_id = ${ctx.organizationId} and s.id = t.source_id
    join v_disputes_entries e on e.organization_id = s.organization_id and e.dispute_id = s.dispute_id
    order by t.rank, e.piece, e.entry_id`.execute(ctx.db);
  return rows;
}

/** The fields of parties that were accepted. */
export async function coordinateLines(
  ctx: Context,
  exportId: string,
  after: After,
): Promise<CoordinateLine[]> {
  const { rows } = await sql<CoordinateLine>`with ${taken(ctx, exportId, after)}
    select t.rank, c.at, c.party_code as "partyCode", c.party_name as "partyName", c.field, c.was, c.wanted
    from t
    join v_coordinates_accepted c on c.organization_id = ${ctx.organizationId} and c.id = t.source_id
    order by t.rank`.execute(ctx.db);
  return rows;
}

/** What happened to direct debits. */
export async function collectionLines(
  ctx: Context,
  exportId: string,
  after: After,
): Promise<CollectionLine[]> {
  const { rows } = await sql<CollectionLine>`with ${taken(ctx, exportId, after)}
    select t.rank, s.at, s.step, n.end_to_end_id as reference, n.umr, n.collect_on as "collectOn", n.message_id as "messageId",
      n.account_code as "accountCode", n.party_code as "partyCode", s.reason_code as "reasonCode", s.fee_cents as "feeCents", s.cents
    from t
    join v_collections_steps s on s.organization_id = ${ctx.organizationId} and s.id = t.source_id
    join v_collections_named n on n.organization_id = s.organization_id and n.collection_id = s.collection_id
    order by t.rank`.execute(ctx.db);
  return rows;
}

export type SettingsRow = {
  creditor_id: string;
  journal: string;
  bank_account: string;
  customer_account: string;
  daily_hour: number | null;
  daily_format: "fec" | "csv" | "jsonl";
};

export const findSettings = (ctx: Context, creditorId: string): Promise<SettingsRow | undefined> =>
  ctx.db
    .selectFrom("export_settings")
    .select(["creditor_id", "journal", "bank_account", "customer_account", "daily_hour", "daily_format"])
    .where("organization_id", "=", ctx.organizationId)
    .where("creditor_id", "=", creditorId)
    .executeTakeFirst() as Promise<SettingsRow | undefined>;

export async function saveSettings(ctx: Context, row: SettingsRow): Promise<void> {
  const { creditor_id, ...fields } = row;
  await ctx.db
    .insertInto("export_settings")
    .values({ organization_id: ctx.organizationId, creditor_id, ...fields })
    .onConflict((conflict) => conflict.columns(["organization_id", "creditor_id"]).doUpdateSet(fields))
    .execute();
}

/** What a creditor's daily export, due at an hour of Paris, would take: kinds of which some line waits. */
export async function selectDue(
  ctx: Context,
  hour: number,
): Promise<{ creditorId: string; format: "fec" | "csv" | "jsonl"; kind: Kind }[]> {
  const waits = Object.entries(SOURCES).map(
    ([kind, source]) => sql`
      select d.creditor_id as "creditorId", d.daily_format as format, ${kind} as kind from export_settings d
      where d.organization_id = ${ctx.organizationId} and d.daily_hour = ${hour} and exists (
        select 1 from ${source} s
        where s.organization_id = d.organization_id and s.creditor_id = d.creditor_id and not exists (
          select 1 from export_lines t
          where t.organization_id = s.organization_id and t.kind = ${kind} and t.source_id = s.id))`,
  );
  const { rows } = await sql<{ creditorId: string; format: "fec" | "csv" | "jsonl"; kind: Kind }>`
    ${sql.join(waits, sql` union all `)} order by 1, 3`.execute(ctx.db);
  return rows;
}
