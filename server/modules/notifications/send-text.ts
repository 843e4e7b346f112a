import { NotTaken, TextRefused, type World } from "../../gateways/sms/sms-gateway.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { codeToSend, noteCodeSent } from "../mandates/index.ts";
import { openTextGateway, type ReadyTexts } from "./configure-texts.ts";
import { CODE_MASK } from "./mandate-words.ts";
import { MOST_TRIES, receiptProof } from "./rules.ts";
import { lockText, type TextRow, takeFromCap, updateText } from "./sql/texts.ts";

/** A call to a provider is over by then, whatever became of it. */
const IN_FLIGHT_MS = 30_000;

/** `body`: as it leaves, with its code. */
type Taken = { text: TextRow; ready: ReadyTexts; doubt: boolean; body: string };

/**
 * Sends a text that waits, once: before the provider is called the text is marked `sending`; found so later, the provider
 * is asked whether it has it before anything leaves again.
 * @throws when the provider does not answer or asks for patience: the job tries again.
 */
export async function sendText(outer: Outer, textId: string): Promise<void> {
  const taken = await outer.transaction((ctx) => take(ctx, textId));
  if (!taken) return;
  const { text, ready, body } = taken;
  const world: World = { fetch: outer.services.fetch, now: outer.clock };
  const accepted = (reference: string) =>
    outer.transaction(async (ctx) => {
      const sent_at = ctx.clock();
      await updateText(ctx, textId, { state: "sent", gateway: ready.name, reference, error: null, sent_at });
      if (text.code_id) await noteCodeSent(ctx, text.code_id);
    });
  try {
    if (taken.doubt) {
      const since = text.tried_at ?? text.created_at;
      const found = await ready.gateway.find(
        ready.config,
        { id: text.id, to: text.to_phone, body, since },
        world,
      );
      if (found) return await accepted(found.reference);
    }
    const sent = await ready.gateway.send(
      ready.config,
      { id: text.id, to: text.to_phone, body, receiptUrl: receiptUrl(outer, ready.name, text.id) },
      world,
    );
    await accepted(sent.reference);
  } catch (error) {
    await failed(outer, text, error as Error);
  }
}

/** Takes the text, and its parts from the month's cap the first time. Null when there is nothing to do. */
async function take(ctx: Context, textId: string): Promise<Taken | null> {
  const text = await lockText(ctx, textId);
  if (text?.state !== "queued" && text?.state !== "sending") return null;
  const doubt = text.state === "sending";
  const now = ctx.clock();
  if (doubt && text.tried_at && now.getTime() - text.tried_at.getTime() < IN_FLIGHT_MS)
    throw new Error("another worker may be sending this text");
  const ready = await openTextGateway(ctx);
  if (!ready) {
    await giveUp(ctx, text, "SMS are switched off");
    return null;
  }
  const code = text.code_id ? await codeToSend(ctx, text.code_id) : "";
  if (code === null) {
    await giveUp(ctx, text, "The code is no longer wanted");
    return null;
  }
  const month = dayInParis(now).slice(0, 7);
  if (text.tries === 0 && !(await takeFromCap(ctx, month, text.segments, ready.monthlyCap))) {
    await giveUp(ctx, text, `The cap of ${month} is reached`);
    return null;
  }
  await updateText(ctx, textId, {
    state: "sending",
    tries: text.tries + 1,
    gateway: ready.name,
    // Since when the provider may have it: a doubt is as old as its first try.
    ...(doubt ? {} : { tried_at: now }),
  });
  return { text, ready, doubt, body: text.code_id ? text.body.replace(CODE_MASK, code) : text.body };
}

/** Where the provider tells what became of a text; the proof is known to it alone. */
const receiptUrl = (outer: Outer, gateway: string, textId: string): string =>
  `${outer.baseUrl}/api/text-receipts/${gateway}/${outside("text", textId)}/${receiptProof(outer.services.config.QUITUS_SECRET, textId)}`;

async function failed(outer: Outer, text: TextRow, error: Error): Promise<void> {
  const final = error instanceof TextRefused || text.tries + 1 >= MOST_TRIES;
  await outer.transaction(async (ctx) => {
    if (final) return giveUp(ctx, text, error.message);
    // Surely not taken: it waits. Else the doubt stays, and is asked about next time.
    const state =
      error instanceof NotTaken && text.state === "queued" ? ("queued" as const) : ("sending" as const);
    return updateText(ctx, text.id, { state, error: error.message.slice(0, 500) });
  });
  if (!final) throw error;
}

async function giveUp(ctx: Context, text: TextRow, reason: string): Promise<void> {
  await updateText(ctx, text.id, { state: "failed", error: reason.slice(0, 500) });
  await recordFact(ctx, {
    name: "notifications.text_failed",
    subject: { kind: "text", id: text.id },
    data: { kind: text.kind, userId: text.user_id, reason: reason.slice(0, 300) },
  });
}
