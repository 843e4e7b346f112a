/** For this folder's tests: a simulated bank and a merchant's server, both over real HTTP on this machine. */
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach } from "vitest";
import type { Departure, ForeignMessage, MessageReading, PaymentOrder } from "../payment-gateway.ts";
import { moneticoGateway } from "./gateway.ts";
import { type MoneticoConfig, moneticoConfiguration } from "./settings.ts";
import { moneticoSimulator } from "./simulator.ts";
import type { MoneticoTerminal, SimulatedOrder } from "./simulator-orders.ts";

const KEY = "12345678901234567890123456789012345678P0";

type ControlAnswer = {
  redirect: Departure | null;
  pending: number;
  transactions: SimulatedOrder[];
  count: number;
  cents: number;
};

let now = new Date("2026-03-02T09:00:00Z");
let bank: FastifyInstance;
let merchant: FastifyInstance;
let bankAddress = "";
let merchantAddress = "";
let messages: ForeignMessage[] = [];
/** How the merchant's server answers next; its gateway's own reply after them. */
let answers: { status: number; body: string }[] = [];

const listen = async (app: FastifyInstance) => {
  await app.listen({ host: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
};

export const configOf = (extra: Record<string, unknown> = {}): MoneticoConfig =>
  moneticoConfiguration.parse({
    tpe: "1234567",
    societe: "mairie",
    key: KEY,
    address: { line: "1 place de la Mairie", postalCode: "63000", city: "Montfleuri" },
    url: `${bankAddress}/test/paiement.cgi`,
    ...extra,
  });

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

export async function leave(departure: Departure): Promise<string> {
  const answer = await fetch(departure.url, { method: "POST", body: new URLSearchParams(departure.fields) });
  return answer.text();
}

/** Starts an attempt and opens its page. */
export async function open(reference: string, config = configOf(), extra: Partial<PaymentOrder> = {}) {
  const { departure } = await moneticoGateway.start(config, orderOf(reference, extra), {
    fetch,
    now: () => now,
  });
  return leave(departure);
}

export const press = (page: string, fields: Record<string, string>) =>
  fetch(`${bankAddress}/test/decide`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ token: /name="token" value="([^"]+)"/.exec(page)?.[1] ?? "", ...fields }),
  });

export async function control(path: string, body?: object) {
  const answer = await fetch(`${bankAddress}/control/${path}`, {
    ...(body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  return { status: answer.status, body: (await answer.json()) as ControlAnswer };
}

export const received = () => messages;
export const readings = (config = configOf()): MessageReading[] =>
  messages.map((message) => moneticoGateway.read(config, message));
export const readLast = (config = configOf()): MessageReading | undefined => readings(config).at(-1);
export const answerNext = (...given: { status: number; body: string }[]) => {
  answers = given;
};
export const setNow = (iso: string) => {
  now = new Date(iso);
};
export const merchantUrl = () => merchantAddress;

export async function until(condition: () => boolean | Promise<boolean>) {
  const deadline = Date.now() + 5000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("never came");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function startMerchant(): Promise<void> {
  merchant = Fastify();
  merchant.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_, body, done) =>
    done(null, body),
  );
  merchant.post("/notify", (request, reply) => {
    const message: ForeignMessage = { method: "POST", rawQuery: "", rawBody: request.body as string };
    messages.push(message);
    const answer = answers.shift() ?? {
      status: 200,
      body: moneticoGateway.reply?.(configOf(), message) ?? "",
    };
    return reply.code(answer.status).type("text/plain").send(answer.body);
  });
  merchantAddress = await listen(merchant);
}

/** Starts both servers before each test of the file and stops them after it. */
export function useMoneticoServers(): void {
  beforeEach(async () => {
    now = new Date("2026-03-02T09:00:00Z");
    messages = [];
    answers = [];
    await startMerchant();
    const terminal: MoneticoTerminal = {
      tpe: "1234567",
      societe: "mairie",
      key: KEY,
      notificationUrl: `${merchantAddress}/notify`,
    };
    bank = Fastify();
    const terminals = (tpe: string) => (tpe === terminal.tpe ? terminal : undefined);
    await bank.register(moneticoSimulator({ terminals, fetch, clock: () => now, retryMs: 20 }));
    bankAddress = await listen(bank);
  });
  afterEach(async () => {
    await bank.close();
    await merchant.close();
  });
}
