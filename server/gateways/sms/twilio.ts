/** Twilio Messages: forms over HTTPS with a password; what became of a text comes back signed. */
import { createHmac } from "node:crypto";
import { z } from "zod";
import { sameText } from "../../platform/secrets.ts";
import { type Delivery, refusalOf, type SmsGateway, type World } from "./sms-gateway.ts";

const Configuration = z
  .object({
    accountSid: z
      .string()
      .trim()
      .regex(/^AC[0-9a-fA-F]{32}$/),
    authToken: z.string().trim().min(16).max(64).meta({ secret: true }),
    /** A number (E.164) or a name of 11 characters at most. */
    from: z.string().trim().max(16).default(""),
    messagingServiceSid: z
      .string()
      .trim()
      .regex(/^(MG[0-9a-fA-F]{32})?$/)
      .default(""),
    baseUrl: z.url({ protocol: /^https?$/ }).default("https://api.twilio.com"),
  })
  .refine((config) => config.from !== "" || config.messagingServiceSid !== "", {
    path: ["from"],
    message: "a sender or a messaging service is needed",
  });
type Config = z.output<typeof Configuration>;

/** base64(HMAC-SHA1(auth token, address and then each field's name and value, by name)). */
export function twilioSignature(authToken: string, url: string, fields: Record<string, string>): string {
  const text = Object.keys(fields)
    .sort()
    .reduce((all, name) => all + name + fields[name], url);
  return createHmac("sha1", authToken).update(text).digest("base64");
}

const Message = z.object({
  sid: z.string(),
  status: z.string(),
  body: z.string().default(""),
  date_created: z.string().nullish(),
  num_segments: z.string().nullish(),
  error_code: z.union([z.number(), z.string()]).nullish(),
});
type Message = z.output<typeof Message>;

async function call(config: Config, path: string, form: URLSearchParams | null, world: World) {
  const response = await world.fetch(`${config.baseUrl}/2010-04-01/Accounts/${config.accountSid}/${path}`, {
    method: form ? "POST" : "GET",
    headers: {
      authorization: `Basic ${Buffer.from(`${config.accountSid}:${config.authToken}`).toString("base64")}`,
      accept: "application/json",
    },
    ...(form ? { body: form } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw refusalOf("Twilio", response.status, text);
  return JSON.parse(text) as unknown;
}

const accepted = (message: Message) => ({
  reference: message.sid,
  segments: message.num_segments ? Number(message.num_segments) || null : null,
});

function deliveryOf(status: string, code: string | number | null | undefined): Delivery {
  if (status === "delivered" || status === "read") return { state: "delivered", reason: null };
  if (["undelivered", "failed", "canceled"].includes(status))
    return { state: "failed", reason: `Twilio ${status}${code ? ` ${code}` : ""}` };
  return { state: "sent", reason: null };
}

export const twilioGateway: SmsGateway<Config> = {
  configuration: Configuration,
  async send(config, text, world) {
    const form = new URLSearchParams({ To: text.to, Body: text.body, StatusCallback: text.receiptUrl });
    if (config.messagingServiceSid) form.set("MessagingServiceSid", config.messagingServiceSid);
    else form.set("From", config.from);
    return accepted(Message.parse(await call(config, "Messages.json", form, world)));
  },
  /** Twilio keeps no tag of ours: the same words to the same phone since the try began are that text. */
  async find(config, text, world) {
    const filter = new URLSearchParams({
      To: text.to,
      "DateSent>": text.since.toISOString().slice(0, 10),
      PageSize: "50",
    });
    const list = z
      .object({ messages: z.array(Message) })
      .parse(await call(config, `Messages.json?${filter}`, null, world));
    const since = text.since.getTime() - 2_000;
    const found = list.messages.find(
      (one) => one.body === text.body && Date.parse(one.date_created ?? "") >= since,
    );
    return found ? accepted(found) : null;
  },
  async ask(config, reference, world) {
    const message = Message.parse(await call(config, `Messages/${reference}.json`, null, world));
    return deliveryOf(message.status, message.error_code);
  },
  receive(config, { url, body, header }) {
    const fields = Object.fromEntries(new URLSearchParams(body));
    const given = header("x-twilio-signature") ?? "";
    // Twilio signs the address with or without its port.
    const addresses = [url, url.replace(/^(https?:\/\/[^/:]+):\d+/, "$1")];
    if (!addresses.some((one) => sameText(given, twilioSignature(config.authToken, one, fields))))
      return null;
    const { MessageSid: reference, MessageStatus: status, ErrorCode: code } = fields;
    return reference && status ? { reference, delivery: deliveryOf(status, code) } : null;
  },
};
