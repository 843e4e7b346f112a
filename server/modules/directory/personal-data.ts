/** What the directory holds of a person, and for whom he acts (INF-5). */
import type { Context } from "../../platform/context.ts";
import type { Consent, PersonalKind, Subject } from "../../platform/personal-data.ts";
import { findUsersByIds } from "../identity/index.ts";
import * as held from "./sql/personal.ts";
import { selectAccess } from "./sql.ts";

export const personalKinds: readonly PersonalKind[] = [
  {
    kind: "parties",
    label: { fr: "Identité : nom, code, adresse postale", en: "Identity: name, code, postal address" },
    why: {
      fr: "Tenir votre compte et établir vos factures",
      en: "To keep your account and make your invoices",
    },
    basis: "law",
    keep: "accounting",
    columns: [
      { key: "code", fr: "Code", en: "Code" },
      { key: "party_kind", fr: "Nature", en: "Kind" },
      { key: "name", fr: "Nom", en: "Name" },
      { key: "address", fr: "Adresse", en: "Address" },
    ],
    source: held.partiesOf,
  },
  {
    kind: "contacts",
    label: { fr: "Moyens de contact", en: "Ways of contact" },
    why: { fr: "Vous joindre au sujet de votre compte", en: "To reach you about your account" },
    basis: "contract",
    keep: "relation",
    columns: [
      { key: "code", fr: "Code", en: "Code" },
      { key: "email", fr: "Adresse électronique", en: "E-mail address" },
      { key: "phone", fr: "Téléphone", en: "Phone" },
    ],
    source: held.contactsOf,
    erase: { part: false, run: held.eraseContacts },
  },
  {
    kind: "accesses",
    label: { fr: "Comptes ouverts en lecture", en: "Accounts open to reading" },
    why: {
      fr: "Vous montrer les comptes que vous pouvez lire",
      en: "To show you the accounts that you may read",
    },
    basis: "contract",
    keep: "access",
    columns: [
      { key: "code", fr: "Code", en: "Code" },
      { key: "name", fr: "Nom", en: "Name" },
      { key: "rights", fr: "Droits", en: "Rights" },
      { key: "invited_name", fr: "Nom donné par qui vous a invité", en: "Name given by who invited you" },
      { key: "main", fr: "Compte principal", en: "Main account" },
      { key: "since", fr: "Depuis", en: "Since", kind: "instant" },
      { key: "ends_on", fr: "Jusqu’au", en: "Until", kind: "day" },
    ],
    source: held.accessesOf,
    erase: { part: false, run: held.eraseAccesses },
  },
];

/** Whom a user may read the accounts of, and which of them are himself. */
export async function subjectOf(ctx: Context, userId: string): Promise<Subject> {
  const rows = await held.selectReadable(ctx, userId);
  return {
    userId,
    actsFor: rows.map((row) => row.party_id),
    himself: rows.filter((row) => row.himself).map((row) => row.party_id),
  };
}

/** The colleagues whom a user let in. */
export async function colleagueConsents(ctx: Context, userId: string): Promise<Consent[]> {
  const mine = await selectAccess(ctx, { userId }, { ended: false });
  const managed = mine.filter((one) => one.main).map((one) => one.party_id);
  if (managed.length === 0) return [];
  const others = (await held.selectInvited(ctx, managed)).filter((one) => one.user_id !== userId);
  const people = await findUsersByIds(ctx, [...new Set(others.map((one) => one.user_id))]);
  return others.map((one) => ({
    kind: "colleague",
    label: { fr: "Un collègue peut lire votre compte", en: "A colleague may read your account" },
    detail: `${one.invited_name ?? people.get(one.user_id)?.name ?? ""} (${one.party_name})`,
    given: true,
    at: one.created_at,
    path: "/acces-partages",
  }));
}
