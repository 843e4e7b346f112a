/** Rules of mandates: references, states, codes, instalment plans. Pure. */
import { createHmac } from "node:crypto";
import { nextTargetDay } from "../../formats/sepa/index.ts";
import { addDays } from "../../platform/dates.ts";

export const STATES = [
  "draft",
  "signing",
  "active",
  "suspended",
  "blocked",
  "stopped",
  "revoked",
  "finished",
  "dormant",
  "abandoned",
] as const;
export type MandateState = (typeof STATES)[number];
export type Mode = "one_off" | "automatic";
export type Scheme = "CORE" | "B2B";
export type Channel = "email" | "sms";
export type Verified = "access" | "proved" | "typed";

/** A code lives this long once asked for, takes this many tries, and this many of them are sent for one signature. */
export const CODE_MINUTES = 10;
export const MOST_TRIES = 5;
export const MOST_CODES = 5;
/** What nobody signs is given up after this many hours. */
export const DRAFT_HOURS = 24;
/** A mandate not used for so long may not be used any more (SDD Core rulebook, 4.1). */
const DORMANT_MONTHS = 36;
/** What is prepared may be signed the day after: the notice must be whole then too. */
const DAYS_TO_SIGN = 1;

/** One automatic mandate of an account stands in the way of another. */
const STANDING: readonly MandateState[] = ["signing", "active", "suspended", "blocked"];
export const stands = (state: MandateState): boolean => STANDING.includes(state);
/** Whether it is over for good. */
export const isOver = (state: MandateState): boolean => !STANDING.includes(state) && state !== "draft";
export const mayRevoke = (state: MandateState): boolean =>
  state === "active" || state === "suspended" || state === "blocked";
/** A debit that came back for the account's sake asks for another account. */
export const mayChangeAccount = (mandate: { state: MandateState; mode: Mode; origin: string }): boolean =>
  mayRevoke(mandate.state) && mandate.mode === "automatic";

/** A bank was told of it once: what changes since is an amendment. One that was never collected is simply told as it is. */
export const bankKnows = (mandate: { lastCollectedOn: string | null; origin: string }): boolean =>
  mandate.lastCollectedOn !== null || mandate.origin === "paper";

/** The letters and digits of a creditor's code that its references begin with; twelve at most. */
const stemOf = (creditorCode: string): string =>
  creditorCode
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "")
    .slice(0, 12) || "M";

/** `REGIE` and 42 -> `REGIE-0000042`: upper-case letters, digits and a dash, that every bank takes. Seven digits: no code
 * has as many. */
export const umrOf = (creditorCode: string, number: number): string =>
  `${stemOf(creditorCode)}-${String(number).padStart(7, "0")}`;

/** A reference written on a paper must not be one that we shall give. */
export const isOurUmr = (creditorCode: string, umr: string): boolean =>
  new RegExp(`^${stemOf(creditorCode)}-\\d{7,}$`).test(umr.toUpperCase());

/** EPC: neither starts nor ends with a slash, nor holds two in a row; no blank. */
export const isUmr = (umr: string): boolean =>
  /^[A-Za-z0-9/?:().,'+-]{1,35}$/.test(umr) && !/^\/|\/$|\/\//.test(umr);

/** The last day of the 36 months in which a mandate must be used, counted from its last use or its signature. */
export const usableUntil = (lastUse: string): string => addMonths(lastUse, DORMANT_MONTHS);
/** A mandate last used before this day is dormant today. */
export const dormantBefore = (today: string): string => addMonths(today, -DORMANT_MONTHS);

/** What is kept of a code: keyed by the server, salted, and bound to the document that it signs. */
export const codeHash = (
  key: Buffer,
  given: { salt: Buffer; documentHash: string; signatureId: string; code: string },
): Buffer =>
  createHmac("sha256", key)
    .update(`${given.signatureId}:${given.documentHash}:${given.salt.toString("hex")}:${given.code}`)
    .digest();

/** `camille@example.org` -> `ca•••@example.org`; `+33612345678` -> `+33 •• •• •• 78`. */
export function maskTarget(channel: Channel, target: string): string {
  if (channel === "sms") return `${target.slice(0, 3)} •• •• •• ${target.slice(-2)}`;
  const [local = "", domain = ""] = target.split("@");
  return `${local.slice(0, local.length > 3 ? 2 : 1)}•••@${domain}`;
}

/** The last four characters of an IBAN: what may be said of it in a message. */
export const lastFour = (iban: string): string => iban.slice(-4);

export type PlannedInstalment = { rank: number; dueOn: string; cents: number };

/**
 * Cuts an amount into equal parts that sum exactly: one cent more on each of the first parts. Fewer parts when there
 * are fewer cents than that.
 */
export function splitCents(cents: number, parts: number): number[] {
  const count = Math.min(parts, Math.max(cents, 0));
  const base = count === 0 ? 0 : Math.floor(cents / count);
  return Array.from({ length: count }, (_, rank) => base + (rank < cents - base * count ? 1 : 0));
}

/** The same day `months` later, or the last of that month when it is shorter: 31 January + 1 -> 28 February. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The first day on which what is prepared today may be debited: its notice must be whole, even when it is signed the day after. */
export const firstDebit = (today: string, preNotificationDays: number): string =>
  addDays(today, preNotificationDays + DAYS_TO_SIGN);

/** A one-off is not asked for a day further than this. */
const WANTED_MONTHS = 12;
/** Between which days the debtor of a one-off may choose the one of his debit, both included. */
export const wantedDays = (first: string, today: string): { first: string; last: string } => ({
  first: nextTargetDay(first),
  last: addMonths(today, WANTED_MONTHS),
});

/**
 * A plan over so many months: the first instalment on a day, the others on the same day of the following months, each counted
 * from the first so that dates do not drift, moved to a day on which TARGET is open.
 */
export const planInstalments = (
  cents: number,
  { months, firstOn }: { months: number; firstOn: string },
): PlannedInstalment[] =>
  splitCents(cents, months).map((part, rank) => ({
    rank: rank + 1,
    dueOn: nextTargetDay(addMonths(firstOn, rank)),
    cents: part,
  }));

/**
 * From so many months on, a plan may be credit to a consumer: whoever sets it must know. What is spread must be paid within
 * 50 days of the supply to be none (Code de la consommation, L312-4, 4°); the supply is before the signature, and the second
 * instalment a month after the first: no plan is surely within them.
 */
export const CREDIT_FROM_MONTHS = 2;
export const mayBeCredit = (months: number): boolean => months >= CREDIT_FROM_MONTHS;
