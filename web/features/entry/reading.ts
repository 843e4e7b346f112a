// The readings of an account, and how the address remembers them.

export type Reading = "due" | "all" | "ledger";
/** What is asked of a statement: what the server calls its query. */
export type Asked = {
  reading: Reading;
  from?: string;
  to?: string;
  settled?: "yes" | "no";
  piece?: string;
};
type Search = Readonly<Record<string, string | undefined>>;

const readings: Record<string, Reading> = { "a-regler": "due", toutes: "all", "grand-livre": "ledger" };
const settledWords: Record<string, "yes" | "no"> = { oui: "yes", non: "no" };
/** A day of the calendar: 30 February is none. */
const isDay = (text: string | undefined): text is string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? "")) return false;
  const day = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text!);
};

/** Reads `?lecture=&du=&au=&piece=&reglees=`; what makes no sense there is left out. */
export function askedIn(search: Search): Asked {
  const reading = readings[search.lecture ?? ""] ?? "due";
  const piece = search.piece?.trim().slice(0, 60);
  const settled = reading === "all" ? settledWords[search.reglees ?? ""] : undefined;
  return {
    reading,
    ...(isDay(search.du) && reading !== "due" ? { from: search.du } : {}),
    ...(isDay(search.au) && reading !== "due" ? { to: search.au } : {}),
    ...(settled ? { settled } : {}),
    ...(piece ? { piece } : {}),
  };
}

/** Writes a reading for the address; null for the one by default. */
export const lectureOf = (reading: Reading): string | null =>
  reading === "due" ? null : reading === "all" ? "toutes" : "grand-livre";

/** Whether something besides the reading was asked. */
export const isNarrowed = (asked: Asked): boolean =>
  Boolean(asked.from ?? asked.to ?? asked.settled ?? asked.piece);
