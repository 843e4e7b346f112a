import { type Context, theUser } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { entriesOfInvoice } from "../ledger/index.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import { refusals } from "./contract.ts";
import { findMail, type MailRow, type MailState, mailsAbout, mailsPage, requeueMail } from "./sql/mails.ts";
import { deleteBounce } from "./sql/templates.ts";
import { SEND_JOB } from "./write-mail.ts";

const refuse = refuser(refusals);

const show = (row: MailRow) => ({
  id: outside("mail", row.id),
  kind: row.kind,
  to: row.to_address,
  subject: row.subject,
  state: row.state,
  error: row.error,
  createdAt: row.created_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
  subjectKind: row.subject_kind,
  attachments: row.attachments.map((file) => file.fileName),
});

/** Mails, newest first; a search wants each of its words in the address or the subject. */
export async function listMails(
  ctx: Context,
  query: {
    search?: string | undefined;
    state?: MailState | undefined;
    cursor?: string | undefined;
    limit: number;
  },
) {
  const { rows } = await mailsPage(ctx, {
    words: (query.search ?? "").split(/\s+/).filter(Boolean).slice(0, 8),
    state: query.state,
    creditorIds: visibleCreditorIds(ctx.actor),
    cursor: query.cursor,
    limit: query.limit,
  }).execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next = rows.length > query.limit && last ? encodeCursor([last.created_at, last.id]) : null;
  return { items: page.map(show), next };
}

const MOST_ABOUT = 50;

/** The latest mails about an invoice (ACT-5): those sent to the customer who asks; all of them to staff. */
export async function listInvoiceMails(ctx: Context, accountId: string, invoiceId: string) {
  const entries = await entriesOfInvoice(ctx, accountId, invoiceId);
  const { userId, staff } = theUser(ctx);
  const seen = staff ? { creditorIds: visibleCreditorIds(ctx.actor) } : { userId };
  const { rows } = await mailsAbout(ctx, entries, seen, MOST_ABOUT).execute(ctx.db);
  // Why a mail did not leave is the office's business.
  return {
    items: rows.map((row) => ({ ...show(row), error: staff ? row.error : null, text: row.text })),
  };
}

/**
 * Makes a mail that failed or came back leave again: its address is trusted anew.
 * @throws Refusal `mail.not_failed`.
 */
export async function resendMail(ctx: Context, mailId: string) {
  const row = found(await findMail(ctx, mailId, visibleCreditorIds(ctx.actor)));
  if (!(await requeueMail(ctx, mailId))) refuse("mail.not_failed");
  await deleteBounce(ctx, row.to_address);
  await recordFact(ctx, { name: "notifications.mail_resent", subject: { kind: "mail", id: mailId } });
  await ctx.services.jobs.enqueue(ctx.db, SEND_JOB, { organizationId: ctx.organizationId, mailId });
  return readMail(ctx, mailId);
}

/** One mail as it was sent, but for the token of its link, which was never kept. */
export async function readMail(ctx: Context, mailId: string) {
  const row = found(await findMail(ctx, mailId, visibleCreditorIds(ctx.actor)));
  return { ...show(row), text: row.text, can: { resend: row.state === "failed" || row.state === "bounced" } };
}
