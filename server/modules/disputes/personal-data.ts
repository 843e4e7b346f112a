/** What disputes hold of a person (INF-5): evidence, kept until prescription. */
import type { PersonalKind } from "../../platform/personal-data.ts";
import { disputesOf, filesOf, stepsOf } from "./sql/personal.ts";

const evidence = {
  why: {
    fr: "Examiner vos contestations et en garder la preuve",
    en: "To look into your disputes and keep proof of it",
  },
  basis: "interest",
  keep: "proof",
} as const;

export const personalKinds: readonly PersonalKind[] = [
  {
    ...evidence,
    kind: "disputes",
    label: { fr: "Litiges", en: "Disputes" },
    columns: [
      { key: "reference", fr: "Référence", en: "Reference" },
      { key: "category", fr: "Catégorie", en: "Category" },
      { key: "state", fr: "État", en: "State" },
      { key: "outcome", fr: "Issue", en: "Outcome" },
      { key: "total_cents", fr: "Montant", en: "Amount", kind: "cents" },
      { key: "opened_on", fr: "Ouvert le", en: "Opened", kind: "day" },
      { key: "resolved", fr: "Clos le", en: "Closed", kind: "instant" },
    ],
    source: disputesOf,
  },
  {
    ...evidence,
    kind: "dispute_steps",
    label: { fr: "Échanges des litiges", en: "What was said in disputes" },
    columns: [
      { key: "reference", fr: "Litige", en: "Dispute" },
      { key: "step", fr: "Étape", en: "Step" },
      { key: "side", fr: "De", en: "From" },
      { key: "body", fr: "Texte", en: "Text" },
      { key: "written", fr: "Le", en: "On", kind: "instant" },
    ],
    source: stepsOf,
  },
  {
    ...evidence,
    kind: "dispute_files",
    label: { fr: "Fichiers des litiges", en: "Files of disputes" },
    columns: [
      { key: "name", fr: "Nom", en: "Name" },
      { key: "bytes", fr: "Octets", en: "Bytes" },
      { key: "sent", fr: "Envoyé le", en: "Sent", kind: "instant" },
    ],
    source: filesOf,
    files: true,
  },
];
