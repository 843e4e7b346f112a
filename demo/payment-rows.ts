/** Payments of a story as the verbs of payments would have left them: attempts, receipts, provisional entries, facts. */
import type pg from "pg";
import { dayInParis } from "../server/platform/dates.ts";
import type { Entry } from "./books.ts";
import { type Cell, copyRows } from "./copy.ts";
import type { Random } from "./random.ts";
import { bookReversal, copyReversals, refundedOf } from "./reversal-rows.ts";
import type { DemoCreditor, DemoPayment, Story } from "./story.ts";

type Provider = {
  name: DemoCreditor["gateway"]["name"];
  codes: Record<DemoPayment["state"], string>;
  /** The provider's own reference of an attempt, when it has one. */
  foreign: (random: Random, day: string) => string | null;
};
const PROVIDERS: Record<Provider["name"], Provider> = {
  payfip: {
    name: "payfip",
    codes: { paid: "P", denied: "R", cancelled: "A", expired: "P4", failed: "unreachable" },
    foreign: (random, day) => random.id(day),
  },
  ogone: {
    name: "ogone",
    codes: { paid: "9", denied: "2", cancelled: "1", expired: "0", failed: "unreachable" },
    foreign: (random) => String(random.int(3_000_000_000, 3_999_999_999)),
  },
  payzen: {
    name: "payzen",
    codes: {
      paid: "CAPTURED",
      denied: "REFUSED",
      cancelled: "ABANDONED",
      expired: "PSP_010",
      failed: "unreachable",
    },
    foreign: (random, day) => random.id(day).replaceAll("-", ""),
  },
  monetico: {
    name: "monetico",
    codes: {
      paid: "paiement",
      denied: "Annulation:Refus",
      cancelled: "Annulation",
      expired: "delay",
      failed: "unreachable",
    },
    foreign: () => null,
  },
  stripe: {
    name: "stripe",
    codes: {
      paid: "paid",
      denied: "unpaid:canceled",
      cancelled: "open",
      expired: "expired",
      failed: "unreachable",
    },
    foreign: (random, day) => `pi_${random.id(day).replaceAll("-", "")}`,
  },
};

/**
 * Writes into the books what settled payments left there: a provisional entry, which counts until the accounting
 * software's own credit takes its place; with its lettering when it settles something.
 */
export function bookPayments(story: Story): void {
  const { books, payments } = story;
  const refunded = refundedOf(story);
  for (const payment of payments.filter((one) => one.state === "paid")) {
    const day = dayInParis(payment.at);
    const entry: Entry = {
      id: books.random.id(day),
      account: payment.account,
      sourceKey: `payment:${payment.id}`,
      origin: "payment",
      journal: "",
      date: day,
      dueOn: null,
      label: `Paiement en ligne ${payment.reference}`,
      piece: payment.reference,
      cents: -payment.cents,
      invoice: null,
      paymentId: payment.id,
      supersededBy: payment.credit,
    };
    books.entries.push(entry);
    if (payment.credit || payment.afterCancellation) continue;
    const rank =
      books.letterings.filter((one) => one.origin === "payment" && one.account === payment.account).length +
      1;
    if (payment === refunded) {
      bookReversal(story, payment, entry, rank);
      continue;
    }
    const parts = [...payment.pieces, { entry, cents: entry.cents }];
    books.letterings.push({
      id: books.random.id(day),
      account: payment.account,
      code: `q${rank}`,
      origin: "payment",
      paymentId: payment.id,
      on: day,
      parts,
    });
  }
}

export async function copyPayments(client: pg.Client, story: Story): Promise<void> {
  const { organizationId: org, books } = story;
  const gateways = new Map(story.creditors.map((one) => [one.id, PROVIDERS[one.gateway.name]]));
  const payments = story.payments.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  await copyRows(
    client,
    "payments",
    "organization_id id reference user_id creditor_id account_id gateway amount_cents state provider_reference last_code alert created_at started_at asked_at freed_at closed_at",
    payments.map((one) => {
      const { name, codes, foreign: foreignOf } = gateways.get(one.creditorId)!;
      const closed = minutesAfter(one.at, one.state === "paid" ? 4 : 11);
      const foreign = one.state === "failed" ? null : foreignOf(books.random, dayInParis(one.at));
      const alert = one.afterCancellation ? "paid_after_cancellation" : null;
      const freed = one.state === "paid" && !one.afterCancellation ? null : closed;
      const started = one.state === "failed" ? null : one.at;
      return [
        org,
        one.id,
        one.reference,
        one.user.id,
        one.creditorId,
        one.account.id,
        name,
        one.cents,
        one.state,
        foreign,
        codes[one.state],
        alert,
        one.at,
        started,
        closed,
        freed,
        closed,
      ];
    }),
  );
  await copyRows(
    client,
    "payment_entries",
    "organization_id payment_id entry_id cents",
    payments.flatMap((one) => one.pieces.map((piece) => [org, one.id, piece.entry.id, piece.cents])),
  );
  await copyReceipts(client, story, payments);
  await copyReversals(client, story);
  await copyFacts(client, story, payments);
}

/** Numbered per creditor and civil year, without a gap, as the counter goes on. */
async function copyReceipts(
  client: pg.Client,
  { organizationId: org, books, creditors }: Story,
  payments: readonly DemoPayment[],
): Promise<void> {
  const gateways = new Map(creditors.map((one) => [one.id, one.gateway.name]));
  const counters = new Map<string, { creditorId: string; year: number; last: number }>();
  const rows: Cell[][] = [];
  for (const payment of payments.filter((one) => one.state === "paid")) {
    const at = minutesAfter(payment.at, 4);
    const year = Number(dayInParis(at).slice(0, 4));
    const counter = counters.get(`${payment.creditorId} ${year}`) ?? {
      creditorId: payment.creditorId,
      year,
      last: 0,
    };
    counter.last += 1;
    counters.set(`${payment.creditorId} ${year}`, counter);
    const debit = gateways.get(payment.creditorId) === "payfip" && books.random.chance(0.12);
    const number = `R${year}-${String(counter.last).padStart(6, "0")}`;
    const authorisation = debit ? null : String(books.random.int(100_000, 999_999));
    rows.push([
      org,
      books.random.id(dayInParis(at)),
      payment.id,
      payment.creditorId,
      number,
      payment.cents,
      debit ? "direct_debit" : "card",
      authorisation,
      at,
      at,
      payment.afterCancellation,
    ]);
  }
  await copyRows(
    client,
    "receipts",
    "organization_id id payment_id creditor_id number cents means authorisation received_at recorded_at unapplied",
    rows,
  );
  await copyRows(
    client,
    "receipt_counters",
    "organization_id creditor_id year last_number",
    [...counters.values()].map((one) => [org, one.creditorId, one.year, one.last]),
  );
}

const CLOSED = {
  paid: "payments.settled",
  denied: "payments.denied",
  cancelled: "payments.cancelled",
  expired: "payments.expired",
  failed: "payments.refused",
} as const;

type Told = [name: string, minutes: number, by: "user" | "system", data: object];

/** What is told of a payment, in its order. */
function factsOf(payment: DemoPayment): Told[] {
  const { cents, state } = payment;
  const told: Told[] = [["payments.started", 0, "user", { cents, entries: payment.pieces.length }]];
  if (state !== "failed") told.push(["payments.opened", 0.02, "user", {}]);
  if (payment.afterCancellation) told.push(["payments.cancelled", 2, "user", { by: "customer" }]);
  if (state === "paid") told.push([CLOSED.paid, 4, "system", { cents }]);
  else told.push([CLOSED[state], 11, "system", { by: "provider" }]);
  if (payment.afterCancellation)
    told.push(["payments.unapplied", 4.01, "system", { cents, alert: "paid_after_cancellation" }]);
  return told;
}

async function copyFacts(
  client: pg.Client,
  { organizationId: org, books }: Story,
  payments: readonly DemoPayment[],
): Promise<void> {
  const row = (payment: DemoPayment, [name, minutes, by, data]: Told): Cell[] => {
    const at = minutesAfter(payment.at, minutes);
    const id = books.random.id(dayInParis(at));
    const actor = by === "user" ? payment.user.id : "payments.ask";
    const json = { reference: payment.reference, ...data };
    return [org, id, at, name, "payment", payment.id, by, actor, id, { json }];
  };
  await copyRows(
    client,
    "facts",
    "organization_id id at name subject_kind subject_id actor_kind actor_id request_id data",
    payments.flatMap((payment) => factsOf(payment).map((told) => row(payment, told))),
  );
}

const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
