/** Statements of settling: payable entries, holds, provisional entries, letterings. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { HoldKind, Part } from "../rules.ts";
import { type Right, reaches } from "./scope.ts";

export type SettlingRow = {
  id: string;
  accountId: string;
  accountLabel: string;
  creditorId: string;
  label: string;
  piece: string;
  date: string;
  dueOn: string | null;
  amountCents: number;
  settledCents: number;
  superseded: boolean;
  invoiceId: string | null;
  invoiceTotalCents: number | null;
  invoiceVatCents: number | null;
};

const settlingRows = sql`
    select e.id, e.account_id as "accountId", a.label as "accountLabel", a.creditor_id as "creditorId", e.label, e.piece,
           e.entered_on as date, e.due_on as "dueOn", e.amount_cents as "amountCents", e.settled_cents as "settledCents",
           e.superseded_at is not null as superseded, e.invoice_id as "invoiceId", i.total_cents as "invoiceTotalCents", i.vat_cents as "invoiceVatCents"
    from entries e
    join accounts a on a.organization_id = e.organization_id and a.id = e.account_id
    left join invoices i on i.organization_id = e.organization_id and i.id = e.invoice_id`;

/** Open entries of accounts that are due on or before a day, and their open credits; locked in the order of their ids. */
export async function selectDueEntries(
  ctx: Context,
  accountIds: readonly string[],
  until: string,
): Promise<SettlingRow[]> {
  const { rows } = await sql<SettlingRow>`
    ${settlingRows}
    where e.organization_id = ${ctx.organizationId} and e.account_id = any(${[...accountIds]}::uuid[])
      and e.superseded_at is null and e.amount_cents <> e.settled_cents
      and (e.sort_due_on <= ${until} or e.amount_cents < 0)
    order by e.id for update of e`.execute(ctx.db);
  return rows;
}

/** Entries by id, oldest due first; `lock` takes their rows in the order of ids. Superseded ones only with `right` null. */
export async function selectEntries(
  ctx: Context,
  ids: readonly string[],
  { right, lock }: { right: Right | null; lock: boolean },
): Promise<SettlingRow[]> {
  const { rows } = await sql<SettlingRow>`
    ${settlingRows}
    where e.organization_id = ${ctx.organizationId} and e.id = any(${[...ids]}::uuid[])
      and ${right ? sql`e.superseded_at is null and ${reaches(ctx, right)}` : sql`true`}
    order by e.id ${lock ? sql`for update of e` : sql``}`.execute(ctx.db);
  return rows;
}

/** What is neither settled nor superseded on an account; its oldest 2,000. */
export async function selectOpenEntryIds(ctx: Context, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from entries
    where organization_id = ${ctx.organizationId} and account_id = ${accountId}
      and amount_cents <> settled_cents and superseded_at is null
    order by coalesce(due_on, entered_on), id limit 2000`.execute(ctx.db);
  return rows.map((row) => row.id);
}

export type HoldRow = { entryId: string; kind: HoldKind; cents: number; referenceId: string };

/**
 * Active holds of entries. A statement of its own, after the rows are locked: one that waits for a lock would still see
 * the holds as they were before it waited.
 */
export const selectHolds = (ctx: Context, entryIds: readonly string[]): Promise<HoldRow[]> =>
  sql<HoldRow>`
    select entry_id as "entryId", kind, cents, reference_id as "referenceId" from holds
    where organization_id = ${ctx.organizationId} and entry_id = any(${[...entryIds]}::uuid[]) and released_at is null`
    .execute(ctx.db)
    .then(({ rows }) => rows);

export type PayingPart = Part & { referenceId: string; plannedOn: string | null };

/** Holds entries for money to come, where nothing of the kind holds them yet. @returns how many of the parts now hold. */
export async function insertPayingHolds(
  ctx: Context,
  kind: "payment" | "collection",
  parts: readonly PayingPart[],
): Promise<number> {
  const now = ctx.clock();
  const entryIds = parts.map((part) => part.entryId);
  const references = parts.map((part) => part.referenceId);
  await sql`
    insert into holds (organization_id, id, entry_id, kind, reference_id, cents, created_at, planned_on)
    select ${ctx.organizationId}::uuid, n.id, n.entry_id, ${kind}, n.reference_id, n.cents, ${now}::timestamptz, n.planned_on
    from unnest(${parts.map(() => newId(now.getTime()))}::uuid[], ${entryIds}::uuid[], ${references}::uuid[],
                ${parts.map((part) => part.cents)}::bigint[], ${parts.map((part) => part.plannedOn)}::date[])
      as n (id, entry_id, reference_id, cents, planned_on)
    order by n.entry_id
    on conflict (organization_id, entry_id) where kind in ('payment', 'collection') and released_at is null do nothing`.execute(
    ctx.db,
  );
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from holds h
    join unnest(${entryIds}::uuid[], ${references}::uuid[]) as n (entry_id, reference_id)
      on n.entry_id = h.entry_id and n.reference_id = h.reference_id
    where h.organization_id = ${ctx.organizationId} and h.kind = ${kind} and h.released_at is null`.execute(
    ctx.db,
  );
  return rows[0]!.count;
}

/** Holds parts of entries; the caller locked the entries and knows that these parts are free. */
export async function insertHolds(
  ctx: Context,
  kind: Exclude<HoldKind, "payment" | "collection">,
  referenceId: string,
  parts: readonly Part[],
): Promise<void> {
  const now = ctx.clock();
  await sql`
    insert into holds (organization_id, id, entry_id, kind, reference_id, cents, created_at)
    select ${ctx.organizationId}::uuid, n.id, n.entry_id, ${kind}, ${referenceId}::uuid, n.cents, ${now}::timestamptz
    from unnest(${parts.map(() => newId(now.getTime()))}::uuid[], ${parts.map((part) => part.entryId)}::uuid[],
                ${parts.map((part) => part.cents)}::bigint[]) as n (id, entry_id, cents)`.execute(ctx.db);
}

/** Says another day of what direct debits hold. */
export async function updateHoldsPlanned(
  ctx: Context,
  referenceIds: readonly string[],
  plannedOn: string,
): Promise<void> {
  await sql`
    update holds set planned_on = ${plannedOn}
    where organization_id = ${ctx.organizationId} and reference_id = any(${[...referenceIds]}::uuid[])
      and kind = 'collection' and released_at is null`.execute(ctx.db);
}

/** Releases what a payment, a dispute... still holds. */
export async function updateHoldsReleased(ctx: Context, referenceIds: readonly string[]): Promise<void> {
  await sql`
    update holds set released_at = ${ctx.clock()}
    where organization_id = ${ctx.organizationId} and reference_id = any(${[...referenceIds]}::uuid[])
      and released_at is null`.execute(ctx.db);
}
