/** OVHcloud, Twilio and Brevo in memory, over real HTTP: keys and signatures are checked, receipts come back, and a page shows the phones. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { newId } from "../../platform/ids.ts";
import { weigh } from "./gsm.ts";
import { ovhSignature } from "./ovh.ts";
import { phonePages } from "./simulator-pages.ts";
import { twilioSignature } from "./twilio.ts";

export type ReceivedText = {
  id: string;
  /** As a number too: OVH and Brevo count. */
  number: number;
  provider: "ovh" | "twilio" | "brevo";
  receivedAt: Date;
  to: string;
  from: string;
  body: string;
  tag: string;
  segments: number;
  state: "sent" | "delivered" | "failed";
  receiptUrl: string;
};

/** `before`: fails and takes nothing; `after`: takes the text, then fails; `refuse`: a number that cannot receive. */
export type TextTrouble = "before" | "after" | "refuse" | null;

export type SmsSimulator = {
  /** Mount it under any prefix: `/sms` below. */
  plugin: FastifyPluginAsync;
  texts(to?: string): ReceivedText[];
  clear(): void;
  /** What goes wrong, asked at each sending. */
  trouble(decide: (to: string) => TextTrouble): void;
  /** Settings that the gateways expect, once the plugin is served at `base`. */
  configuration(provider: ReceivedText["provider"], base: string): Record<string, unknown>;
};

const KEYS = { applicationSecret: "as-simulated-0001", consumerKey: "ck-simulated-0001" };
const TWILIO = { sid: `AC${"0".repeat(31)}1`, token: "twilio-simulated-token" };
const BREVO_KEY = "xkeysib-simulated-0001";

type State = { texts: ReceivedText[]; serial: number; decide: (to: string) => TextTrouble; keep: Keep };
type Keep = (
  text: Pick<ReceivedText, "provider" | "to" | "from" | "body" | "tag" | "receiptUrl">,
) => ReceivedText;

/** @param options.receiptMs delay before a text is told as delivered; null: never. */
export function smsSimulator(options: { receiptMs?: number | null } = {}): SmsSimulator {
  const receiptMs = options.receiptMs === undefined ? 50 : options.receiptMs;
  const state: State = {
    texts: [],
    serial: 1000,
    decide: () => null,
    keep(text) {
      state.serial += 1;
      const { segments } = weigh(text.body);
      const kept: ReceivedText = {
        ...text,
        id: newId(),
        number: state.serial,
        receivedAt: new Date(),
        segments,
        state: "sent",
      };
      state.texts.push(kept);
      if (receiptMs !== null) setTimeout(() => void deliver(kept), receiptMs).unref();
      return kept;
    },
  };
  const texts = (to?: string) => state.texts.filter((one) => !to || one.to === to);
  return {
    plugin: async (app) => {
      app.addContentTypeParser(
        ["application/x-www-form-urlencoded", "application/json"],
        { parseAs: "string" },
        (_request, body, done) => done(null, body),
      );
      ovh(app, state);
      twilio(app, state);
      brevo(app, state);
      phonePages(app, texts);
    },
    texts,
    clear: () => void state.texts.splice(0),
    trouble: (decide) => void (state.decide = decide),
    configuration(provider, base) {
      if (provider === "ovh")
        return {
          applicationKey: "ak-simulated",
          ...KEYS,
          serviceName: "sms-qt00001-1",
          baseUrl: `${base}/ovh/1.0`,
        };
      if (provider === "twilio")
        return {
          accountSid: TWILIO.sid,
          authToken: TWILIO.token,
          from: "+33700000000",
          baseUrl: `${base}/twilio`,
        };
      return { apiKey: BREVO_KEY, sender: "QUITUS", baseUrl: `${base}/brevo` };
    },
  };
}

/** The text reaches the phone: the provider tells it where it was asked to. */
async function deliver(text: ReceivedText): Promise<void> {
  text.state = "delivered";
  if (text.provider === "twilio" && text.receiptUrl) {
    const fields = { MessageSid: sidOf(text), MessageStatus: "delivered", To: text.to, From: text.from };
    await post(text.receiptUrl, new URLSearchParams(fields), {
      "x-twilio-signature": twilioSignature(TWILIO.token, text.receiptUrl, fields),
    });
  }
  if (text.provider === "brevo" && text.receiptUrl)
    await post(
      text.receiptUrl,
      JSON.stringify({
        id: 1,
        to: text.to.slice(1),
        sms_count: text.segments,
        messageId: text.number,
        msg_status: "delivered",
        type: "transactional",
      }),
      { "content-type": "application/json" },
    );
}

/** Whoever does not answer is asked no more: the caller has other ways to the truth. */
const post = (url: string, body: BodyInit, headers: Record<string, string>) =>
  fetch(url, { method: "POST", body, headers }).then(
    () => undefined,
    () => undefined,
  );

const sidOf = (text: ReceivedText): string => `SM${text.id.replaceAll("-", "")}`;
const originOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}${request.url}`;

function ovh(app: FastifyInstance, state: State): void {
  const now = () => Math.floor(Date.now() / 1000);
  const signed = (request: FastifyRequest) => {
    const timestamp = Number(request.headers["x-ovh-timestamp"]);
    const body = typeof request.body === "string" ? request.body : "";
    const wanted = ovhSignature(KEYS, { method: request.method, url: originOf(request), body, timestamp });
    return Math.abs(now() - timestamp) < 60 && request.headers["x-ovh-signature"] === wanted;
  };
  const refused = (reply: FastifyReply) =>
    reply.status(400).send({ errorCode: "INVALID_SIGNATURE", message: "Invalid signature" });
  app.get("/ovh/1.0/auth/time", (_request, reply) => reply.type("application/json").send(String(now())));
  app.post("/ovh/1.0/sms/:service/jobs", (request, reply) => {
    if (!signed(request)) return refused(reply);
    const job = JSON.parse(request.body as string) as Record<string, unknown>;
    const to = (job["receivers"] as string[])[0]!;
    const trouble = state.decide(to);
    if (trouble === "before") return reply.status(500).send({ message: "Internal error" });
    if (trouble === "refuse")
      return { ids: [], validReceivers: [], invalidReceivers: [to], totalCreditsRemoved: 0 };
    const from = (job["sender"] as string | undefined) ?? "38069";
    const text = {
      provider: "ovh" as const,
      to,
      from,
      body: String(job["message"]),
      tag: String(job["tag"]),
    };
    const kept = state.keep({ ...text, receiptUrl: "" });
    if (trouble === "after") return reply.status(503).send({ message: "Try later" });
    return {
      ids: [kept.number],
      validReceivers: [to],
      invalidReceivers: [],
      totalCreditsRemoved: kept.segments,
    };
  });
  app.get<{ Querystring: { tag?: string } }>("/ovh/1.0/sms/:service/outgoing", (request, reply) =>
    signed(request)
      ? state.texts.filter((one) => one.tag === request.query.tag).map((one) => one.number)
      : refused(reply),
  );
  app.get<{ Params: { id: string } }>("/ovh/1.0/sms/:service/outgoing/:id", (request, reply) => {
    if (!signed(request)) return refused(reply);
    const text = state.texts.find((one) => one.number === Number(request.params.id));
    if (!text) return reply.status(404).send({ message: "This object does not exist" });
    return {
      id: text.number,
      deliveryReceipt: text.state === "delivered" ? 1 : 0,
      ptt: 0,
      receiver: text.to,
    };
  });
}

function twilio(app: FastifyInstance, state: State): void {
  const path = "/twilio/2010-04-01/Accounts/:sid/Messages";
  const basic = `Basic ${Buffer.from(`${TWILIO.sid}:${TWILIO.token}`).toString("base64")}`;
  const shown = (text: ReceivedText) => ({
    sid: sidOf(text),
    status: text.state,
    to: text.to,
    from: text.from,
    body: text.body,
    num_segments: String(text.segments),
    error_code: null,
    date_created: text.receivedAt.toUTCString().replace("GMT", "+0000"),
  });
  const wrong = (request: FastifyRequest) => request.headers.authorization !== basic;
  const unauthorized = { code: 20003, message: "Authenticate", status: 401 };
  app.post(`${path}.json`, (request, reply) => {
    if (wrong(request)) return reply.status(401).send(unauthorized);
    const form = new URLSearchParams(request.body as string);
    const to = form.get("To") ?? "";
    const trouble = state.decide(to);
    if (trouble === "before")
      return reply.status(500).send({ code: 20500, message: "Internal Server Error" });
    if (trouble === "refuse")
      return reply.status(400).send({ code: 21211, message: "Invalid 'To' Phone Number", status: 400 });
    const text = {
      provider: "twilio" as const,
      to,
      from: form.get("From") ?? "",
      body: form.get("Body") ?? "",
    };
    const kept = state.keep({ ...text, tag: "", receiptUrl: form.get("StatusCallback") ?? "" });
    if (trouble === "after") return reply.status(503).send({ code: 20503, message: "Service Unavailable" });
    return reply.status(201).send({ ...shown(kept), status: "queued" });
  });
  app.get<{ Querystring: { To?: string } }>(`${path}.json`, (request, reply) =>
    wrong(request)
      ? reply.status(401).send(unauthorized)
      : { messages: state.texts.filter((one) => one.to === request.query.To).map(shown) },
  );
  app.get<{ Params: { message: string } }>(`${path}/:message`, (request, reply) => {
    if (wrong(request)) return reply.status(401).send(unauthorized);
    const text = state.texts.find((one) => `${sidOf(one)}.json` === request.params.message);
    return text ? shown(text) : reply.status(404).send({ code: 20404, message: "Not found" });
  });
}

function brevo(app: FastifyInstance, state: State): void {
  const wrong = (request: FastifyRequest) => request.headers["api-key"] !== BREVO_KEY;
  const unauthorized = { code: "unauthorized", message: "Key not found" };
  app.post("/brevo/v3/transactionalSMS/send", (request, reply) => {
    if (wrong(request)) return reply.status(401).send(unauthorized);
    const given = JSON.parse(request.body as string) as Record<string, string>;
    const to = `+${given["recipient"]}`;
    const trouble = state.decide(to);
    if (trouble === "before") return reply.status(500).send({ message: "error" });
    if (trouble === "refuse")
      return reply.status(400).send({ code: "invalid_parameter", message: "Invalid telephone number" });
    const text = {
      provider: "brevo" as const,
      to,
      from: given["sender"] ?? "",
      body: given["content"] ?? "",
    };
    const kept = state.keep({ ...text, tag: given["tag"] ?? "", receiptUrl: given["webUrl"] ?? "" });
    if (trouble === "after") return reply.status(502).send({ message: "Bad gateway" });
    return reply.status(201).send({ messageId: kept.number, smsCount: kept.segments });
  });
  app.get<{ Querystring: { phoneNumber?: string; tags?: string } }>(
    "/brevo/v3/transactionalSMS/statistics/events",
    (request, reply) => {
      if (wrong(request)) return reply.status(401).send(unauthorized);
      const { phoneNumber, tags } = request.query;
      const events = state.texts
        .filter((one) => one.provider === "brevo" && (!tags || one.tag === tags))
        .filter((one) => !phoneNumber || one.to === `+${phoneNumber}`)
        .map((one) => ({ messageId: one.number, event: one.state, phoneNumber: one.to, tag: one.tag }));
      return { events };
    },
  );
}
