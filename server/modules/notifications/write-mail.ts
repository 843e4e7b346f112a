import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import type { Language } from "../../platform/money.ts";
import { readBrand } from "../organizations/index.ts";
import { type MailKind, mailKinds, mailTexts } from "./kind-words.ts";
import { mayChoose } from "./news-rules.ts";
import { renderMail } from "./render-mail.ts";
import { unsubscribeToken } from "./rules.ts";
import { type Attachment, insertMail, insertMailEntries } from "./sql/mails.ts";
import { findBounce, findTemplate } from "./sql/templates.ts";
import { composeMail, type MailGiven, type Template } from "./template-rules.ts";

export const SEND_JOB = "notifications.send";

export type NewMail = {
  kind: MailKind;
  to: string;
  language: Language;
  given: MailGiven;
  /** What it is about. */
  subject: { kind: string; id: string };
  /** The same news to the same person is one mail, whatever runs twice. */
  onceKey: string;
  userId?: string | undefined;
  creditorId?: string | undefined;
  /** The single-use link whose token is put in when the mail leaves. */
  linkId?: string | undefined;
  /** The one-time code of a signature, put in when the mail leaves. */
  codeId?: string | undefined;
  attachments?: Attachment[] | undefined;
  /** The entries that it is about: the pages of their invoices show it (ACT-5). */
  entries?: readonly string[] | undefined;
};

/** Writes a mail in the name of the organization, in its words if it has its own; it leaves by a job once the transaction commits. */
export async function writeMail(ctx: Context, mail: NewMail): Promise<void> {
  const template = await findTemplate(ctx, mail.kind, mail.language);
  const news = newsToLeave(mail);
  const { subject, html, text } = await layOut(ctx, mail, template, news);
  const bounce = await findBounce(ctx, mail.to);
  const id = newId(ctx.clock().getTime());
  const written = await insertMail(ctx, {
    id,
    user_id: mail.userId ?? null,
    creditor_id: mail.creditorId ?? null,
    link_id: mail.linkId ?? null,
    code_id: mail.codeId ?? null,
    kind: mail.kind,
    language: mail.language,
    to_address: mail.to,
    subject,
    text,
    html,
    attachments: mail.attachments ?? [],
    subject_kind: mail.subject.kind,
    subject_id: mail.subject.id,
    once_key: mail.onceKey,
    news,
    state: bounce ? "bounced" : "queued",
    error: bounce ? `Not sent: this address no longer receives (${bounce.reason})` : null,
  });
  if (written) await insertMailEntries(ctx, id, mail.entries ?? []);
  if (written && !bounce)
    await ctx.services.jobs.enqueue(
      ctx.db,
      SEND_JOB,
      { organizationId: ctx.organizationId, mailId: id },
      // Somebody waits for a code or a link, and both expire: they overtake an announcement to thousands.
      { urgent: Boolean(mail.codeId ?? mail.linkId) },
    );
}

/** What the reader may unsubscribe from; null for what always comes, and for the service's own mails. */
function newsToLeave({ kind, userId }: NewMail): string | null {
  const { news } = mailKinds[kind];
  return userId && news !== "staff" && mayChoose(news, "mail") ? news : null;
}

/** A mail as it is sent: the words, the brand, the way to unsubscribe. */
export async function layOut(
  ctx: Context,
  mail: Pick<NewMail, "kind" | "language" | "given" | "userId">,
  template: Template | undefined,
  news: string | null,
): Promise<{ subject: string; html: string; text: string }> {
  const brand = await readBrand(ctx);
  const fields = { ...mail.given.fields, organization: brand.name };
  const words = mailTexts[mail.kind][mail.language];
  const content = composeMail(mail.language, words, { ...mail.given, fields }, template);
  const unsubscribeUrl = news && mail.userId ? unsubscribeUrlOf(ctx, mail.userId, news) : undefined;
  const rendered = renderMail({ ...brand, baseUrl: ctx.baseUrl }, mail.language, {
    ...content,
    ...(unsubscribeUrl ? { unsubscribeUrl } : {}),
  });
  return { subject: content.subject, ...rendered };
}

/** Where a user leaves a kind of news, without signing in. */
export const unsubscribeUrlOf = (
  ctx: Pick<Context, "organizationId" | "baseUrl" | "services">,
  userId: string,
  news: string,
): string => {
  const secret = ctx.services.config.QUITUS_SECRET;
  return `${ctx.baseUrl}/api/unsubscribe/${unsubscribeToken(secret, { organizationId: ctx.organizationId, userId, news })}`;
};
