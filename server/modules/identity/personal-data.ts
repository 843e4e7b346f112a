/** What identity holds of a person (INF-5). */
import type { Context } from "../../platform/context.ts";
import type { PersonalKind } from "../../platform/personal-data.ts";
import { tell } from "./facts.ts";
import { deleteCeremoniesOf } from "./sql/ceremonies.ts";
import * as held from "./sql/personal.ts";
import { deleteSessionsOf } from "./sql/sessions.ts";

const access: PersonalKind = {
  kind: "access",
  label: { fr: "Compte d’accès", en: "Access account" },
  why: { fr: "Vous reconnaître quand vous vous connectez", en: "To know you when you sign in" },
  basis: "contract",
  keep: "access",
  columns: [
    { key: "identifier", fr: "Identifiant", en: "Identifier" },
    { key: "name", fr: "Nom", en: "Name" },
    { key: "email", fr: "Adresse électronique", en: "E-mail address" },
    { key: "language", fr: "Langue", en: "Language" },
    { key: "state", fr: "État", en: "State" },
    { key: "staff_role", fr: "Rôle au bureau", en: "Role in the office" },
    { key: "created_at", fr: "Créé le", en: "Created", kind: "instant" },
    { key: "last_sign_in_at", fr: "Dernière connexion", en: "Last sign-in", kind: "instant" },
  ],
  source: held.accessOf,
  erase: { part: false, run: async (ctx, { userId }) => held.eraseAccess(ctx, userId) },
};

const sessions: PersonalKind = {
  kind: "sessions",
  label: { fr: "Sessions et appareils", en: "Sessions and devices" },
  why: {
    fr: "Garder la session ouverte et vous prévenir d’un appareil inconnu",
    en: "To keep you signed in and warn you of an unknown device",
  },
  basis: "interest",
  keep: "log",
  columns: [
    { key: "what", fr: "Quoi", en: "What" },
    { key: "browser", fr: "Navigateur", en: "Browser" },
    { key: "address", fr: "Adresse réseau", en: "Network address" },
    { key: "since", fr: "Depuis", en: "Since", kind: "instant" },
    { key: "seen", fr: "Vu le", en: "Seen", kind: "instant" },
  ],
  source: held.sessionsOf,
  erase: { part: false, run: async (ctx, { userId }) => held.eraseSessions(ctx, userId) },
};

const protections: PersonalKind = {
  kind: "protections",
  label: { fr: "Protections de l’accès", en: "Protections of the access" },
  why: {
    fr: "Vérifier que c’est bien vous : clés d’accès, codes, connexion unique",
    en: "To make sure that it is you: passkeys, codes, single sign-on",
  },
  basis: "contract",
  keep: "access",
  columns: [
    { key: "what", fr: "Quoi", en: "What" },
    { key: "name", fr: "Nom", en: "Name" },
    { key: "since", fr: "Depuis", en: "Since", kind: "instant" },
    { key: "used", fr: "Utilisé le", en: "Used", kind: "instant" },
  ],
  source: held.protectionsOf,
  erase: { part: false, run: async (ctx, { userId }) => held.eraseProtections(ctx, userId) },
};

const links: PersonalKind = {
  kind: "links",
  label: { fr: "Liens envoyés", en: "Links sent" },
  why: {
    fr: "Activer l’accès, changer de mot de passe ou d’adresse",
    en: "To activate the access, change password or address",
  },
  basis: "contract",
  keep: "log",
  columns: [
    { key: "link_kind", fr: "Nature", en: "Kind" },
    { key: "new_email", fr: "Nouvelle adresse", en: "New address" },
    { key: "sent", fr: "Demandé le", en: "Asked", kind: "instant" },
    { key: "used", fr: "Utilisé le", en: "Used", kind: "instant" },
  ],
  source: held.linksOf,
  erase: { part: false, run: async (ctx, { userId }) => held.eraseLinks(ctx, userId) },
};

/** Access last: until then, who is erased has a name. */
export const personalKinds: readonly PersonalKind[] = [sessions, protections, links, access];

/** Shuts a person out at once, before anything of his is erased. Again, it changes nothing. */
export async function shutOut(ctx: Context, userId: string): Promise<void> {
  if (await held.disableForErasure(ctx, userId)) await tell(ctx, "identity.user_disabled", userId);
  await deleteSessionsOf(ctx, userId, null);
  await deleteCeremoniesOf(ctx, userId);
}
