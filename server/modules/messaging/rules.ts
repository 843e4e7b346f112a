/** Pure rules of messages: what may be done to what, and how things are named. */
import type { z } from "zod";
import type {
  AccountKind as AccountKindShape,
  AnnouncementKind as AnnouncementKindShape,
  AnnouncementState as AnnouncementStateShape,
  RequestState as RequestStateShape,
} from "./message-shapes.ts";

export type AnnouncementKind = z.output<typeof AnnouncementKindShape>;
export type AnnouncementState = z.output<typeof AnnouncementStateShape>;
export type AccountKind = z.output<typeof AccountKindShape>;
export type RequestState = z.output<typeof RequestStateShape>;
/** Why a feed could not be read. */
export type NewsFailure = "unreachable" | "not_public" | "too_large" | "refused" | "unreadable";
export type Category = { key: string; fr: string; en: string };

/** What a request may be about, until an organization writes a list of its own. */
export const HOUSE_CATEGORIES: readonly Category[] = [
  { key: "invoice", fr: "Une facture", en: "An invoice" },
  { key: "payment", fr: "Un paiement", en: "A payment" },
  { key: "details", fr: "Mes coordonnées", en: "My contact details" },
  { key: "document", fr: "Un document à fournir", en: "A document to send" },
  { key: "other", fr: "Autre chose", en: "Something else" },
];

/** A key for a category that has none, from its French name: `Un dégât des eaux` -> `un_degat_des_eaux`, `..._2` when taken. */
export function keyFor(name: string, taken: ReadonlySet<string>): string {
  const base =
    name
      .normalize("NFD")
      .toLowerCase()
      .replaceAll(/\p{M}/gu, "")
      .replaceAll(/[^a-z0-9]+/g, "_")
      .replaceAll(/^_|_$/g, "")
      .slice(0, 34) || "category";
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? base : `${base}_${n}`;
    if (!taken.has(key)) return key;
  }
}

/** What a member of staff who may manage messages can do to one, from its state. */
export const announcementActs = (state: AnnouncementState, mine: boolean) => ({
  change: mine,
  publish: mine && (state === "draft" || state === "withdrawn"),
  withdraw: mine && (state === "scheduled" || state === "current"),
  remove: mine && state === "draft",
});

/** Staff limited to some creditors write to the customers of these only (ACC-9). `scope` is null for all creditors. */
export const writesTo = (scope: readonly string[] | null, creditorIds: readonly string[]): boolean =>
  scope === null || (creditorIds.length > 0 && creditorIds.every((id) => scope.includes(id)));

/** The state of a request after somebody wrote in it: whoever writes hands it to the other; a note changes nothing. */
export function stateAfter(
  kind: "customer" | "staff" | "note",
  before: RequestState,
  close: boolean,
): RequestState {
  if (kind === "note") return before;
  if (kind === "customer") return "open";
  return close ? "closed" : "answered";
}
