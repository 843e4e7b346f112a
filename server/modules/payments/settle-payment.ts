import type { ProviderTruth } from "../../gateways/payment-gateway.ts";
import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { factsAbout, recordFact } from "../../platform/facts.ts";
import {
  entriesByIds,
  letteredParts,
  letterPayment,
  recordPaymentEntry,
  releaseHolds,
} from "../ledger/index.ts";
import { facts } from "./facts.ts";
import { applyReversals, earlyReversals } from "./record-reversal.ts";
import { centsByAccount, type Decision, decide, isPaidAgain, receiptNumber } from "./rules.ts";
import { clearFromCarts } from "./sql/carts.ts";
import {
  keepSettled,
  lockPayment,
  type PaymentChange,
  type PaymentRow,
  paymentPieces,
  updatePayment,
} from "./sql/payments.ts";
import { claimReceipt, markUnapplied, nextReceiptRank, receiptsOf } from "./sql/receipts.ts";

type Settlement = Extract<Decision, { act: "settle" }>;

/**
 * Applies what a provider says of an attempt, whichever way it came (PAY-6): notification, return, poll. In any order,
 * any number of times: the row is locked, the rules decide, and the receipt is claimed once.
 */
export async function applyTruth(ctx: Context, paymentId: string, truth: ProviderTruth): Promise<void> {
  const payment = found(await lockPayment(ctx, paymentId));
  const decision = decide(
    { state: payment.state, cents: payment.amount_cents, cancelledByCustomer: payment.state === "cancelled" },
    truth,
  );
  await updatePayment(ctx, payment.id, learned(ctx, payment, truth));
  if (payment.state !== "paid" && decision.act !== "settle")
    await alertOf(ctx, payment, (decision.act === "note" && decision.alert) || truth.alert);
  const early = decision.act === "settle" ? await earlyReversals(ctx, payment.id) : [];
  if (decision.act === "settle") await settle(ctx, payment, truth, decision);
  else if (decision.act === "close") await closeUnpaid(ctx, payment, decision.state);
  await applyReversals(ctx, payment, [...early, ...(truth.reversals ?? [])]);
  if (payment.state === "paid" && truth.state === "paid") await warnOfPaid(ctx, payment, truth);
}

/** What is kept of a provider's word. Once a payment is paid, a word from before that comes late tells nothing more of it. */
function learned(ctx: Context, payment: PaymentRow, truth: ProviderTruth): PaymentChange {
  const paid = payment.state === "paid";
  const late = paid && truth.state !== "paid" && !truth.reversals?.length;
  return {
    asked_at: ctx.clock(),
    ...(late ? {} : { last_code: truth.code }),
    ...(truth.providerReference && (!paid || payment.provider_reference === null)
      ? { provider_reference: truth.providerReference }
      : {}),
  };
}

/** What a person must look at of an attempt that is not paid; said again at each question, it is dealt with once. */
async function alertOf(ctx: Context, payment: PaymentRow, alert: string | null): Promise<void> {
  if (alert === null || alert === payment.alert) return;
  const past = await factsAbout(ctx, "payment", payment.id);
  const seen = past.some(
    (fact) => fact.name === facts.alertSeen && (fact.data as { alert?: string }).alert === alert,
  );
  if (!seen) await updatePayment(ctx, payment.id, { alert });
}

/** A provider says something odd of a payment that is paid: an inquiry is open, a dispute was won, it was paid a second time. */
async function warnOfPaid(ctx: Context, payment: PaymentRow, truth: ProviderTruth): Promise<void> {
  const [receipt] = await receiptsOf(ctx, [payment.id]);
  const recorded = {
    providerReference: payment.provider_reference,
    authorisation: receipt?.authorisation ?? null,
  };
  if (isPaidAgain(recorded, truth))
    await warnOnce(ctx, payment, `paid_twice:${truth.providerReference ?? truth.authorisation}`);
  if (truth.alert) await warnOnce(ctx, payment, truth.alert);
}

async function warnOnce(ctx: Context, payment: PaymentRow, alert: string): Promise<void> {
  const told = await factsAbout(ctx, "payment", payment.id);
  const same = (data: unknown) => (data as { alert?: string }).alert === alert;
  if (payment.alert === alert || told.some((fact) => same(fact.data))) return;
  await updatePayment(ctx, payment.id, { alert });
  await recordFact(ctx, {
    name: facts.warned,
    subject: { kind: "payment", id: payment.id },
    data: { alert },
  });
}

async function settle(
  ctx: Context,
  payment: PaymentRow,
  truth: ProviderTruth,
  decision: Settlement,
): Promise<void> {
  const now = ctx.clock();
  const year = Number(dayInParis(now).slice(0, 4));
  const number = receiptNumber(year, await nextReceiptRank(ctx, payment.creditor_id, year));
  const receiptId = await claimReceipt(ctx, {
    payment_id: payment.id,
    creditor_id: payment.creditor_id,
    number,
    cents: decision.cents,
    means: truth.means ?? "unknown",
    authorisation: truth.authorisation,
    received_at: truth.at ?? now,
  });
  // The lock and the state already forbid a second time; the constraint makes it impossible, and undoes all of this.
  if (!receiptId) throw new Error(`payment ${payment.id} already has a receipt`);
  await releaseHolds(ctx, payment.id);
  const { leftCents, owedCents } = await credit(ctx, payment, decision);
  const unapplied = leftCents > 0 || owedCents > 0 || decision.letter === "nothing";
  if (unapplied) await markUnapplied(ctx, receiptId);
  const alert = decision.alert ?? (unapplied ? "not_fully_used" : null);
  await updatePayment(ctx, payment.id, { state: "paid", closed_at: now, alert });
  const data = {
    reference: payment.reference,
    cents: decision.cents,
    receiptId,
    number,
    means: truth.means,
    leftCents,
  };
  await recordFact(ctx, { name: facts.settled, subject: { kind: "payment", id: payment.id }, data });
  if (alert)
    await recordFact(ctx, {
      name: facts.unapplied,
      subject: { kind: "payment", id: payment.id },
      data: { ...data, alert },
    });
}

/**
 * Writes the money into the ledger and letters what it settles. Each account receives the credit that was ordered on it;
 * an amount other than ordered goes whole to the main account, unlettered, for staff to look at.
 * @returns `leftCents` that could not be lettered: a visible credit; `owedCents` of credit notes that were used meanwhile.
 */
async function credit(ctx: Context, payment: PaymentRow, decision: Settlement) {
  const label = `Paiement en ligne ${payment.reference}`;
  const receivedOn = dayInParis(ctx.clock());
  const entry = (accountId: string, cents: number) =>
    recordPaymentEntry(ctx, {
      paymentId: payment.id,
      accountId,
      reference: payment.reference,
      label,
      cents,
      receivedOn,
    });
  if (decision.cents !== payment.amount_cents) {
    await entry(payment.account_id, decision.cents);
    await keepSettled(ctx, payment.id, []);
    return { leftCents: decision.cents, owedCents: 0 };
  }
  const ordered = await paymentPieces(ctx, [payment.id]);
  const entries = new Map(
    (
      await entriesByIds(
        ctx,
        ordered.map((piece) => piece.entry_id),
      )
    ).map((one) => [one.id, one]),
  );
  const pieces = ordered.map((piece) => ({
    entryId: piece.entry_id,
    cents: piece.cents,
    accountId: found(entries.get(piece.entry_id)).accountId,
  }));
  const creditEntryIds: string[] = [];
  for (const [accountId, cents] of centsByAccount(pieces)) {
    if (cents !== 0) creditEntryIds.push((await entry(accountId, cents)).entryId);
  }
  if (decision.letter === "nothing") {
    await keepSettled(ctx, payment.id, []);
    return { leftCents: decision.cents, owedCents: 0 };
  }
  const parts = pieces.map(({ entryId, cents }) => ({ entryId, cents }));
  const lettered = await letterPayment(ctx, { paymentId: payment.id, creditEntryIds, parts });
  await keepSettled(ctx, payment.id, await letteredParts(ctx, payment.id));
  await clearFromCarts(
    ctx,
    pieces.map((piece) => piece.entryId),
  );
  return lettered;
}

const closedFacts = { denied: facts.denied, cancelled: facts.cancelled, expired: facts.expired } as const;

/** No money: the entries are free again. */
export async function closeUnpaid(
  ctx: Context,
  payment: PaymentRow,
  state: "denied" | "cancelled" | "expired",
  by = "provider",
): Promise<void> {
  const now = ctx.clock();
  await updatePayment(ctx, payment.id, { state, freed_at: now, closed_at: now });
  await releaseHolds(ctx, payment.id);
  await recordFact(ctx, {
    name: closedFacts[state],
    subject: { kind: "payment", id: payment.id },
    data: { reference: payment.reference, by },
  });
}
