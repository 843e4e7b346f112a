/** Statements that publish invoices and their PDFs. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { PublishedInvoice } from "../publish-invoices.ts";

/** @returns how many rows are new or changed. */
export async function upsertInvoices(ctx: Context, invoices: readonly PublishedInvoice[]): Promise<number> {
  const result = await sql`
    insert into invoices as i (organization_id, id, account_id, number, kind, subject, issued_on, due_on, net_cents, vat_cents, total_cents, lines, created_at)
    select ${ctx.organizationId}, quitus_new_id(), g."accountId", g.number, g.kind, g.subject, g."issuedOn", g."dueOn", g."netCents", g."vatCents",
           g."totalCents", g.lines, ${ctx.clock()}
    from jsonb_to_recordset(${JSON.stringify(invoices)}::jsonb) as g ("accountId" uuid, number text, kind text, subject text, "issuedOn" date,
      "dueOn" date, "netCents" bigint, "vatCents" bigint, "totalCents" bigint, lines jsonb)
    order by g."accountId", g.number
    on conflict (organization_id, account_id, number) do update set kind = excluded.kind, subject = excluded.subject,
      issued_on = excluded.issued_on, due_on = excluded.due_on, net_cents = excluded.net_cents, vat_cents = excluded.vat_cents,
      total_cents = excluded.total_cents, lines = excluded.lines
    where (i.kind, i.subject, i.issued_on, i.due_on, i.net_cents, i.vat_cents, i.total_cents, i.lines) is distinct from
      (excluded.kind, excluded.subject, excluded.issued_on, excluded.due_on, excluded.net_cents, excluded.vat_cents, excluded.total_cents, excluded.lines)`.execute(
    ctx.db,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** The entries of the same account whose piece is the number of an invoice: debits for an invoice, credits for a credit note. */
export async function tieEntries(ctx: Context, invoices: readonly PublishedInvoice[]): Promise<void> {
  await sql`
    update entries e set invoice_id = i.id
    from invoices i
    join unnest(${invoices.map((one) => one.accountId)}::uuid[], ${invoices.map((one) => one.number)}::text[]) as g (account_id, number)
      on g.account_id = i.account_id and g.number = i.number
    where e.organization_id = ${ctx.organizationId} and i.organization_id = ${ctx.organizationId} and e.account_id = i.account_id
      and e.piece = i.number and e.origin <> 'payment' and (i.kind = 'invoice') = (e.amount_cents >= 0) and e.invoice_id is distinct from i.id`.execute(
    ctx.db,
  );
}

/** @returns the places (from 0) of the PDFs whose invoice is unknown. */
export async function updateInvoicePdfs(
  ctx: Context,
  pdfs: readonly { accountId: string; number: string; hash: string }[],
): Promise<number[]> {
  const given = sql`
    unnest(${pdfs.map((one) => one.accountId)}::uuid[], ${pdfs.map((one) => one.number)}::text[], ${pdfs.map((one) => one.hash)}::text[])
      with ordinality as g (account_id, number, hash, place)`;
  await sql`
    update invoices i set pdf_hash = g.hash from (select distinct on (account_id, number) * from ${given} order by account_id, number, place desc) g
    where i.organization_id = ${ctx.organizationId} and i.account_id = g.account_id and i.number = g.number and i.pdf_hash is distinct from g.hash`.execute(
    ctx.db,
  );
  const { rows } = await sql<{ place: number }>`
    select g.place - 1 as place from ${given}
    where not exists (select from invoices i where i.organization_id = ${ctx.organizationId} and i.account_id = g.account_id and i.number = g.number)
    order by g.place`.execute(ctx.db);
  return rows.map((row) => row.place);
}
