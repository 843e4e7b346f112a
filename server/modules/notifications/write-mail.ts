import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import type { Language } from "../../platform/money.ts";
import { readBrand } from "../organizations/index.ts";
import { type MailContent, renderMail } from "./render-mail.ts";
import { type Attachment, insertMail } from "./sql.ts";

export const SEND_JOB = "notifications.send";

export type NewMail = {
  kind: string;
  to: string;
  language: Language;
  content: MailContent;
  /** What it is about. */
  subject: { kind: string; id: string };
  /** The same news to the same person is one mail, whatever runs twice. */
  onceKey: string;
  userId?: string | undefined;
  creditorId?: string | undefined;
  /** The single-use link whose token is put in when the mail leaves. */
  linkId?: string | undefined;
  attachments?: Attachment[] | undefined;
};

/** Writes a mail in the name of the organization; it leaves by a job once the transaction commits. */
export async function writeMail(ctx: Context, mail: NewMail): Promise<void> {
  const brand = await readBrand(ctx);
  const { html, text } = renderMail({ ...brand, baseUrl: ctx.baseUrl }, mail.language, mail.content);
  const id = newId(ctx.clock().getTime());
  const written = await insertMail(ctx, {
    id,
    user_id: mail.userId ?? null,
    creditor_id: mail.creditorId ?? null,
    link_id: mail.linkId ?? null,
    kind: mail.kind,
    language: mail.language,
    to_address: mail.to,
    subject: mail.content.subject,
    text,
    html,
    attachments: mail.attachments ?? [],
    subject_kind: mail.subject.kind,
    subject_id: mail.subject.id,
    once_key: mail.onceKey,
  });
  if (written)
    await ctx.services.jobs.enqueue(ctx.db, SEND_JOB, { organizationId: ctx.organizationId, mailId: id });
}
