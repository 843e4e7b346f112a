/** For the tests of this folder: a simulated PayFiP and a merchant that hears it, both over real HTTP on this machine. */
import Fastify from "fastify";
import type { AskedAttempt, ForeignMessage, GatewayWorld, PaymentOrder } from "../payment-gateway.ts";
import { type PayfipConfig, payfipConfiguration } from "./gateway.ts";
import { type PayfipSimulatorOptions, payfipSimulator } from "./simulator.ts";

export type TestHouse = Awaited<ReturnType<typeof openTestHouse>>;

const attempt = (providerReference: string | null, changes: Partial<AskedAttempt> = {}): AskedAttempt => ({
  reference: "QT26112000001",
  providerReference,
  cents: 12_345,
  startedAt: new Date("2026-11-20T09:00:00Z"),
  ...changes,
});

/** Opens both servers. The clock stands still until `advance`. */
export async function openTestHouse(
  options: PayfipSimulatorOptions = {},
  settings: Partial<PayfipConfig> = {},
) {
  let instant = new Date("2026-11-20T09:00:00Z");
  const now = () => instant;
  const simulator = Fastify({ forceCloseConnections: true });
  await simulator.register(payfipSimulator({ now, ...options }), { prefix: "/simulators/payfip" });
  const base = `${await simulator.listen({ host: "127.0.0.1", port: 0 })}/simulators/payfip`;

  const heard: ForeignMessage[] = [];
  const heardAt: number[] = [];
  const answers: number[] = [];
  const merchant = Fastify({ forceCloseConnections: true });
  merchant.removeAllContentTypeParsers();
  merchant.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  merchant.all("/notify", async (request, reply) => {
    heardAt.push(performance.now());
    heard.push({
      method: request.method as "GET" | "POST",
      rawQuery: request.url.split("?")[1] ?? "",
      rawBody: typeof request.body === "string" ? request.body : "",
    });
    return reply.code(answers.shift() ?? 200).send("ok");
  });
  const merchantBase = await merchant.listen({ host: "127.0.0.1", port: 0 });

  const config = payfipConfiguration.parse({ numcli: "090909", baseUrl: base, ...settings });
  const world: GatewayWorld = { fetch, now };
  const order = (changes: Partial<PaymentOrder> = {}): PaymentOrder => ({
    reference: "QT26112000001",
    cents: 12_345,
    subject: "Facture d'eau n°12",
    email: "jeanne.martin@example.com",
    payerName: "Jeanne Martin",
    language: "fr",
    returnUrl: `${merchantBase}/return?payment=pay_1&x=y`,
    notificationUrl: `${merchantBase}/notify`,
    ...changes,
  });
  async function control(path: string, body?: unknown, method = body === undefined ? "GET" : "POST") {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await fetch(`${base}/control/${path}`, { method, body: text });
    return { status: response.status, json: await response.json() };
  }
  async function soap(xml: string, headers: Record<string, string> = { "content-type": "text/xml" }) {
    const response = await fetch(`${base}/tpa/services/securite`, { method: "POST", headers, body: xml });
    return { status: response.status, text: await response.text() };
  }
  return {
    base,
    config,
    world,
    order,
    attempt,
    control,
    soap,
    heard,
    /** When each of them came, by the clock of `performance`. */
    heardAt,
    /** HTTP statuses that the merchant gives to the next notifications; 200 after that. */
    answers,
    merchantBase,
    advance: (minutes: number) => {
      instant = new Date(instant.getTime() + minutes * 60_000);
    },
    setClock: (iso: string) => {
      instant = new Date(iso);
    },
    close: () => Promise.all([simulator.close(), merchant.close()]),
  };
}

/** The path of a page of the simulator, fetched as a browser would: no redirection followed. */
export async function browse(url: string, form?: Record<string, string>) {
  const response = await fetch(url, {
    redirect: "manual",
    ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
  });
  return {
    status: response.status,
    location: response.headers.get("location"),
    html: await response.text(),
  };
}
