/** How often one may try, by what is typed and by address. Names are kept hashed: a throttle is no list of users. */
import { createHash } from "node:crypto";
import type { Outer } from "../../platform/context.ts";
import type { Limit } from "../../platform/throttle.ts";
import type { GuessedDoor } from "./access-shapes.ts";
import { canonical, networkOf } from "./rules.ts";

const MINUTES = 60;
/** Failures after which the proof of work is asked (setting `after_failures`). */
export const FAILURES = { byName: 3, byAddress: 10 };

const named = (typed: string): string =>
  createHash("sha256").update(canonical(typed)).digest("base64url").slice(0, 22);

const pair = (
  what: string,
  outer: Outer,
  typed: string,
  most: { byName: number; byAddress: number },
  minutes: number,
): [Limit, Limit] => [
  { key: `${what}:name:${named(typed)}`, most: most.byName, seconds: minutes * MINUTES },
  { key: `${what}:address:${networkOf(outer.ip)}`, most: most.byAddress, seconds: minutes * MINUTES },
];

/** CNIL 2022-100: a password of 50 bits goes with a limit on tries. Ten in a quarter of an hour for one name. */
export const signInLimits = (outer: Outer, typed: string) =>
  pair("sign_in", outer, typed, { byName: 10, byAddress: 100 }, 15);

/**
 * Failures at a door are counted, never refused: they only decide whether the proof of work is asked. Where the answer
 * never tells a failure (a link asked for), each try counts as one.
 */
export const failureLimits = (outer: Outer, typed: string, door: GuessedDoor = "sign_in") =>
  pair(`${door}_failed`, outer, typed, { byName: Infinity, byAddress: Infinity }, 30);

/** Mails that anybody may have sent to an address. */
export const mailLimits = (outer: Outer, typed: string) =>
  pair("mail_asked", outer, typed, { byName: 5, byAddress: 30 }, 60);

/** Passwords asked again of somebody who is signed in, or read back from a letter. */
export const passwordLimit = (userId: string): Limit => ({
  key: `password:${userId}`,
  most: 10,
  seconds: 15 * MINUTES,
});

/** Links tried from one address. */
export const linkLimit = (outer: Outer): Limit => ({
  key: `mail_link:address:${networkOf(outer.ip)}`,
  most: 60,
  seconds: 15 * MINUTES,
});

/**
 * Second steps tried by one user: of a million codes three are right at a time, so that thirty tries a day leave a
 * guesser one chance in ten thousand, once he has the password.
 */
export const secondStepLimits = (userId: string): Limit[] => [
  { key: `second_step:${userId}`, most: 6, seconds: 15 * MINUTES },
  { key: `second_step_day:${userId}`, most: 30, seconds: 24 * 60 * MINUTES },
];

/** Passkeys asked for or shown from one address. They cannot be guessed: this only spares the server. */
export const passkeyLimit = (outer: Outer): Limit => ({
  key: `passkey:address:${networkOf(outer.ip)}`,
  most: 120,
  seconds: 15 * MINUTES,
});

/** Single sign-ons begun or ended from one address: each makes the server call the provider. */
export const ssoLimit = (outer: Outer): Limit => ({
  key: `sso:address:${networkOf(outer.ip)}`,
  most: 60,
  seconds: 15 * MINUTES,
});
