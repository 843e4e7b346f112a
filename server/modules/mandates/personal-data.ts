/** What mandates hold of a person (INF-5): the proof of an agreement, kept until its term. */
import type { PersonalKind } from "../../platform/personal-data.ts";
import { eventsOf, mandatesOf, signaturesOf } from "./sql/personal.ts";

export { hasLivingMandate } from "./sql/personal.ts";

const proof = {
  why: {
    fr: "Prélever ce que vous avez accepté, et le prouver",
    en: "To debit what you agreed to, and prove it",
  },
  basis: "contract",
  keep: "proof",
} as const;

export const personalKinds: readonly PersonalKind[] = [
  {
    ...proof,
    kind: "mandate_events",
    label: { fr: "Histoire des mandats", en: "Story of mandates" },
    columns: [
      { key: "umr", fr: "Référence unique", en: "Unique reference" },
      { key: "event", fr: "Événement", en: "Event" },
      { key: "side", fr: "De", en: "From" },
      { key: "happened", fr: "Le", en: "On", kind: "instant" },
    ],
    source: eventsOf,
  },
  {
    ...proof,
    kind: "mandate_signatures",
    label: { fr: "Signatures de mandats", en: "Signatures of mandates" },
    columns: [
      { key: "signature_kind", fr: "Nature", en: "Kind" },
      { key: "state", fr: "État", en: "State" },
      { key: "channel", fr: "Canal", en: "Channel" },
      { key: "target", fr: "Code envoyé à", en: "Code sent to" },
      { key: "ip", fr: "Adresse réseau", en: "Network address" },
      { key: "user_agent", fr: "Navigateur", en: "Browser" },
      { key: "new_iban", fr: "Nouvel IBAN", en: "New IBAN" },
      { key: "begun", fr: "Commencée le", en: "Begun", kind: "instant" },
      { key: "signed", fr: "Signée le", en: "Signed", kind: "instant" },
    ],
    source: signaturesOf,
  },
  {
    ...proof,
    kind: "mandates",
    label: { fr: "Mandats de prélèvement", en: "Direct debit mandates" },
    columns: [
      { key: "umr", fr: "Référence unique", en: "Unique reference" },
      { key: "creditor_name", fr: "Créancier", en: "Creditor" },
      { key: "creditor_ics", fr: "Identifiant du créancier", en: "Creditor identifier" },
      { key: "mode", fr: "Mode", en: "Mode" },
      { key: "state", fr: "État", en: "State" },
      { key: "purpose", fr: "Objet", en: "Purpose" },
      { key: "debtor_name", fr: "Titulaire", en: "Account holder" },
      { key: "debtor_address", fr: "Adresse", en: "Address" },
      { key: "debtor_iban", fr: "IBAN", en: "IBAN" },
      { key: "debtor_bic", fr: "BIC", en: "BIC" },
      { key: "signed_on", fr: "Signé le", en: "Signed", kind: "day" },
      { key: "one_off_cents", fr: "Montant unique", en: "One amount", kind: "cents" },
    ],
    source: mandatesOf,
    files: true,
  },
];
