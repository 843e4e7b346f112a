/** The simulator's control API, in JSON: what a test or a demonstration decides in the place of a customer. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { type Deciding, decide } from "./simulator-decide.ts";
import type { OgoneAccount, SimulatedOrder } from "./simulator-orders.ts";
import { type Behaviour, behaviours } from "./simulator-post-sale.ts";

export type ControlState = {
  behaviour: Behaviour;
  delayMs: number;
  /** Post-sale addresses set here, by PSPID: they replace the account's own. */
  notificationUrls: Map<string, string>;
};

type ControlWorld = Deciding & { findAccount: (pspid: string) => Promise<OgoneAccount | null> };

const delay = z.number().int().min(0).max(3_600_000);
const behaviourBody = z.object({ behaviour: z.enum(behaviours), delayMs: delay.optional() });
const addressBody = z.object({ pspid: z.string(), url: z.url() });
const wordsToStatus: Record<string, string> = {
  paid: "9",
  denied: "2",
  cancelled: "1",
  expired: "abandoned",
};
const decideBody = z.object({
  reference: z.string(),
  pspid: z.string().optional(),
  outcome: z.string().regex(/^(\d{1,2}|abandoned|paid|denied|cancelled|expired)$/),
  behaviour: z.enum(behaviours).optional(),
  delayMs: delay.optional(),
  /** For outcome 2: true (default) sends the customer away, false counts one attempt. */
  final: z.boolean().default(true),
  /** A later change of status (92 to 9, 9 to 8...), as made in the back office. */
  backOffice: z.boolean().default(false),
});

const publicOf = (order: SimulatedOrder) => ({
  pspid: order.pspid,
  reference: order.reference,
  payId: order.payId,
  status: order.status,
  cents: order.cents,
  currency: order.currency,
  accepted: order.accepted,
  at: order.at,
  fields: order.fields,
  history: order.history,
  notifications: order.notifications,
});

function acceptedTotals(orders: SimulatedOrder[]) {
  const accepted = orders.filter((one) => one.accepted);
  return {
    count: accepted.length,
    cents: accepted.reduce((sum, one) => sum + one.cents, 0),
    transactions: accepted.map(({ pspid, reference, payId, cents, status }) => ({
      pspid,
      reference,
      payId,
      cents,
      status,
    })),
  };
}

/** Parses a body or answers 400. */
function read<T>(shape: z.ZodType<T>, body: unknown, reply: FastifyReply): T | null {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  void reply.code(400);
  return null;
}

/** Adds the `/control` routes to the simulator. */
export function controlRoutes(app: FastifyInstance, world: ControlWorld, state: ControlState): void {
  app.get("/control/transactions", async () => ({
    pending: world.sender.pending(),
    transactions: world.orders.all.map(publicOf),
  }));

  app.get("/control/accepted", async () => acceptedTotals(world.orders.all));

  app.post("/control/behaviour", async (request, reply) => {
    const body = read(behaviourBody, request.body, reply);
    if (body === null) return { error: "wrong behaviour" };
    state.behaviour = body.behaviour;
    state.delayMs = body.delayMs ?? state.delayMs;
    return { behaviour: state.behaviour, delayMs: state.delayMs };
  });

  app.post("/control/notification-url", async (request, reply) => {
    const body = read(addressBody, request.body, reply);
    if (body === null) return { error: "wrong address" };
    state.notificationUrls.set(body.pspid, body.url);
    return body;
  });

  app.post("/control/decide", async (request, reply) => {
    const body = read(decideBody, request.body, reply);
    if (body === null) return { error: "wrong decision" };
    const order = world.orders.findAny(body.reference, body.pspid);
    const account = order && (await world.findAccount(order.pspid));
    if (!order || !account) return reply.code(404).send({ error: "unknown transaction" });
    const decided = await decide(world, account, order, {
      outcome: wordsToStatus[body.outcome] ?? body.outcome,
      behaviour: body.behaviour ?? state.behaviour,
      delayMs: body.delayMs ?? state.delayMs,
      final: body.final,
      backOffice: body.backOffice,
    });
    if (decided.kind === "closed") return reply.code(409).send({ error: "order already processed" });
    return {
      status: order.status,
      payId: order.payId,
      redirect: decided.kind === "returned" ? decided.departure : null,
    };
  });
}
