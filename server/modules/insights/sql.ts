/** Insights own no table: every statement reads named views of the modules that do. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";

/** What a member of staff may see: null for every creditor. */
export type Scope = string[] | null;
const within = (scope: Scope, column = "creditor_id") =>
  scope === null ? sql`true` : sql`${sql.ref(column)} = any(${scope}::uuid[])`;

/** A party `p` or a user `u` that has to do with one of the creditors. */
export const partyWithin = (scope: Scope) =>
  scope === null
    ? sql`true`
    : sql`exists (select from v_ledger_party_creditors k
        where k.organization_id = p.organization_id and k.party_id = p.id and k.creditor_id = any(${scope}::uuid[]))`;
export const userWithin = (scope: Scope) =>
  scope === null
    ? sql`true`
    : sql`exists (select from v_directory_user_creditors k
        where k.organization_id = u.organization_id and k.user_id = u.id and k.creditor_id = any(${scope}::uuid[]))`;

export type WorkRow = { kind: string; count: number; newest: Date | null };

/**
 * What needs a hand today: one row per kind of work, even when there is none.
 * @param lateBefore day of Paris: a dispute that waits since an earlier one is late. @param erasures the day after whose
 * end a request to be erased is late, and whether this member of staff works them.
 */
export async function selectWork(
  ctx: Context,
  scope: Scope,
  lateBefore: string,
  erasures: { today: string; seen: boolean },
): Promise<WorkRow[]> {
  const org = ctx.organizationId;
  const longAgo = new Date(ctx.clock().getTime() - 3 * 3_600_000);
  const unsealed = new Date(ctx.clock().getTime() - 10 * 60_000);
  const { rows } = await sql<WorkRow>`
    select 'payment_alert' as kind, count(*)::int as count, max(created_at) as newest from v_payments_attempts
      where organization_id = ${org} and alert is not null and ${within(scope)}
    union all select 'payment_waiting_long', count(*)::int, max(created_at) from v_payments_attempts
      where organization_id = ${org} and state in ('starting', 'waiting') and created_at < ${longAgo} and ${within(scope)}
    union all select case when w.late then 'dispute_late' else 'dispute_waiting' end, count(d.id)::int, max(d.waiting_since)
      from (values (true), (false)) as w (late)
      left join v_disputes d on d.organization_id = ${org} and d.state = 'open' and ${within(scope, "d.creditor_id")}
        and ((d.waiting_since at time zone 'Europe/Paris')::date < ${lateBefore}::date) = w.late
      group by w.late
    union all select 'dispute_held', count(*)::int, max(resolved_at) from v_disputes
      where organization_id = ${org} and state = 'resolved' and holding and ${within(scope)}
    union all select 'mandate_unsealed', count(*)::int, max(sealing_since) from v_mandates
      where organization_id = ${org} and sealing_since < ${unsealed} and ${within(scope)}
    union all select 'request_open', count(*)::int, max(moved_at) from v_messaging_requests
      where organization_id = ${org} and state = 'open' and ${within(scope)}
    union all select 'bank_waiting', count(*)::int, max(created_at) from v_banking_lines
      where organization_id = ${org} and state = 'waiting' and ${within(scope)}
    union all select 'payment_declared', count(*)::int, max(declared_at) from v_payments_declarations
      where organization_id = ${org} and state = 'declared' and ${within(scope)}
    union all ${workOfService(ctx, scope)}
    union all select case when w.late then 'erasure_late' else 'erasure_waiting' end, count(e.id)::int, max(e.asked_at)
      from (values (true), (false)) as w (late)
      left join v_privacy_erasures e on e.organization_id = ${org} and e.state = 'waiting' and ${erasures.seen}
        and (e.due_on < ${erasures.today}::date) = w.late
      group by w.late
    union all select 'debits_to_release', count(*)::int, max(changed_at) from v_collections_batches
      where organization_id = ${org} and state = 'draft' and ${within(scope)}
    union all select 'debits_to_send', count(*)::int, max(changed_at) from v_collections_batches
      where organization_id = ${org} and state = 'ready' and (drop_state is null or drop_state = 'failed') and ${within(scope)}
    union all select 'debits_returned', count(*)::int, max(recorded_at) from v_collections_returns
      where organization_id = ${org} and handled_at is null and ${within(scope)}
    union all select 'users_to_activate', count(*)::int, max(created_at) from v_identity_users u
      where organization_id = ${org} and state = 'invited' and staff_role is null and ${userWithin(scope)}`.execute(
    ctx.db,
  );
  return rows;
}

/** The same of what keeps the service running: imports, mails, settings, certificates. */
function workOfService(ctx: Context, scope: Scope): RawBuilder<WorkRow> {
  const org = ctx.organizationId;
  const soon = new Date(ctx.clock().getTime() + 60 * 86_400_000);
  const lately = new Date(ctx.clock().getTime() - 30 * 86_400_000);
  return sql<WorkRow>`
    select 'import_failed', count(*)::int, max(created_at) from v_exchange_imports
      where organization_id = ${org} and state = 'failed' and created_at > ${lately} and (creditor_id is null or ${within(scope)})
    union all select 'import_errors', count(*)::int, max(created_at) from v_exchange_imports
      where organization_id = ${org} and state = 'done' and errors > 0 and created_at > ${lately} and (creditor_id is null or ${within(scope)})
    union all select 'mail_failed', count(*)::int, max(created_at) from v_notifications_mails
      where organization_id = ${org} and state = 'failed' and created_at > ${lately} and (creditor_id is null or ${within(scope)})
    union all select 'mail_bounced', count(*)::int, max(created_at) from v_notifications_mails
      where organization_id = ${org} and state = 'bounced' and created_at > ${lately} and (creditor_id is null or ${within(scope)})
    union all select 'bank_failed', count(*)::int, max(created_at) from v_banking_files
      where organization_id = ${org} and state = 'failed' and created_at > ${lately} and ${scope === null}
    union all select 'payment_not_configured', count(*)::int, null from v_organizations_creditors c
      where c.organization_id = ${org} and ${within(scope, "c.id")} and not exists (
        select from v_payments_settings s where s.organization_id = c.organization_id and s.creditor_id = c.id and s.enabled)
    union all select 'webhook_off', count(*)::int, max(created_at) from v_webhooks
      where organization_id = ${org} and disabled_for is not null and ${scope === null}
    union all select 'certificate_ending', count(*)::int, max(created_at) from v_signatures_identities
      where organization_id = ${org} and valid_until < ${soon} and ${scope === null}
    union all select 'timestamp_failing', count(*)::int, max(failing_since) from v_signatures_timestamps
      where organization_id = ${org} and failing_since is not null and ${scope === null}`;
}

export type FiguresRow = {
  accounts: number;
  toCollectCents: number;
  overdueCents: number;
  collectedMonthCents: number;
  paymentsMonth: number;
  activeUsers: number;
  parties: number;
};

/** A few figures. @param today day in Paris; `monthStart` the instant at which its month began there. */
export async function selectFigures(
  ctx: Context,
  scope: Scope,
  today: string,
  monthStart: Date,
): Promise<FiguresRow> {
  const org = ctx.organizationId;
  const { rows } = await sql<FiguresRow>`
    select
      (select count(*)::int from v_ledger_accounts where organization_id = ${org} and ${within(scope)}) as accounts,
      (select coalesce(sum(open_cents), 0)::bigint from v_ledger_open_entries where organization_id = ${org} and open_cents > 0 and ${within(scope)}) as "toCollectCents",
      (select coalesce(sum(open_cents), 0)::bigint from v_ledger_open_entries where organization_id = ${org} and open_cents > 0 and due_on < ${today} and ${within(scope)}) as "overdueCents",
      (select coalesce(sum(cents), 0)::bigint from v_payments_receipts where organization_id = ${org} and received_at >= ${monthStart} and ${within(scope)}) as "collectedMonthCents",
      (select count(*)::int from v_payments_receipts where organization_id = ${org} and received_at >= ${monthStart} and ${within(scope)}) as "paymentsMonth",
      (select count(*)::int from v_identity_users u where organization_id = ${org} and state = 'active' and staff_role is null
        and ${userWithin(scope)}) as "activeUsers",
      (select count(*)::int from v_directory_parties p where organization_id = ${org} and ${partyWithin(scope)}) as parties`.execute(
    ctx.db,
  );
  return rows[0]!;
}

/** Money received per day in Paris since a day; days without money are left out. */
export async function selectCollected(
  ctx: Context,
  scope: Scope,
  since: Date,
): Promise<{ day: string; cents: number; count: number }[]> {
  const { rows } = await sql<{ day: string; cents: number; count: number }>`
    select to_char(received_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day, sum(cents)::bigint as cents, count(*)::int as count
    from v_payments_receipts where organization_id = ${ctx.organizationId} and received_at >= ${since} and ${within(scope)}
    group by 1 order by 1`.execute(ctx.db);
  return rows;
}

export type Age = "month" | "quarter" | "half" | "older";

/** What is overdue by its age in days: 1 to 30, 31 to 90, 91 to 180, older. */
export async function selectOverdueByAge(
  ctx: Context,
  scope: Scope,
  today: string,
): Promise<{ age: Age; cents: number; count: number }[]> {
  const { rows } = await sql<{ age: Age; cents: number; count: number }>`
    select case when days <= 30 then 'month' when days <= 90 then 'quarter' when days <= 180 then 'half' else 'older' end as age,
      sum(open_cents)::bigint as cents, count(*)::int as count
    from (select open_cents, ${today}::date - due_on as days from v_ledger_open_entries
      where organization_id = ${ctx.organizationId} and open_cents > 0 and due_on < ${today} and ${within(scope)}) overdue
    group by 1`.execute(ctx.db);
  return rows;
}

/**
 * Money received since a day in Paris by the means that brought it, the most first: on line, by direct debits that did not
 * come back, and by what the bank's statements brought.
 * @param since the instant at which that day began.
 */
export async function selectByMeans(
  ctx: Context,
  scope: Scope,
  day: string,
  since: Date,
): Promise<{ means: string; cents: number; count: number }[]> {
  const org = ctx.organizationId;
  const { rows } = await sql<{ means: string; cents: number; count: number }>`
    select means, sum(cents)::bigint as cents, count(*)::int as count from (
      select means, cents from v_payments_receipts
        where organization_id = ${org} and received_at >= ${since} and ${within(scope)}
      union all select 'direct_debit', cents from v_collections_steps s
        where organization_id = ${org} and step = 'collected' and at >= ${since} and ${within(scope)} and not exists (
          select from v_collections_steps r
          where r.organization_id = s.organization_id and r.collection_id = s.collection_id and r.step <> 'collected')
      union all select case when kind in ('transfer', 'instant_transfer') then 'transfer' when kind = 'cheque' then 'cheque'
          else 'unknown' end, cents from v_banking_transfers
        where organization_id = ${org} and state = 'active' and booked_on >= ${day}::date and ${within(scope)}
    ) received
    group by means order by 2 desc`.execute(ctx.db);
  return rows;
}

export async function selectPublished(
  ctx: Context,
  scope: Scope,
): Promise<{ creditor: string; publishedAt: Date | null }[]> {
  const { rows } = await sql<{ creditor: string; publishedAt: Date | null }>`
    select name as creditor, published_at as "publishedAt" from v_organizations_creditors
    where organization_id = ${ctx.organizationId} and ${within(scope, "id")} order by lower(name), id limit 200`.execute(
    ctx.db,
  );
  return rows;
}

export type FoundRow = {
  kind: "party" | "account" | "invoice" | "payment" | "user";
  id: string;
  title: string;
  detail: string;
  account: string | null;
};
const EACH = 6;

/** The first few of each kind that match a text. */
export async function selectFound(ctx: Context, scope: Scope, text: string): Promise<FoundRow[]> {
  const org = ctx.organizationId;
  const plain = text.replaceAll(/[\\%_]/g, "\\$&");
  const any = sql`'%' || quitus_search_text(array[${plain}::text]) || '%'`;
  const prefix = `${plain}%`;
  const { rows } = await sql<FoundRow>`
    (select 'account' as kind, id, label as title, code as detail, id as account from v_ledger_accounts
      where organization_id = ${org} and search_text like ${any} and ${within(scope)} order by label, id limit ${EACH})
    union all (select 'party', id, name, code, null from v_directory_parties p
      where organization_id = ${org} and search_text like ${any}
        and ${partyWithin(scope)}
      order by sort_name, id limit ${EACH})
    union all (select 'invoice', id, number, account_label, account_id from v_ledger_invoices
      where organization_id = ${org} and number like ${prefix} and ${within(scope)} order by issued_on desc, id limit ${EACH})
    union all (select 'payment', id, reference, state, account_id from v_payments_attempts
      where organization_id = ${org} and reference like ${prefix.toUpperCase()} and ${within(scope)} order by created_at desc, id limit ${EACH})
    union all (select 'user', id, name, identifier, null from v_identity_users u
      where organization_id = ${org} and search_text like ${any}
        and ${userWithin(scope)}
      order by name, id limit ${EACH})`.execute(ctx.db);
  return rows;
}
