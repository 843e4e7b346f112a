import type { GotOf } from "../../lib/api.ts";
import type { Words } from "../../lib/words.ts";

export type Export = GotOf<"listExports">["items"][number];
export type Kind = Export["kind"];
export type Format = Export["format"];

export const kinds: readonly Kind[] = ["payments", "letterings", "disputes", "coordinates", "collections"];

export const kindWords = {
  payments: { fr: "Paiements et remboursements", en: "Payments and refunds" },
  letterings: { fr: "Lettrages", en: "Letterings" },
  disputes: { fr: "Litiges", en: "Disputes" },
  coordinates: { fr: "Coordonnées modifiées", en: "Changed details" },
  collections: { fr: "Prélèvements et rejets", en: "Direct debits and returns" },
} satisfies Record<Kind, { fr: string; en: string }> & Words;

export const formatWords = {
  fec: { fr: "FEC (texte)", en: "FEC (text)" },
  csv: { fr: "CSV (tableur)", en: "CSV (spreadsheet)" },
  jsonl: { fr: "JSON (un objet par ligne)", en: "JSON (one object a line)" },
} satisfies Record<Format, { fr: string; en: string }> & Words;

/** The formats of a kind: only payments make a FEC. */
export const formatsOf = (kind: Kind): readonly Format[] =>
  kind === "payments" ? ["fec", "csv", "jsonl"] : ["csv", "jsonl"];
