/** A payment of the publisher that was refunded: what it had settled is due again, and its receipt says so. */
import type pg from "pg";
import { addDays, dayInParis } from "../server/platform/dates.ts";
import type { Entry } from "./books.ts";
import { copyRows } from "./copy.ts";
import type { DemoPayment, Story } from "./story.ts";

/** The one that is refunded: its money is still provisional, so that the account shows both. */
export function refundedOf(story: Story): DemoPayment | undefined {
  if (story.slug !== "phare") return undefined;
  const provisional = story.payments.filter(
    (one) => one.state === "paid" && !one.credit && !one.afterCancellation,
  );
  // Rather somebody whose credentials are not printed: what those people owe is told in the guide.
  return provisional.find((one) => one.user.who === null) ?? provisional[0];
}

const dayOf = (payment: DemoPayment): string => addDays(dayInParis(payment.at), 1);

/** Writes what took the money back into the books; the lettering is of the two. */
export function bookReversal({ books }: Story, payment: DemoPayment, money: Entry, rank: number): void {
  const day = dayOf(payment);
  const entry: Entry = {
    ...money,
    id: books.random.id(day),
    sourceKey: `reversal:${payment.id}`,
    date: day,
    label: `Remboursement du paiement ${payment.reference}`,
    cents: payment.cents,
  };
  books.entries.push(entry);
  books.letterings.push({
    id: books.random.id(day),
    account: payment.account,
    code: `q${rank}`,
    origin: "payment",
    paymentId: payment.id,
    on: day,
    parts: [
      { entry, cents: payment.cents },
      { entry: money, cents: -payment.cents },
    ],
  });
}

export async function copyReversals(client: pg.Client, story: Story): Promise<void> {
  const payment = refundedOf(story);
  if (!payment) return;
  const org = story.organizationId;
  const day = dayOf(payment);
  const at = new Date(`${day}T10:12:00Z`);
  const clerk = story.users.find((user) => user.role === "accountant")!;
  const reason = "Abonnement résilié";
  await copyRows(
    client,
    "reversals",
    "organization_id id payment_id creditor_id kind cents reversed_on reason recorded_by recorded_at",
    [[org, payment.id, payment.id, payment.creditorId, "refund", payment.cents, day, reason, clerk.id, at]],
  );
  const json = {
    reversalId: payment.id,
    reference: payment.reference,
    cents: payment.cents,
    accountId: payment.account.id,
    creditorId: payment.creditorId,
    on: day,
    reason,
    by: "staff",
  };
  const id = story.books.random.id(day);
  await copyRows(
    client,
    "facts",
    "organization_id id at name subject_kind subject_id actor_kind actor_id request_id data",
    [[org, id, at, "payments.refunded", "payment", payment.id, "user", clerk.id, id, { json }]],
  );
}
