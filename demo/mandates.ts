/** Mandates of a story as they are told: who signed, what, when, and how each ended up. */
import {
  firstDebit,
  type PlannedInstalment,
  planInstalments,
  umrOf,
} from "../server/modules/mandates/rules.ts";
import { addDays, dayInParis } from "../server/platform/dates.ts";
import { type Account, settlementOf } from "./books.ts";
import { makeRandom } from "./random.ts";
import { type DemoCreditor, type DemoUser, demoIban, type Story } from "./story.ts";

/** How each of them ended up, in turn: who signs in and is shown at the start comes first. */
const ENDS = ["finished", "plan", "suspended", "revoked", "automatic", "one_off", "paper"] as const;
type End = (typeof ENDS)[number];
const MOST = 21;
export const DAY = 86_400_000;
export const MINUTE = 60_000;
export const NOTICE_DAYS = 14;

/** A mandate of the demonstration; collections are made under those whose `state` is `active` or `finished`. */
export type DemoMandate = {
  id: string;
  umr: string;
  end: End;
  state: "active" | "finished" | "suspended" | "revoked";
  mode: "one_off" | "automatic";
  user: DemoUser;
  account: Account;
  creditor: DemoCreditor;
  iban: string;
  signedAt: Date;
  cents: number | null;
  planEntryIds: string[];
  instalments: (PlannedInstalment & { id: string; taken: boolean })[];
};

/** The mandates of a story: the same ones every time, for whoever writes what hangs on them. */
export function makeMandates(story: Story, today: string, now: Date): DemoMandate[] {
  const random = makeRandom(`mandates ${story.slug} ${today}`);
  const settled = settlementOf(story.books);
  const open = Map.groupBy(
    story.books.entries.filter((one) => one.cents > 0 && !settled.has(one) && !one.supersededBy),
    (one) => one.account.id,
  );
  const accounts = Map.groupBy(story.books.accounts, (one) => one.party.id);
  const people = story.users
    .filter((one) => one.role === "customer" && one.state === "active" && one.email)
    .toSorted((one, other) => Number(other.who !== null) - Number(one.who !== null));
  const numbers = { last: 0 };
  return people.slice(0, MOST).flatMap((user, rank) => {
    const account = accounts.get(user.parties[0]?.id ?? "")?.[0];
    const creditor = story.creditors.find((one) => one.id === account?.creditorId);
    if (!account || !creditor) return [];
    const end = ENDS[rank % ENDS.length]!;
    const signedAt = new Date(now.getTime() - (8 + ((rank * 37) % 200)) * DAY - rank * 11 * MINUTE);
    const signedOn = dayInParis(signedAt);
    const spread = end === "plan" ? (open.get(account.id) ?? []) : [];
    const total = spread.reduce((sum, one) => sum + one.cents, 0);
    const plan = planInstalments(total, { months: 3, firstOn: firstDebit(signedOn, NOTICE_DAYS) });
    numbers.last += 1;
    return {
      id: random.id(signedOn),
      umr: umrOf(creditor.code, numbers.last),
      end,
      state: stateOf(end),
      mode: end === "finished" || end === "one_off" ? ("one_off" as const) : ("automatic" as const),
      user,
      account,
      creditor,
      iban: demoIban(5_000_000 + rank * 7919),
      signedAt,
      cents: end === "finished" || end === "one_off" ? 4200 + ((rank * 1373) % 26_000) : null,
      planEntryIds: spread.map((one) => one.id),
      instalments: plan.map((one) => ({ ...one, id: random.id(signedOn), taken: one.dueOn <= today })),
    };
  });
}

const stateOf = (end: End): DemoMandate["state"] =>
  end === "finished" || end === "suspended" || end === "revoked" ? end : "active";

/** The day of its last debit, never one to come. */
export function collectedOn(one: DemoMandate, now: Date): string {
  const today = dayInParis(now);
  const planned =
    one.instalments.findLast((part) => part.taken)?.dueOn ?? addDays(dayInParis(one.signedAt), 15);
  return planned < today ? planned : today;
}

export const purposeOf = ({ account, creditor }: DemoMandate): string =>
  `Compte ${account.code} (${account.label}), ${creditor.name}`;
