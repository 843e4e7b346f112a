/** Statements on receipts: the money, at most once per payment. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";

export type ReceiptRow = {
  id: string;
  payment_id: string;
  number: string;
  cents: number;
  means: "card" | "direct_debit" | "unknown";
  authorisation: string | null;
  received_at: Date;
  unapplied: boolean;
};

export async function receiptsOf(ctx: Context, paymentIds: readonly string[]): Promise<ReceiptRow[]> {
  if (paymentIds.length === 0) return [];
  const { rows } = await sql<ReceiptRow>`
    select id, payment_id, number, cents, means, authorisation, received_at, unapplied from receipts
    where organization_id = ${ctx.organizationId} and payment_id = any(${paymentIds as string[]})`.execute(
    ctx.db,
  );
  return rows;
}

export type NewReceipt = {
  payment_id: string;
  creditor_id: string;
  number: string;
  cents: number;
  means: string;
  authorisation: string | null;
  received_at: Date;
};

/** THE claim: at most one receipt per payment. @returns null when somebody recorded it before. */
export async function claimReceipt(ctx: Context, receipt: NewReceipt): Promise<string | null> {
  const row = await ctx.db
    .insertInto("receipts")
    .values({
      ...receipt,
      organization_id: ctx.organizationId,
      id: newId(ctx.clock().getTime()),
      recorded_at: ctx.clock(),
      unapplied: false,
    })
    .onConflict((conflict) => conflict.columns(["organization_id", "payment_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function markUnapplied(ctx: Context, receiptId: string): Promise<void> {
  await ctx.db
    .updateTable("receipts")
    .set({ unapplied: true })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", receiptId)
    .execute();
}

/** The next receipt number of a creditor in a year; the counter is locked until the transaction ends, so none is skipped. */
export async function nextReceiptRank(ctx: Context, creditorId: string, year: number): Promise<number> {
  const row = await ctx.db
    .insertInto("receipt_counters")
    .values({ organization_id: ctx.organizationId, creditor_id: creditorId, year, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["organization_id", "creditor_id", "year"])
        .doUpdateSet({ last_number: sql`receipt_counters.last_number + 1` }),
    )
    .returning("last_number")
    .executeTakeFirstOrThrow();
  return row.last_number;
}
