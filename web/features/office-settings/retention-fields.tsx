import { textOf } from "../../lib/form-data.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Settings } from "./options-fields.tsx";

const words = {
  applied: {
    fr: "Chaque nuit, ce qui dépasse ces durées est effacé, sans retour ; les écritures et les factures restent. Un client qui ne vient plus est prévenu un mois avant la fermeture de son accès.",
    en: "Every night, what is past these terms is erased for good; entries and invoices stay. A customer who no longer comes is told a month before his access is closed.",
  },
  accessYears: { fr: "Accès sans connexion (années)", en: "Access without a sign-in (years)" },
  accessYearsHint: {
    fr: "Deux ans selon l’usage de la CNIL (1 à 10).",
    en: "Two years by the CNIL’s practice (1 to 10).",
  },
  accountingYears: { fr: "Comptabilité et factures (années)", en: "Books and invoices (years)" },
  accountingYearsHint: {
    fr: "Dix ans au moins après l’exercice : article L123-22 du code de commerce (10 à 30).",
    en: "Ten years at least after the fiscal year: article L123-22 of the commercial code (10 to 30).",
  },
  proofYears: { fr: "Litiges, mandats et accords (années)", en: "Disputes, mandates and agreements (years)" },
  proofYearsHint: {
    fr: "Après la fin ; la prescription est de cinq ans : article 2224 du code civil (1 à 30).",
    en: "After the end; prescription is five years: article 2224 of the civil code (1 to 30).",
  },
  relationYears: { fr: "Coordonnées, demandes, courriels (années)", en: "Details, requests, mails (years)" },
  relationYearsHint: { fr: "Après le dernier contact (1 à 10).", en: "After the last contact (1 to 10)." },
  paymentMonths: { fr: "Tentatives de paiement (mois)", en: "Attempts to pay (months)" },
  paymentMonthsHint: {
    fr: "Le temps de contester une opération par carte (13 à 36).",
    en: "The time to contest a card operation (13 to 36).",
  },
  logMonths: { fr: "Journaux et sessions (mois)", en: "Logs and sessions (months)" },
  logMonthsHint: {
    fr: "Six mois à un an selon la CNIL (6 à 36).",
    en: "Six months to a year by the CNIL (6 to 36).",
  },
} satisfies Words;

const bounds = {
  accountingYears: [10, 30],
  proofYears: [1, 30],
  relationYears: [1, 10],
  accessYears: [1, 10],
  paymentMonths: [13, 36],
  logMonths: [6, 36],
} as const;
type Name = keyof typeof bounds;
const names = Object.keys(bounds) as Name[];

/** How long what is held of people is kept: shown to each of them in *Mes données* (INF-5). */
export function RetentionFields({ settings }: { settings: Settings }) {
  const t = useWords(words);
  return (
    <>
      <Notice kind="info">{t.applied}</Notice>
      {names.map((name) => (
        <Field key={name} name={name} label={t[name]} hint={t[`${name}Hint`]}>
          <TextInput
            type="number"
            min={bounds[name][0]}
            max={bounds[name][1]}
            chars={4}
            defaultValue={settings.retention[name]}
          />
        </Field>
      ))}
    </>
  );
}

export const retentionOf = (data: FormData): Settings["retention"] =>
  Object.fromEntries(names.map((name) => [name, Number(textOf(data, name))])) as Settings["retention"];

/** Where the form names a field otherwise than the server. */
export const retentionNamesInForm = Object.fromEntries(
  names.map((name) => [`settings.retention.${name}`, name]),
);
