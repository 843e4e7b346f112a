/** Payments made on line in the last weeks, for entries that the books have open or settled by a payment of that day. */
import { addDays } from "../server/platform/dates.ts";
import { type Books, type Entry, type Lettering, settlementOf } from "./books.ts";
import type { DemoPayment, DemoUser } from "./story.ts";

type Wish = {
  today: string;
  /** Later payments are provisional: the accounting software has not published them yet. */
  publishedUntil: string;
  perDay: number;
  /** Also one payment that came after its cancellation. */
  late: boolean;
};

const WEEKS = 9;
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * Turns some letterings of one debit and one credit, both whole, into payments made on line: the credit bears the
 * reference. Adds attempts that brought nothing, on entries that are still open.
 */
export function payOnline(books: Books, users: readonly DemoUser[], wish: Wish): DemoPayment[] {
  const payers = new Map(
    users
      .filter((user) => user.state === "active")
      .flatMap((user) => user.parties.map((party) => [party.id, user])),
  );
  const from = addDays(wish.today, -7 * WEEKS);
  const simple = books.letterings.filter(
    (one) =>
      one.account.kind !== "owner" && isSimple(one) && one.on >= from && payers.has(one.account.party.id),
  );
  const most = Math.max(6, Math.round(wish.perDay * 7 * WEEKS));
  const keep = Math.min(1, most / Math.max(1, simple.length));
  const payments: DemoPayment[] = [];
  for (const lettering of simple) {
    if (!books.random.chance(keep) && payments.length >= 3) continue;
    payments.push(paidBy(books, payers.get(lettering.account.party.id)!, lettering, wish));
  }
  return [...payments, ...without(books, payers, wish)];
}

/** Whole debits settled by one whole credit: what a payment on line would have made of them. */
const isSimple = ({ parts }: Lettering): boolean => {
  const credits = parts.filter((part) => part.cents < 0);
  const whole = parts.every((part) => part.cents === part.entry.cents);
  return whole && credits.length === 1 && credits[0]!.entry.invoice === null && credits[0]!.cents < -100;
};

function paidBy(books: Books, user: DemoUser, lettering: Lettering, wish: Wish): DemoPayment {
  const debits = lettering.parts.filter((part) => part.cents > 0).map((part) => part.entry);
  const credit = lettering.parts.find((part) => part.cents < 0)!.entry;
  const payment = attempt(books, user, debits, credit.date, "paid");
  credit.label = `Paiement en ligne ${payment.reference}`;
  credit.piece = payment.reference;
  payment.credit = credit.date <= wish.publishedUntil ? credit : null;
  return payment;
}

const UNPAID = ["denied", "cancelled", "expired", "denied", "cancelled", "failed"] as const;

function without(books: Books, payers: ReadonlyMap<string, DemoUser>, wish: Wish): DemoPayment[] {
  const settled = settlementOf(books);
  const open = books.entries.filter(
    (entry) =>
      entry.cents > 100 &&
      !settled.has(entry) &&
      entry.date > addDays(wish.today, -70) &&
      entry.date < addDays(wish.today, -4) &&
      payers.has(entry.account.party.id),
  );
  const many = Math.min(open.length, 18);
  return open.slice(0, many).map((entry, i) => {
    const user = payers.get(entry.account.party.id)!;
    const day = addDays(wish.today, -3 - (i % 4));
    const late = wish.late && i === 0;
    const payment = attempt(
      books,
      user,
      [entry],
      day < entry.date ? entry.date : day,
      late ? "paid" : UNPAID[i % UNPAID.length]!,
    );
    payment.afterCancellation = late;
    return payment;
  });
}

function attempt(
  books: Books,
  user: DemoUser,
  entries: readonly Entry[],
  day: string,
  state: DemoPayment["state"],
): DemoPayment {
  const { random } = books;
  const { account } = entries[0]!;
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCMinutes(random.int(7 * 60, 20 * 60), random.int(0, 59));
  return {
    id: random.id(day),
    reference: `QT${Array.from({ length: 12 }, () => ALPHABET[random.int(0, ALPHABET.length - 1)]).join("")}`,
    user,
    creditorId: account.creditorId,
    account,
    pieces: entries.map((entry) => ({ entry, cents: entry.cents })),
    cents: entries.reduce((sum, entry) => sum + entry.cents, 0),
    state,
    at,
    afterCancellation: false,
    credit: null,
  };
}
