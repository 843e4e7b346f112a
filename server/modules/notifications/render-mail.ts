import { readableAccent } from "../../formats/pdf/colour.ts";
import type { Language } from "../../platform/money.ts";

/** What a mail says, before it takes a form. Everything in it is plain text. */
export type MailContent = {
  subject: string;
  /** Shown beside the subject in lists of mails. */
  preview: string;
  title: string;
  paragraphs: string[];
  rows?: { label: string; value: string; strong?: boolean }[];
  button?: { label: string; url: string };
  notes?: string[];
  /** Where its reader stops such mails. */
  unsubscribeUrl?: string;
};

/** In whose name it is sent. */
export type Sender = {
  name: string;
  accent: string;
  contact: { service: string; email: string; phone: string; address: string[]; hours: string };
  baseUrl: string;
};

const INK = "#16202e";
const GREY = "#4a5361";
const HAIRLINE = "#c3c7cd";
const PAPER = "#f6f4ee";
const FONT = "font-family:'Atkinson Hyperlegible Next',Verdana,Arial,sans-serif";

/** Text that cannot be mistaken for markup. */
const h = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

const words = {
  help: { fr: "Une question ?", en: "A question?" },
  copy: {
    fr: "Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :",
    en: "If the button does not answer, copy this address into your browser:",
  },
  unsubscribe: { fr: "Ne plus recevoir ces courriels", en: "Stop receiving these e-mails" },
} as const;

/** French keeps its high punctuation with the word before it: a no-break space, a narrow one but for the colon. */
export const typeset = (language: Language, text: string): string =>
  language === "fr"
    ? text
        .replaceAll(" :", "\u00a0:")
        .replaceAll(/ (?=[;?!»])/g, "\u202f")
        .replaceAll("« ", "«\u202f")
    : text;

function typesetAll(language: Language, content: MailContent): MailContent {
  const set = (text: string) => typeset(language, text);
  return {
    ...content,
    title: set(content.title),
    paragraphs: content.paragraphs.map(set),
    rows: (content.rows ?? []).map((row) => ({ ...row, label: set(row.label) })),
    notes: (content.notes ?? []).map(set),
  };
}

/** The ways to reach the sender, each on its line. */
function contactLines({ contact }: Sender): string[] {
  const ways = [contact.phone, contact.email].filter(Boolean).join(" · ");
  return [contact.service, ways, contact.address.join(", "), contact.hours].filter(Boolean);
}

/** A mail in its two forms: HTML that any mail program lays out, and text that says as much. */
export function renderMail(
  sender: Sender,
  language: Language,
  content: MailContent,
): { html: string; text: string } {
  const ready = typesetAll(language, content);
  return { html: asHtml(sender, language, ready), text: asText(sender, language, ready) };
}

function asText(sender: Sender, language: Language, content: MailContent): string {
  const colon = typeset(language, language === "fr" ? " :" : ":");
  const rows = (content.rows ?? []).map((row) => `${row.label}${colon} ${row.value}`);
  const blocks = [
    ...content.paragraphs,
    ...(rows.length > 0 ? [rows.join("\n")] : []),
    ...(content.button ? [`${content.button.label}${colon}\n${content.button.url}`] : []),
    ...(content.notes ?? []),
    ...(content.unsubscribeUrl ? [`${words.unsubscribe[language]}${colon}\n${content.unsubscribeUrl}`] : []),
    ["-- ", sender.name, ...contactLines(sender), sender.baseUrl].join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Tables and inline styles: what mail programs understand. */
function asHtml(sender: Sender, language: Language, content: MailContent): string {
  const accent = readableAccent(sender.accent);
  const paragraph = (text: string) => `<p style="margin:0 0 16px;${FONT}">${h(text)}</p>`;
  const note = (text: string) =>
    `<p style="margin:0 0 12px;font-size:15px;color:${GREY};${FONT}">${h(text)}</p>`;
  const { button } = content;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light"><title>${h(content.subject)}</title></head>
<body style="margin:0;padding:0;background:${PAPER};color:${INK}">
<div style="display:none;max-height:0;overflow:hidden">${h(content.preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${PAPER}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border-top:4px solid ${accent}">
<tr><td style="padding:24px 28px 0;font-size:17px;font-weight:bold;color:${accent};${FONT}">${h(sender.name)}</td></tr>
<tr><td style="padding:16px 28px 28px;font-size:17px;line-height:1.5;${FONT}">
<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25;${FONT}">${h(content.title)}</h1>
${content.paragraphs.map(paragraph).join("\n")}
${rowsTable(content.rows ?? [])}
${button ? buttonHtml(button, accent, typeset(language, words.copy[language])) : ""}
${(content.notes ?? []).map(note).join("\n")}
</td></tr>
<tr><td style="padding:16px 28px 24px;border-top:1px solid ${HAIRLINE};font-size:15px;line-height:1.5;color:${GREY};${FONT}">
<strong>${h(typeset(language, words.help[language]))}</strong><br>${[sender.name, ...contactLines(sender)].map(h).join("<br>")}<br>
<a href="${h(sender.baseUrl)}" style="color:${accent}">${h(sender.baseUrl)}</a>${content.unsubscribeUrl ? `<br><a href="${h(content.unsubscribeUrl)}" style="color:${GREY}">${words.unsubscribe[language]}</a>` : ""}</td></tr>
</table></td></tr></table></body></html>
`;
}

function rowsTable(rows: NonNullable<MailContent["rows"]>): string {
  if (rows.length === 0) return "";
  const cells = rows.map(({ label, value, strong }) => {
    const weight = strong ? "font-weight:bold" : "font-weight:normal";
    const line = `padding:8px 0;border-top:1px solid ${HAIRLINE};vertical-align:top;${FONT}`;
    return `<tr><th scope="row" align="left" style="${line};${weight};color:${strong ? INK : GREY}">${h(label)}</th>
<td align="right" style="${line};padding-left:16px;${weight}">${h(value)}</td></tr>`;
  });
  return `<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px;font-size:17px;border-bottom:1px solid ${HAIRLINE}">${cells.join("\n")}</table>`;
}

const buttonHtml = (button: { label: string; url: string }, accent: string, copy: string): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 20px"><tr><td style="background:${accent};border-radius:6px">
<a href="${h(button.url)}" style="display:inline-block;padding:14px 24px;color:#ffffff;font-weight:bold;text-decoration:none;${FONT}">${h(button.label)}</a></td></tr></table>
<p style="margin:0 0 20px;font-size:15px;color:${GREY};${FONT}">${h(copy)}<br><span style="word-break:break-all">${h(button.url)}</span></p>`;
