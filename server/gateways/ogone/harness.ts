/** For this folder's tests: a simulated provider and a merchant's server, both over real HTTP on this machine. */
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach } from "vitest";
import type { Departure, ForeignMessage, MessageReading, PaymentOrder } from "../payment-gateway.ts";
import { ogoneGateway } from "./gateway.ts";
import { type OgoneConfig, ogoneConfiguration } from "./settings.ts";
import { ogoneSimulator } from "./simulator.ts";
import type { OgoneAccount, SimulatedOrder } from "./simulator-orders.ts";

type ControlAnswer = {
  redirect: Departure | null;
  pending: number;
  transactions: SimulatedOrder[];
  count: number;
  cents: number;
};

let now = new Date("2026-03-02T09:00:00Z");
export const world = { fetch, now: () => now };
let provider: FastifyInstance;
let merchant: FastifyInstance;
let providerAddress = "";
let merchantAddress = "";
/** What the merchant's server received, raw, and how it answers. */
let messages: ForeignMessage[] = [];
let answers: number[] = [];
let accounts: OgoneAccount[] = [];

const listen = async (app: FastifyInstance) => {
  await app.listen({ host: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
};

async function startProvider() {
  provider = Fastify();
  await provider.register(ogoneSimulator({ accounts, fetch, clock: () => now, retryMs: 20 }));
  providerAddress = await listen(provider);
}

export const accountOf = (pspid: string, extra: Partial<OgoneAccount> = {}): OgoneAccount => ({
  pspid,
  shaIn: `in-${pspid}`,
  shaOut: `out-${pspid}é`,
  algorithm: "sha512",
  notificationUrl: `${merchantAddress}/notify/${pspid}`,
  queryUser: "api",
  queryPassword: "s3cret&+",
  ...extra,
});

export const configOf = (pspid = "MAIRIE", extra: Record<string, unknown> = {}): OgoneConfig =>
  ogoneConfiguration.parse({
    pspid,
    shaIn: `in-${pspid}`,
    shaOut: `out-${pspid}é`,
    algorithm: pspid === "SYNDIC" ? "sha1" : "sha512",
    url: `${providerAddress}/ncol/test/orderstandard_utf8.asp`,
    query: { userId: "api", password: "s3cret&+", url: `${providerAddress}/ncol/test/querydirect.asp` },
    ...extra,
  });

export const orderOf = (reference: string, extra: Partial<PaymentOrder> = {}): PaymentOrder => ({
  reference,
  cents: 4210,
  subject: "Cantine, février",
  email: "lea@example.org",
  payerName: "Léa Dupré",
  language: "fr",
  returnUrl: `${merchantAddress}/return?attempt=${reference}`,
  notificationUrl: "http://unused.example.org/",
  ...extra,
});

export const leave = (departure: Departure) =>
  fetch(departure.url, { method: "POST", body: new URLSearchParams(departure.fields) });

export async function open(reference: string, config = configOf(), extra: Partial<PaymentOrder> = {}) {
  const { departure } = await ogoneGateway.start(config, orderOf(reference, extra), world);
  return (await leave(departure)).text();
}

const tokenOf = (page: string) => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? "";

export const press = (page: string, fields: Record<string, string>) =>
  fetch(`${providerAddress}/ncol/test/decide`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ token: tokenOf(page), ...fields }),
  });

export async function control(path: string, body?: object) {
  const answer = await fetch(`${providerAddress}/control/${path}`, {
    ...(body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  return { status: answer.status, body: (await answer.json()) as ControlAnswer };
}

export const readReturn = (url: string, config = configOf()) =>
  ogoneGateway.read(config, { method: "GET", rawQuery: new URL(url).search, rawBody: "" });
export const readLast = (config = configOf()): MessageReading =>
  ogoneGateway.read(config, messages.at(-1) ?? { method: "GET", rawQuery: "", rawBody: "" });

export async function until(condition: () => boolean | Promise<boolean>) {
  const deadline = Date.now() + 5000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("never came");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const askAbout = (reference: string, config = configOf(), startedAt = now) =>
  ogoneGateway.ask(config, { reference, providerReference: null, cents: 4210, startedAt }, world);

/** Every message that the merchant's server got, oldest first. */
export const received = () => messages;
export const setNow = (iso: string) => {
  now = new Date(iso);
};
/** Status codes of the merchant's next answers; 200 after them. */
export const answerNext = (...codes: number[]) => {
  answers = codes;
};
export const setAccount = (account: OgoneAccount) => {
  accounts[accounts.findIndex((one) => one.pspid === account.pspid)] = account;
};
export const providerUrl = () => providerAddress;
export const merchantUrl = () => merchantAddress;

/** Starts both servers before each test of the file and stops them after it. */
export function useOgoneServers(): void {
  beforeEach(async () => {
    now = new Date("2026-03-02T09:00:00Z");
    messages = [];
    answers = [];
    merchant = Fastify();
    merchant.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      (_, body, done) => done(null, body),
    );
    merchant.route({
      method: ["GET", "POST"],
      url: "/notify/:pspid",
      handler: (request, reply) => {
        const method = request.method as "GET" | "POST";
        const rawQuery = request.url.split("?")[1] ?? "";
        messages.push({ method, rawQuery, rawBody: (request.body as string | undefined) ?? "" });
        return reply
          .code(answers.shift() ?? 200)
          .header("location", "/elsewhere")
          .send("noted");
      },
    });
    merchantAddress = await listen(merchant);
    accounts = [accountOf("MAIRIE"), accountOf("SYNDIC", { algorithm: "sha1" })];
    await startProvider();
  });

  afterEach(async () => {
    await provider.close();
    await merchant.close();
  });
}
