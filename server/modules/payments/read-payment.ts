import { gatewayNamed } from "../../gateways/payment-gateways.ts";
import { atLeast, type Context, theUser } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { factsAbout } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { findUserIds, findUsersByIds } from "../identity/index.ts";
import { creditorsByIds, visibleCreditorIds } from "../organizations/index.ts";
import { maySeeAsPayer, maySeeAsStaff } from "./access.ts";
import type { Payment } from "./contract.ts";
import { type NamedPiece, namePieces, settledOf } from "./name-pieces.ts";
import { isOpen, type PaymentState } from "./rules.ts";
import {
  findPayment,
  officePayments,
  type PaymentRow,
  paymentPieces,
  paymentsOfUser,
} from "./sql/payments.ts";
import { type ReceiptRow, receiptsOf } from "./sql/receipts.ts";
import { type ReversalRow, reversalsOf } from "./sql/reversals.ts";

/** One payment, for who made it. */
export async function readPayment(ctx: Context, paymentId: string): Promise<Payment> {
  const row = found(await findPayment(ctx, paymentId));
  if (!maySeeAsPayer(ctx.actor, row)) found(null);
  return found((await describe(ctx, [row]))[0]);
}

/** The payments of the acting user, newest first. */
export async function listPayments(ctx: Context, page: { cursor?: string | undefined; limit: number }) {
  const rows = await paymentsOfUser(ctx, theUser(ctx).userId, after(page.cursor), page.limit + 1);
  return { items: await describe(ctx, rows.slice(0, page.limit)), next: nextOf(rows, page.limit) };
}

export type OfficeQuery = {
  cursor?: string | undefined;
  limit: number;
  search?: string | undefined;
  state?: PaymentState | undefined;
  creditor?: string | undefined;
  alert?: "yes" | undefined;
};

/** The payments of the creditors that a member of staff may see, newest first. */
export async function listOfficePayments(ctx: Context, query: OfficeQuery) {
  const payerIds = query.search ? await findUserIds(ctx, query.search) : [];
  const filter = {
    creditorIds: visibleCreditorIds(ctx.actor),
    creditorId: query.creditor,
    state: query.state,
    alertOnly: query.alert === "yes",
    search: query.search,
    payerIds,
  };
  const rows = await officePayments(ctx, filter, after(query.cursor), query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const payers = await findUsersByIds(ctx, [...new Set(shown.map((row) => row.user_id))]);
  const creditors = await creditorsByIds(ctx, [...new Set(shown.map((row) => row.creditor_id))]);
  const receipts = new Map(
    (
      await receiptsOf(
        ctx,
        shown.map((row) => row.id),
      )
    ).map((one) => [one.payment_id, one]),
  );
  const reversed = await reversedByPayment(ctx, shown);
  const items = shown.map((row) => ({
    id: outside("payment", row.id),
    reference: row.reference,
    state: row.state,
    cents: row.amount_cents,
    gateway: row.gateway,
    payer: payers.get(row.user_id)?.name ?? "",
    creditor: creditors.get(row.creditor_id)?.name ?? "",
    createdAt: row.created_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    alert: row.alert,
    unapplied: receipts.get(row.id)?.unapplied ?? false,
    reversedCents: sumCents((reversed.get(row.id) ?? []).map((one) => one.cents)),
  }));
  return { items, next: nextOf(rows, query.limit) };
}

/** One payment with its timeline, for staff. */
export async function readOfficePayment(ctx: Context, paymentId: string) {
  const row = found(await findPayment(ctx, paymentId));
  if (!maySeeAsStaff(ctx.actor, row)) found(null);
  const [payment] = await describe(ctx, [row]);
  const timeline = await factsAbout(ctx, "payment", paymentId);
  const reversals = await reversalsOf(ctx, [paymentId]);
  const people = [
    row.user_id,
    ...reversals.flatMap((one) => one.recorded_by ?? []),
    ...timeline.flatMap((fact) => (fact.actor_kind === "user" && fact.actor_id ? [fact.actor_id] : [])),
  ];
  const users = await findUsersByIds(ctx, [...new Set(people)]);
  const payer = users.get(row.user_id);
  const left = (payment?.receipt?.cents ?? 0) - sumCents(reversals.map((one) => one.cents));
  const atWork = ctx.actor.kind === "user" && ctx.actor.staff && atLeast(ctx.actor.staff.role, "accountant");
  const tells = gatewayNamed(row.gateway).reversalsAskedForDays !== undefined;
  return {
    ...found(payment),
    reversals: reversals.map((one) => ({
      ...shownReversal(one),
      reason: one.reason,
      by: one.recorded_by && (users.get(one.recorded_by)?.name ?? ""),
    })),
    reversibleCents: left,
    can: {
      resume: false,
      cancel: false,
      ask: Boolean(atWork) && row.state !== "failed" && (row.state !== "paid" || tells),
      reverse: Boolean(atWork) && left > 0,
    },
    gateway: row.gateway,
    payer: {
      user: outside("user", row.user_id),
      name: payer?.name ?? "",
      email: row.email ?? payer?.email ?? null,
    },
    providerReference: row.provider_reference,
    lastCode: row.last_code,
    alert: row.alert,
    timeline: timeline.map((fact) => ({
      at: fact.at.toISOString(),
      name: fact.name,
      actor:
        fact.actor_kind === "user"
          ? (users.get(fact.actor_id ?? "")?.name ?? "")
          : (fact.actor_id ?? fact.actor_kind),
      data: fact.data as Record<string, unknown>,
    })),
  };
}

/** Rows as the portal shows them: three statements whatever their number. */
async function describe(ctx: Context, rows: readonly PaymentRow[]): Promise<Payment[]> {
  const ids = rows.map((row) => row.id);
  const pieces = await namePieces(ctx, await paymentPieces(ctx, ids));
  const receipts = new Map((await receiptsOf(ctx, ids)).map((receipt) => [receipt.payment_id, receipt]));
  const reversals = await reversedByPayment(ctx, rows);
  const creditors = await creditorsByIds(ctx, [...new Set(rows.map((row) => row.creditor_id))]);
  const byPayment = Map.groupBy(pieces, (piece) => piece.payment_id);
  return rows.map((row) => ({
    ...shown(
      row,
      creditors.get(row.creditor_id)?.name ?? "",
      byPayment.get(row.id) ?? [],
      receipts.get(row.id),
    ),
    reversals: (reversals.get(row.id) ?? []).map(shownReversal),
  }));
}

const reversedByPayment = async (ctx: Context, rows: readonly PaymentRow[]) =>
  Map.groupBy(
    await reversalsOf(
      ctx,
      rows.map((row) => row.id),
    ),
    (one) => one.payment_id,
  );

const shownReversal = (one: ReversalRow) => ({
  id: outside("reversal", one.id),
  kind: one.kind,
  cents: one.cents,
  on: one.reversed_on,
});

function shown(
  row: PaymentRow,
  creditorName: string,
  pieces: readonly NamedPiece[],
  receipt: ReceiptRow | undefined,
): Omit<Payment, "reversals"> {
  const open = isOpen(row.state);
  const settled = receipt && settledOf(pieces, receipt.cents);
  const freesAt = new Date(
    (row.started_at ?? row.created_at).getTime() + gatewayNamed(row.gateway).abandonedAfterMinutes * 60_000,
  );
  return {
    id: outside("payment", row.id),
    reference: row.reference,
    state: row.state,
    cents: row.amount_cents,
    creditor: { id: outside("creditor", row.creditor_id), name: creditorName },
    account: outside("account", row.account_id),
    createdAt: row.created_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    pieces: (settled?.pieces ?? pieces).map(describePiece).toSorted(byDay),
    receipt: receipt
      ? {
          id: outside("receipt", receipt.id),
          number: receipt.number,
          cents: receipt.cents,
          means: receipt.means,
          authorisation: receipt.authorisation,
          receivedAt: receipt.received_at.toISOString(),
          unapplied: receipt.unapplied,
          unusedCents: settled?.unusedCents ?? 0,
        }
      : null,
    freesAt: open ? freesAt.toISOString() : null,
    can: { resume: row.state === "waiting" && row.departure !== null, cancel: open },
  };
}

/** Oldest first, as on the statement. */
const byDay = (one: Payment["pieces"][number], other: Payment["pieces"][number]) =>
  one.date.localeCompare(other.date) || one.piece.localeCompare(other.piece);

const describePiece = (one: NamedPiece & { settledCents?: number }): Payment["pieces"][number] => ({
  entry: outside("entry", one.entry_id),
  date: one.entered_on,
  label: one.label,
  piece: one.piece,
  cents: one.cents,
  settledCents: one.settledCents ?? null,
});

function after(cursor: string | undefined): { at: string; id: string } | null {
  const key = decodeCursor(cursor, 2);
  return key ? { at: String(key[0]), id: String(key[1]) } : null;
}

function nextOf(rows: readonly PaymentRow[], limit: number): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null;
}
