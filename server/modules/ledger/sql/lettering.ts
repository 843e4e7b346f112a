/** Statements of money that came: provisional entries and letterings. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { Part } from "../rules.ts";

export type NewPaymentEntry = {
  accountId: string;
  sourceKey: string;
  paymentId: string;
  enteredOn: string;
  label: string;
  piece: string;
  amountCents: number;
};
export type SourceRow = { id: string; accountId: string; sourceKey: string; amountCents: number };

/** Writes provisional entries and moves the balances with them. @returns those that were not there before. */
export async function insertPaymentEntries(
  ctx: Context,
  entries: readonly NewPaymentEntry[],
): Promise<SourceRow[]> {
  const now = ctx.clock();
  const { rows } = await sql<SourceRow>`
    with wanted as (
      select * from unnest(${entries.map(() => newId(now.getTime()))}::uuid[], ${entries.map((one) => one.accountId)}::uuid[],
          ${entries.map((one) => one.sourceKey)}::text[], ${entries.map((one) => one.enteredOn)}::date[], ${entries.map((one) => one.label)}::text[],
          ${entries.map((one) => one.piece)}::text[], ${entries.map((one) => one.amountCents)}::bigint[], ${entries.map((one) => one.paymentId)}::uuid[])
        as n (id, account_id, source_key, entered_on, label, piece, amount_cents, payment_id)
    ), made as (
      insert into entries (organization_id, id, account_id, source_key, origin, entered_on, label, piece, amount_cents, payment_id, created_at)
      select ${ctx.organizationId}::uuid, id, account_id, source_key, 'payment', entered_on, label, piece, amount_cents, payment_id, ${now}::timestamptz
      from wanted
      on conflict (organization_id, account_id, source_key) do nothing
      returning id, account_id, source_key, amount_cents
    ), moved as (
      update accounts a set balance_cents = a.balance_cents + m.cents
      from (select account_id, sum(amount_cents)::bigint as cents from made group by account_id) m
      where a.organization_id = ${ctx.organizationId} and a.id = m.account_id
    )
    select id, account_id as "accountId", source_key as "sourceKey", amount_cents as "amountCents" from made`.execute(
    ctx.db,
  );
  return rows;
}

/** Entries by where they come from, on accounts. */
export async function selectEntriesBySource(
  ctx: Context,
  entries: readonly Pick<NewPaymentEntry, "accountId" | "sourceKey">[],
): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select e.id, e.account_id as "accountId", e.source_key as "sourceKey", e.amount_cents as "amountCents"
    from unnest(${entries.map((one) => one.accountId)}::uuid[], ${entries.map((one) => one.sourceKey)}::text[]) as n (account_id, source_key)
    join entries e on e.account_id = n.account_id and e.source_key = n.source_key
    where e.organization_id = ${ctx.organizationId}`.execute(ctx.db);
  return rows;
}

/** Locks accounts, then entries, each by id: the order that every writer of the ledger keeps. The accounts of the entries are locked too. */
export async function lockEntries(
  ctx: Context,
  { accountIds = [], entryIds }: { accountIds?: readonly string[]; entryIds: readonly string[] },
): Promise<void> {
  const ids = [...entryIds];
  await sql`
    select from accounts a
    where a.organization_id = ${ctx.organizationId} and a.id in (
      select unnest(${[...accountIds]}::uuid[])
      union all select account_id from entries where organization_id = ${ctx.organizationId} and id = any(${ids}::uuid[]))
    order by a.id for no key update`.execute(ctx.db);
  await sql`
    select from entries e where e.organization_id = ${ctx.organizationId} and e.id = any(${ids}::uuid[])
    order by e.id for update`.execute(ctx.db);
}

export type LetterableRow = {
  id: string;
  accountId: string;
  date: string;
  dueOn: string | null;
  amountCents: number;
  settledCents: number;
  superseded: boolean;
  lastRank: number;
};

/** Locks entries and their accounts, then reads them, with the last rank of the provisional letterings of their account. */
export async function lockForLettering(ctx: Context, entryIds: readonly string[]): Promise<LetterableRow[]> {
  await lockEntries(ctx, { entryIds });
  const asked = sql`organization_id = ${ctx.organizationId} and id = any(${[...entryIds]}::uuid[])`;
  const { rows } = await sql<LetterableRow>`
    with ranks as materialized (
      select a.account_id, (
        select max(substring(l.code from '^q([0-9]{1,9})$')::int) from letterings l
        where l.organization_id = ${ctx.organizationId} and l.account_id = a.account_id and l.origin = 'payment') as last_rank
      from (select distinct account_id from entries where ${asked}) a
    )
    select e.id, e.account_id as "accountId", e.entered_on as date, e.due_on as "dueOn", e.amount_cents as "amountCents",
           e.settled_cents as "settledCents", e.superseded_at is not null as superseded, coalesce(r.last_rank, 0) as "lastRank"
    from (select * from entries where ${asked}) e join ranks r on r.account_id = e.account_id
    order by e.id`.execute(ctx.db);
  return rows;
}

/** On which accounts payments are lettered already. */
export async function selectLettered(
  ctx: Context,
  paymentIds: readonly string[],
): Promise<{ paymentId: string; accountId: string }[]> {
  const { rows } = await sql<{ paymentId: string; accountId: string }>`
    select distinct payment_id as "paymentId", account_id as "accountId" from letterings
    where organization_id = ${ctx.organizationId} and payment_id = any(${[...paymentIds]}::uuid[]) and origin = 'payment'`.execute(
    ctx.db,
  );
  return rows;
}

export type NewLettering = { paymentId: string; accountId: string; code: string; parts: readonly Part[] };

/** Writes letterings and their parts, and marks the entries that they settle: with the last one, when several take a part of an entry. */
export async function insertPaymentLetterings(
  ctx: Context,
  letterings: readonly NewLettering[],
): Promise<void> {
  const now = ctx.clock();
  const made = letterings.map((lettering) => ({ ...lettering, id: newId(now.getTime()) }));
  const parts = made.flatMap((lettering) =>
    lettering.parts.map((part) => ({ ...part, letteringId: lettering.id, code: lettering.code })),
  );
  await sql`
    insert into letterings (organization_id, id, account_id, code, origin, payment_id, created_at)
    select ${ctx.organizationId}::uuid, n.id, n.account_id, n.code, 'payment', n.payment_id, ${now}::timestamptz
    from unnest(${made.map((one) => one.id)}::uuid[], ${made.map((one) => one.accountId)}::uuid[], ${made.map((one) => one.code)}::text[],
                ${made.map((one) => one.paymentId)}::uuid[]) as n (id, account_id, code, payment_id)`.execute(
    ctx.db,
  );
  await sql`
    with part as (
      select * from unnest(${parts.map((part) => part.letteringId)}::uuid[], ${parts.map((part) => part.entryId)}::uuid[],
                           ${parts.map((part) => part.cents)}::bigint[], ${parts.map((part) => part.code)}::text[])
        with ordinality as n (lettering_id, entry_id, cents, code, ord)
    ), written as (
      insert into lettering_parts (organization_id, lettering_id, entry_id, cents)
      select ${ctx.organizationId}::uuid, lettering_id, entry_id, cents from part
    )
    update entries e
    set settled_cents = e.settled_cents + part.cents, lettering_code = part.code, lettering_id = part.lettering_id
    from (
      select entry_id, sum(cents)::bigint as cents, (array_agg(code order by ord desc))[1] as code,
             (array_agg(lettering_id order by ord desc))[1] as lettering_id
      from part group by entry_id
    ) part where e.organization_id = ${ctx.organizationId} and e.id = part.entry_id`.execute(ctx.db);
}
