/** Mail that came back: delivery status notifications (RFC 3464), as mail servers send them to the envelope's sender. */
import { type SimpleParserOptions, simpleParser } from "mailparser";

export type Bounce = {
  /** Ours: the left part of the Message-ID of what came back. */
  mailId: string;
  recipient: string;
  /** RFC 3463: `5.1.1`. */
  status: string;
  /** What the servers said, in one line. */
  reason: string;
  /** False while the server still tries. */
  final: boolean;
  /** True when the address itself is at fault, not its full box nor our reputation. */
  nobodyThere: boolean;
};

const MAIL_ID = /^message-id:\s*<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/im;
/** Bad mailbox, bad system, moved, disabled. */
const NOBODY = /^5\.(1\.(1|2|3|6|10)|2\.1)$/;

/** Reads a message; null when it is no report of delivery, or not about a mail of ours. */
export async function readBounce(raw: string): Promise<Bounce | null> {
  const parsed = await simpleParser(raw, { keepDeliveryStatus: true } as SimpleParserOptions);
  const report = parsed.attachments.find((one) => one.contentType === "message/delivery-status");
  if (!report) return null;
  const fields = unfold(report.content.toString("utf8"));
  const field = (name: string) =>
    new RegExp(`^${name}:\\s*(?:[\\w-]+;)?\\s*(.+)$`, "im").exec(fields)?.[1]?.trim() ?? "";
  const mailId = MAIL_ID.exec(unfold(raw.slice(headEnd(raw))))?.[1];
  if (!mailId) return null;
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(field("Status"))?.[0] ?? "";
  const final = field("Action").toLowerCase() === "failed" && status.startsWith("5");
  return {
    mailId: mailId.toLowerCase(),
    recipient: (field("Original-Recipient") || field("Final-Recipient")).toLowerCase(),
    status,
    reason: field("Diagnostic-Code") || status,
    final,
    nobodyThere: final && NOBODY.test(status),
  };
}

/** Where the report's own headers end: its own Message-ID is not the one that we look for. */
const headEnd = (raw: string): number => Math.max(0, raw.search(/\r?\n\r?\n/));

/** A header that goes on over several lines, in one. */
const unfold = (text: string): string => text.replaceAll(/\r?\n[ \t]+/g, " ").replaceAll("\r", "");
