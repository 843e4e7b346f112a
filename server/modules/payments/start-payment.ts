import {
  type Departure,
  GatewayRefusal,
  type PaymentOrder,
  type StartedPayment,
} from "../../gateways/payment-gateway.ts";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { EntriesHeld, holdForPayment, refuseSuspended, releaseHolds } from "../ledger/index.ts";
import { readCreditor } from "../organizations/index.ts";
import { notificationUrl, type ReadyGateway } from "./configure-gateway.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { type CartState, loadCart } from "./read-cart.ts";
import { newReference } from "./rules.ts";
import { insertPayment, lockPayment, updatePayment } from "./sql/payments.ts";

const refuse = refuser(refusals);

type PaymentWish = {
  expectedCents: number;
  entries: readonly string[] | null;
  amountCents: number | null;
  email: string | null;
};
type Frozen = { paymentId: string; order: PaymentOrder; gateway: ReadyGateway };

/**
 * Opens an attempt to pay the cart (PAY-4, PAY-5), in three steps so that no transaction waits for the provider:
 * freeze the cart and hold its entries; call the provider; keep what it answered. Stopped after the first step, the
 * attempt is swept away: nobody was ever sent to the provider.
 * @param wish `expectedCents` and `entries`, the total and the pieces that the payer saw: others are refused (`cart.changed`),
 * for another window may have changed the cart; `amountCents`, the part that he chose to pay (PAY-2), null for all of it.
 */
export async function startPayment(outer: Outer, creditorId: string, wish: PaymentWish) {
  const frozen = await outer.transaction((ctx) => freezeCart(ctx, creditorId, wish));
  const started = await callProvider(outer, frozen);
  const departure = await outer.transaction((ctx) => keepDeparture(ctx, frozen.paymentId, started));
  return { payment: outside("payment", frozen.paymentId), departure };
}

async function freezeCart(ctx: Context, creditorId: string, wish: PaymentWish): Promise<Frozen> {
  await refuseSuspended(ctx);
  const creditor = found(await readCreditor(ctx, creditorId));
  const cart = await loadCart(ctx, creditorId, { lock: true, amountCents: wish.amountCents });
  if (cart.dropped.some((piece) => piece.heldBy === "payment") && cart.pieces.length === 0)
    refuse("payment.entries_held");
  // An address given for this payment is as good as one's own (PAY-8).
  const why = cart.why === "cart.email_needed" && wish.email ? null : cart.why;
  const changed = cart.totalCents !== wish.expectedCents || !isSeen(cart, wish.entries);
  if (why !== null && !(changed && why === "cart.above_total")) refuse(why as "cart.empty");
  if (changed) refuse("cart.changed", { totalCents: cart.totalCents });
  const gateway = cart.gateway ?? refuse("cart.not_started_online");
  const paid = cart.pieces.filter((piece) => piece.payCents !== 0);
  const pieces = paid.map((one) => ({ ...one, cents: one.payCents }));
  const main = paid.reduce((best, piece) => (piece.payCents > best.payCents ? piece : best));
  const payment = {
    id: newId(ctx.clock().getTime()),
    reference: newReference(),
    user_id: theUser(ctx).userId,
    creditor_id: creditorId,
    account_id: main.accountId,
    gateway: gateway.name,
    amount_cents: cart.payCents,
    email: wish.email,
  };
  await insertPayment(ctx, payment, pieces);
  await holdOrRefuse(ctx, payment.id, pieces);
  await recordFact(ctx, {
    name: facts.started,
    subject: { kind: "payment", id: payment.id },
    data: {
      reference: payment.reference,
      cents: payment.amount_cents,
      gateway: gateway.name,
      entries: pieces.length,
    },
  });
  const payer = (await findUsersByIds(ctx, [payment.user_id])).get(payment.user_id);
  const order: PaymentOrder = {
    reference: payment.reference,
    cents: payment.amount_cents,
    subject: paid.length === 1 ? `${creditor.name} ${main.label}` : `${creditor.name} ${paid.length} pieces`,
    email: wish.email ?? cart.email,
    payerName: cart.payerName,
    language: payer?.language === "en" ? "en" : "fr",
    returnUrl: `${ctx.baseUrl}/api/returns/${outside("payment", payment.id)}`,
    notificationUrl: notificationUrl(ctx, creditorId, gateway.name),
  };
  return { paymentId: payment.id, order, gateway };
}

const isSeen = (cart: CartState, seen: readonly string[] | null): boolean =>
  seen === null || new Set(seen).symmetricDifference(new Set(cart.pieces.map(({ id }) => id))).size === 0;

/** The unique index on holds is what makes a double payment impossible; here it becomes a named refusal. */
async function holdOrRefuse(
  ctx: Context,
  paymentId: string,
  entries: { id: string; cents: number }[],
): Promise<void> {
  try {
    await holdForPayment(ctx, { paymentId, entries });
  } catch (error) {
    if (error instanceof EntriesHeld) refuse("payment.entries_held");
    throw error;
  }
}

async function callProvider(outer: Outer, { paymentId, order, gateway }: Frozen): Promise<StartedPayment> {
  try {
    return await gateway.gateway.start(gateway.config, order, {
      fetch: outer.services.fetch,
      now: outer.clock,
    });
  } catch (error) {
    const refused = error instanceof GatewayRefusal;
    await outer.transaction((ctx) =>
      failPayment(ctx, paymentId, refused ? error.code : "unreachable", (error as Error).message),
    );
    if (!refused)
      outer.services.log.warn({ err: error, gateway: gateway.name }, "payment provider unreachable");
    return refuse(refused ? "payment.provider_refused" : "payment.provider_down");
  }
}

/** Nobody was sent to the provider: the entries are free again, and staff see why. */
export async function failPayment(
  ctx: Context,
  paymentId: string,
  code: string,
  message: string,
): Promise<void> {
  const payment = await lockPayment(ctx, paymentId);
  if (payment?.state !== "starting") return;
  const now = ctx.clock();
  await updatePayment(ctx, paymentId, {
    state: "failed",
    last_code: code,
    alert: code === "unreachable" || code === "interrupted" ? null : message,
    freed_at: now,
    closed_at: now,
  });
  await releaseHolds(ctx, paymentId);
  await recordFact(ctx, {
    name: facts.refused,
    subject: { kind: "payment", id: paymentId },
    data: { code, message },
  });
}

async function keepDeparture(ctx: Context, paymentId: string, started: StartedPayment): Promise<Departure> {
  const payment = await lockPayment(ctx, paymentId);
  // Swept away while the provider was slow to answer: nobody may leave for a page whose entries are no longer held.
  if (payment?.state !== "starting") return refuse("payment.provider_down");
  await updatePayment(ctx, paymentId, {
    state: "waiting",
    departure: started.departure,
    provider_reference: started.providerReference,
    started_at: ctx.clock(),
  });
  await recordFact(ctx, {
    name: facts.opened,
    subject: { kind: "payment", id: paymentId },
    data: { providerReference: started.providerReference },
  });
  return started.departure;
}
