/** For this folder's tests: a simulated TIPI and a merchant's server, both over real HTTP on this machine. */
import Fastify from "fastify";
import { startMerchant } from "../merchant-harness.ts";
import type { PaymentOrder } from "../payment-gateway.ts";
import { tipiGateway } from "./gateway.ts";
import { type TipiConfig, tipiConfiguration } from "./settings.ts";
import { type SimulatedOrder, tipiSimulator } from "./simulator.ts";

/** Opens both servers. The clock stands still until `advance`. */
export async function openTipiHouse() {
  let instant = new Date("2026-11-20T09:00:00.000Z");
  const now = () => instant;
  const merchant = await startMerchant();
  const app = Fastify({ forceCloseConnections: true });
  await app.register(tipiSimulator({ now }), { prefix: "/tipi" });
  const base = `${await app.listen({ host: "127.0.0.1", port: 0 })}/tipi`;
  const configOf = (extra: Record<string, unknown> = {}): TipiConfig =>
    tipiConfiguration.parse({
      numcli: "006270",
      callbackKey: "a-key-of-twenty-characters",
      senders: "127.0.0.1, ::1",
      baseUrl: base,
      ...extra,
    });
  const orderOf = (reference: string, extra: Partial<PaymentOrder> = {}): PaymentOrder => ({
    reference,
    cents: 4210,
    subject: "Facture d’eau n°12",
    email: "lea@example.org",
    payerName: "Léa Dupré",
    language: "fr",
    returnUrl: `${merchant.origin}/return`,
    notificationUrl: `${merchant.origin}/notify`,
    ...extra,
  });
  const world = { fetch, now };
  const start = async (reference: string, extra: Partial<PaymentOrder> = {}, config = configOf()) =>
    (await tipiGateway.start(config, orderOf(reference, extra), world)).departure;
  return {
    base,
    merchant,
    world,
    configOf,
    start,
    open: async (reference: string) => (await fetch((await start(reference)).url)).text(),
    press: (page: string, fields: Record<string, string>) => {
      const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? "";
      const body = new URLSearchParams({ token, ...fields });
      return fetch(`${base}/tpa/paiement.web`, { method: "POST", body });
    },
    async control(path: string, body?: object) {
      const sent = body && { method: "POST", body: JSON.stringify(body) };
      const answer = await fetch(`${base}/control/${path}`, sent);
      const json = (await answer.json()) as {
        pending: number;
        transactions: SimulatedOrder[];
        count: number;
        cents: number;
        redirect: null;
      };
      return { status: answer.status, json };
    },
    read: (index = -1, config = configOf()) => tipiGateway.read(config, merchant.heard.at(index)!),
    advance: (minutes: number) => {
      instant = new Date(instant.getTime() + minutes * 60_000);
    },
    close: () => Promise.all([app.close(), merchant.close()]),
  };
}
export type TipiHouse = Awaited<ReturnType<typeof openTipiHouse>>;
