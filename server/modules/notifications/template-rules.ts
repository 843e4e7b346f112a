/** How words, fields and an organization's template make a mail. */
import type { Language } from "../../platform/money.ts";
import type { MailContent } from "./render-mail.ts";
import type { MailText } from "./words.ts";

/** Fields that mails may carry, by the names that a writer types between braces. */
export const FIELDS = {
  name: { fr: "nom", en: "name" },
  organization: { fr: "organisme", en: "organization" },
  creditor: { fr: "créancier", en: "creditor" },
  identifier: { fr: "identifiant", en: "identifier" },
  newEmail: { fr: "adresse", en: "address" },
  lifetime: { fr: "durée", en: "lifetime" },
  at: { fr: "date", en: "date" },
  device: { fr: "appareil", en: "device" },
  amount: { fr: "montant", en: "amount" },
  reference: { fr: "référence", en: "reference" },
  receipt: { fr: "reçu", en: "receipt" },
  reason: { fr: "motif", en: "reason" },
  count: { fr: "nombre", en: "count" },
  subject: { fr: "objet", en: "subject" },
  answer: { fr: "réponse", en: "answer" },
} satisfies Record<string, Record<Language, string>>;
export type FieldName = keyof typeof FIELDS;
export type FieldValues = Partial<Record<FieldName, string>>;

/** What a piece of news brings to its mail. */
export type MailGiven = {
  fields: FieldValues;
  /** Said after the introduction, whatever the template. */
  extra?: string[];
  rows?: MailContent["rows"];
  /** Where its button leads. */
  url?: string;
};

/** What an organization writes its own way. A blank line parts paragraphs. */
export type Template = { subject: string; intro: string; closing: string };

const FIELD = /\{([^{}\n]*)\}/g;
const trimmed = (name: string): string => name.trim().toLowerCase();

/** Names between braces that are no field of this mail, as they were typed. */
export function unknownFields(language: Language, text: string, known: readonly FieldName[]): string[] {
  const names = new Set(known.map((field) => FIELDS[field][language]));
  return [...text.matchAll(FIELD)].map((match) => match[1]!).filter((name) => !names.has(trimmed(name)));
}

/** Puts the values in the place of their fields; a field without a value is left empty. */
export function merge(language: Language, text: string, values: FieldValues): string {
  const byName = new Map<string, string>();
  for (const [field, value] of Object.entries(values) as [FieldName, string][])
    byName.set(FIELDS[field][language], value);
  return text.replaceAll(FIELD, (_whole, name: string) => byName.get(trimmed(name)) ?? "");
}

/** Text in paragraphs, parted by blank lines. */
const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n[ \t]*\n/)
    .map((part) => part.trim())
    .filter(Boolean);

/** The words of Quitus in the form of a template: what a writer starts from. */
export const defaultTemplate = (text: MailText): Template => ({
  subject: text.subject,
  intro: text.intro.join("\n\n"),
  closing: (text.closing ?? []).join("\n\n"),
});

/** A mail's content: the organization's words if it wrote any, else ours, with the fields of this piece of news. */
export function composeMail(
  language: Language,
  text: MailText,
  given: MailGiven,
  template?: Template,
): MailContent {
  const put = (one: string) => merge(language, one, given.fields);
  const intro = template ? paragraphsOf(template.intro) : text.intro;
  const closing = template ? paragraphsOf(template.closing) : (text.closing ?? []);
  return {
    subject: oneLine(put(template?.subject ?? text.subject)),
    preview: put(text.preview),
    title: put(text.title),
    paragraphs: [...intro.map(put), ...(given.extra ?? [])].filter(Boolean),
    ...(given.rows ? { rows: given.rows } : {}),
    ...(text.button && given.url ? { button: { label: text.button, url: given.url } } : {}),
    notes: closing.map(put).filter(Boolean),
  };
}

/** A header is one line, whatever a field carries. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n\t]+/g, " ").trim();
