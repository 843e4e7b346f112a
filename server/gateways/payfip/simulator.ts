/** A PayFiP that speaks the real wire of the web-service flow over HTTP, with its accidents on demand. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from "fastify";
import { z } from "zod";
import {
  type Accident,
  asText,
  behaviourShape,
  openControl,
  outcomeShape,
  SHAPES,
  type Simulation,
} from "./simulator-control.ts";
import { type Behaviour, closePostman, createPostman, decide } from "./simulator-delivery.ts";
import { closedPage, PAGE_POLICY, paymentPage, refusalPage, returnPage } from "./simulator-pages.ts";
import { type AnswerShape, answerSoap, faultReply, operationOf, type SoapReply } from "./simulator-soap.ts";
import { createState, decisionRefusal, pageRefusal, type SimulatedClient } from "./simulator-state.ts";

export type PayfipSimulatorOptions = {
  now?: () => Date;
  /** The client numbers that exist (T2 for others, T4 when not enabled); by default every number of six digits does. */
  clients?: SimulatedClient[];
  /** How the browser goes back to urlredirect. */
  returnMethod?: "GET" | "POST";
  notificationMethod?: "GET" | "POST";
  /** Spelling of the parameter of notifications and returns. */
  parameter?: "idop" | "idOp";
  behaviour?: Behaviour;
  /** Of late and after-return notifications. */
  delayMs?: number;
  /** Further tries of a failed notification; the real policy is unknown, hence none. */
  retries?: number;
  retryEveryMs?: number;
  fetch?: typeof fetch;
};

const formShape = z.object({
  idop: z.string(),
  outcome: outcomeShape,
  behaviour: behaviourShape.optional().catch(undefined),
  delay: z.coerce.number().min(0).max(86_400).optional().catch(undefined),
});

/** Fastify plugin; mount it under any prefix. State lives as long as the application; closing clears every timer. */
export function payfipSimulator(options: PayfipSimulatorOptions = {}): FastifyPluginAsync {
  return async (app) => {
    const now = options.now ?? (() => new Date());
    const state = createState(now, options.clients ?? null);
    const postman = createPostman(state, {
      fetch: options.fetch ?? fetch,
      returnMethod: options.returnMethod ?? "GET",
      notificationMethod: options.notificationMethod ?? "POST",
      parameter: options.parameter ?? "idop",
      retries: options.retries ?? 0,
      retryEveryMs: options.retryEveryMs ?? 600_000,
    });
    const simulation: Simulation = {
      state,
      postman,
      defaults: { behaviour: options.behaviour ?? "normal", delayMs: options.delayMs ?? 2_000 },
      accidents: [],
      held: new Set(),
    };
    app.addHook("preClose", async () => {
      closePostman(postman);
      for (const reply of simulation.held) reply.raw.destroy();
    });
    // Clients send SOAP with any content type, or none: every body is read as text, and each door reads it.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    openService(app, simulation);
    openPages(app, simulation);
    openControl(app, simulation);
  };
}

function openService(app: FastifyInstance, { state, accidents, held }: Simulation): void {
  app.post("/tpa/services/securite", async (request, reply) => {
    const xml = asText(request);
    const accident = takeAccident(accidents, operationOf(xml));
    if (accident?.kind === "http-502") {
      return reply.code(502).type("text/html").send("<html><body><h1>502 Bad Gateway</h1></body></html>");
    }
    const fault = accident && faultOf(accident);
    if (fault) return sendSoap(reply, fault);
    const shape: AnswerShape = SHAPES.find((name) => name === accident?.kind) ?? "plain";
    // Struck by a time-out or a hang-up, the work is done all the same: only its answer is lost.
    const answer = answerSoap(state, xml, shape);
    if (accident?.kind === "timeout" || accident?.kind === "hang-up") {
      reply.hijack();
      if (accident.kind === "hang-up") {
        reply.raw.destroy();
        return;
      }
      held.add(reply);
      reply.raw.on("close", () => held.delete(reply));
      return;
    }
    return sendSoap(reply, answer);
  });
}

function sendSoap(reply: FastifyReply, { status, xml }: SoapReply) {
  return reply.code(status).type("text/xml; charset=utf-8").send(xml);
}

function takeAccident(accidents: Accident[], operation: string | null): Accident | undefined {
  const index = accidents.findIndex((accident) => !accident.operation || accident.operation === operation);
  const accident = accidents[index];
  if (accident && --accident.times === 0) accidents.splice(index, 1);
  return accident;
}

function faultOf({ kind, code }: Accident): SoapReply | null {
  switch (kind) {
    case "999":
      return faultReply("TechDysfonctionnementErreur", "999");
    case "unavailable":
      return faultReply("TechIndisponibiliteErreur", "999");
    case "protocol":
      return faultReply("TechProtocolaireErreur", "999");
    case "code":
      return faultReply("FonctionnelleErreur", code);
    default:
      return null;
  }
}

function show(reply: FastifyReply, html: string, status = 200) {
  return reply
    .code(status)
    .header("content-security-policy", PAGE_POLICY)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(html);
}

function openPages(app: FastifyInstance, { state, postman, defaults }: Simulation): void {
  app.get<{ Querystring: Record<string, string | undefined> }>(
    "/tpa/paiementws.web",
    async (request, reply) => {
      const payment = state.payments.get(request.query.idop ?? "");
      const refusal = pageRefusal(state, payment);
      if (refusal || !payment) return show(reply, refusalPage(refusal ?? "P1"), 403);
      payment.opened = true;
      return show(reply, paymentPage(payment, defaults.behaviour, defaults.delayMs));
    },
  );

  app.post("/tpa/paiementws.web", async (request, reply) => {
    const form = formShape.safeParse(Object.fromEntries(new URLSearchParams(asText(request))));
    if (!form.success) return show(reply, refusalPage("P1"), 400);
    const payment = state.payments.get(form.data.idop);
    const refusal = decisionRefusal(state, payment);
    if (refusal || !payment) return show(reply, refusalPage(refusal ?? "P1"), 403);
    const { outcome, behaviour = defaults.behaviour, delay } = form.data;
    const delayMs = delay === undefined ? defaults.delayMs : delay * 1000;
    const departure = await decide(postman, payment, outcome, behaviour, delayMs);
    if (!departure) return show(reply, closedPage());
    if (departure.method === "POST") return show(reply, returnPage(departure));
    return reply.redirect(departure.url, 303);
  });
}
