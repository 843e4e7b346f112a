/** For this folder's tests: a simulated PayZen and a merchant's server, both over real HTTP on this machine. */
import Fastify from "fastify";
import { startMerchant } from "../merchant-harness.ts";
import type { Departure, PaymentOrder } from "../payment-gateway.ts";
import { payzenGateway } from "./gateway.ts";
import { type PayzenConfig, payzenConfiguration } from "./settings.ts";
import { payzenSimulator } from "./simulator.ts";
import type { PayzenShop, SimulatedOrder } from "./simulator-orders.ts";

const START = "2026-11-20T09:00:00.000Z";

/** Opens both servers. The clock stands still until `advance`. */
export async function openPayzenHouse(changes: Partial<PayzenShop> = {}) {
  let instant = new Date(START);
  const now = () => instant;
  const merchant = await startMerchant();
  const shop: PayzenShop = {
    siteId: "12345678",
    key: "1122334455667788",
    algorithm: "sha256",
    restPassword: "testpassword_x:y",
    ...changes,
  };
  const app = Fastify({ forceCloseConnections: true });
  const shops = (siteId: string) => (siteId === shop.siteId ? shop : undefined);
  await app.register(payzenSimulator({ shops, now, retryMs: 20 }), { prefix: "/payzen" });
  const base = `${await app.listen({ host: "127.0.0.1", port: 0 })}/payzen`;
  const configOf = (extra: Record<string, unknown> = {}): PayzenConfig =>
    payzenConfiguration.parse({
      siteId: shop.siteId,
      key: shop.key,
      algorithm: shop.algorithm,
      url: `${base}/vads-payment/`,
      query: { password: "testpassword_x:y", url: base },
      ...extra,
    });
  const world = { fetch, now };
  const orderOf = (reference: string, extra: Partial<PaymentOrder> = {}): PaymentOrder => ({
    reference,
    cents: 4210,
    subject: "Abonnement, février",
    email: "lea@example.org",
    payerName: "Léa Dupré",
    language: "fr",
    returnUrl: `${merchant.origin}/return?attempt=${reference}`,
    notificationUrl: `${merchant.origin}/notify`,
    ...extra,
  });
  const post = (url: string, fields: Record<string, string>) =>
    fetch(url, { method: "POST", redirect: "manual", body: new URLSearchParams(fields) });
  return {
    base,
    shop,
    merchant,
    world,
    configOf,
    orderOf,
    leave: ({ url, fields }: Departure) => post(url, fields),
    async open(reference: string, extra: Partial<PaymentOrder> = {}): Promise<string> {
      const { departure } = await payzenGateway.start(configOf(), orderOf(reference, extra), world);
      return (await post(departure.url, departure.fields)).text();
    },
    press: (page: string, fields: Record<string, string>) => {
      const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? "";
      return post(`${base}/vads-payment/decide`, { token, ...fields });
    },
    async control(path: string, body?: object) {
      const sent = body && { method: "POST", body: JSON.stringify(body) };
      const answer = await fetch(`${base}/control/${path}`, sent);
      const json = (await answer.json()) as {
        redirect: Departure | null;
        pending: number;
        transactions: SimulatedOrder[];
        count: number;
        cents: number;
      };
      return { status: answer.status, json };
    },
    read: (index = -1) => payzenGateway.read(configOf(), merchant.heard.at(index)!),
    readReturn: (url: string) =>
      payzenGateway.read(configOf(), { method: "GET", rawQuery: new URL(url).search.slice(1), rawBody: "" }),
    ask: (reference: string, config = configOf()) =>
      payzenGateway.ask(
        config,
        { reference, providerReference: null, cents: 4210, startedAt: new Date(START) },
        world,
      ),
    advance: (minutes: number) => {
      instant = new Date(instant.getTime() + minutes * 60_000);
    },
    close: () => Promise.all([app.close(), merchant.close()]),
  };
}
export type PayzenHouse = Awaited<ReturnType<typeof openPayzenHouse>>;
