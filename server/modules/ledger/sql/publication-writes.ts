/** Statements that write what was staged and planned: entries, balances, accounts. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { planFor } from "./publication.ts";

/** From this many codes on, reading all accounts once is cheaper than looking for each. */
const MANY_ACCOUNTS = 2_000;

/** Writes new entries as they will stay: settled, lettered, tied to the invoice that bears their piece's number. */
export async function insertEntries(ctx: Context, origin: "fec" | "batch"): Promise<number> {
  const { rows } =
    await sql`select from invoices where organization_id = ${ctx.organizationId} limit 1`.execute(ctx.db);
  const invoices =
    rows.length === 0
      ? sql`left join lateral (select null::uuid as id) i on true`
      : sql`left join invoices i on i.organization_id = ${ctx.organizationId} and i.account_id = n.account_id and i.number = n.piece
              and (i.kind = 'invoice') = (n.cents >= 0)`;
  const result = await sql`
    insert into entries (organization_id, id, account_id, source_key, origin, journal, entered_on, due_on, label, piece, amount_cents,
                         settled_cents, lettering_code, lettering_id, published_lettering, analytic, invoice_id, created_at)
    select ${ctx.organizationId}, n.id, n.account_id, n.source_key, ${origin}, n.journal, n.entered_on, n.due_on, n.label, n.piece, n.cents,
           coalesce(f.settled, 0), coalesce(f.code, n.lettering), f.lettering_id, n.lettering, n.analytic, i.id, ${ctx.clock()}
    from pub_entries n left join pub_after f on f.id = n.id ${invoices}
    where n.fresh`.execute(ctx.db);
  return Number(result.numAffectedRows ?? 0);
}

/** Updates in place what changed of the entries that were there. @returns how many lines say something else than before, and how many the same. */
export async function updateEntries(ctx: Context): Promise<{ updated: number; unchanged: number }> {
  await sql`
    update entries e
    set journal = n.journal, entered_on = n.entered_on, due_on = n.due_on, label = n.label, piece = n.piece, amount_cents = n.cents,
        published_lettering = n.lettering, analytic = n.analytic, settled_cents = coalesce(f.settled, 0), lettering_id = f.lettering_id,
        lettering_code = coalesce(f.code, n.lettering), superseded_at = null
    from pub_entries n left join pub_after f on f.id = n.id
    where e.organization_id = ${ctx.organizationId} and e.id = n.id and not n.fresh
      and (n.changed or (n.was_settled, n.was_lettering_id, n.was_code) is distinct from (coalesce(f.settled, 0), f.lettering_id, coalesce(f.code, n.lettering)))`.execute(
    ctx.db,
  );
  await sql`
    update entries e
    set settled_cents = coalesce(f.settled, 0), lettering_id = f.lettering_id, lettering_code = coalesce(f.code, n.lettering)
    from pub_others n left join pub_after f on f.id = n.id
    where e.organization_id = ${ctx.organizationId} and e.id = n.id
      and (n.was_settled, n.was_lettering_id, n.was_code) is distinct from (coalesce(f.settled, 0), f.lettering_id, coalesce(f.code, n.lettering))`.execute(
    ctx.db,
  );
  const { rows } = await sql<{ updated: number; unchanged: number }>`
    select count(*) filter (where changed) as updated, count(*) filter (where not changed and not fresh) as unchanged from pub_entries`.execute(
    ctx.db,
  );
  return rows[0]!;
}

/**
 * Takes away the entries that left the books. One that was once in a payment or a dispute keeps its row, which those
 * still name, but counts no more.
 */
export async function removeGone(ctx: Context): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from pub_gone`.execute(ctx.db);
  if (rows[0]!.count === 0) return 0;
  await sql`
    update entries e
    set superseded_at = ${ctx.clock()}, settled_cents = 0, lettering_id = null, lettering_code = ''
    from pub_gone g where e.organization_id = ${ctx.organizationId} and e.id = g.id
      and exists (select from holds h where h.organization_id = ${ctx.organizationId} and h.entry_id = g.id)`.execute(
    ctx.db,
  );
  await sql`
    delete from entries e using pub_gone g
    where e.organization_id = ${ctx.organizationId} and e.id = g.id and e.superseded_at is null`.execute(
    ctx.db,
  );
  return rows[0]!.count;
}

/** Moves the balance of the accounts whose entries changed, and stamps those that were published. */
export async function moveBalances(ctx: Context): Promise<void> {
  await sql`
    update accounts a
    set balance_cents = a.balance_cents + coalesce(d.cents, 0), published_at = case when d.published then ${ctx.clock()}::timestamptz else a.published_at end
    from (
      select account_id, sum(cents)::bigint as cents, bool_or(published) as published from (
        select account_id, sum(cents - case when fresh or withdrawn then 0 else was_cents end) as cents, true as published
          from pub_entries where fresh or changed group by account_id
        union all select account_id, -sum(cents), false from pub_gone group by account_id
        union all select account_id, sum(case when restored = was then case when restored then cents else -cents end else 0 end), false
          from pub_replaced group by account_id
        union all select account_id, 0, true from pub_accounts
      ) moves group by account_id
    ) d
    where a.organization_id = ${ctx.organizationId} and a.id = d.account_id`.execute(ctx.db);
}

export type AccountRow = {
  id: string;
  code: string;
  label: string;
  kind: "customer" | "owner" | "tenant" | "co_owner" | "supplier";
  partyId: string;
};

/** Accounts of a creditor by code. */
export async function selectAccountsByCode(
  ctx: Context,
  creditorId: string,
  codes: readonly string[],
): Promise<AccountRow[]> {
  await planFor(ctx, codes.length > MANY_ACCOUNTS);
  const { rows } = await sql<AccountRow>`
    select id, code, label, kind, party_id as "partyId" from accounts
    where organization_id = ${ctx.organizationId} and creditor_id = ${creditorId} and code in (select unnest(${[...codes]}::text[]))`.execute(
    ctx.db,
  );
  return rows;
}

/** The labels that codes have with other creditors. */
export async function selectNamesakes(
  ctx: Context,
  creditorId: string,
  codes: readonly string[],
): Promise<{ code: string; label: string }[]> {
  await planFor(ctx, codes.length > MANY_ACCOUNTS);
  const { rows } = await sql<{ code: string; label: string }>`
    select code, label from accounts
    where organization_id = ${ctx.organizationId} and creditor_id <> ${creditorId} and code in (select unnest(${[...codes]}::text[]))`.execute(
    ctx.db,
  );
  return rows;
}

export type NewAccount = { code: string; label: string; kind: string; partyId: string };

/** Creates accounts, or changes those that differ. @returns id of each code that was written. */
export async function upsertAccounts(
  ctx: Context,
  creditorId: string,
  accounts: readonly NewAccount[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; code: string }>`
    insert into accounts (organization_id, id, creditor_id, party_id, code, kind, label, created_at)
    select ${ctx.organizationId}, quitus_new_id(), ${creditorId}, party_id, code, kind, label, ${ctx.clock()}
    from unnest(${accounts.map((one) => one.code)}::text[], ${accounts.map((one) => one.label)}::text[],
                ${accounts.map((one) => one.kind)}::text[], ${accounts.map((one) => one.partyId)}::uuid[]) as g (code, label, kind, party_id)
    order by code
    on conflict (organization_id, creditor_id, code) do update set label = excluded.label, kind = excluded.kind, party_id = excluded.party_id
    returning id, code`.execute(ctx.db);
  return new Map(rows.map((row) => [row.code, row.id]));
}
