import { createHmac } from "node:crypto";
import { derivedKey, sameText } from "../../platform/secrets.ts";

/** Stands in a kept mail where the token of a single-use link goes: the token exists only in the mail that leaves. */
export const MASK = "••••••••";

/** Address of the page that a single-use link opens. */
export const linkUrl = (baseUrl: string, token: string): string => `${baseUrl}/lien/${token}`;

/** A mail that could not leave is tried this many times, at growing intervals of an hour at most: some twelve hours. */
export const MOST_TRIES = 20;

/** Puts the token where the mask stands. */
export const unmask = (text: string, token: string): string => text.replaceAll(MASK, token);

/** How long a link lasts, in hours, or in minutes under two hours. */
export function lifetime(from: Date, to: Date): { count: number; unit: "hours" | "minutes" } {
  const minutes = Math.round((to.getTime() - from.getTime()) / 60_000);
  return minutes < 120
    ? { count: minutes, unit: "minutes" }
    : { count: Math.round(minutes / 60), unit: "hours" };
}

const sign = (secret: string, purpose: string, text: string): string =>
  createHmac("sha256", derivedKey(secret, purpose)).update(text).digest("base64url").slice(0, 27);

/** What an unsubscribe link carries: whose, of which news, and the proof that we wrote it. It never expires. */
export function unsubscribeToken(
  secret: string,
  of: { organizationId: string; userId: string; news: string },
): string {
  const proof = sign(secret, "unsubscribe", `${of.organizationId}:${of.userId}:${of.news}`);
  return `${of.userId.replaceAll("-", "")}.${of.news}.${proof}`;
}

/** Whose link it is; null when we did not write it, for this organization. */
export function readUnsubscribeToken(
  secret: string,
  organizationId: string,
  token: string,
): { userId: string; news: string } | null {
  const [hex = "", news = ""] = token.split(".");
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  const userId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return sameText(token, unsubscribeToken(secret, { organizationId, userId, news }))
    ? { userId, news }
    : null;
}

/** What an SMS provider is given with a text, so that only it can tell what became of it. */
export const receiptProof = (secret: string, textId: string): string => sign(secret, "text-receipt", textId);

/** `bounces@example.org` and `montfleuri` -> `bounces+montfleuri@example.org`. */
export const returnAddress = (address: string, slug: string): string => address.replace("@", `+${slug}@`);

/** Where a person who follows an unsubscribe link is asked. */
export const unsubscribePage = (baseUrl: string, token: string): string =>
  `${baseUrl}/desabonnement/${encodeURIComponent(token)}`;

/** Seconds until it is next eight o'clock in Paris. */
export function secondsToMorning(now: Date): number {
  const [hour = 0, minute = 0, second = 0] = parisTime.format(now).split(":").map(Number);
  const today = (hour * 60 + minute) * 60 + second;
  const eight = 8 * 3600;
  return today < eight ? eight - today : 86_400 - today + eight;
}
const parisTime = new Intl.DateTimeFormat("fr-FR", {
  timeZone: "Europe/Paris",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
