import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { aCreditor } from "../../../test/harness/builders.ts";
import {
  aDebtor,
  decideAtProvider,
  openShop,
  paymentsModule,
  type Shop,
  startSimulators,
} from "../../../test/harness/payments.ts";
import type { Simulators } from "../../gateways/simulators.ts";
import { outside } from "../../platform/ids.ts";
import { sweepPayments, updatePaymentSettings } from "./index.ts";

/** The network on the way to PayFiP: it can hold what passes, or cut it. */
type Road = {
  origin: string;
  server: Server;
  state: "open" | "held" | "cut";
  held: number;
  most: number;
  asked: number;
};

let app: TestApp;
let simulators: Simulators;
let road: Road;
let release: () => void = () => {};
let gate = Promise.resolve();

beforeAll(async () => {
  app = await startTestApp({ modules: [paymentsModule] });
  simulators = await startSimulators({ clock: () => app.services.clock() });
  road = await openRoad();
});
afterAll(async () => {
  road.server.close();
  await simulators.close();
  await app.close();
});
afterEach(() => {
  app.setClock(null);
  road.state = "open";
  release();
});

async function openRoad(): Promise<Road> {
  const server = createServer((request, response) => void pass(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, server, state: "open", held: 0, most: 0, asked: 0 };
}

async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  road.asked += 1;
  if (road.state === "cut") return void request.socket.destroy();
  if (road.state === "held") {
    road.most = Math.max(road.most, (road.held += 1));
    await gate;
    road.held -= 1;
  }
  const answer = await fetch(simulators.origin + request.url, {
    method: request.method!,
    headers: { "content-type": request.headers["content-type"] ?? "text/plain" },
    body: request.method === "POST" ? Buffer.concat(chunks) : null,
  });
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

/** A shop of two creditors: one is paid through PayFiP, by the road; the other through Ogone, directly. */
async function twoProviders(): Promise<{ payfip: Shop; ogone: Shop }> {
  const byRoad: Simulators = {
    ...simulators,
    payfipClient: (number) => ({ ...simulators.payfipClient(number), baseUrl: `${road.origin}/payfip` }),
  };
  const payfip = await openShop(app, byRoad, "payfip");
  const creditor = await aCreditor(app, payfip.organizationId);
  const creditorOut = outside("creditor", creditor.id);
  const configuration = simulators.ogoneAccount(
    `SWEEP${process.pid}${creditor.code}`,
    `${payfip.base}/api/notifications/${creditorOut}/ogone`,
  );
  await app.inside(
    payfip.organizationId,
    (ctx) => updatePaymentSettings(ctx, creditor.id, { gateway: "ogone", enabled: true, configuration }),
    {
      kind: "user",
      userId: creditor.id,
      sessionId: "",
      name: "Test",
      staff: { role: "administrator", creditorIds: null },
      viewedBy: null,
      mustChangePassword: false,
    },
  );
  const ogone = { ...payfip, provider: "ogone" as const, creditor, creditorOut, creditorId: creditor.id };
  return { payfip, ogone };
}

/** Customers who paid, of whom only the provider knows it. */
async function paidUnheard(shop: Shop, count: number) {
  const left = [];
  for (let n = 0; n < count; n += 1) {
    const debtor = await aDebtor(app, shop, [3_000]);
    const payment = await debtor.leave();
    await decideAtProvider(simulators, shop.provider, payment.reference, "accept", "lost");
    left.push({ ...payment, state: async () => (await debtor.payment(payment.id)).json.state as string });
  }
  return left;
}

const later = (minutes: number) => app.setClock(new Date(Date.now() + minutes * 60_000));
async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !(await what()); ) {
    if (Date.now() > end) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it("PAY-6 a provider that hangs delays no payment of another, and is asked four times at once at most", async () => {
  const { payfip, ogone } = await twoProviders();
  const slow = await paidUnheard(payfip, 6);
  const quick = await paidUnheard(ogone, 2);
  later(3);
  gate = new Promise((resolve) => (release = resolve));
  road.state = "held";
  let over = false;
  const sweep = sweepPayments(app.outer(payfip.organizationId)).finally(() => (over = true));
  await until(async () => (await quick[0]!.state()) === "paid" && (await quick[1]!.state()) === "paid");
  await until(() => road.held === 4);
  expect(over).toBe(false);
  expect(await slow[0]!.state()).toBe("waiting");
  release();
  expect(await sweep).toBe(8);
  expect(road.most).toBe(4);
  for (const payment of slow) expect(await payment.state()).toBe("paid");
});

it("PAY-6 a sweep that starts before the last one ended asks nothing twice", async () => {
  const { payfip } = await twoProviders();
  const payments = await paidUnheard(payfip, 3);
  later(3);
  gate = new Promise((resolve) => (release = resolve));
  Object.assign(road, { asked: 0, state: "held" });
  const first = sweepPayments(app.outer(payfip.organizationId));
  await until(() => road.held === 3);
  expect(await sweepPayments(app.outer(payfip.organizationId))).toBe(0);
  release();
  expect(await first).toBe(3);
  expect(road.asked).toBe(3);
  for (const payment of payments) expect(await payment.state()).toBe("paid");
});

it("PAY-6 a provider that is down is asked again at the next time, and then believed", async () => {
  const { payfip, ogone } = await twoProviders();
  const [lost] = await paidUnheard(payfip, 1);
  const [other] = await paidUnheard(ogone, 1);
  road.state = "cut";
  later(3);
  expect(await sweepPayments(app.outer(payfip.organizationId))).toBe(2);
  expect([await lost!.state(), await other!.state()]).toEqual(["waiting", "paid"]);
  road.state = "open";
  expect(await sweepPayments(app.outer(payfip.organizationId))).toBe(0);
  later(5);
  expect(await sweepPayments(app.outer(payfip.organizationId))).toBe(1);
  expect(await lost!.state()).toBe("paid");
});
