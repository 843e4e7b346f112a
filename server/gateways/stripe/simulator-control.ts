/** The simulator's control API, in JSON: what a test or a demonstration decides in the place of a customer or of a bank. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { behaviours } from "../simulator-courier.ts";
import {
  type Accident,
  decide,
  dispute,
  expire,
  outcomes,
  refund,
  settleDebit,
  tell,
  type World,
} from "./simulator-decide.ts";
import { type SimulatedSession, sessionOf } from "./simulator-state.ts";

const delay = z.number().int().min(0).max(3_600_000);
const about = {
  reference: z.string(),
  behaviour: z.enum(behaviours).optional(),
  delayMs: delay.optional(),
};
const decideBody = z.object({ ...about, outcome: z.enum(outcomes) });
const expireBody = z.object(about);
const debitBody = z.object({ ...about, paid: z.boolean() });
const refundBody = z.object({
  ...about,
  cents: z.number().int().positive(),
  status: z.enum(["succeeded", "pending", "failed"]).default("succeeded"),
  reason: z.string().nullable().default("requested_by_customer"),
});
const disputeBody = z.object({
  ...about,
  cents: z.number().int().positive().optional(),
  status: z
    .enum(["warning_needs_response", "warning_closed", "needs_response", "under_review", "won", "lost"])
    .default("needs_response"),
  reason: z.string().default("fraudulent"),
});
/** Any event about a session, even one that nobody follows. */
const eventBody = z.object({ ...about, type: z.string() });
const behaviourBody = z.object({ behaviour: z.enum(behaviours), delayMs: delay.optional() });
const addressBody = z.object({ secretKey: z.string(), url: z.url() });

type About = z.output<typeof expireBody>;

/** The account by the end of its key, as Stripe's own screens show it. */
const publicOf = ({ token: _token, secretKey, ...session }: SimulatedSession) => ({
  ...session,
  account: secretKey.split("_").at(-1),
});

function acceptedTotals(sessions: SimulatedSession[]) {
  const paid = sessions.filter((one) => one.intent?.status === "succeeded");
  return {
    count: paid.length,
    cents: paid.reduce((sum, one) => sum + one.cents, 0),
    transactions: paid.map(({ id, reference, cents }) => ({ id, reference, cents })),
  };
}

/** Adds the `/control` routes. */
export function controlRoutes(app: FastifyInstance, world: World): void {
  const { state } = world;
  const accidentOf = ({ behaviour, delayMs }: About): Accident => ({
    behaviour: behaviour ?? world.accident.behaviour,
    delayMs: delayMs ?? world.accident.delayMs,
  });
  /** A gesture on the session of a reference: 404 when there is none, 409 when it cannot be made now. */
  const gesture = <T extends About>(
    path: string,
    shape: z.ZodType<T>,
    act: (session: SimulatedSession, body: T, accident: Accident) => Promise<boolean>,
  ) =>
    app.post(`/control/${path}`, async (request, reply: FastifyReply) => {
      const body = shape.parse(request.body);
      const session = state.find((one) => one.reference === body.reference);
      if (!session) return reply.code(404).send({ error: "unknown transaction" });
      const done = await act(session, body, accidentOf(body));
      return done ? { status: session.status } : reply.code(409).send({ error: "not now" });
    });

  app.get("/control/transactions", async () => ({
    pending: world.courier.pending(),
    transactions: state.sessions.map(publicOf),
  }));
  app.get("/control/accepted", async () => acceptedTotals(state.sessions));
  app.post("/control/behaviour", async (request) => {
    const { behaviour, delayMs = world.accident.delayMs } = behaviourBody.parse(request.body);
    world.accident = { behaviour, delayMs };
    return world.accident;
  });
  app.post("/control/notification-url", async (request) => {
    const body = addressBody.parse(request.body);
    world.webhookUrls.set(body.secretKey, body.url);
    return { url: body.url };
  });
  app.post("/control/decide", async (request, reply) => {
    const body = decideBody.parse(request.body);
    const session = state.find((one) => one.reference === body.reference);
    if (!session) return reply.code(404).send({ error: "unknown transaction" });
    const decided = await decide(world, session, body.outcome, accidentOf(body));
    if (decided.kind === "closed") return reply.code(409).send({ error: "session closed" });
    return { status: session.status, redirect: decided.kind === "back" ? decided.departure : null };
  });
  gesture("expire", expireBody, (session, _body, accident) => expire(world, session, accident));
  gesture("debit", debitBody, (session, { paid }, accident) => settleDebit(world, session, paid, accident));
  gesture("refund", refundBody, (session, { cents, status, reason }, accident) =>
    refund(world, session, { cents, status, reason }, accident),
  );
  gesture("dispute", disputeBody, (session, { cents = session.cents, status, reason }, accident) =>
    dispute(world, session, { cents, status, reason }, accident),
  );
  gesture("event", eventBody, async (session, { type }, accident) => {
    await tell(world, session, type, sessionOf(session, { expanded: false, url: null }), accident);
    return true;
  });
}
