/** What messaging holds of a person (INF-5). */
import type { PersonalKind } from "../../platform/personal-data.ts";
import * as held from "./sql/personal.ts";

const toAnswer = {
  why: { fr: "Répondre à vos demandes et s’en souvenir", en: "To answer your requests and remember them" },
  basis: "contract",
  keep: "relation",
} as const;

export const personalKinds: readonly PersonalKind[] = [
  {
    ...toAnswer,
    kind: "request_files",
    label: { fr: "Fichiers des demandes", en: "Files of requests" },
    columns: [
      { key: "name", fr: "Nom", en: "Name" },
      { key: "bytes", fr: "Octets", en: "Bytes" },
      { key: "sent", fr: "Envoyé le", en: "Sent", kind: "instant" },
    ],
    source: held.filesOf,
    files: true,
    erase: { part: false, run: held.eraseFiles },
  },
  {
    ...toAnswer,
    kind: "request_messages",
    label: { fr: "Messages des demandes", en: "Messages of requests" },
    columns: [
      { key: "number", fr: "Demande", en: "Request" },
      { key: "side", fr: "De", en: "From" },
      { key: "body", fr: "Texte", en: "Text" },
      { key: "written", fr: "Écrit le", en: "Written", kind: "instant" },
    ],
    source: held.messagesOf,
    erase: { part: false, run: held.eraseMessages },
  },
  {
    ...toAnswer,
    kind: "requests",
    label: { fr: "Demandes", en: "Requests" },
    columns: [
      { key: "number", fr: "Numéro", en: "Number" },
      { key: "subject", fr: "Objet", en: "Subject" },
      { key: "category", fr: "Catégorie", en: "Category" },
      { key: "state", fr: "État", en: "State" },
      { key: "opened", fr: "Ouverte le", en: "Opened", kind: "instant" },
      { key: "closed", fr: "Close le", en: "Closed", kind: "instant" },
    ],
    source: held.requestsOf,
    erase: { part: false, run: held.eraseRequests },
  },
  {
    kind: "announcement_readings",
    label: { fr: "Informations lues", en: "News read" },
    why: {
      fr: "Ne pas vous les montrer deux fois, et prouver les plus importantes",
      en: "To show them once only, and to prove the most important",
    },
    basis: "interest",
    keep: "relation",
    columns: [
      { key: "title", fr: "Titre", en: "Title" },
      { key: "read", fr: "Lue le", en: "Read", kind: "instant" },
      { key: "closed", fr: "Fermée le", en: "Closed", kind: "instant" },
    ],
    source: held.readingsOf,
    erase: { part: false, run: held.eraseReadings },
  },
];
