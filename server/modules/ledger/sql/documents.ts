/** Statements on letterings as they are read, and on invoices. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { KeptFacturx, Published } from "../facturx-rules.ts";

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
      "facturx",
      "facturx_hash as facturxHash",
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

export type UnreadPdf = Published & { id: string; accountId: string; creditorId: string; pdfHash: string };

/** Invoices whose PDF was not read yet, by id, after one of them. */
export const selectUnreadPdfs = async (
  ctx: Context,
  after: string | null,
  limit: number,
): Promise<UnreadPdf[]> =>
  (
    await sql<UnreadPdf>`
      select i.id, i.account_id as "accountId", a.creditor_id as "creditorId", i.pdf_hash as "pdfHash", i.number, i.issued_on as "issuedOn",
             i.due_on as "dueOn", i.net_cents as "netCents", i.vat_cents as "vatCents", i.total_cents as "totalCents"
      from invoices i join accounts a on a.organization_id = i.organization_id and a.id = i.account_id
      where i.organization_id = ${ctx.organizationId} and i.pdf_hash is not null and i.facturx_of is distinct from i.pdf_hash
        and ${after === null ? sql`true` : sql`i.id > ${after}`}
      order by i.id limit ${limit}`.execute(ctx.db)
  ).rows;

/** Keeps what a PDF says, unless another PDF took its place meanwhile. */
export async function saveFacturx(
  ctx: Context,
  { id, pdfHash }: { id: string; pdfHash: string },
  facturx: KeptFacturx | null,
  xmlHash: string | null,
): Promise<void> {
  await ctx.db
    .updateTable("invoices")
    .set({
      facturx: facturx && JSON.stringify(facturx),
      facturx_of: pdfHash,
      facturx_hash: xmlHash,
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("pdf_hash", "=", pdfHash)
    .execute();
}

/** What anybody who holds an invoice may be told of it. */
export type PublishedMark = { kind: string; number: string; issuedOn: string; creditorId: string };

const marks = sql`
  select i.kind, i.number, i.issued_on as "issuedOn", a.creditor_id as "creditorId"
  from invoices i join accounts a on a.organization_id = i.organization_id and a.id = i.account_id`;

/** The invoice of which this file is the published PDF. */
export const selectByFile = async (ctx: Context, hash: string): Promise<PublishedMark | undefined> =>
  (
    await sql<PublishedMark>`${marks}
      where i.organization_id = ${ctx.organizationId} and i.pdf_hash = ${hash} order by i.id limit 1`.execute(
      ctx.db,
    )
  ).rows[0];

/** Invoices of a number and an amount, whatever its sign. */
export const selectByNumber = async (
  ctx: Context,
  number: string,
  totalCents: number,
): Promise<PublishedMark[]> =>
  (
    await sql<PublishedMark>`${marks}
      where i.organization_id = ${ctx.organizationId} and i.number collate "C" = ${number} and abs(i.total_cents) = ${totalCents}
      order by i.id limit 20`.execute(ctx.db)
  ).rows;
