// The readings of an account, and how the address remembers them.

export type Reading = "due" | "all" | "ledger";
/** The tabs: the three readings, and the two that bills add (ACT-6). */
export type View = Reading | "settled" | "treasury";
/** What is asked of a statement: what the server calls its query. */
export type Asked = {
  reading: Reading;
  from?: string;
  to?: string;
  settled?: "yes" | "no";
  piece?: string;
  treasury?: "yes";
};
type Search = Readonly<Record<string, string | undefined>>;

const views: Record<string, View> = {
  "a-regler": "due",
  toutes: "all",
  "grand-livre": "ledger",
  reglees: "settled",
  tresorerie: "treasury",
};
const readings: Record<View, Reading> = {
  due: "due",
  all: "all",
  ledger: "ledger",
  settled: "all",
  treasury: "due",
};
const settledWords: Record<string, "yes" | "no"> = { oui: "yes", non: "no" };
/** A day of the calendar: 30 February is none. */
const isDay = (text: string | undefined): text is string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? "")) return false;
  const day = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text!);
};

/** Reads `?lecture=&du=&au=&piece=&reglees=`; what makes no sense there is left out. */
export function askedIn(search: Search): Asked {
  const view = viewIn(search);
  const reading = readings[view];
  const piece = search.piece?.trim().slice(0, 60);
  const chosen = view === "all" ? settledWords[search.reglees ?? ""] : undefined;
  const settled = view === "settled" ? "yes" : chosen;
  return {
    reading,
    ...(isDay(search.du) && reading !== "due" ? { from: search.du } : {}),
    ...(isDay(search.au) && reading !== "due" ? { to: search.au } : {}),
    ...(settled ? { settled } : {}),
    ...(piece ? { piece } : {}),
    ...(view === "treasury" ? { treasury: "yes" as const } : {}),
  };
}

/** The tab that an address opens. */
export const viewIn = (search: Search): View => views[search.lecture ?? ""] ?? "due";

/** Writes a tab for the address; null for the one by default. */
export const lectureOf = (view: View): string | null =>
  view === "due" ? null : Object.keys(views).find((name) => views[name] === view)!;

/** Whether something besides the tab was asked. */
export const isNarrowed = (asked: Asked, view: View): boolean =>
  Boolean(asked.from ?? asked.to ?? asked.piece ?? (view === "settled" ? undefined : asked.settled));
