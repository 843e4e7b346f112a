/** The way out for mails: one pool of SMTP connections per process. */
import { createTransport } from "nodemailer";

export type OutgoingMail = {
  /** Stable for one mail, so that a mail sent twice can be recognised as one (RFC 5322 Message-ID, left part). */
  id: string;
  to: string;
  /** Name shown beside the sender's address. */
  fromName: string;
  replyTo?: string | undefined;
  /** Where a reader unsubscribes, by hand or in one click (RFC 8058). */
  unsubscribeUrl?: string | undefined;
  /** Where the mail goes if it comes back; the sender's address when absent. */
  returnTo?: string | undefined;
  subject: string;
  text: string;
  html: string;
  language: "fr" | "en";
  attachments: { fileName: string; mediaType: string; content: Buffer }[];
};

export type Mailer = {
  /** @throws MailRefused when trying again is of no use; any other error means: later. */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
};

/** The server refused for good: a reply of class 5 (RFC 5321 section 4.2.1), or no usable recipient. */
export class MailRefused extends Error {}

const CONNECTIONS = 4;
const PATIENCE_MS = 20_000;

/**
 * Opens the pool; connections are made when the first mail leaves.
 * @param smtpUrl `smtp://user:password@host:587` (STARTTLS when offered) or `smtps://host:465`.
 * @param from the sender, `Quitus <no-reply@example.org>`: its address is the envelope's too.
 */
export function openMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: CONNECTIONS,
    idleTimeout: 10_000,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const address = /<([^>]+)>/.exec(from)?.[1] ?? from.trim();
  const domain = address.split("@").at(-1)!;
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from: { name: mail.fromName, address },
          to: { name: "", address: mail.to },
          ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
          messageId: `<${mail.id}@${domain}>`,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          ...(mail.returnTo ? { envelope: { from: mail.returnTo, to: mail.to } } : {}),
          headers: {
            "Content-Language": mail.language,
            "Auto-Submitted": "auto-generated",
            ...(mail.unsubscribeUrl ? unsubscribeHeaders(mail.unsubscribeUrl) : {}),
          },
          attachments: mail.attachments.map((file) => ({
            filename: file.fileName,
            contentType: file.mediaType,
            content: file.content,
          })),
        });
      } catch (error) {
        throw isFinal(error) ? new MailRefused((error as Error).message, { cause: error }) : error;
      }
    },
    close: () => transport.close(),
  };
}

/** RFC 2369 and RFC 8058: the mail program shows a button, and posts to the address. */
const unsubscribeHeaders = (url: string) => ({
  "List-Unsubscribe": `<${url}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
});

/** Sender or login refused (535, 530) is the operator's to mend: the mail waits for it. */
function isFinal(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (code === "EAUTH") return false;
  return responseCode !== undefined && responseCode >= 500;
}
