import type { GotOf } from "../../lib/api.ts";
import type { Words } from "../../lib/words.ts";
import type { StateKind } from "../../ui/tag.tsx";

export type Announcement = GotOf<"readOfficeAnnouncement">;
export type AnnouncementKind = Announcement["kind"];
export type AnnouncementState = Announcement["state"];
export type AccountKind = Announcement["accountKinds"][number];

export const kinds: AnnouncementKind[] = ["information", "newsletter", "important", "welcome"];
export const states: AnnouncementState[] = ["draft", "scheduled", "current", "over", "withdrawn"];
export const accountKinds: AccountKind[] = ["customer", "owner", "tenant", "co_owner", "supplier"];
export const stateLooks: Record<AnnouncementState, StateKind> = {
  draft: "neutral",
  scheduled: "pending",
  current: "settled",
  over: "neutral",
  withdrawn: "neutral",
};

/** What an announcement is, in what state, for whom. */
export const announcementWords = {
  information: { fr: "Information", en: "Announcement" },
  newsletter: { fr: "Lettre d’information", en: "Newsletter" },
  important: { fr: "Message important", en: "Important message" },
  welcome: { fr: "Message d’accueil", en: "Welcome message" },
  draft: { fr: "Brouillon", en: "Draft" },
  scheduled: { fr: "Programmé", en: "Scheduled" },
  current: { fr: "En cours", en: "Shown now" },
  over: { fr: "Terminé", en: "Over" },
  withdrawn: { fr: "Retiré", en: "Withdrawn" },
  customer: { fr: "Clients", en: "Customers" },
  owner: { fr: "Propriétaires", en: "Owners" },
  tenant: { fr: "Locataires", en: "Tenants" },
  co_owner: { fr: "Copropriétaires", en: "Co-owners" },
  supplier: { fr: "Fournisseurs", en: "Suppliers" },
  everybody: { fr: "Tous les clients", en: "All customers" },
} satisfies Words;
