import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { officeScope } from "./access.ts";
import { giveTo } from "./handle-request.ts";
import { attach } from "./keep-attachment.ts";
import { readOfficeRequest } from "./list-requests.ts";
import { refuseFlood } from "./open-request.ts";
import { readRequest } from "./read-request.ts";
import { stateAfter } from "./rules.ts";
import { findRequest, insertMessage, type RequestRow, saveRequest } from "./sql/requests.ts";

type Message = { body: string; attachments: string[] };

/** The customer writes again: the office owes an answer, even where it had closed. */
export async function writeToRequest(outer: Outer, id: string, message: Message) {
  await refuseFlood(outer);
  return outer.transaction(async (ctx) => {
    const row = found(await findRequest(ctx, id, { userId: theUser(ctx).userId }, true));
    await write(ctx, row, "customer", message, false);
    return readRequest(ctx, id);
  });
}

/** Staff answer, and close if they wish; or leave a note that the customer never receives. */
export async function answerRequest(
  ctx: Context,
  id: string,
  message: Message & { kind: "staff" | "note"; close: boolean },
) {
  const row = found(await findRequest(ctx, id, { creditorIds: officeScope(ctx) }, true));
  await write(ctx, row, message.kind, message, message.close);
  // Whoever answers first takes the request.
  if (message.kind === "staff" && row.assigned_to === null) await giveTo(ctx, row, theUser(ctx).userId);
  return readOfficeRequest(ctx, id);
}

async function write(
  ctx: Context,
  row: RequestRow,
  kind: "customer" | "staff" | "note",
  { body, attachments }: Message,
  close: boolean,
): Promise<void> {
  const now = ctx.clock();
  const messageId = newId(now.getTime());
  await insertMessage(ctx, { id: messageId, requestId: row.id, authorId: theUser(ctx).userId, kind, body });
  await attach(ctx, attachments, { messageId });
  const by = kind === "customer" ? "customer" : "staff";
  const subject = { kind: "request", id: row.id };
  const data = { partyId: row.party_id, creditorId: row.creditor_id, userId: row.user_id, messageId, by };
  if (kind === "note") {
    await recordFact(ctx, { name: "messaging.request_noted", subject, data: { messageId } });
    return;
  }
  const state = stateAfter(kind, row.state, close);
  await saveRequest(ctx, row.id, {
    state,
    moved_at: now,
    ...(kind === "staff" ? { answered_at: now } : { seen_at: now }),
    ...(state === "closed" ? { closed_at: now } : { closed_at: null }),
  });
  await recordFact(ctx, { name: "messaging.request_answered", subject, data });
  if (state === "closed" && row.state !== "closed")
    await recordFact(ctx, { name: "messaging.request_closed", subject, data: { ...data, answered: true } });
  if (kind === "customer" && row.state === "closed")
    await recordFact(ctx, { name: "messaging.request_reopened", subject, data });
}
