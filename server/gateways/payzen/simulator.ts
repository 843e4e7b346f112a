/** A PayZen that speaks the real wire over HTTP: hosted form, notifications, return, Order/Get; decided by a person or a test. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Behaviour, behaviours, createCourier } from "../simulator-courier.ts";
import {
  decisionForm,
  detailList,
  escapeHtml,
  eurosText,
  type Livery,
  messagePage,
  policyOf,
  simulatedPage,
} from "../simulator-page.ts";
import { parseFields } from "./protocol.ts";
import { formFault, orderAnswer, pageRefusal } from "./simulator-answers.ts";
import { type Decided, type Deciding, decide } from "./simulator-decide.ts";
import { createOrders, isOver, type PayzenShop, type SimulatedOrder } from "./simulator-orders.ts";

export type PayzenSimulatorOptions = {
  shops: (siteId: string) => PayzenShop | undefined;
  now?: () => Date;
  fetch?: typeof fetch;
  /** Between two tries of a notification: fixed quarters of an hour at the real provider, four times. */
  retryMs?: number;
};

const LIVERY: Livery = { name: "Page de paiement PayZen", header: "#0b3b52", button: "#0b5c5c" };
const MAIN = [
  { outcome: "AUTHORISED", fr: "Payer", en: "pay" },
  { outcome: "REFUSED", fr: "Refuser", en: "refuse" },
  { outcome: "ABANDONED", fr: "Annuler", en: "cancel" },
  { outcome: "leave", fr: "Quitter sans terminer", en: "leave" },
];
const OTHERS = [
  { outcome: "SDD", fr: "Payer par prélèvement SEPA", en: "pay by SEPA debit" },
  { outcome: "WAITING_AUTHORISATION", fr: "En attente d'autorisation", en: "waiting for authorisation" },
  { outcome: "UNDER_VERIFICATION", fr: "En cours de contrôle", en: "under verification" },
  { outcome: "AUTHORISED_TO_VALIDATE", fr: "Autorisé, à valider", en: "authorised, to validate" },
];

const WORDS: Record<string, string> = {
  paid: "AUTHORISED",
  denied: "REFUSED",
  cancelled: "ABANDONED",
  expired: "leave",
};
const outcomeShape = z
  .string()
  .regex(/^([A-Z_]+|leave|refund|paid|denied|cancelled|expired)$/)
  .transform((word) => WORDS[word] ?? word);
const delayShape = z.number().int().min(0).max(3_600_000);
const decisionShape = z.object({
  reference: z.string(),
  siteId: z.string().optional(),
  outcome: outcomeShape,
  behaviour: z.enum(behaviours).optional(),
  delayMs: delayShape.optional(),
  backOffice: z.boolean().default(false),
  cents: z.number().int().positive().optional(),
});
const pressShape = z.object({
  token: z.string(),
  outcome: z.enum([...MAIN, ...OTHERS].map((one) => one.outcome)),
  behaviour: z.enum(behaviours).optional().catch(undefined),
  delay: z.coerce.number().min(0).max(3600).optional().catch(undefined),
});

type Simulation = Deciding & {
  shops: PayzenSimulatorOptions["shops"];
  defaults: { behaviour: Behaviour; delayMs: number };
};

/** Fastify plugin; mount it under any prefix. State lives as long as the application; closing clears every timer. */
export function payzenSimulator(options: PayzenSimulatorOptions): FastifyPluginAsync {
  return async (app) => {
    const now = options.now ?? (() => new Date());
    const courier = createCourier({
      fetch: options.fetch ?? fetch,
      now,
      retries: 4,
      retryMs: options.retryMs ?? 900_000,
    });
    const simulation: Simulation = {
      orders: createOrders(now),
      courier,
      now,
      shops: options.shops,
      defaults: { behaviour: "normal", delayMs: 2_000 },
    };
    app.addHook("preClose", async () => courier.close());
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    servePages(app, simulation);
    serveRest(app, simulation);
    serveControl(app, simulation);
  };
}

const textOf = (request: FastifyRequest) => (typeof request.body === "string" ? request.body : "");

function show(reply: FastifyReply, html: string, status = 200) {
  return reply
    .code(status)
    .header("content-security-policy", policyOf(LIVERY))
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(html);
}

const fault = (reply: FastifyReply, lines: string[], status = 400) =>
  show(reply, messagePage(LIVERY, "Paiement impossible", lines), status);

function servePages(app: FastifyInstance, simulation: Simulation): void {
  const { orders, shops, now, defaults } = simulation;
  app.post("/vads-payment/", async (request, reply) => {
    const fields = parseFields(textOf(request));
    const wrong = fields ? formFault(fields, shops(fields.vads_site_id ?? ""), now()) : "signature";
    if (fields === null || wrong !== null)
      return fault(reply, [`Erreur : champ ${wrong}.`, `Error: field ${wrong}.`]);
    const order = orders.open(fields);
    const refusal = pageRefusal(order, now());
    if (refusal) return fault(reply, [refusal.fr, refusal.en], 409);
    return show(reply, pageOf(order, defaults));
  });

  app.post("/vads-payment/decide", async (request, reply) => {
    const form = pressShape.safeParse(Object.fromEntries(new URLSearchParams(textOf(request))));
    const order = form.success ? orders.withToken(form.data.token) : undefined;
    const shop = order && shops(order.siteId);
    if (!form.success || !order || !shop)
      return fault(reply, ["Transaction inconnue.", "Unknown transaction."]);
    const { outcome, behaviour = defaults.behaviour, delay } = form.data;
    const delayMs = delay === undefined ? defaults.delayMs : delay * 1000;
    const decided = await decide(simulation, shop, order, { outcome, behaviour, delayMs, backOffice: false });
    return leave(reply, order, decided, now());
  });
}

function pageOf(order: SimulatedOrder, defaults: Simulation["defaults"]): string {
  const { fields } = order;
  const rows: [string, string][] = [
    ["Montant", eurosText(order.cents)],
    ["Boutique", order.siteId],
    ["Commande", order.reference],
    ["Objet", fields.vads_order_info ?? ""],
    ["Client", fields.vads_cust_name ?? ""],
  ];
  const form = decisionForm({
    action: "decide",
    token: order.token,
    main: MAIN,
    others: OTHERS,
    ...defaults,
  });
  return simulatedPage(LIVERY, "Paiement par carte bancaire", detailList(rows) + form);
}

function leave(reply: FastifyReply, order: SimulatedOrder, decided: Decided, now: Date) {
  const refusal = decided.kind === "left" ? null : pageRefusal(order, now);
  if (decided.kind === "left")
    return show(
      reply,
      messagePage(LIVERY, "Page fermée", ["Le paiement n'est pas terminé.", "The payment is not finished."]),
    );
  if (decided.kind !== "returned") return fault(reply, [refusal?.fr ?? "", refusal?.en ?? ""], 409);
  const { departure } = decided;
  if (departure === null)
    return show(reply, messagePage(LIVERY, "Paiement terminé", ["Vous pouvez fermer cette page."]));
  if (departure.method === "GET") return reply.redirect(departure.url, 303);
  const inputs = Object.entries(departure.fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const back = `<form method="post" action="${escapeHtml(departure.url)}">${inputs.join("")}<button class="first">Retour à la boutique</button></form>`;
  return show(reply, simulatedPage(LIVERY, "Paiement terminé", back));
}

function serveRest(app: FastifyInstance, { orders, shops }: Simulation): void {
  app.post("/api-payment/V4/Order/Get", async (request) => {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const [siteId = "", ...password] = Buffer.from(basic, "base64").toString("utf8").split(":");
    const body = JSON.parse(textOf(request)) as { orderId?: string };
    return orderAnswer(orders, shops(siteId), password.join(":"), body.orderId ?? "");
  });
}

/** Reads a JSON body; an unfit one is answered 400 and gives null. */
function readBody<Shape extends z.ZodType>(shape: Shape, request: FastifyRequest, reply: FastifyReply) {
  const parsed = shape.safeParse(JSON.parse(textOf(request) || "null"));
  if (!parsed.success) void reply.code(400).send({ error: z.prettifyError(parsed.error) });
  return parsed.success ? parsed.data : null;
}

function serveControl(app: FastifyInstance, simulation: Simulation): void {
  const { orders, courier, shops, defaults, now } = simulation;
  app.get("/control/transactions", async () => ({ pending: courier.pending(), transactions: orders.all }));
  app.get("/control/accepted", async () => {
    const accepted = orders.all.filter((one) => one.accepted);
    return {
      count: accepted.length,
      cents: accepted.reduce((sum, one) => sum + one.cents, 0),
      transactions: accepted.map(({ reference, cents }) => ({ reference, cents })),
    };
  });
  app.post("/control/behaviour", async (request, reply) => {
    const wanted = readBody(
      z.object({ behaviour: z.enum(behaviours), delayMs: delayShape.optional() }),
      request,
      reply,
    );
    return wanted ? Object.assign(defaults, wanted) : reply;
  });
  app.post("/control/decide", async (request, reply) => {
    const body = readBody(decisionShape, request, reply);
    if (!body) return reply;
    const order = orders.find(body.reference, body.siteId);
    const shop = order && shops(order.siteId);
    if (!order || !shop) return reply.code(404).send({ error: "unknown transaction" });
    const { behaviour = defaults.behaviour, delayMs = defaults.delayMs } = body;
    const decided = await decide(simulation, shop, order, { ...body, behaviour, delayMs });
    if (decided.kind === "closed" || decided.kind === "over")
      return reply.code(409).send({ error: isOver(order, now()) ? "session expired" : "already decided" });
    return { redirect: decided.kind === "returned" ? decided.departure : null, accepted: order.accepted };
  });
}
