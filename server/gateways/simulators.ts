/** The simulated payment providers, behind one HTTP server of their own: for the demonstration, the tests and the storm. */
import Fastify, { type FastifyInstance } from "fastify";
import { moneticoSimulator } from "./monetico/simulator.ts";
import type { MoneticoTerminal } from "./monetico/simulator-orders.ts";
import { ogoneSimulator } from "./ogone/simulator.ts";
import type { OgoneAccount } from "./ogone/simulator-orders.ts";
import { payfipSimulator } from "./payfip/simulator.ts";
import type { GatewayName } from "./payment-gateways.ts";
import { payzenSimulator } from "./payzen/simulator.ts";
import type { PayzenShop } from "./payzen/simulator-orders.ts";
import { stripeSimulator } from "./stripe/simulator.ts";
import type { StripeAccount } from "./stripe/simulator-state.ts";
import { type TimestampSimulator, timestampSimulator } from "./timestamp/simulator.ts";
import { tipiSimulator } from "./tipi/simulator.ts";

export type SimulatorsOptions = {
  port?: number;
  clock?: () => Date;
  /** Milliseconds between two tries of a notification that failed. */
  retryMs?: number;
  /** More plugins on the same server: the demonstration's mailbox. */
  also?: (app: FastifyInstance) => Promise<void>;
};

export type Simulators = {
  origin: string;
  app: FastifyInstance;
  /** Opens a merchant's account at the simulated Ogone; its settings are those that `ogoneConfiguration` expects. */
  ogoneAccount(pspid: string, notificationUrl: string): Record<string, unknown>;
  /** Settings of a creditor at the simulated PayFiP. */
  payfipClient(numcli: string): Record<string, unknown>;
  /** Settings of a creditor at the simulated TIPI. */
  tipiClient(numcli: string): Record<string, unknown>;
  /** Opens a shop at the simulated PayZen; its settings are those that `payzenConfiguration` expects. */
  payzenShop(siteId: string): Record<string, unknown>;
  /** Opens a terminal at the simulated Monetico; its settings are those that `moneticoConfiguration` expects. */
  moneticoTerminal(tpe: string, notificationUrl: string): Record<string, unknown>;
  /** Opens an account at the simulated Stripe; its settings are those that `stripeConfiguration` expects. */
  stripeAccount(name: string, webhookUrl: string): Record<string, unknown>;
  /** The simulated time-stamping authority, and where it answers. */
  timestamps: TimestampSimulator & { address: string };
  control<T>(provider: GatewayName, path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
};

/** Starts them on this machine only. */
export async function startSimulators(options: SimulatorsOptions = {}): Promise<Simulators> {
  const clock = options.clock ?? (() => new Date());
  const accounts = new Map<string, OgoneAccount>();
  const app = Fastify({ forceCloseConnections: true });
  await app.register(
    ogoneSimulator({
      accounts: (pspid) => accounts.get(pspid),
      fetch,
      clock,
      retryMs: options.retryMs ?? 5_000,
    }),
    { prefix: "/ogone" },
  );
  await app.register(payfipSimulator({ now: clock }), { prefix: "/payfip" });
  const french = await registerFrench(app, { clock, retryMs: options.retryMs ?? 5_000 });
  const newer = await registerNewer(app, { clock, retryMs: options.retryMs ?? 5_000 });
  const timestamps = timestampSimulator({ clock });
  await app.register(timestamps.plugin, { prefix: "/timestamp" });
  await options.also?.(app);
  const origin = await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });
  return {
    origin,
    app,
    ogoneAccount(pspid, notificationUrl) {
      const account = ogoneMerchant(pspid, notificationUrl);
      accounts.set(pspid, account);
      return ogoneSettings(origin, account);
    },
    payfipClient: (numcli) => ({ numcli, saisie: "T", baseUrl: `${origin}/payfip` }),
    tipiClient: (numcli) => ({
      numcli,
      saisie: "T",
      callbackKey: `callback-key-of-${numcli}`,
      senders: "127.0.0.1, ::1",
      baseUrl: `${origin}/tipi`,
    }),
    payzenShop: (siteId) => french.payzenShop(origin, siteId),
    moneticoTerminal: (tpe, url) => newer.moneticoTerminal(origin, tpe, url),
    stripeAccount: (name, url) => newer.stripeAccount(origin, name, url),
    timestamps: { ...timestamps, address: `${origin}/timestamp/` },
    control: (provider, path, body) => control(origin, provider, path, body),
    close: () => app.close(),
  };
}

const ogoneMerchant = (pspid: string, notificationUrl: string) => ({
  pspid,
  shaIn: `in-${pspid}-phrase`,
  shaOut: `out-${pspid}-phrase`,
  algorithm: "sha512" as const,
  notificationUrl,
  queryUser: "quitus-api",
  queryPassword: `query-${pspid}`,
});

const ogoneSettings = (origin: string, account: ReturnType<typeof ogoneMerchant>) => ({
  pspid: account.pspid,
  shaIn: account.shaIn,
  shaOut: account.shaOut,
  algorithm: account.algorithm,
  url: `${origin}/ogone/ncol/test/orderstandard_utf8.asp`,
  query: {
    userId: account.queryUser,
    password: account.queryPassword,
    url: `${origin}/ogone/ncol/test/querydirect.asp`,
  },
});

/** The control API of a simulated provider, in JSON. @throws Error with what it answered. */
async function control<T>(origin: string, provider: GatewayName, path: string, body?: unknown): Promise<T> {
  const json = { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(`${origin}/${provider}/control/${path}`, {
    method: body === undefined ? "GET" : "POST",
    ...(body === undefined ? {} : json),
  });
  if (!response.ok)
    throw new Error(`simulator ${provider} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

type Ground = { clock: () => Date; retryMs: number };

/** TIPI, which knows no merchant, and PayZen, whose shops have their own keys. */
async function registerFrench(app: FastifyInstance, { clock, retryMs }: Ground) {
  const shops = new Map<string, PayzenShop>();
  // Many tries: TIPI's callback is its only word, and a server that is being killed must not lose it for good.
  await app.register(tipiSimulator({ now: clock, retries: 50, retryMs }), { prefix: "/tipi" });
  await app.register(payzenSimulator({ shops: (siteId) => shops.get(siteId), now: clock, retryMs }), {
    prefix: "/payzen",
  });
  return {
    payzenShop(origin: string, siteId: string) {
      const key = `key-of-${siteId}`;
      const password = `testpassword_${siteId}`;
      shops.set(siteId, { siteId, key, algorithm: "sha256", restPassword: password });
      const query = { password, url: `${origin}/payzen` };
      return { siteId, key, url: `${origin}/payzen/vads-payment/`, query };
    },
  };
}

/** Monetico and Stripe: each merchant has its own keys, made from its name. */
async function registerNewer(app: FastifyInstance, { clock, retryMs }: Ground) {
  const terminals = new Map<string, MoneticoTerminal>();
  const accounts = new Map<string, StripeAccount>();
  const ground = { fetch, clock, retryMs };
  // Many tries: its notification is the only truth, and a server that is being killed must not lose it for good.
  const terminalOf = (tpe: string) => terminals.get(tpe);
  await app.register(moneticoSimulator({ ...ground, terminals: terminalOf, retries: 50 }), {
    prefix: "/monetico",
  });
  await app.register(stripeSimulator({ ...ground, accounts: (key) => accounts.get(key) }), {
    prefix: "/stripe",
  });
  return {
    moneticoTerminal(origin: string, tpe: string, notificationUrl: string) {
      const key = Buffer.from(`key-of-terminal-${tpe}`.padEnd(20).slice(0, 20)).toString("hex");
      const societe = `shop${tpe}`;
      terminals.set(tpe, { tpe, societe, key, notificationUrl });
      const address = {
        line: "1 place de la Mairie",
        postalCode: "63000",
        city: "Montfleuri",
        country: "FR",
      };
      return { tpe, societe, key, address, url: `${origin}/monetico/test/paiement.cgi` };
    },
    stripeAccount(origin: string, name: string, webhookUrl: string) {
      const [secretKey, webhookSecret] = [`sk_test_key_of_${name}`, `whsec_secret_of_${name}`];
      accounts.set(secretKey, { secretKey, webhookSecret, webhookUrl });
      return { secretKey, webhookSecret, url: `${origin}/stripe` };
    },
  };
}
