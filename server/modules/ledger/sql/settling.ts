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

/** Releases what a payment, a dispute... still holds. @returns how many holds ended now. */
export async function updateHoldsReleased(ctx: Context, referenceId: string): Promise<number> {
  const result = await ctx.db
    .updateTable("holds")
    .set({ released_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("reference_id", "=", referenceId)
    .where("released_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export type NewPaymentEntry = {
  accountId: string;
  sourceKey: string;
  paymentId: string;
  enteredOn: string;
  label: string;
  piece: string;
  amountCents: number;
};

/** Writes a provisional entry and moves the balance with it. @returns its id, or undefined when it was there before. */
export async function insertPaymentEntry(ctx: Context, entry: NewPaymentEntry): Promise<string | undefined> {
  const now = ctx.clock();
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into entries (organization_id, id, account_id, source_key, origin, entered_on, label, piece, amount_cents, payment_id, created_at)
      values (${ctx.organizationId}, ${newId(now.getTime())}, ${entry.accountId}, ${entry.sourceKey}, 'payment', ${entry.enteredOn},
              ${entry.label}, ${entry.piece}, ${entry.amountCents}, ${entry.paymentId}, ${now})
      on conflict (organization_id, account_id, source_key) do nothing
      returning id, account_id, amount_cents
    ), moved as (
      update accounts a set balance_cents = a.balance_cents + made.amount_cents
      from made where a.organization_id = ${ctx.organizationId} and a.id = made.account_id
    )
    select id from made`.execute(ctx.db);
  return rows[0]?.id;
}

export const selectEntryBySource = (ctx: Context, accountId: string, sourceKey: string) =>
  ctx.db
    .selectFrom("entries")
    .select(["id", "amount_cents as amountCents"])
    .where("organization_id", "=", ctx.organizationId)
    .where("account_id", "=", accountId)
    .where("source_key", "=", sourceKey)
    .executeTakeFirst();

export type LetterableRow = {
  id: string;
  accountId: string;
  date: string;
  dueOn: string | null;
  amountCents: number;
  settledCents: number;
  superseded: boolean;
  lettered: boolean;
  lastRank: number;
};

/**
 * Locks the accounts of entries, then the entries, each by id: the order that every writer of the ledger keeps. Then
 * reads them, with the last rank of the account's provisional letterings, and whether this payment is lettered there.
 */
export async function lockForLettering(
  ctx: Context,
  paymentId: string,
  entryIds: readonly string[],
): Promise<LetterableRow[]> {
  const ids = [...entryIds];
  await sql`
    select from accounts a
    where a.organization_id = ${ctx.organizationId} and a.id in (
      select account_id from entries where organization_id = ${ctx.organizationId} and id = any(${ids}::uuid[]))
    order by a.id for no key update`.execute(ctx.db);
  await sql`
    select from entries e where e.organization_id = ${ctx.organizationId} and e.id = any(${ids}::uuid[])
    order by e.id for update`.execute(ctx.db);
  const { rows } = await sql<LetterableRow>`
    select e.id, e.account_id as "accountId", e.entered_on as date, e.due_on as "dueOn", e.amount_cents as "amountCents",
           e.settled_cents as "settledCents", e.superseded_at is not null as superseded,
           coalesce(done.lettered, false) as lettered, coalesce(done.last_rank, 0) as "lastRank"
    from entries e
    left join lateral (
      select bool_or(l.payment_id = ${paymentId}) as lettered, max(substring(l.code from '^q([0-9]{1,9})$')::int) as last_rank
      from letterings l
      where l.organization_id = ${ctx.organizationId} and l.account_id = e.account_id and l.origin = 'payment'
    ) done on true
    where e.organization_id = ${ctx.organizationId} and e.id = any(${ids}::uuid[])
    order by e.id`.execute(ctx.db);
  return rows;
}

export type NewLettering = { accountId: string; code: string; parts: readonly Part[] };

/** Writes letterings and their parts, and marks the entries that they settle. */
export async function insertPaymentLetterings(
  ctx: Context,
  paymentId: string,
  letterings: readonly NewLettering[],
): Promise<void> {
  const now = ctx.clock();
  const made = letterings.map((lettering) => ({ ...lettering, id: newId(now.getTime()) }));
  const parts = made.flatMap((lettering) =>
    lettering.parts.map((part) => ({ ...part, letteringId: lettering.id, code: lettering.code })),
  );
  await ctx.db
    .insertInto("letterings")
    .values(
      made.map(({ id, accountId, code }) => ({
        organization_id: ctx.organizationId,
        id,
        account_id: accountId,
        code,
        origin: "payment",
        payment_id: paymentId,
        created_at: now,
      })),
    )
    .execute();
  await sql`
    with part as (
      select * from unnest(${parts.map((part) => part.letteringId)}::uuid[], ${parts.map((part) => part.entryId)}::uuid[],
                           ${parts.map((part) => part.cents)}::bigint[], ${parts.map((part) => part.code)}::text[])
        as n (lettering_id, entry_id, cents, code)
    ), written as (
      insert into lettering_parts (organization_id, lettering_id, entry_id, cents)
      select ${ctx.organizationId}::uuid, lettering_id, entry_id, cents from part
    )
    update entries e
    set settled_cents = e.settled_cents + part.cents, lettering_code = part.code, lettering_id = part.lettering_id
    from part where e.organization_id = ${ctx.organizationId} and e.id = part.entry_id`.execute(ctx.db);
}
