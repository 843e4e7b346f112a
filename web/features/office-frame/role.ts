import type { GotOf } from "../../lib/api.ts";
import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";

export type StaffRole = NonNullable<GotOf<"readSession">["staff"]>["role"];

/** From the least to the most allowed. */
export const staffRoles: readonly StaffRole[] = ["reader", "accountant", "manager", "administrator"];

/**
 * Whether the signed-in member of staff has at least a role: what he may not do is not offered. The server refuses
 * all the same.
 */
export function useMay(): (role: StaffRole) => boolean {
  const own = useMe().staff?.role;
  const rank = own ? staffRoles.indexOf(own) : -1;
  return (role) => staffRoles.indexOf(role) <= rank;
}

const words = {
  reader: { fr: "Lecteur", en: "Reader" },
  accountant: { fr: "Comptable", en: "Accountant" },
  manager: { fr: "Responsable", en: "Manager" },
  administrator: { fr: "Administrateur", en: "Administrator" },
} satisfies Words;

const hints = {
  reader: { fr: "Voit tout, ne change rien.", en: "Sees everything, changes nothing." },
  accountant: {
    fr: "Importe, suit les paiements, ouvre les accès des clients.",
    en: "Imports, follows payments, opens customers’ access.",
  },
  manager: {
    fr: "Gère en plus les comptes d’accès, les réglages et les créanciers.",
    en: "Also manages access accounts, settings and creditors.",
  },
  administrator: {
    fr: "Gère en plus les agents, le paiement en ligne et les jetons.",
    en: "Also manages staff, on-line payment and tokens.",
  },
} satisfies Words;

/** The names of the roles. */
export const useRoleNames = (): Readonly<Record<StaffRole, string>> => useWords(words);
/** What each role may do, in a sentence. */
export const useRoleHints = (): Readonly<Record<StaffRole, string>> => useWords(hints);
