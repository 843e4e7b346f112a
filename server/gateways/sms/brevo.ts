/** Brevo's transactional SMS: JSON over HTTPS with a key; events come back to the address given with each text. */
import { z } from "zod";
import { weigh } from "./gsm.ts";
import { type Delivery, refusalOf, type SmsGateway, type World } from "./sms-gateway.ts";

const Configuration = z.object({
  apiKey: z.string().trim().min(8).max(200).meta({ secret: true }),
  /** 11 letters and digits at most, or 15 digits at most. */
  sender: z
    .string()
    .trim()
    .regex(/^([A-Za-z0-9]{1,11}|\d{1,15})$/),
  baseUrl: z.url({ protocol: /^https?$/ }).default("https://api.brevo.com"),
});
type Config = z.output<typeof Configuration>;

async function call(config: Config, path: string, payload: unknown, world: World) {
  const response = await world.fetch(`${config.baseUrl}/v3/transactionalSMS/${path}`, {
    method: payload === undefined ? "GET" : "POST",
    headers: {
      "api-key": config.apiKey,
      accept: "application/json",
      ...(payload === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(payload === undefined ? {} : { body: JSON.stringify(payload) }),
  });
  const text = await response.text();
  if (!response.ok) throw refusalOf("Brevo", response.status, text);
  return JSON.parse(text) as unknown;
}

const reference = z.union([z.number(), z.string()]).transform(String);
const Sent = z.object({ messageId: reference, smsCount: z.number().nullish() });
const Events = z.object({
  events: z
    .array(z.object({ messageId: reference, event: z.string(), reason: z.string().nullish() }))
    .default([]),
});
const Webhook = z.object({ messageId: reference, msg_status: z.string(), description: z.string().nullish() });

const FAILURES = ["hardbounces", "hardbounce", "bounces", "blocked", "rejected", "skipped"];

/** Names differ between the report (`hardBounces`) and the webhook (`hard_bounce`). A soft bounce is tried again by Brevo. */
function deliveryOf(event: string, reason: string | null | undefined): Delivery {
  const name = event.toLowerCase().replaceAll("_", "");
  if (name === "delivered" || name === "replies") return { state: "delivered", reason: null };
  if (FAILURES.includes(name))
    return { state: "failed", reason: `Brevo ${event}${reason ? `: ${reason}` : ""}` };
  return { state: "sent", reason: null };
}

const ORDER = { sent: 0, failed: 1, delivered: 2 } as const;

export const brevoGateway: SmsGateway<Config> = {
  configuration: Configuration,
  async send(config, text, world) {
    const sent = Sent.parse(
      await call(
        config,
        "send",
        {
          sender: config.sender,
          recipient: text.to.slice(1),
          content: text.body,
          type: "transactional",
          tag: text.id,
          unicodeEnabled: weigh(text.body).alphabet === "ucs2",
          webUrl: text.receiptUrl,
        },
        world,
      ),
    );
    return { reference: sent.messageId, segments: sent.smsCount ?? null };
  },
  async find(config, text, world) {
    const filter = new URLSearchParams({ phoneNumber: text.to.slice(1), tags: text.id, limit: "10" });
    const { events } = Events.parse(await call(config, `statistics/events?${filter}`, undefined, world));
    return events[0] ? { reference: events[0].messageId, segments: null } : null;
  },
  /** Brevo reports events, not texts: the best of those of the last days that bear this reference. */
  async ask(config, wanted, world) {
    const { events } = Events.parse(
      await call(config, "statistics/events?days=3&limit=100", undefined, world),
    );
    return events
      .filter((one) => one.messageId === wanted)
      .map((one) => deliveryOf(one.event, one.reason))
      .reduce<Delivery>((best, one) => (ORDER[one.state] > ORDER[best.state] ? one : best), {
        state: "sent",
        reason: null,
      });
  },
  /** Unsigned: the address itself carries a proof that only Brevo was given (the caller checks it). */
  receive(_config, { body }) {
    const parsed = Webhook.safeParse(safeJson(body));
    if (!parsed.success) return null;
    const { messageId, msg_status, description } = parsed.data;
    return { reference: messageId, delivery: deliveryOf(msg_status, description) };
  },
};

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
