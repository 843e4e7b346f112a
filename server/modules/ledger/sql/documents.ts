/** Statements on letterings as they are read, and on invoices. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export const selectLettering = (ctx: Context, accountId: string, letteringId: string) =>
  ctx.db
    .selectFrom("letterings")
    .select(["id", "code", "origin", "created_at as createdAt"])
    .where("organization_id", "=", ctx.organizationId)
    .where("account_id", "=", accountId)
    .where("id", "=", letteringId)
    .executeTakeFirst();

export const selectLetteringParts = (ctx: Context, letteringId: string) =>
  ctx.db
    .selectFrom("lettering_parts as p")
    .innerJoin("entries as e", (join) =>
      join.onRef("e.organization_id", "=", "p.organization_id").onRef("e.id", "=", "p.entry_id"),
    )
    .select(["e.id", "e.entered_on as date", "e.label", "e.piece", "e.amount_cents as entryCents", "p.cents"])
    .where("p.organization_id", "=", ctx.organizationId)
    .where("p.lettering_id", "=", letteringId)
    .where("e.superseded_at", "is", null)
    .orderBy("e.entered_on")
    .orderBy("e.id")
    .execute();

export const selectInvoice = (ctx: Context, accountId: string, invoiceId: string) =>
  ctx.db
    .selectFrom("invoices")
    .select([
      "id",
      "number",
      "kind",
      "subject",
      "issued_on as issuedOn",
      "due_on as dueOn",
      "net_cents as netCents",
      "vat_cents as vatCents",
      "total_cents as totalCents",
      "lines",
      "pdf_hash as pdfHash",
    ])
    .where("organization_id", "=", ctx.organizationId)
    .where("account_id", "=", accountId)
    .where("id", "=", invoiceId)
    .executeTakeFirst();
export type InvoiceRow = NonNullable<Awaited<ReturnType<typeof selectInvoice>>>;

export type SettlingPart = {
  letteringId: string;
  cents: number;
  /** True for a part of the invoice itself. */
  own: boolean;
  date: string;
  label: string;
  paymentId: string | null;
};

/** All the parts of the letterings that entries of an invoice take part in, oldest first. */
export const selectSettlingParts = async (
  ctx: Context,
  entryIds: readonly string[],
): Promise<SettlingPart[]> =>
  (
    await sql<SettlingPart>`
      select p.lettering_id as "letteringId", p.cents, e.id = any(${[...entryIds]}::uuid[]) as own,
             e.entered_on as date, e.label, e.payment_id as "paymentId"
      from lettering_parts p
      join entries e on e.organization_id = p.organization_id and e.id = p.entry_id
      where p.organization_id = ${ctx.organizationId} and p.lettering_id in (
        select o.lettering_id from lettering_parts o
        where o.organization_id = ${ctx.organizationId} and o.entry_id = any(${[...entryIds]}::uuid[]))
      order by e.entered_on, e.id, p.lettering_id`.execute(ctx.db)
  ).rows;

/** The name and postal address of a party, for a document. */
export const selectPostalParty = async (ctx: Context, partyId: string) =>
  (
    await sql<{ name: string; address: string[] }>`
      select name, address from v_directory_postal_parties where organization_id = ${ctx.organizationId} and id = ${partyId}`.execute(
      ctx.db,
    )
  ).rows[0];

/** Entries of credit notes written since an instant, and still there. */
export async function selectCreditNotes(
  ctx: Context,
  accountIds: readonly string[],
  since: Date,
): Promise<{ accountId: string; cents: number; publishedAt: Date }[]> {
  const { rows } = await sql<{ accountId: string; cents: number; publishedAt: Date }>`
    select e.account_id as "accountId", -e.amount_cents as cents, e.created_at as "publishedAt"
    from entries e
    join invoices i on i.organization_id = e.organization_id and i.id = e.invoice_id and i.kind = 'credit_note'
    where e.organization_id = ${ctx.organizationId} and e.account_id = any(${[...accountIds]}::uuid[])
      and e.amount_cents < 0 and e.created_at >= ${since} and e.superseded_at is null
    order by e.created_at, e.id`.execute(ctx.db);
  return rows;
}
