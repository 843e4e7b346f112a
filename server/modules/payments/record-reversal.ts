import type { ProviderReversal } from "../../gateways/payment-gateway.ts";
import { type Context, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { factsAbout, recordFact } from "../../platform/facts.ts";
import { sumCents } from "../../platform/money.ts";
import { reversePayment } from "../ledger/index.ts";
import { maySeeAsStaff } from "./access.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readOfficePayment } from "./read-payment.ts";
import { foldReversal } from "./rules.ts";
import { lockPayment, type PaymentRow, updatePayment } from "./sql/payments.ts";
import { receiptsOf } from "./sql/receipts.ts";
import { adoptReversal, insertReversal, type ReversalKind, reversalsOf } from "./sql/reversals.ts";

const refuse = refuser(refusals);

/**
 * Staff record by hand that money of a payment went back (PAY-11).
 * @throws Refusal `reversal.too_much` beyond what is left of it, `reversal.wrong_day` before it came or after today,
 * `reversal.already_recorded` when the same amount of the same day is there, whoever told it.
 */
export async function recordReversal(
  ctx: Context,
  paymentId: string,
  wish: { kind: ReversalKind; cents: number; on: string; reason: string },
) {
  const payment = found(await lockPayment(ctx, paymentId));
  if (!maySeeAsStaff(ctx.actor, payment)) found(null);
  const [receipt] = await receiptsOf(ctx, [paymentId]);
  if (!receipt) return refuse("reversal.not_paid");
  if (wish.on < dayInParis(receipt.received_at) || wish.on > dayInParis(ctx.clock()))
    refuse("reversal.wrong_day");
  const known = await reversalsOf(ctx, [paymentId]);
  const same = known.some(
    (one) => one.kind === wish.kind && one.cents === wish.cents && one.reversed_on === wish.on,
  );
  if (same) refuse("reversal.already_recorded");
  const leftCents = receipt.cents - sumCents(known.map((one) => one.cents));
  if (wish.cents > leftCents) refuse("reversal.too_much", { leftCents });
  await write(ctx, payment, {
    kind: wish.kind,
    cents: wish.cents,
    reversed_on: wish.on,
    reason: wish.reason,
    provider_key: null,
    recorded_by: theUser(ctx).userId,
  });
  return readOfficePayment(ctx, paymentId);
}

/**
 * Applies what a provider tells to have gone back of a paid attempt, however often and by whichever way. What staff had
 * recorded by hand before is the same. What cannot be (more than came) is written nowhere, and staff are told, once. Told
 * before the money itself, it is kept until that comes (`earlyReversals`): a provider gives no order to its notifications.
 * @param payment its row, locked.
 */
export async function applyReversals(
  ctx: Context,
  payment: PaymentRow,
  told: readonly ProviderReversal[],
): Promise<void> {
  if (told.length === 0) return;
  const [receipt] = await receiptsOf(ctx, [payment.id]);
  if (!receipt) return keepEarly(ctx, payment, told);
  for (const one of told) {
    const known = await reversalsOf(ctx, [payment.id]);
    const fold = foldReversal(
      receipt.cents,
      known.map((row) => ({ ...row, key: row.provider_key })),
      one,
    );
    if (fold.act === "adopt") await adoptReversal(ctx, fold.id, one.key);
    if (fold.act === "write") {
      await write(ctx, payment, {
        kind: one.kind,
        cents: fold.cents,
        reversed_on: dayInParis(one.at ?? ctx.clock()),
        reason: one.reason ?? "",
        provider_key: one.key,
        recorded_by: null,
      });
      await updatePayment(ctx, payment.id, { alert: `${one.kind}:${fold.cents}` });
    }
    if (fold.act === "set_aside") await setAside(ctx, payment, one, fold.leftCents);
  }
}

/** Reversals that were told of a payment before its money was, in the order in which they came. */
export async function earlyReversals(ctx: Context, paymentId: string): Promise<ProviderReversal[]> {
  const told = await factsAbout(ctx, "payment", paymentId);
  return told
    .filter((fact) => fact.name === facts.reversalEarly)
    .map((fact) => fact.data as Omit<ProviderReversal, "at"> & { at: string | null })
    .map((one) => ({ ...one, at: one.at === null ? null : new Date(one.at) }));
}

async function keepEarly(ctx: Context, payment: PaymentRow, told: readonly ProviderReversal[]) {
  const known = new Set((await earlyReversals(ctx, payment.id)).map((one) => one.key));
  for (const one of told.filter(({ key }) => !known.has(key)))
    await recordFact(ctx, {
      name: facts.reversalEarly,
      subject: { kind: "payment", id: payment.id },
      data: { ...one },
    });
}

type Written = {
  kind: ReversalKind;
  cents: number;
  reversed_on: string;
  reason: string;
  provider_key: string | null;
  recorded_by: string | null;
};
const labels: Record<ReversalKind, string> = { refund: "Remboursement", charge_back: "Rejet" };

async function write(ctx: Context, payment: PaymentRow, reversal: Written): Promise<void> {
  const reversalId = await insertReversal(ctx, {
    ...reversal,
    payment_id: payment.id,
    creditor_id: payment.creditor_id,
  });
  await reversePayment(ctx, {
    reversalId,
    paymentId: payment.id,
    mainAccountId: payment.account_id,
    cents: reversal.cents,
    label: `${labels[reversal.kind]} du paiement ${payment.reference}`,
    reference: payment.reference,
    reversedOn: reversal.reversed_on,
  });
  await recordFact(ctx, {
    name: reversal.kind === "refund" ? facts.refunded : facts.chargedBack,
    subject: { kind: "payment", id: payment.id },
    data: {
      reversalId,
      reference: payment.reference,
      cents: reversal.cents,
      accountId: payment.account_id,
      creditorId: payment.creditor_id,
      on: reversal.reversed_on,
      reason: reversal.reason,
      by: reversal.recorded_by ? "staff" : "provider",
    },
  });
}

async function setAside(ctx: Context, payment: PaymentRow, told: ProviderReversal, leftCents: number) {
  const before = await factsAbout(ctx, "payment", payment.id);
  const same = (data: unknown) => (data as { key?: string }).key === told.key;
  if (before.some((fact) => fact.name === facts.reversalSetAside && same(fact.data))) return;
  await updatePayment(ctx, payment.id, { alert: `reversal_too_much:${told.cents ?? 0}:${leftCents}` });
  await recordFact(ctx, {
    name: facts.reversalSetAside,
    subject: { kind: "payment", id: payment.id },
    data: { key: told.key, kind: told.kind, cents: told.cents, leftCents },
  });
}
