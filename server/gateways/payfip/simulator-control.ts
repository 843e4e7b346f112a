/** What tests and a curious developer may ask of the simulated PayFiP under `/control`, in JSON. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { BEHAVIOURS, type Behaviour, decide, type Outcome, type Postman } from "./simulator-delivery.ts";
import { acceptedTotals, decisionRefusal, findPayment, type SimulatorState } from "./simulator-state.ts";

/** Accidents that only change the shape of a sound answer. */
export const SHAPES = ["lowercase-idop", "qualified-children", "missing-return"] as const;
const accidentShape = z.object({
  kind: z.enum(["999", "unavailable", "protocol", "http-502", "timeout", "hang-up", "code", ...SHAPES]),
  /** SOAP operation it strikes; any when absent. */
  operation: z.string().optional(),
  /** Business code, for kind "code". */
  code: z.string().default("T4"),
  times: z.int().positive().default(1),
});
export type Accident = z.infer<typeof accidentShape>;

export const behaviourShape = z.enum(BEHAVIOURS);
const delayShape = z.number().min(0).max(86_400_000);
const OUTCOMES: Record<string, Outcome> = {
  P: "P",
  V: "V",
  R: "R",
  Z: "Z",
  A: "A",
  close: "close",
  accept: "P",
  refuse: "R",
  cancel: "A",
};
export const outcomeShape = z.enum(Object.keys(OUTCOMES)).transform((word) => OUTCOMES[word] as Outcome);
const decisionShape = z.object({
  reference: z.string(),
  outcome: outcomeShape,
  behaviour: behaviourShape.optional(),
  delayMs: delayShape.optional(),
});

export type Simulation = {
  state: SimulatorState;
  postman: Postman;
  defaults: { behaviour: Behaviour; delayMs: number };
  accidents: Accident[];
  /** Connections that will never be answered, to be cut at closing. */
  held: Set<FastifyReply>;
};

/** The body of a request as it came. */
export const asText = (request: FastifyRequest) => (typeof request.body === "string" ? request.body : "");

/** Reads a JSON body; an unfit one is answered 400 and gives null. */
function readBody<Shape extends z.ZodType>(shape: Shape, request: FastifyRequest, reply: FastifyReply) {
  let json: unknown;
  try {
    json = JSON.parse(asText(request));
  } catch {
    json = undefined;
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) reply.code(400).send({ error: z.prettifyError(parsed.error) });
  return parsed.success ? parsed.data : null;
}

export function openControl(app: FastifyInstance, { state, postman, defaults, accidents }: Simulation): void {
  app.get("/control/transactions", async () => [...state.payments.values()]);
  app.get("/control/accepted", async () => acceptedTotals(state));

  app.post("/control/behaviour", async (request, reply) => {
    const wanted = readBody(
      z.object({ behaviour: behaviourShape, delayMs: delayShape.optional() }),
      request,
      reply,
    );
    return wanted ? Object.assign(defaults, wanted) : reply;
  });

  app.post("/control/decide", async (request, reply) => {
    const decision = readBody(decisionShape, request, reply);
    if (!decision) return reply;
    const payment = findPayment(state, decision.reference);
    const refusal = decisionRefusal(state, payment);
    if (refusal || !payment) return reply.code(refusal === "P1" ? 404 : 409).send({ error: refusal });
    const { outcome, behaviour = defaults.behaviour, delayMs = defaults.delayMs } = decision;
    const departure = await decide(postman, payment, outcome, behaviour, delayMs);
    return reply.type("application/json").send(JSON.stringify(departure));
  });

  app.post("/control/faults", async (request, reply) => {
    const accident = readBody(accidentShape, request, reply);
    if (!accident) return reply;
    accidents.push(accident);
    return accidents;
  });
  app.delete("/control/faults", async () => accidents.splice(0));
}
