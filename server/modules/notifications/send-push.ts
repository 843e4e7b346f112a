import { createHash } from "node:crypto";
import {
  DeviceGone,
  sendPush as handOver,
  PushRefused,
  type VapidKeys,
  vapidKeys,
} from "../../gateways/push/push.ts";
import type { Outer } from "../../platform/context.ts";
import { MOST_TRIES } from "./rules.ts";
import { deleteDevice, findDevice } from "./sql/choices.ts";
import { claimPush, findPush, savePushOutcome } from "./sql/texts.ts";

const keysBySecret = new Map<string, VapidKeys>();

/** The key pair by which browsers know this server. */
export function serverKeys(secret: string): VapidKeys {
  const known = keysBySecret.get(secret) ?? vapidKeys(secret);
  keysBySecret.set(secret, known);
  return known;
}

/**
 * Sends a notification that waits to its browser. A browser that left is forgotten. Sent twice, because the process died
 * before our note of it, it shows once: topic and tag are the same.
 * @throws when the push service asks for patience or does not answer: the job tries again.
 */
export async function sendPush(outer: Outer, pushId: string): Promise<void> {
  const ready = await outer.transaction(async (ctx) => {
    const push = await claimPush(ctx, pushId);
    if (push) return { push, device: await findDevice(ctx, push.device_id) };
    if ((await findPush(ctx, pushId))?.state === "queued") throw new Error("another worker is sending this");
    return null;
  });
  if (!ready?.device) return;
  const { push, device } = ready;
  const topic = createHash("sha256").update(push.id).digest("base64url").slice(0, 32);
  const url = `${outer.baseUrl}${push.path}`;
  const { config, fetch } = outer.services;
  const world = {
    keys: serverKeys(config.QUITUS_SECRET),
    contact: contactOf(config),
    fetch,
    now: outer.clock,
  };
  try {
    const payload = { title: push.title, body: push.body, url, tag: topic };
    await handOver(device, { topic, payload }, world);
  } catch (error) {
    return failed(outer, push, error as Error);
  }
  await outer.transaction((ctx) => savePushOutcome(ctx, push.id, { state: "sent", error: null }));
}

/** Push services write there when something is wrong with our messages. */
const contactOf = (config: { MAIL_FROM: string }): string =>
  `mailto:${/<([^>]+)>/.exec(config.MAIL_FROM)?.[1] ?? config.MAIL_FROM.trim()}`;

async function failed(
  outer: Outer,
  push: { id: string; device_id: string; tries: number },
  error: Error,
): Promise<void> {
  const gone = error instanceof DeviceGone;
  const final = gone || error instanceof PushRefused || push.tries + 1 >= MOST_TRIES;
  await outer.transaction(async (ctx) => {
    // Its messages go with it.
    if (gone) await deleteDevice(ctx, push.device_id, null);
    else
      await savePushOutcome(ctx, push.id, {
        state: final ? "failed" : "queued",
        error: error.message.slice(0, 500),
      });
  });
  if (!final) throw error;
}
