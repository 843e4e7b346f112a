/** Statements on money that went back. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";

export type ReversalKind = "refund" | "charge_back";
export type ReversalRow = {
  id: string;
  payment_id: string;
  kind: ReversalKind;
  cents: number;
  reversed_on: string;
  reason: string;
  provider_key: string | null;
  recorded_by: string | null;
};

/** What went back of payments, oldest first. */
export async function reversalsOf(ctx: Context, paymentIds: readonly string[]): Promise<ReversalRow[]> {
  if (paymentIds.length === 0) return [];
  const { rows } = await sql<ReversalRow>`
    select id, payment_id, kind, cents, reversed_on, reason, provider_key, recorded_by from reversals
    where organization_id = ${ctx.organizationId} and payment_id = any(${[...paymentIds]}::uuid[])
    order by reversed_on, recorded_at, id`.execute(ctx.db);
  return rows;
}

export async function findReversal(ctx: Context, id: string): Promise<ReversalRow | undefined> {
  const { rows } = await sql<ReversalRow>`
    select id, payment_id, kind, cents, reversed_on, reason, provider_key, recorded_by from reversals
    where organization_id = ${ctx.organizationId} and id = ${id}`.execute(ctx.db);
  return rows[0];
}

export type NewReversal = Omit<ReversalRow, "id"> & { creditor_id: string };

/** @returns its id. The caller has the payment's row locked and knows that it is not there yet. */
export async function insertReversal(ctx: Context, reversal: NewReversal): Promise<string> {
  const id = newId(ctx.clock().getTime());
  await ctx.db
    .insertInto("reversals")
    .values({ ...reversal, organization_id: ctx.organizationId, id, recorded_at: ctx.clock() })
    .execute();
  return id;
}

/** The provider tells what staff had recorded by hand: one and the same. */
export async function adoptReversal(ctx: Context, id: string, providerKey: string): Promise<void> {
  await ctx.db
    .updateTable("reversals")
    .set({ provider_key: providerKey })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}
