/** A TIPI that speaks the real wire of the redirect flow: a page opened by its address, a callback in POST, and no way back. */
import { randomInt, randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { faultSentence } from "../payfip/messages.ts";
import { parisStamp } from "../payfip/paris-time.ts";
import { isCallbackUrl, isMel, REFDET_SHAPE } from "../payfip/protocol.ts";
import {
  type Behaviour,
  behaviours,
  type Courier,
  createCourier,
  type Message,
  type Trace,
} from "../simulator-courier.ts";
import {
  decisionForm,
  detailList,
  eurosText,
  messagePage,
  policyOf,
  simulatedPage,
} from "../simulator-page.ts";
import { MAX_CENTS, MIN_CENTS, type TipiOrder } from "./protocol.ts";
import { ENDS, LIVERY, MAIN, OTHERS, type Result } from "./simulator-words.ts";

export type TipiSimulatorOptions = {
  now?: () => Date;
  fetch?: typeof fetch;
  /** Further tries of a callback that was not answered; how often TIPI calls again is unknown, hence none. */
  retries?: number;
  retryMs?: number;
};

export type SimulatedOrder = TipiOrder & {
  token: string;
  cents: number;
  result: { code: Result; numauto: string; dattrans: string; heurtrans: string } | null;
  deliveries: Trace[];
};
type Simulation = {
  now: () => Date;
  courier: Courier;
  orders: SimulatedOrder[];
  defaults: { behaviour: Behaviour; delayMs: number };
};

const WORDS: Record<string, string> = {
  paid: "P",
  accept: "P",
  denied: "R",
  refuse: "R",
  cancelled: "A",
  cancel: "A",
};
const outcomeShape = z
  .string()
  .transform((word) => WORDS[word] ?? word)
  .pipe(z.enum(["P", "V", "R", "Z", "A", "close"]));
const delayShape = z.number().min(0).max(3_600_000);
const decisionShape = z.object({
  reference: z.string(),
  outcome: outcomeShape,
  behaviour: z.enum(behaviours).optional(),
  delayMs: delayShape.optional(),
});
const pressShape = z.object({
  token: z.string(),
  outcome: outcomeShape,
  behaviour: z.enum(behaviours).optional().catch(undefined),
  delay: z.coerce.number().min(0).max(3600).optional().catch(undefined),
});

/** Fastify plugin; mount it under any prefix. */
export function tipiSimulator(options: TipiSimulatorOptions = {}): FastifyPluginAsync {
  return async (app) => {
    const now = options.now ?? (() => new Date());
    const courier = createCourier({
      fetch: options.fetch ?? fetch,
      now,
      retries: options.retries ?? 0,
      retryMs: options.retryMs ?? 600_000,
    });
    const simulation: Simulation = {
      now,
      courier,
      orders: [],
      defaults: { behaviour: "normal", delayMs: 2_000 },
    };
    app.addHook("preClose", async () => courier.close());
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    servePages(app, simulation);
    serveControl(app, simulation);
  };
}

const textOf = (request: FastifyRequest) => (typeof request.body === "string" ? request.body : "");
const isPaid = (order: SimulatedOrder) => order.result !== null && "PV".includes(order.result.code);

/** The platform's code for the first field that is wrong; null when the page may be shown. */
function orderFault(order: TipiOrder): string | null {
  if (!/^[TXMA]$/.test(order.saisie)) return "S1";
  if (!/^[0-9]{1,6}$/.test(order.numcli)) return "T1";
  if (!REFDET_SHAPE.test(order.refdet)) return "R3";
  if (order.mel === "") return "A1";
  if (!isMel(order.mel)) return "A2";
  if (!/^[1-9]\d*$/.test(order.montant)) return "M1";
  if (Number(order.montant) < MIN_CENTS) return "M3";
  if (Number(order.montant) > MAX_CENTS) return "M5";
  return isCallbackUrl(order.urlcl) ? null : "N1";
}

/** The order of an address: the same reference is the same debt. */
function orderOf({ orders }: Simulation, asked: TipiOrder): SimulatedOrder {
  const known = orders.find((one) => one.refdet === asked.refdet && one.numcli === asked.numcli);
  if (known) return Object.assign(known, asked, { cents: Number(asked.montant) });
  const order = { ...asked, token: randomUUID(), cents: Number(asked.montant), result: null, deliveries: [] };
  orders.push(order);
  return order;
}

/** Claims of payment: without the proof, with another amount than the proof's, with an invented proof. */
function liesOf(order: SimulatedOrder, truth: Record<string, string>): Message[] {
  const claim = { ...truth, resultrans: "P", numauto: "123456" };
  const bare = new URL(order.urlcl);
  bare.search = "";
  const invented = new URL(order.urlcl);
  invented.searchParams.set("proof", "x".repeat(32));
  const lie = (url: string, fields: Record<string, string>): Message => ({
    url,
    body: new URLSearchParams(fields).toString(),
    kind: "forged",
  });
  return [lie(bare.href, claim), lie(order.urlcl, { ...claim, montant: "100" }), lie(invented.href, claim)];
}

/** Does what a button does: records, and calls back. The browser stays on the page: this flow has no return. */
async function decide(
  { courier, now }: Simulation,
  order: SimulatedOrder,
  outcome: Result,
  behaviour: Behaviour,
  delayMs: number,
): Promise<void> {
  const numauto = "PV".includes(outcome) ? String(randomInt(100_000, 999_999)) : "";
  order.result = { code: outcome, numauto, ...parisStamp(now()) };
  const { numcli, exer, refdet, objet, montant, mel, saisie } = order;
  const { dattrans, heurtrans } = order.result;
  const told = {
    numcli,
    exer,
    refdet,
    objet,
    montant,
    mel,
    saisie,
    resultrans: outcome,
    numauto,
    dattrans,
    heurtrans,
  };
  const genuine: Message = { url: order.urlcl, body: new URLSearchParams(told).toString(), kind: "genuine" };
  await courier.tell({ genuine, lies: liesOf(order, told), behaviour, delayMs }, order.deliveries);
}

function show(reply: FastifyReply, html: string, status = 200) {
  return reply
    .code(status)
    .header("content-security-policy", policyOf(LIVERY))
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(html);
}

function refusal(reply: FastifyReply, code: string, status = 400) {
  const { fr, en } = faultSentence(code);
  return show(
    reply,
    messagePage(LIVERY, "Paiement impossible", [`${code} : ${fr}`, `${code}: ${en}`]),
    status,
  );
}

function servePages(app: FastifyInstance, simulation: Simulation): void {
  const { orders, defaults } = simulation;
  app.get<{ Querystring: Record<string, string | undefined> }>(
    "/tpa/paiement.web",
    async (request, reply) => {
      const { numcli = "", exer = "", refdet = "", objet = "", montant = "", mel = "" } = request.query;
      const { saisie = "", urlcl = "" } = request.query;
      const asked = { numcli, exer, refdet, objet, montant, mel, saisie, urlcl };
      const fault = orderFault(asked);
      if (fault) return refusal(reply, fault);
      const order = orderOf(simulation, asked);
      if (isPaid(order)) return refusal(reply, "P3", 409);
      const rows: [string, string][] = [
        ["Montant", eurosText(order.cents)],
        ["Référence de la dette", refdet],
        ["Objet", objet],
        ["Adresse électronique", mel],
        ["Régie", numcli],
      ];
      const form = decisionForm({
        action: "paiement.web",
        token: order.token,
        main: MAIN,
        others: OTHERS,
        ...defaults,
      });
      return show(reply, simulatedPage(LIVERY, "Payer en ligne", detailList(rows) + form));
    },
  );

  app.post("/tpa/paiement.web", async (request, reply) => {
    const form = pressShape.safeParse(Object.fromEntries(new URLSearchParams(textOf(request))));
    const order = form.success ? orders.find((one) => one.token === form.data.token) : undefined;
    if (!form.success || !order) return refusal(reply, "P1");
    if (isPaid(order)) return refusal(reply, "P3", 409);
    const { outcome, behaviour = defaults.behaviour, delay } = form.data;
    const delayMs = delay === undefined ? defaults.delayMs : delay * 1000;
    if (outcome !== "close") await decide(simulation, order, outcome, behaviour, delayMs);
    const [title, fr, en] = ENDS[outcome];
    const lines = [`${fr} ${en}`, "Vous pouvez fermer cette fenêtre. You may close this window."];
    return show(reply, messagePage(LIVERY, title, lines));
  });
}

/** Reads a JSON body; an unfit one is answered 400 and gives null. */
function readBody<Shape extends z.ZodType>(shape: Shape, request: FastifyRequest, reply: FastifyReply) {
  const parsed = shape.safeParse(JSON.parse(textOf(request) || "null"));
  if (!parsed.success) void reply.code(400).send({ error: z.prettifyError(parsed.error) });
  return parsed.success ? parsed.data : null;
}

function serveControl(app: FastifyInstance, simulation: Simulation): void {
  const { orders, courier, defaults } = simulation;
  app.get("/control/transactions", async () => ({ pending: courier.pending(), transactions: orders }));
  app.get("/control/accepted", async () => {
    const paid = orders.filter(isPaid);
    return {
      count: paid.length,
      cents: paid.reduce((sum, one) => sum + one.cents, 0),
      transactions: paid.map(({ refdet, cents }) => ({ reference: refdet, cents })),
    };
  });
  app.post("/control/behaviour", async (request, reply) => {
    const shape = z.object({ behaviour: z.enum(behaviours), delayMs: delayShape.optional() });
    const wanted = readBody(shape, request, reply);
    return wanted ? Object.assign(defaults, wanted) : reply;
  });
  app.post("/control/decide", async (request, reply) => {
    const body = readBody(decisionShape, request, reply);
    if (!body) return reply;
    const order = orders.findLast((one) => one.refdet === body.reference);
    if (!order) return reply.code(404).send({ error: "P1" });
    if (isPaid(order)) return reply.code(409).send({ error: "P3" });
    const { behaviour = defaults.behaviour, delayMs = defaults.delayMs, outcome } = body;
    if (outcome !== "close") await decide(simulation, order, outcome, behaviour, delayMs);
    return { redirect: null, accepted: isPaid(order) };
  });
}
