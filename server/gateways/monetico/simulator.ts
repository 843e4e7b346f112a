/** A bank to try and test against: speaks the wire of the payment page and of its notifications, in memory. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { ZodError } from "zod";
import { behaviours, createCourier } from "../simulator-courier.ts";
import {
  decisionForm,
  detailList,
  eurosText,
  type Livery,
  messagePage,
  policyOf,
  simulatedPage,
} from "../simulator-page.ts";
import { parseForm } from "./protocol.ts";
import { controlRoutes, decide, type Outcome, type World } from "./simulator-control.ts";
import { createOrders, formFault, type MoneticoTerminal, type SimulatedOrder } from "./simulator-orders.ts";

export type MoneticoSimulatorOptions = {
  terminals: (tpe: string) => MoneticoTerminal | undefined;
  /** Used for the notifications. */
  fetch: typeof fetch;
  clock: () => Date;
  /** Between two tries of a notification that was not acknowledged; the bank does not publish its own spacing. */
  retryMs?: number;
  /** Tries after the first one: not published either. */
  retries?: number;
};

const look: Livery = { name: "Monetico Paiement", header: "#12355b", button: "#12355b" };
const formType = "application/x-www-form-urlencoded";

const html = (reply: FastifyReply, page: string) =>
  reply
    .header("content-security-policy", policyOf(look))
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(page);

function showPage(world: World, reply: FastifyReply, order: SimulatedOrder) {
  const { behaviour, delayMs } = world.state;
  const refused = order.refusals > 0 && !order.accepted;
  const warning = refused ? '<p role="alert">Paiement refusé. Vous pouvez essayer une autre carte.</p>' : "";
  const details = detailList([
    ["Montant", eurosText(order.cents)],
    ["Commerçant", `${order.fields.societe ?? ""} (TPE ${order.tpe})`],
    ["Référence", order.reference],
    ["Objet", order.fields["texte-libre"] ?? ""],
    ["Courriel", order.fields.mail ?? ""],
  ]);
  const form = decisionForm({
    // Relative to the page, so that any prefix or proxy works.
    action: "decide",
    token: order.token,
    main: [
      { outcome: "accept", fr: "Payer", en: "pay" },
      { outcome: "refuse", fr: "Refuser", en: "refuse" },
      { outcome: "cancel", fr: "Annuler et revenir au site", en: "cancel and go back" },
      { outcome: "close", fr: "Quitter sans terminer", en: "leave" },
    ],
    others: [],
    behaviour,
    delayMs,
  });
  const page = simulatedPage(look, "Paiement par carte bancaire", warning + details + form);
  return html(reply, page);
}

const fault = (reply: FastifyReply, what: string) =>
  html(reply, messagePage(look, "Commande refusée", [`Paramètre en cause : ${what}.`]));

function openPage(world: World, request: FastifyRequest, reply: FastifyReply) {
  const fields = parseForm(typeof request.body === "string" ? request.body : "", "utf-8");
  if (!fields) return fault(reply, "formulaire");
  const wrong = formFault(fields, world.terminalOf(fields.TPE ?? ""));
  if (wrong !== null) return fault(reply, wrong);
  const order = world.orders.open(fields, request.url.includes("/test/") ? "test" : "production");
  return order.accepted ? fault(reply, "reference, déjà payée") : showPage(world, reply, order);
}

const outcomes: readonly Outcome[] = ["accept", "refuse", "cancel", "close"];

async function pressButton(world: World, request: FastifyRequest, reply: FastifyReply) {
  const fields = parseForm(typeof request.body === "string" ? request.body : "", "utf-8") ?? {};
  const order = world.orders.withToken(fields.token ?? "");
  const outcome = outcomes.find((one) => one === fields.outcome);
  if (!order || !outcome) return fault(reply.code(400), "token, outcome");
  const decided = await decide(world, order, outcome, {
    behaviour: behaviours.find((one) => one === fields.behaviour) ?? world.state.behaviour,
    delayMs: /^\d{1,4}$/.test(fields.delay ?? "") ? Number(fields.delay) * 1000 : world.state.delayMs,
  });
  if (decided.kind === "closed") return fault(reply, "reference, déjà payée");
  if (decided.kind === "left")
    return html(reply, messagePage(look, "Page quittée", ["Vous pouvez fermer cette fenêtre."]));
  // A refusal keeps the payer on the page, to try another card; the way back to the shop stays open.
  return outcome === "refuse" ? showPage(world, reply, order) : reply.redirect(decided.departure.url, 302);
}

function acceptForms(app: FastifyInstance): void {
  if (app.hasContentTypeParser(formType)) app.removeContentTypeParser(formType);
  app.addContentTypeParser(formType, { parseAs: "string", bodyLimit: 65_536 }, (_, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error, _request, reply) =>
    error instanceof ZodError ? reply.code(400).send({ error: "wrong body" }) : reply.send(error),
  );
}

/** In-memory simulator of the bank: `/paiement.cgi`, `/test/paiement.cgi` and `/control`. */
export function moneticoSimulator(options: MoneticoSimulatorOptions): FastifyPluginAsync {
  return async (app) => {
    const courier = createCourier({
      fetch: options.fetch,
      now: options.clock,
      retryMs: options.retryMs ?? 600_000,
      retries: options.retries ?? 4,
      acknowledged: (status, body) => status === 200 && /^version=2\r?\ncdr=0\b/.test(body),
    });
    const world: World = {
      orders: createOrders(options.clock),
      courier,
      state: { behaviour: "normal", delayMs: 2000, notificationUrls: new Map() },
      terminalOf: options.terminals,
    };
    app.addHook("onClose", async () => courier.close());
    acceptForms(app);
    for (const folder of ["", "/test"]) {
      app.post(`${folder}/paiement.cgi`, (request, reply) => openPage(world, request, reply));
      app.post(`${folder}/decide`, (request, reply) => pressButton(world, request, reply));
    }
    controlRoutes(app, world);
  };
}
