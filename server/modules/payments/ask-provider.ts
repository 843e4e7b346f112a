import type { AskedAttempt, GatewayWorld } from "../../gateways/payment-gateway.ts";
import { GATEWAY_NAMES, type GatewayName, gatewayNamed } from "../../gateways/payment-gateways.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { maySeeAsStaff } from "./access.ts";
import { gatewaysOf, type ReadyGateway, speaksOf } from "./configure-gateway.ts";
import { facts } from "./facts.ts";
import { readOfficePayment } from "./read-payment.ts";
import { isOpen, isToBeAsked } from "./rules.ts";
import { applyTruth, closeUnpaid } from "./settle-payment.ts";
import {
  attemptsToWatch,
  findPayment,
  lockPayment,
  markAsked,
  type PaymentRow,
  paidToWatch,
  updatePayment,
} from "./sql/payments.ts";
import { failPayment } from "./start-payment.ts";

const MINUTE = 60_000;
/** A start that has not kept its departure after this long was interrupted: nobody left for the provider. */
const INTERRUPTED_AFTER_MS = 2 * MINUTE;
/** Attempts that one sweep asks about, and how many of one provider at a time: it has other customers too. */
const SWEPT_AT_MOST = 500;
const LANES_PER_PROVIDER = 4;

/**
 * Asks the provider for the truth about an attempt and applies it. The provider is called outside any transaction.
 * An attempt that the provider cannot be asked about is freed after its delay.
 * @throws when the provider does not answer: the caller tries again later, nothing is decided meanwhile.
 */
export async function askProvider(outer: Outer, paymentId: string): Promise<void> {
  const { payment, ways } = await waysTo(outer, paymentId);
  if (payment.state === "failed") return;
  // A paid attempt is asked about only where the answer can tell that the money went back (PAY-11).
  if (payment.state === "paid" && gatewayNamed(payment.gateway).reversalsAskedForDays === undefined) return;
  if (payment.state === "starting") return sweepInterrupted(outer, payment);
  const truth = await ask(outer, payment, ways);
  await outer.transaction((ctx) => (truth ? applyTruth(ctx, paymentId, truth) : freeUnknown(ctx, payment)));
}

/** An attempt, and by which settings its provider can be reached: those of the day when it was opened first. */
const waysTo = (outer: Outer, paymentId: string) =>
  outer.transaction(async (ctx) => {
    const payment = found(await findPayment(ctx, paymentId));
    const all = await gatewaysOf(ctx, payment.creditor_id, payment.gateway);
    return { payment, ways: all.filter((one) => speaksOf(one, payment)).toReversed() };
  });

const attemptOf = (payment: PaymentRow): AskedAttempt => ({
  reference: payment.reference,
  providerReference: payment.provider_reference,
  cents: payment.amount_cents,
  startedAt: payment.started_at ?? payment.created_at,
});
const worldOf = (outer: Outer): GatewayWorld => ({ fetch: outer.services.fetch, now: outer.clock });

/** The word of the first way that answers; null when none can be asked. @throws what the first said when all failed. */
async function ask(outer: Outer, payment: PaymentRow, ways: readonly ReadyGateway[]) {
  const failures: unknown[] = [];
  for (const { gateway, config } of ways) {
    try {
      const truth = await gateway.ask(config, attemptOf(payment), worldOf(outer));
      if (truth) return truth;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return null;
}

/**
 * Makes an open attempt unpayable at its provider, where that can be: a page left open in another window takes no money.
 * @throws when the provider could not.
 */
export async function giveUpAtProvider(outer: Outer, paymentId: string): Promise<void> {
  const { payment, ways } = await waysTo(outer, paymentId);
  const [way] = ways;
  if (payment.state === "waiting")
    await way?.gateway.giveUp?.(way.config, attemptOf(payment), worldOf(outer));
}

async function sweepInterrupted(outer: Outer, payment: PaymentRow): Promise<void> {
  if (outer.clock().getTime() - payment.created_at.getTime() < INTERRUPTED_AFTER_MS) return;
  await outer.transaction((ctx) =>
    failPayment(ctx, payment.id, "interrupted", "the server stopped before the provider answered"),
  );
}

/** The provider cannot be asked: only the delay speaks. A late notification would still be honoured. */
async function freeUnknown(ctx: Context, seen: PaymentRow): Promise<void> {
  const payment = found(await lockPayment(ctx, seen.id));
  await updatePayment(ctx, payment.id, { asked_at: ctx.clock() });
  const delay = gatewayNamed(payment.gateway).abandonedAfterMinutes * MINUTE;
  const age = ctx.clock().getTime() - (payment.started_at ?? payment.created_at).getTime();
  if (!isOpen(payment.state) || age < delay) return;
  await closeUnpaid(ctx, payment, "expired", "delay");
}

/**
 * Asks about every attempt whose time has come (PAY-5, PAY-6), each provider on its own lanes: one that is slow or down
 * delays nobody else's customers. One attempt that fails does not stop the others.
 * @returns how many were asked.
 */
export const sweepPayments = (outer: Outer): Promise<number> =>
  sweep(outer, (ctx) => attemptsToWatch(ctx, SWEPT_AT_MOST));

/** Asks about paid attempts, once a day each, whether their money went back (PAY-11). @returns how many were asked. */
export const sweepPaid = (outer: Outer): Promise<number> =>
  sweep(outer, (ctx) => paidToWatch(ctx, tellingReversals(), SWEPT_AT_MOST));

type Watch = (ctx: Context) => Promise<PaymentRow[]>;

async function sweep(outer: Outer, watch: Watch): Promise<number> {
  const due = await outer.transaction((ctx) => claimDue(ctx, watch));
  const providers = [...Map.groupBy(due, (attempt) => attempt.gateway).values()];
  await Promise.all(providers.map((attempts) => askInLanes(outer, attempts)));
  return due.length;
}

/** The providers whose answers can tell that money went back, and for how many days after it came. */
const tellingReversals = (): { gateway: GatewayName; days: number }[] =>
  GATEWAY_NAMES.map((gateway) => ({
    gateway,
    days: gatewayNamed(gateway).reversalsAskedForDays ?? 0,
  })).filter(({ days }) => days > 0);

/** Two sweeps that overlap do not ask about the same attempts. */
async function claimDue(ctx: Context, watch: Watch): Promise<PaymentRow[]> {
  const due = (await watch(ctx)).filter((one) =>
    isToBeAsked(
      {
        state: one.state,
        createdAt: one.created_at,
        askedAt: one.asked_at,
        closedAt: one.closed_at,
        reversalDays: gatewayNamed(one.gateway).reversalsAskedForDays ?? 0,
      },
      ctx.clock(),
    ),
  );
  await markAsked(
    ctx,
    due.map((one) => one.id),
  );
  return due;
}

async function askInLanes(outer: Outer, attempts: readonly PaymentRow[]): Promise<void> {
  const waiting = attempts.values();
  const lane = async () => {
    for (const { id } of waiting) {
      await askProvider(outer, id).catch((error: unknown) =>
        outer.services.log.warn({ err: error, payment: id }, "payment provider could not be asked"),
      );
    }
  };
  await Promise.all(Array.from({ length: LANES_PER_PROVIDER }, lane));
}

/** Staff ask now, from the record of a payment. @returns the record with what came of it. */
export async function askProviderNow(outer: Outer, paymentId: string) {
  await outer.transaction(async (ctx) =>
    found(maySeeAsStaff(ctx.actor, found(await findPayment(ctx, paymentId))) || null),
  );
  await askProvider(outer, paymentId);
  return outer.transaction(async (ctx) => {
    await recordFact(ctx, { name: facts.asked, subject: { kind: "payment", id: paymentId } });
    return readOfficePayment(ctx, paymentId);
  });
}
