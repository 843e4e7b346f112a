/** What privacy itself holds of a person, and the trail of what he did (INF-5). */
import type { PersonalKind } from "../../platform/personal-data.ts";
import { activityOf, archivesOf, eraseArchives, erasuresOf } from "./sql/personal.ts";

export const personalKinds: readonly PersonalKind[] = [
  {
    kind: "archives",
    label: { fr: "Archives de données", en: "Archives of data" },
    why: { fr: "Vous remettre vos données", en: "To hand your data to you" },
    basis: "law",
    keep: "log",
    columns: [
      { key: "state", fr: "État", en: "State" },
      { key: "bytes", fr: "Octets", en: "Bytes" },
      { key: "asked", fr: "Demandée le", en: "Asked", kind: "instant" },
      { key: "ready", fr: "Prête le", en: "Ready", kind: "instant" },
      { key: "expires", fr: "Gardée jusqu’au", en: "Kept until", kind: "instant" },
    ],
    source: archivesOf,
    erase: { part: false, run: eraseArchives },
  },
  {
    kind: "erasures",
    label: { fr: "Demandes d’effacement", en: "Requests to be erased" },
    why: { fr: "Prouver qu’il y a été répondu", en: "To prove that they were answered" },
    basis: "law",
    keep: "proof",
    columns: [
      { key: "state", fr: "État", en: "State" },
      { key: "reason", fr: "Motif", en: "Reason" },
      { key: "answer", fr: "Réponse", en: "Answer" },
      { key: "asked", fr: "Demandé le", en: "Asked", kind: "instant" },
      { key: "decided", fr: "Répondu le", en: "Answered", kind: "instant" },
    ],
    source: erasuresOf,
  },
  {
    kind: "activity",
    label: { fr: "Journal des actions", en: "Trail of actions" },
    why: {
      fr: "Protéger votre compte et établir qui a fait quoi ; l’adresse réseau est retirée avant, au terme des journaux",
      en: "To protect your account and tell who did what; the network address goes before, at the term of logs",
    },
    basis: "interest",
    keep: "access",
    columns: [
      { key: "name", fr: "Action", en: "Action" },
      { key: "subject_kind", fr: "Sur", en: "On" },
      { key: "ip", fr: "Adresse réseau", en: "Network address" },
      { key: "done", fr: "Le", en: "On", kind: "instant" },
    ],
    source: activityOf,
  },
];
