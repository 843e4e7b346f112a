import { buffer } from "node:stream/consumers";
import { type Mailer, MailRefused, type OutgoingMail, openMailer } from "../../gateways/mail/mailer.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import type { Services } from "../../platform/services.ts";
import { mintMailLink } from "../identity/index.ts";
import { codeToSend, noteCodeSent } from "../mandates/index.ts";
import { readBrand } from "../organizations/index.ts";
import { stopAddress } from "./receive-bounce.ts";
import { MOST_TRIES, returnAddress, unmask } from "./rules.ts";
import {
  type Attachment,
  claimMail,
  findMail,
  type MailRow,
  type MailState,
  saveOutcome,
} from "./sql/mails.ts";
import { unsubscribeUrlOf } from "./write-mail.ts";

const mailers = new WeakMap<Services, Mailer>();

/** One pool of connections per process. */
function mailerOf(services: Services): Mailer {
  const known = mailers.get(services);
  if (known) return known;
  const made = openMailer(services.config.SMTP_URL, services.config.MAIL_FROM);
  mailers.set(services, made);
  return made;
}

/** Gives the connections back, when the process stops. */
export function closeMailer(services: Services): void {
  mailers.get(services)?.close();
  mailers.delete(services);
}

/**
 * Sends a mail that waits; once sent, or given up, sending again does nothing. The network is called outside any
 * transaction: if the process dies between the server's answer and our note of it, the mail leaves twice, under one
 * Message-ID.
 * @throws when the server asks for patience or does not answer: the job tries again, later and later.
 */
export async function sendMail(outer: Outer, mailId: string): Promise<void> {
  const ready = await outer.transaction((ctx) => prepare(ctx, mailId));
  if (!ready) return;
  const { mail, fromName, replyTo, returnTo, token } = ready;
  try {
    const attachments = await Promise.all(mail.attachments.map((file) => load(outer, file)));
    await mailerOf(outer.services).send({
      id: mail.id,
      to: mail.to_address,
      fromName,
      replyTo,
      returnTo,
      unsubscribeUrl:
        mail.user_id && mail.news ? unsubscribeUrlOf(outer, mail.user_id, mail.news) : undefined,
      subject: mail.subject,
      text: token ? unmask(mail.text, token) : mail.text,
      html: token ? unmask(mail.html, token) : mail.html,
      language: mail.language,
      attachments,
    });
  } catch (error) {
    return failed(outer, mail, error as Error);
  }
  await outer.transaction(async (ctx) => {
    await saveOutcome(ctx, mail.id, { state: "sent", error: null });
    if (mail.code_id) await noteCodeSent(ctx, mail.code_id);
  });
}

type Ready = {
  mail: MailRow;
  fromName: string;
  replyTo: string | undefined;
  returnTo: string | undefined;
  token: string | null;
};

async function prepare(ctx: Context, mailId: string): Promise<Ready | null> {
  const mail = await findMail(ctx, mailId, null);
  if (mail?.state !== "queued") return null;
  // The link before the mail: whoever writes the mail of a link locks them in this order too.
  const link = mail.link_id ? await mintMailLink(ctx, mail.link_id) : null;
  if (!(await claimMail(ctx, mailId))) throw new Error("another worker is sending this mail");
  if (mail.link_id && !link) {
    await giveUp(ctx, mail, "The link was used or is no longer wanted");
    return null;
  }
  const code = mail.code_id ? await codeToSend(ctx, mail.code_id) : null;
  if (mail.code_id && !code) {
    await giveUp(ctx, mail, "The code is no longer wanted");
    return null;
  }
  const brand = await readBrand(ctx);
  return {
    mail,
    fromName: brand.name,
    replyTo: brand.contact.email || undefined,
    returnTo: returnPathOf(ctx, brand.slug),
    token: link?.token ?? code,
  };
}

function returnPathOf(ctx: Context, slug: string): string | undefined {
  const address = ctx.services.config.BOUNCE_ADDRESS;
  return address && returnAddress(address, slug);
}

const load = async (outer: Outer, file: Attachment): Promise<OutgoingMail["attachments"][number]> => ({
  fileName: file.fileName,
  mediaType: file.mediaType,
  content: await buffer(await outer.services.files.get(outer.organizationId, file.hash)),
});

async function failed(outer: Outer, mail: MailRow, error: Error): Promise<void> {
  const final = error instanceof MailRefused || mail.tries + 1 >= MOST_TRIES;
  outer.services.metrics.count("quitus_mails_not_sent_total", { final: String(final) });
  await outer.transaction(async (ctx) => {
    if (!final) return note(ctx, mail, "queued", error.message);
    await giveUp(ctx, mail, error.message);
    // The server itself says that nobody lives there (RFC 3463): no need to wait for the mail to come back.
    if (/\b5\.1\.[1236]\b|\b5\.2\.1\b/.test(error.message)) await stopAddress(ctx, mail, error.message);
  });
  if (!final) throw error;
}

async function giveUp(ctx: Context, mail: MailRow, reason: string): Promise<void> {
  await note(ctx, mail, "failed", reason);
  await recordFact(ctx, {
    name: "notifications.mail_failed",
    subject: { kind: "mail", id: mail.id },
    data: { kind: mail.kind, reason },
  });
}

const note = (ctx: Context, mail: MailRow, state: MailState, error: string): Promise<void> =>
  saveOutcome(ctx, mail.id, { state, error: error.slice(0, 500) });
