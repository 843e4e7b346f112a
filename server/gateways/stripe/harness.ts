/** For this folder's tests: a simulated Stripe and a merchant's server, both over real HTTP on this machine. */
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach } from "vitest";
import type { Departure, ForeignMessage, MessageReading, PaymentOrder } from "../payment-gateway.ts";
import { stripeGateway } from "./gateway.ts";
import { type StripeConfig, stripeConfiguration } from "./settings.ts";
import { stripeSimulator } from "./simulator.ts";
import type { SimulatedSession, StripeAccount } from "./simulator-state.ts";

const KEY = "sk_test_quitus00000001";
const SECRET = "whsec_test_secret";
const OTHER_KEY = "sk_test_another0000001";

type ControlAnswer = {
  status: string;
  redirect: Departure | null;
  pending: number;
  transactions: SimulatedSession[];
  count: number;
  cents: number;
};

let now = new Date("2026-03-02T09:00:00Z");
let provider: FastifyInstance;
let merchant: FastifyInstance;
let providerAddress = "";
let merchantAddress = "";
let messages: ForeignMessage[] = [];
/** Status codes of the merchant's next answers; 200 after them. */
let answers: number[] = [];

const listen = async (app: FastifyInstance) => {
  await app.listen({ host: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
};

export const world = { fetch, now: () => now };
export const setNow = (iso: string) => {
  now = new Date(iso);
};
export const answerNext = (...codes: number[]) => {
  answers = codes;
};
export const merchantUrl = () => merchantAddress;
export const providerUrl = () => `${providerAddress}/stripe`;
/** Every event that the merchant's server got, oldest first. */
export const received = () => messages;

export const configOf = (extra: Record<string, unknown> = {}): StripeConfig =>
  stripeConfiguration.parse({ secretKey: KEY, webhookSecret: SECRET, url: providerUrl(), ...extra });
/** The settings of another merchant of the same provider. */
export const otherConfig = () => configOf({ secretKey: OTHER_KEY, webhookSecret: "whsec_other" });

export const orderOf = (reference: string, extra: Partial<PaymentOrder> = {}): PaymentOrder => ({
  reference,
  cents: 4210,
  subject: "Cantine, février",
  email: "lea@example.org",
  payerName: "Léa Dupré",
  language: "fr",
  returnUrl: `${merchantAddress}/return/${reference}`,
  notificationUrl: "http://unused.example.org/",
  ...extra,
});

/** Starts an attempt and opens its page. */
export async function open(reference: string, config = configOf(), extra: Partial<PaymentOrder> = {}) {
  const started = await stripeGateway.start(config, orderOf(reference, extra), world);
  const page = await (await fetch(started.departure.url)).text();
  return { id: started.providerReference ?? "", page, url: started.departure.url };
}

export const press = (page: string, fields: Record<string, string>) =>
  fetch(`${providerUrl()}/c/pay/decide`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ token: /name="token" value="([^"]+)"/.exec(page)?.[1] ?? "", ...fields }),
  });

export async function control(path: string, body?: object) {
  const answer = await fetch(`${providerUrl()}/control/${path}`, {
    ...(body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  return { status: answer.status, body: (await answer.json()) as ControlAnswer };
}

export const askAbout = (reference: string, providerReference: string | null, config = configOf()) =>
  stripeGateway.ask(
    config,
    { reference, providerReference, cents: 4210, startedAt: new Date("2026-03-02T09:00:00Z") },
    world,
  );
export const readings = (config = configOf()): MessageReading[] =>
  messages.map((message) => stripeGateway.read(config, message));

export async function until(condition: () => boolean | Promise<boolean>) {
  const deadline = Date.now() + 5000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("never came");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function startMerchant(): Promise<void> {
  merchant = Fastify();
  merchant.removeContentTypeParser("application/json");
  merchant.addContentTypeParser("application/json", { parseAs: "string" }, (_, body, done) =>
    done(null, body),
  );
  merchant.post("/notify", (request, reply) => {
    messages.push({
      method: "POST",
      rawQuery: "",
      rawBody: request.body as string,
      signature: request.headers["stripe-signature"] as string,
      receivedAt: now.toISOString(),
    });
    return reply.code(answers.shift() ?? 200).send("noted");
  });
  merchantAddress = await listen(merchant);
}

/** Starts both servers before each test of the file and stops them after it. */
export function useStripeServers(): void {
  beforeEach(async () => {
    now = new Date("2026-03-02T09:00:00Z");
    messages = [];
    answers = [];
    await startMerchant();
    const webhookUrl = `${merchantAddress}/notify`;
    const accounts: StripeAccount[] = [
      { secretKey: KEY, webhookSecret: SECRET, webhookUrl },
      { secretKey: OTHER_KEY, webhookSecret: "whsec_other", webhookUrl: null },
    ];
    provider = Fastify();
    const simulator = stripeSimulator({
      accounts: (key) => accounts.find((one) => one.secretKey === key),
      fetch,
      clock: () => now,
      retryMs: 20,
    });
    await provider.register(simulator, { prefix: "/stripe" });
    providerAddress = await listen(provider);
  });
  afterEach(async () => {
    await provider.close();
    await merchant.close();
  });
}
