/** Statements on attempts to pay and on what they are for. */
import { sql } from "kysely";
import type { Departure } from "../../../gateways/payment-gateway.ts";
import type { GatewayName } from "../../../gateways/payment-gateways.ts";
import type { Context } from "../../../platform/context.ts";
import type { PaymentState } from "../rules.ts";

export type PaymentRow = {
  id: string;
  reference: string;
  user_id: string;
  creditor_id: string;
  account_id: string;
  gateway: GatewayName;
  amount_cents: number;
  state: PaymentState;
  departure: Departure | null;
  provider_reference: string | null;
  last_code: string | null;
  alert: string | null;
  email: string | null;
  created_at: Date;
  started_at: Date | null;
  asked_at: Date | null;
  freed_at: Date | null;
  closed_at: Date | null;
};

const columns = [
  "id",
  "reference",
  "user_id",
  "creditor_id",
  "account_id",
  "gateway",
  "amount_cents",
  "state",
  "departure",
  "provider_reference",
  "last_code",
  "alert",
  "email",
  "created_at",
  "started_at",
  "asked_at",
  "freed_at",
  "closed_at",
] as const;

const payments = (ctx: Context) =>
  ctx.db.selectFrom("payments").select(columns).where("organization_id", "=", ctx.organizationId);

export async function findPayment(ctx: Context, id: string): Promise<PaymentRow | undefined> {
  return (await payments(ctx).where("id", "=", id).executeTakeFirst()) as PaymentRow | undefined;
}

/** The row, locked until the transaction ends: notification, return, poll and cancellation wait for one another. */
export async function lockPayment(ctx: Context, id: string): Promise<PaymentRow | undefined> {
  return (await payments(ctx).where("id", "=", id).forUpdate().executeTakeFirst()) as PaymentRow | undefined;
}

/** The attempt that a provider names, among those of the creditor whose secrets proved the message. */
export async function findByReference(
  ctx: Context,
  creditorId: string,
  gateway: string,
  by: { reference?: string; providerReference?: string },
): Promise<Pick<PaymentRow, "id" | "created_at"> | undefined> {
  let query = ctx.db
    .selectFrom("payments")
    .select(["id", "created_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("creditor_id", "=", creditorId)
    .where("gateway", "=", gateway);
  if (by.reference !== undefined) query = query.where("reference", "=", by.reference);
  if (by.providerReference !== undefined)
    query = query.where("provider_reference", "=", by.providerReference);
  return query.executeTakeFirst();
}

export type NewPayment = Pick<
  PaymentRow,
  "id" | "reference" | "user_id" | "creditor_id" | "account_id" | "gateway" | "amount_cents" | "email"
>;

/** A piece of a payment, in the words of that day. */
export type NewPiece = {
  id: string;
  cents: number;
  label: string;
  piece: string;
  date: string;
  dueOn: string | null;
};

export async function insertPayment(
  ctx: Context,
  payment: NewPayment,
  pieces: readonly NewPiece[],
): Promise<void> {
  await ctx.db
    .insertInto("payments")
    .values({ ...payment, organization_id: ctx.organizationId, state: "starting", created_at: ctx.clock() })
    .execute();
  await ctx.db
    .insertInto("payment_entries")
    .values(
      pieces.map((piece) => ({
        organization_id: ctx.organizationId,
        payment_id: payment.id,
        entry_id: piece.id,
        cents: piece.cents,
        label: piece.label,
        piece: piece.piece,
        entered_on: piece.date,
        due_on: piece.dueOn,
      })),
    )
    .execute();
}

export type PaymentChange = Partial<
  Pick<
    PaymentRow,
    | "state"
    | "provider_reference"
    | "last_code"
    | "alert"
    | "started_at"
    | "asked_at"
    | "freed_at"
    | "closed_at"
  >
> & { departure?: Departure };

export async function updatePayment(ctx: Context, id: string, change: PaymentChange): Promise<void> {
  const { departure, ...rest } = change;
  await ctx.db
    .updateTable("payments")
    .set({ ...rest, ...(departure ? { departure: JSON.stringify(departure) } : {}) })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

export type PieceRow = {
  payment_id: string;
  entry_id: string;
  /** What was ordered to be paid of the entry. */
  cents: number;
  /** What the money settled of it when it came; null while none came, and for payments of before this was kept. */
  settled_cents: number | null;
  /** What it was called when it was paid; null, all of them, for payments of before this was kept. */
  label: string | null;
  piece: string | null;
  entered_on: string | null;
  due_on: string | null;
};

/** What was ordered to be paid, entry by entry. */
export async function paymentPieces(ctx: Context, paymentIds: readonly string[]): Promise<PieceRow[]> {
  if (paymentIds.length === 0) return [];
  const { rows } = await sql<PieceRow>`
    select payment_id, entry_id, cents, settled_cents, label, piece, entered_on, due_on from payment_entries
    where organization_id = ${ctx.organizationId} and payment_id = any(${paymentIds as string[]}) order by payment_id, entry_id`.execute(
    ctx.db,
  );
  return rows;
}

/** Keeps what the money of a payment settled of each entry; nothing of those left out. */
export async function keepSettled(
  ctx: Context,
  paymentId: string,
  parts: readonly { entryId: string; cents: number }[],
): Promise<void> {
  await sql`
    update payment_entries p
    set settled_cents = coalesce((
      select sum(n.cents) from unnest(${parts.map((part) => part.entryId)}::uuid[], ${parts.map((part) => part.cents)}::bigint[])
        as n (entry_id, cents) where n.entry_id = p.entry_id), 0)
    where p.organization_id = ${ctx.organizationId} and p.payment_id = ${paymentId}`.execute(ctx.db);
}

const ago = (ctx: Context, days: number) => new Date(ctx.clock().getTime() - days * 24 * 3_600_000);
const named = sql.join(columns.map((name) => sql.ref(`p.${name}`)));

/**
 * Attempts that may have to be asked about: the open ones, and those closed without money in the last day. Each half has
 * its index; none stays open for days, so those closed lately were made lately.
 */
export async function attemptsToWatch(ctx: Context, limit: number): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select * from (
      select ${named} from payments p where p.organization_id = ${ctx.organizationId} and p.state in ('starting', 'waiting')
      union all
      select ${named} from payments p where p.organization_id = ${ctx.organizationId} and p.created_at > ${ago(ctx, 4)}
        and p.state in ('cancelled', 'denied', 'expired') and p.closed_at > ${ago(ctx, 1)}) p
    order by coalesce(asked_at, created_at) limit ${limit}`.execute(ctx.db);
  return rows;
}

/** Paid attempts that were not asked about in the last day, and whose provider can still tell that money went back. */
export async function paidToWatch(
  ctx: Context,
  telling: readonly { gateway: GatewayName; days: number }[],
  limit: number,
): Promise<PaymentRow[]> {
  const days = Math.max(0, ...telling.map((one) => one.days));
  const { rows } = await sql<PaymentRow>`
    select ${named} from payments p
    where p.organization_id = ${ctx.organizationId} and p.state = 'paid' and p.closed_at > ${ago(ctx, days)}
      and p.asked_at <= ${ago(ctx, 1)} and p.gateway = any(${telling.map((one) => one.gateway)}::text[])
    order by p.asked_at limit ${limit}`.execute(ctx.db);
  return rows;
}

/** Marks attempts as being asked about, before they are: one that fails waits for its next time like the others. */
export async function markAsked(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`update payments set asked_at = ${ctx.clock()} where organization_id = ${ctx.organizationId} and id = any(${ids as string[]})`.execute(
    ctx.db,
  );
}

export async function paymentsOfUser(
  ctx: Context,
  userId: string,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<PaymentRow[]> {
  let query = payments(ctx).where("user_id", "=", userId);
  if (after)
    query = query.where(sql<boolean>`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return (await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute()) as unknown as PaymentRow[];
}

export type OfficeFilter = {
  creditorIds: string[] | null;
  creditorId?: string | undefined;
  state?: PaymentState | undefined;
  alertOnly: boolean;
  search?: string | undefined;
  payerIds: string[];
};

export async function officePayments(
  ctx: Context,
  filter: OfficeFilter,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<PaymentRow[]> {
  let query = payments(ctx);
  if (filter.creditorIds)
    query = query.where("creditor_id", "=", sql<string>`any(${filter.creditorIds}::uuid[])`);
  if (filter.creditorId) query = query.where("creditor_id", "=", filter.creditorId);
  if (filter.state) query = query.where("state", "=", filter.state);
  if (filter.alertOnly) query = query.where("alert", "is not", null);
  if (filter.search !== undefined)
    query = query.where(
      sql<boolean>`(reference like ${`${filter.search.toUpperCase().replaceAll(/[%_\\]/g, "")}%`} or user_id = any(${filter.payerIds}::uuid[]))`,
    );
  if (after)
    query = query.where(sql<boolean>`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return (await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute()) as unknown as PaymentRow[];
}
