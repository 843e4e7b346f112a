/**
 * What goes at its term of what mandates keep: of one that ended, its reference, its dates and its state stay; who
 * signed, from which account, and the evidence go. Thirteen months after the last debit at the earliest: it may be
 * contested until then (C. mon. fin. L133-24).
 */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { droppedOf, type Sweep, type Swept } from "../../../platform/terms.ts";

const over = (ctx: Context, before: Date) => sql`
  m.organization_id = ${ctx.organizationId} and m.state in ('stopped', 'revoked', 'finished', 'dormant', 'abandoned')
  and m.changed_at <= ${before}
  and (m.last_collected_on is null or m.last_collected_on <= (${ctx.clock()}::timestamptz - interval '13 months')::date)`;

type Named = { hash: string; at: Date };

async function deleteSignatures(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql<Named & { sealed: string | null; unstamped: string | null }>`
    delete from mandate_signatures t where t.organization_id = ${ctx.organizationId} and t.id in (
      select s.id from mandates m join mandate_signatures s on s.organization_id = m.organization_id and s.mandate_id = m.id
      where ${over(ctx, before)} limit ${limit} for update of s skip locked)
    returning t.document_hash as hash, t.sealed_hash as sealed, t.unstamped_hash as unstamped, t.created_at as at`.execute(
    ctx.db,
  );
  const sealed = rows.flatMap(({ sealed: now, unstamped, at }) =>
    [now, unstamped].flatMap((hash) => (hash ? [{ hash, at }] : [])),
  );
  return { count: rows.length, dropped: droppedOf([...rows, ...sealed]) };
}

async function emptyMandates(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql<{ id: string; document: string | null; sealed: string | null; at: Date }>`
    with over as (
      select m.id, m.document_hash as document, m.sealed_hash as sealed, m.created_at as at from mandates m
      where ${over(ctx, before)} and (m.debtor_name <> '—' or length(m.debtor_iban) > 4)
      limit ${limit} for update skip locked),
    amended as (
      delete from mandate_amendments a using over where a.organization_id = ${ctx.organizationId} and a.mandate_id = over.id)
    update mandates t set debtor_name = '—', debtor_address = '{}', debtor_iban = right(t.debtor_iban, 4), debtor_bic = null,
      document_hash = null, sealed_hash = null
    from over where t.organization_id = ${ctx.organizationId} and t.id = over.id
    returning t.id, over.document, over.sealed, over.at`.execute(ctx.db);
  const named = rows.flatMap(({ document, sealed, at }) =>
    [document, sealed].flatMap((hash) => (hash ? [{ hash, at }] : [])),
  );
  return { count: rows.length, dropped: droppedOf(named) };
}

async function emptyEvents(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql`
    update mandate_events t set data = '{}' where t.organization_id = ${ctx.organizationId} and t.id in (
      select e.id from mandates m join mandate_events e on e.organization_id = m.organization_id and e.mandate_id = m.id
      where ${over(ctx, before)} and e.data <> '{}' limit ${limit})
    returning t.id`.execute(ctx.db);
  return { count: rows.length };
}

/** Signatures first: a file goes once nothing names it any more. */
export const sweeps: readonly Sweep[] = [
  { kind: "mandate_signatures", tables: ["mandate_signatures"], term: "proof", run: deleteSignatures },
  { kind: "mandates", tables: ["mandates", "mandate_amendments"], term: "proof", run: emptyMandates },
  { kind: "mandate_events", tables: ["mandate_events"], term: "proof", run: emptyEvents },
];
