/** Statements on transfers that customers said they would make. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export type TransferState = "open" | "received" | "cancelled" | "expired";
export type TransferRow = {
  id: string;
  reference: string;
  user_id: string;
  creditor_id: string;
  account_id: string;
  cents: number;
  state: TransferState;
  made_at: Date;
  /** The last day on which it is expected. */
  expires_on: string;
  closed_at: Date | null;
  /** When its payer gave it up; kept when its money came all the same. */
  given_up_at: Date | null;
  received_cents: number | null;
  received_on: string | null;
  allocation_id: string | null;
};
/** `on`: day in Paris. */
export type ReceivedTransfer = { orderId: string; cents: number; on: string; allocationId: string };
export type TransferPart = { order_id: string; entry_id: string; cents: number };

const columns = [
  "id",
  "reference",
  "user_id",
  "creditor_id",
  "account_id",
  "cents",
  "state",
  "made_at",
  "expires_on",
  "closed_at",
  "given_up_at",
  "received_cents",
  "received_on",
  "allocation_id",
] as const;

const orders = (ctx: Context) =>
  ctx.db.selectFrom("transfer_orders").select(columns).where("organization_id", "=", ctx.organizationId);

export async function findTransfer(ctx: Context, id: string): Promise<TransferRow | undefined> {
  return (await orders(ctx).where("id", "=", id).executeTakeFirst()) as TransferRow | undefined;
}

/** The row, locked until the transaction ends: giving up and receiving wait for one another. */
export async function lockTransfer(ctx: Context, id: string): Promise<TransferRow | undefined> {
  return (await orders(ctx).where("id", "=", id).forUpdate().executeTakeFirst()) as TransferRow | undefined;
}

/** The same of many, locked in the order of their ids. */
export async function lockTransfers(ctx: Context, ids: readonly string[]): Promise<TransferRow[]> {
  return (await orders(ctx)
    .where("id", "=", sql<string>`any(${ids as string[]}::uuid[])`)
    .orderBy("id")
    .forUpdate()
    .execute()) as unknown as TransferRow[];
}

/** The money of orders came. */
export async function updateReceived(ctx: Context, received: readonly ReceivedTransfer[]): Promise<void> {
  await sql`
    update transfer_orders o
    set state = 'received', closed_at = ${ctx.clock()}, received_cents = n.cents, received_on = n.day, allocation_id = n.allocation_id
    from unnest(${received.map((one) => one.orderId)}::uuid[], ${received.map((one) => one.cents)}::bigint[], ${received.map((one) => one.on)}::date[],
                ${received.map((one) => one.allocationId)}::uuid[]) as n (id, cents, day, allocation_id)
    where o.organization_id = ${ctx.organizationId} and o.id = n.id`.execute(ctx.db);
}

export async function transfersByReference(
  ctx: Context,
  references: readonly string[],
): Promise<TransferRow[]> {
  return (await orders(ctx)
    .where("reference", "=", sql<string>`any(${references as string[]}::text[])`)
    .execute()) as unknown as TransferRow[];
}

/** Orders of a user that wait, on some accounts. */
export async function openTransfers(
  ctx: Context,
  userId: string,
  accountIds: readonly string[],
): Promise<TransferRow[]> {
  return (await orders(ctx)
    .where("state", "=", "open")
    .where("user_id", "=", userId)
    .where("account_id", "=", sql<string>`any(${accountIds as string[]}::uuid[])`)
    .orderBy("id")
    .limit(500)
    .execute()) as unknown as TransferRow[];
}

type Key = { at: string; id: string };

type Page = { userId: string; state?: TransferState | undefined; after: Key | null; limit: number };

/** A page of a user's orders, newest first. */
export function transfersPage(ctx: Context, { userId, state, after, limit }: Page) {
  let query = orders(ctx).where("user_id", "=", userId);
  if (state) query = query.where("state", "=", state);
  if (after) query = query.where(sql<boolean>`(made_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return query.orderBy("made_at", "desc").orderBy("id", "desc").limit(limit);
}

export const transfersOfUser = (ctx: Context, page: Page): Promise<TransferRow[]> =>
  transfersPage(ctx, page).execute() as unknown as Promise<TransferRow[]>;

export async function partsOfTransfers(ctx: Context, orderIds: readonly string[]): Promise<TransferPart[]> {
  if (orderIds.length === 0) return [];
  return ctx.db
    .selectFrom("transfer_order_parts")
    .select(["order_id", "entry_id", "cents"])
    .where("organization_id", "=", ctx.organizationId)
    .where("order_id", "=", sql<string>`any(${orderIds as string[]}::uuid[])`)
    .orderBy("order_id")
    .orderBy("entry_id")
    .execute() as Promise<TransferPart[]>;
}

export type NewTransfer = Pick<
  TransferRow,
  "id" | "reference" | "user_id" | "creditor_id" | "account_id" | "cents" | "made_at" | "expires_on"
> & { parts: readonly Omit<TransferPart, "order_id">[] };

/** Orders and what they pay: two statements whatever their number. */
export async function insertTransfers(ctx: Context, made: readonly NewTransfer[]): Promise<void> {
  if (made.length === 0) return;
  const organization_id = ctx.organizationId;
  await ctx.db
    .insertInto("transfer_orders")
    .values(made.map(({ parts: _, ...order }) => ({ ...order, organization_id, state: "open" })))
    .execute();
  await ctx.db
    .insertInto("transfer_order_parts")
    .values(
      made.flatMap(({ id, parts }) => parts.map((part) => ({ ...part, organization_id, order_id: id }))),
    )
    .execute();
}

export type TransferChange = Pick<
  TransferRow,
  "state" | "closed_at" | "received_cents" | "received_on" | "allocation_id"
> & { given_up_at?: Date };

export async function updateTransfer(ctx: Context, id: string, change: TransferChange): Promise<void> {
  await ctx.db
    .updateTable("transfer_orders")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** The next orders whose term is past, locked, those on which somebody acts left out. */
export const overdueTransfers = (ctx: Context, today: string, limit: number) => sql<{ id: string }>`
  select id from transfer_orders
  where organization_id = ${ctx.organizationId} and state = 'open' and expires_on < ${today}
  order by expires_on, id limit ${limit} for update skip locked`;

/** Closes the next orders whose term is past, unless somebody acts on them. @returns them. */
export async function expireTransfers(
  ctx: Context,
  today: string,
  limit: number,
): Promise<Pick<TransferRow, "id" | "creditor_id" | "account_id">[]> {
  const { rows } = await sql<Pick<TransferRow, "id" | "creditor_id" | "account_id">>`
    update transfer_orders o set state = 'expired', closed_at = ${ctx.clock()}
    from (${overdueTransfers(ctx, today, limit)}) n
    where o.organization_id = ${ctx.organizationId} and o.id = n.id returning o.id, o.creditor_id, o.account_id`.execute(
    ctx.db,
  );
  return rows;
}
