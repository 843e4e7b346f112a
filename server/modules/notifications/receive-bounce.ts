import { createHash } from "node:crypto";
import { text as readAll } from "node:stream/consumers";
import { readBounce } from "../../gateways/mail/bounce.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { closeMessage, keepMessage, takeMessage } from "../../platform/inbox.ts";
import type { JobData } from "../../platform/jobs.ts";
import { sameText } from "../../platform/secrets.ts";
import { findMail, type MailRow, markBounced } from "./sql/mails.ts";
import { insertBounce } from "./sql/templates.ts";

export const BOUNCE_JOB = "notifications.bounce";

/** Keeps a mail that came back, as the mail server hands it over; a job reads it. */
export async function receiveBounce(outer: Outer, token: string, body: NodeJS.ReadableStream) {
  const wanted = outer.services.config.INBOUND_TOKEN;
  if (!wanted || !sameText(token, wanted)) found(null);
  const raw = await readAll(body as never);
  const foreignId = createHash("sha256").update(raw).digest("hex");
  // A zero byte has no place in JSON kept by PostgreSQL.
  const payload = { raw: raw.replaceAll("\u0000", "") };
  await outer.transaction((ctx) => keepMessage(ctx, { source: "mail", foreignId, payload }, BOUNCE_JOB));
  return { done: true as const };
}

/** Reads a kept mail: if it says that one of ours came back for good, its address is stopped. */
export async function readKeptBounce(
  ctx: Context,
  { inboxId }: JobData & { inboxId: string },
): Promise<void> {
  const message = await takeMessage(ctx, inboxId);
  if (!message) return;
  const bounce = await readBounce((message.payload as { raw: string }).raw);
  const mail = bounce && (await findMail(ctx, bounce.mailId, null));
  if (!bounce || !mail) return closeMessage(ctx, inboxId, bounce ? "no mail of ours" : "no report");
  if (!bounce.final) return closeMessage(ctx, inboxId, "delayed only");
  const address = mail.to_address.toLowerCase();
  await markBounced(ctx, mail.id, { address, reason: bounce.reason.slice(0, 500) });
  if (bounce.nobodyThere) await stopAddress(ctx, mail, bounce.reason);
  return closeMessage(ctx, inboxId, bounce.nobodyThere ? "address stopped" : "mail came back");
}

/** Nothing more is sent to an address that does not receive, and staff are told, once. */
export async function stopAddress(
  ctx: Context,
  mail: Pick<MailRow, "id" | "to_address" | "user_id">,
  reason: string,
): Promise<void> {
  const short = reason.slice(0, 300);
  if (!(await insertBounce(ctx, { address: mail.to_address, mailId: mail.id, reason: short }))) return;
  await recordFact(ctx, {
    name: "notifications.address_bounced",
    subject: { kind: "mail", id: mail.id },
    data: { userId: mail.user_id, reason: short },
  });
}
