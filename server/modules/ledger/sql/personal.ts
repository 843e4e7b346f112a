/** Statements on the accounts that one person may read (INF-5). Nothing of it is erased before its term: these are books. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/personal-data.ts";

const readable = (ctx: Context, of: Subject) =>
  sql`a.organization_id = ${ctx.organizationId} and a.party_id = any(${[...of.actsFor]}::uuid[])`;
const creditor = sql`join v_organizations_creditors c on c.organization_id = a.organization_id and c.id = a.creditor_id`;

export const accountsOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select a.id::text as key, coalesce(a.published_at, a.created_at) as at, c.name as creditor, a.code, a.label, a.kind as account_kind,
    a.balance_cents
  from accounts a ${creditor} where ${readable(ctx, of)}`;

export const entriesOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select e.id::text as key, e.entered_on::timestamptz as at, a.code as account, e.entered_on, e.due_on, e.label, e.piece,
    e.amount_cents, e.settled_cents, e.lettering_code as lettering
  from accounts a join entries e on e.organization_id = a.organization_id and e.account_id = a.id
  where ${readable(ctx, of)} and e.superseded_at is null`;

export const invoicesOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select i.id::text as key, i.issued_on::timestamptz as at, a.code as account, i.number, i.kind as invoice_kind, i.subject, i.issued_on,
    i.due_on, i.net_cents, i.vat_cents, i.total_cents, i.pdf_hash as file_hash, i.number || '.pdf' as file_name
  from accounts a join invoices i on i.organization_id = a.organization_id and i.account_id = a.id
  where ${readable(ctx, of)}`;

/** The lots of which he is the owner or the tenant, as they are published. */
export const lotsOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select t.creditor_id || ':' || t.owner_id || ':' || t.tenant_id || ':' || t.lot as key, t.published_at as at, t.lot,
    case when t.owner_id = any(${[...of.himself]}::uuid[]) then 'owner' else 'tenant' end as place, t.from_on, t.until_on
  from tenant_links t where t.organization_id = ${ctx.organizationId}
    and (t.owner_id = any(${[...of.himself]}::uuid[]) or t.tenant_id = any(${[...of.himself]}::uuid[]))`;
