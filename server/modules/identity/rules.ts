/** Rules of identity, pure: passwords (ACC-6, CNIL deliberation 2022-100), who may enter, how long things last. */
import { COMMON_WORDS } from "./guess-passwords.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const REMEMBERED_DAYS = 30;
/** A browser is known this long after the last sign-in from it (the longest that browsers keep a cookie). */
export const DEVICE_DAYS = 400;
/** A session that is not remembered ends after this long without a sign... */
export const IDLE_MS = 12 * HOUR;
/** ...and after this long in any case. */
export const LONGEST_MS = 7 * DAY;
/** A preview of settings is over after that (OFF-5). */
export const PREVIEW_MS = 30 * MINUTE;
/** Signs of life are written this often, not at each request. */
export const SEEN_EVERY_MS = 5 * MINUTE;
/** Who signed in anew at his provider does not prove again who he is for this long. */
export const PROVED_MS = 10 * MINUTE;
export const TEMPORARY_PASSWORD_MS = 72 * HOUR;
export type LinkKind = "activation" | "password" | "email";
/** How long a link works once its mail is written. */
export const LINK_MS: Record<LinkKind, number> = { activation: 72 * HOUR, password: 30 * MINUTE, email: DAY };

/** When a session ends, seen from `now`. */
export function sessionEnd(remembered: boolean, createdAt: Date, now: Date): Date {
  const last = createdAt.getTime() + (remembered ? REMEMBERED_DAYS * DAY : LONGEST_MS);
  return new Date(remembered ? last : Math.min(last, now.getTime() + IDLE_MS));
}

/** One spelling of what is typed to sign in: the same text is looked up and is counted by the throttle. */
export const canonical = (typed: string): string => typed.trim().normalize("NFC").toLowerCase();

export type Policy = "standard" | "strong";
export type PasswordFault = "length" | "classes" | "guessable" | "repeated" | "identity" | "common";
const LENGTHS: Record<Policy, number> = { standard: 8, strong: 12 };
const CLASSES: Record<Policy, number> = { standard: 3, strong: 4 };
const LONG_ENOUGH_FOR_THREE = 14;
const LEAST_BITS = 50;
const LEAST_DISTINCT = 5;
/** Each class of characters and how many of them a guesser tries. */
const POOLS: readonly [RegExp, number][] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{Nd}/u, 10],
  [/[^\p{Ll}\p{Lu}\p{Nd}]/u, 33],
];

/** What a page shows of a policy. */
export const passwordRules = (policy: Policy) => ({
  minLength: LENGTHS[policy],
  minClasses: CLASSES[policy],
  summary: policy,
});

/** Bits of a password as CNIL counts them: its length times the logarithm of the alphabet it draws from. */
export function passwordBits(password: string): number {
  const pool = POOLS.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0);
  return pool === 0 ? 0 : [...password].length * Math.log2(pool);
}

/**
 * Everything that is wrong with a password, empty when it may be used.
 * `standard`: 8 characters, 3 classes of 4 and 50 bits. `strong`: 12 characters of 4 classes, or 14 of 3.
 */
export function passwordFaults(
  password: string,
  policy: Policy,
  person: { identifier: string; email: string | null },
): PasswordFault[] {
  const text = password.normalize("NFC");
  const length = [...text].length;
  const classes = POOLS.filter(([pattern]) => pattern.test(text)).length;
  const wanted = policy === "strong" && length >= LONG_ENOUGH_FOR_THREE ? 3 : CLASSES[policy];
  const faults: PasswordFault[] = [];
  if (length < LENGTHS[policy]) faults.push("length");
  if (classes < wanted) faults.push("classes");
  if (passwordBits(text) < LEAST_BITS) faults.push("guessable");
  if (new Set(text).size < LEAST_DISTINCT) faults.push("repeated");
  if (namesPerson(text, person)) faults.push("identity");
  if (isCommon(text)) faults.push("common");
  return faults;
}

function namesPerson(password: string, person: { identifier: string; email: string | null }): boolean {
  const text = canonical(password);
  const email = canonical(person.email ?? "");
  const parts = [canonical(person.identifier), email, email.split("@")[0]!];
  return parts.some((part) => part.length >= 3 && text.includes(part));
}

const DISGUISES: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** A common word, disguised (`P@ssw0rd`) or dressed with digits and signs at its ends (`Soleil2026!`), is common. */
function isCommon(password: string): boolean {
  const plain = password.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  const undressed = plain.replaceAll(/^[^a-z]+|[^a-z]+$/g, "");
  const undisguised = (text: string) => text.replaceAll(/[0134578@$!]/g, (sign) => DISGUISES[sign] ?? sign);
  const tailless = plain.replace(/[^a-z]+$/, "");
  const words = [plain, undressed, ...[plain, undressed, tailless].map(undisguised)];
  const bare = words.flatMap((word) => [word, word.replaceAll(/[^a-z]/g, "")]);
  return bare.some((word) => COMMON_WORDS.has(word));
}

/** Told apart on paper and by telephone: neither 0 O, 1 I l, 2 Z, 5 S, 8 B, nor letters of one shape in both cases. */
const CLEAR = "abdefghjmnrtADEFGHJLMNRT34679";
const CLEAR_LENGTH = 12;

/**
 * A temporary password (ACC-4): 12 clear characters of three classes, some 58 bits.
 * @param pick a uniform integer below its argument, from a cryptographic source.
 */
export function temporaryPassword(pick: (below: number) => number): string {
  for (;;) {
    const text = Array.from({ length: CLEAR_LENGTH }, () => CLEAR[pick(CLEAR.length)]).join("");
    if (/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)) return text;
  }
}

/** True when somebody who gives the right password may come in: a temporary one dies, a disabled user stays out. */
export function mayEnter(user: { state: string; temporaryUntil: Date | null }, now: Date): boolean {
  if (user.temporaryUntil) return user.state !== "disabled" && user.temporaryUntil > now;
  return user.state === "active";
}

/** What an address counts as in throttles: an IPv6 subscriber owns a /64. */
export function networkOf(ip: string | null): string {
  const address = (ip ?? "unknown").replace(/^::ffff:(?=\d+\.)/i, "");
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const groups = head.split(":").filter(Boolean);
  const missing = 8 - groups.length - tail.split(":").filter(Boolean).length;
  const whole = address.includes("::")
    ? [...groups, ...Array<string>(Math.max(0, missing)).fill("0"), ...tail.split(":").filter(Boolean)]
    : groups;
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

/** The names of what differs between two sets of options. */
export const changedNames = (before: object, after: Readonly<Record<string, unknown>>): string[] => {
  const known = before as Readonly<Record<string, unknown>>;
  return Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(known[name]));
};
