/** What a button of the page does, and the control API in JSON that does the same without a browser. */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Departure } from "../payment-gateway.ts";
import { type Behaviour, behaviours, type Courier, type Message } from "../simulator-courier.ts";
import {
  type MoneticoTerminal,
  notificationForm,
  type Orders,
  type SimulatedOrder,
} from "./simulator-orders.ts";

export type Accident = { behaviour: Behaviour; delayMs: number };
export type ControlState = Accident & { notificationUrls: Map<string, string> };
export type World = {
  orders: Orders;
  courier: Courier;
  state: ControlState;
  terminalOf: (tpe: string) => MoneticoTerminal | undefined;
};

/** `left`: the payer closed the page; `closed`: the order is already paid; `back`: the browser goes there. */
export type Decided = { kind: "left" } | { kind: "closed" } | { kind: "back"; departure: Departure };
export type Outcome = "accept" | "refuse" | "cancel" | "close";

/** Another key than the terminal's, of the same form. */
const strangeKey = "0".repeat(40);

async function notify(world: World, order: SimulatedOrder, accident: Accident): Promise<void> {
  const terminal = world.terminalOf(order.tpe);
  const url = world.state.notificationUrls.get(order.tpe) ?? terminal?.notificationUrl;
  if (!terminal || !url) return;
  const genuine: Message = { url, body: notificationForm(order, terminal.key), kind: "genuine" };
  const lie = notificationForm(order, strangeKey, { "code-retour": "payetest", numauto: "forged" });
  const lies: Message[] = [{ url, body: lie, kind: "forged" }];
  await world.courier.tell({ genuine, lies, ...accident }, order.notifications);
}

/**
 * Does what the button does. A refusal is notified and lets the payer try again; going back to the shop is notified to
 * nobody: the bank only speaks of payments that were tried.
 */
export async function decide(
  world: World,
  order: SimulatedOrder,
  outcome: Outcome,
  accident: Accident,
): Promise<Decided> {
  if (outcome === "close") return { kind: "left" };
  if (order.accepted) return { kind: "closed" };
  const accepted = order.environment === "test" ? "payetest" : "paiement";
  if (outcome !== "cancel") {
    world.orders.record(order, outcome === "accept" ? accepted : "Annulation");
    await notify(world, order, accident);
  }
  const url = (outcome === "accept" ? order.fields.url_retour_ok : order.fields.url_retour_err) ?? "";
  return { kind: "back", departure: { method: "GET", url, fields: {} } };
}

const delay = z.number().int().min(0).max(3_600_000);
const decideBody = z.object({
  reference: z.string(),
  tpe: z.string().optional(),
  outcome: z.enum(["accept", "refuse", "cancel", "close"]),
  behaviour: z.enum(behaviours).optional(),
  delayMs: delay.optional(),
});
const behaviourBody = z.object({ behaviour: z.enum(behaviours), delayMs: delay.optional() });
const addressBody = z.object({ tpe: z.string(), url: z.url() });

/** Adds the `/control` routes: for tests and demonstrations only. */
export function controlRoutes(app: FastifyInstance, world: World): void {
  const { orders, state } = world;
  app.get("/control/transactions", async () => ({
    pending: world.courier.pending(),
    transactions: orders.all,
  }));
  app.get("/control/accepted", async () => {
    const accepted = orders.all.filter((one) => one.accepted);
    return {
      count: accepted.length,
      cents: accepted.reduce((sum, one) => sum + one.cents, 0),
      transactions: accepted.map(({ tpe, reference, cents, code }) => ({ tpe, reference, cents, code })),
    };
  });
  app.post("/control/behaviour", async (request) => {
    const { behaviour, delayMs = state.delayMs } = behaviourBody.parse(request.body);
    Object.assign(state, { behaviour, delayMs });
    return { behaviour, delayMs };
  });
  app.post("/control/notification-url", async (request) => {
    const body = addressBody.parse(request.body);
    state.notificationUrls.set(body.tpe, body.url);
    return body;
  });
  app.post("/control/decide", async (request, reply) => {
    const body = decideBody.parse(request.body);
    const order = orders.findAny(body.reference, body.tpe);
    if (!order) return reply.code(404).send({ error: "unknown transaction" });
    const decided = await decide(world, order, body.outcome, {
      behaviour: body.behaviour ?? state.behaviour,
      delayMs: body.delayMs ?? state.delayMs,
    });
    if (decided.kind === "closed") return reply.code(409).send({ error: "already paid" });
    return { code: order.code, redirect: decided.kind === "back" ? decided.departure : null };
  });
}
