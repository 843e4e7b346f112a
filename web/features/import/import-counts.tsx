import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { DefinitionList } from "../../ui/definitions.tsx";
import type { Import } from "./upload.ts";

const words = {
  lines: { fr: "Lignes lues", en: "Lines read" },
  parties: { fr: "Tiers", en: "Parties" },
  accounts: { fr: "Comptes", en: "Accounts" },
  entriesCreated: { fr: "Écritures nouvelles", en: "New entries" },
  entriesUpdated: { fr: "Écritures modifiées", en: "Changed entries" },
  entriesUnchanged: { fr: "Écritures identiques", en: "Unchanged entries" },
  entriesRemoved: { fr: "Écritures retirées", en: "Removed entries" },
  entriesKept: {
    fr: "Gardées bien qu’absentes du fichier (payées ou réservées ici)",
    en: "Kept though absent from the file (paid or held here)",
  },
  letterings: { fr: "Lettrages", en: "Letterings" },
  invoices: { fr: "Factures et avoirs", en: "Invoices and credit notes" },
  links: { fr: "Baux de locataires", en: "Tenants’ leases" },
  mandates: { fr: "Mandats de prélèvement", en: "Direct debit mandates" },
  files: { fr: "Documents PDF", en: "PDF documents" },
  ignored: { fr: "Lignes hors comptes de clients", en: "Lines outside customers’ accounts" },
} satisfies Words;

const order = [
  "parties",
  "accounts",
  "entriesCreated",
  "entriesUpdated",
  "entriesUnchanged",
  "entriesRemoved",
  "entriesKept",
  "letterings",
  "invoices",
  "links",
  "mandates",
  "files",
  "ignored",
] as const;

/** What an import did, or would do: what is zero is left out. */
export function ImportCounts({ one }: { one: Import }) {
  const t = useWords(words);
  const f = useFormat();
  const counts = order
    .filter((key) => one.counts[key] > 0)
    .map((key) => ({ key: key as string, term: t[key], value: f.number(one.counts[key]) }));
  return (
    <DefinitionList wide items={[{ key: "lines", term: t.lines, value: f.number(one.lines) }, ...counts]} />
  );
}
