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
