/** OVHcloud's SMS API: signed JSON over HTTPS. Its clock decides, so it is asked once an hour. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { weigh } from "./gsm.ts";
import {
  type Accepted,
  type Delivery,
  NotTaken,
  refusalOf,
  type SmsGateway,
  TextRefused,
  type World,
} from "./sms-gateway.ts";

const Configuration = z.object({
  applicationKey: z.string().trim().min(1).max(64),
  applicationSecret: z.string().trim().min(1).max(64).meta({ secret: true }),
  consumerKey: z.string().trim().min(1).max(64).meta({ secret: true }),
  /** `sms-ab12345-1`. */
  serviceName: z
    .string()
    .trim()
    .regex(/^sms-[a-z0-9]+-\d+$/),
  /** A sender validated at OVH; without one, a short number that can be answered. */
  sender: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9 ]{0,11}$/)
    .default(""),
  baseUrl: z.url({ protocol: /^https?$/ }).default("https://eu.api.ovh.com/1.0"),
});
type Config = z.output<typeof Configuration>;

/** `$1$` and the SHA-1 of secret, consumer key, method, address, body and time joined by `+`. */
export function ovhSignature(
  keys: { applicationSecret: string; consumerKey: string },
  call: { method: string; url: string; body: string; timestamp: number },
): string {
  const text = [
    keys.applicationSecret,
    keys.consumerKey,
    call.method,
    call.url,
    call.body,
    String(call.timestamp),
  ].join("+");
  return `$1$${createHash("sha1").update(text).digest("hex")}`;
}

const offsets = new Map<string, { seconds: number; until: number }>();

/** Seconds by which OVH's clock is ahead of ours. */
async function clockOffset(config: Config, { fetch, now }: World): Promise<number> {
  const known = offsets.get(config.baseUrl);
  if (known && known.until > now().getTime()) return known.seconds;
  const response = await fetch(`${config.baseUrl}/auth/time`);
  if (!response.ok) throw new NotTaken(`OVH ${response.status}: the time could not be read`);
  const seconds = Number(await response.text()) - Math.floor(now().getTime() / 1000);
  offsets.set(config.baseUrl, { seconds, until: now().getTime() + 3_600_000 });
  return seconds;
}

async function call(config: Config, method: "GET" | "POST", path: string, payload: unknown, world: World) {
  const url = `${config.baseUrl}/sms/${config.serviceName}${path}`;
  const body = payload === undefined ? "" : JSON.stringify(payload);
  const offset = await clockOffset(config, world).catch((error: Error) => {
    throw error instanceof NotTaken ? error : new NotTaken(error.message);
  });
  const timestamp = Math.floor(world.now().getTime() / 1000) + offset;
  const response = await world.fetch(url, {
    method,
    headers: {
      "X-Ovh-Application": config.applicationKey,
      "X-Ovh-Consumer": config.consumerKey,
      "X-Ovh-Timestamp": String(timestamp),
      "X-Ovh-Signature": ovhSignature(config, { method, url, body, timestamp }),
      ...(body ? { "Content-type": "application/json" } : {}),
    },
    ...(body ? { body } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw refusalOf("OVH", response.status, text);
  return JSON.parse(text) as unknown;
}

const Sent = z.object({
  ids: z.array(z.number()).default([]),
  invalidReceivers: z.array(z.string()).default([]),
  totalCreditsRemoved: z.number().nullish(),
});
const Outgoing = z.object({ deliveryReceipt: z.number().nullish(), ptt: z.number().nullish() });

/** The body of a job: not commercial, so no STOP mention and no silence at night. */
const jobOf = (config: Config, text: { id: string; to: string; body: string }) => ({
  charset: "UTF-8",
  coding: weigh(text.body).alphabet === "gsm7" ? "7bit" : "8bit",
  message: text.body,
  noStopClause: true,
  priority: "high",
  receivers: [text.to],
  ...(config.sender ? { sender: config.sender } : { senderForResponse: true }),
  tag: text.id,
  validityPeriod: 2880,
});

export const ovhGateway: SmsGateway<Config> = {
  configuration: Configuration,
  async send(config, text, world): Promise<Accepted> {
    const sent = Sent.parse(await call(config, "POST", "/jobs", jobOf(config, text), world));
    const [reference] = sent.ids;
    if (sent.invalidReceivers.length > 0 || reference === undefined)
      throw new TextRefused(`OVH: this number cannot receive texts: ${text.to}`);
    return { reference: String(reference), segments: null };
  },
  async find(config, text, world) {
    const ids = z
      .array(z.number())
      .parse(await call(config, "GET", `/outgoing?tag=${encodeURIComponent(text.id)}`, undefined, world));
    return ids[0] === undefined ? null : { reference: String(ids[0]), segments: null };
  },
  /** Delivery receipts are bits: 1 delivered, 2 failed, 4 kept by the operator, 8 given to it, 16 refused by it. */
  async ask(config, reference, world): Promise<Delivery> {
    const seen = Outgoing.parse(await call(config, "GET", `/outgoing/${reference}`, undefined, world));
    const receipt = seen.deliveryReceipt ?? 0;
    if (receipt === 1) return { state: "delivered", reason: null };
    if (receipt === 2 || receipt === 16) return { state: "failed", reason: `OVH ptt ${seen.ptt ?? "?"}` };
    return { state: "sent", reason: null };
  },
  /** OVH is asked: its call-backs prove nothing. */
  receive: () => null,
};
