import { type Context, theUser } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import type { Language } from "../../platform/money.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { refusals } from "./contract.ts";
import { MAIL_KINDS, type MailKind, mailKinds, mailTexts, sampleOf } from "./kind-words.ts";
import { mayChoose } from "./news-rules.ts";
import { deleteTemplate, findTemplate, saveTemplate, selectTemplates } from "./sql/templates.ts";
import { defaultTemplate, FIELDS, type Template, unknownFields } from "./template-rules.ts";
import { layOut } from "./write-mail.ts";

const refuse = refuser(refusals);
type Which = { kind: MailKind; language: Language };

/** Every kind of mail, and in which languages the organization wrote its own words. */
export async function listTemplates(ctx: Context) {
  const own = await selectTemplates(ctx);
  return {
    items: MAIL_KINDS.map((kind) => ({
      kind,
      news: mailKinds[kind].news,
      label: mailKinds[kind].label,
      own: own.filter((one) => one.kind === kind).map((one) => one.language),
    })),
  };
}

/** The words of a kind of mail in one language, ours beside them, and the fields that they may carry. */
export async function readTemplate(ctx: Context, which: Which) {
  const ours = defaultTemplate(mailTexts[which.kind][which.language]);
  const own = await findTemplate(ctx, which.kind, which.language);
  const { subject, intro, closing } = own ?? ours;
  return {
    ...which,
    label: mailKinds[which.kind].label,
    subject,
    intro,
    closing,
    ours,
    fields: mailKinds[which.kind].fields.map((field) => FIELDS[field][which.language]),
    updatedAt: own?.updated_at.toISOString() ?? null,
  };
}

/** @throws Refusal `template.unknown_field` naming the first field that this mail does not carry. */
function checkFields({ kind, language }: Which, template: Template): void {
  const text = `${template.subject}\n${template.intro}\n${template.closing}`;
  const { fields } = mailKinds[kind];
  const [field] = unknownFields(language, text, fields);
  if (field !== undefined)
    refuse("template.unknown_field", { field, known: fields.map((one) => FIELDS[one][language]).join(", ") });
}

/** Keeps the organization's own words for a kind of mail. */
export async function changeTemplate(ctx: Context, which: Which, template: Template) {
  checkFields(which, template);
  await saveTemplate(ctx, which, template, theUser(ctx).userId);
  await told(ctx, which, "notifications.template_changed");
  return readTemplate(ctx, which);
}

/** Goes back to our words. */
export async function resetTemplate(ctx: Context, which: Which) {
  if (await deleteTemplate(ctx, which.kind, which.language))
    await told(ctx, which, "notifications.template_reset");
  return readTemplate(ctx, which);
}

const told = (ctx: Context, { kind, language }: Which, name: string) =>
  recordFact(ctx, { name, subject: { kind: "mail_template", id: kind }, data: { language } });

/** The mail that these words would make of a sample, laid out by what lays out the mails that leave. */
async function sampleMail(ctx: Context, which: Which, template: Template) {
  checkFields(which, template);
  const { userId } = theUser(ctx);
  const { news } = mailKinds[which.kind];
  const given = sampleOf(which.kind, which.language, `${ctx.baseUrl}/`);
  const leavable = news !== "staff" && mayChoose(news, "mail") ? news : null;
  return layOut(ctx, { ...which, given, userId }, template, leavable);
}

/** Subject and plain text of the sample. */
export async function previewTemplate(ctx: Context, which: Which, template: Template) {
  const { subject, text } = await sampleMail(ctx, which, template);
  return { subject, text };
}

/** The sample as its recipient would see it: a page. */
export async function showTemplate(ctx: Context, which: Which, template: Template): Promise<FileAnswer> {
  const { html } = await sampleMail(ctx, which, template);
  return {
    mediaType: "text/html; charset=utf-8",
    fileName: "apercu.html",
    content: Buffer.from(html),
    inline: true,
  };
}
