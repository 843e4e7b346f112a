/** A Stripe to try and test against: its API, its hosted page and its webhooks, for any number of accounts, in memory. */
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
import { apiRoutes } from "./simulator-api.ts";
import { controlRoutes } from "./simulator-control.ts";
import { decide, outcomes, type World } from "./simulator-decide.ts";
import { createState, type SimulatedSession, type StripeAccount } from "./simulator-state.ts";

export type StripeSimulatorOptions = {
  accounts: (secretKey: string) => StripeAccount | undefined;
  /** Used for the webhooks. */
  fetch: typeof fetch;
  clock: () => Date;
  /** Between two tries of a webhook that was not answered 2xx: Stripe tries for up to three days, ever less often. */
  retryMs?: number;
};

const livery: Livery = { name: "Stripe Checkout", header: "#30313d", button: "#3d3ab8" };
const formType = "application/x-www-form-urlencoded";

const html = (reply: FastifyReply, page: string) =>
  reply
    .header("content-security-policy", policyOf(livery))
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(page);

const gone = (reply: FastifyReply) =>
  html(
    reply.code(404),
    messagePage(livery, "Page expirée", [
      "Ce paiement est terminé ou a expiré. Retournez sur le site du marchand.",
    ]),
  );

function showPage(world: World, reply: FastifyReply, session: SimulatedSession) {
  const warning = session.declined
    ? '<p role="alert">Votre carte a été refusée. Essayez une autre carte.</p>'
    : "";
  const details = detailList([
    ["Montant", eurosText(session.cents)],
    ["Objet", session.subject],
    ["Référence", session.reference ?? ""],
    ["Courriel", session.email ?? ""],
  ]);
  const debit = session.methods.includes("sepa_debit")
    ? [{ outcome: "debit", fr: "Payer par prélèvement SEPA", en: "pay by SEPA debit" }]
    : [];
  const form = decisionForm({
    action: "decide",
    token: session.token,
    main: [
      { outcome: "accept", fr: "Payer par carte", en: "pay by card" },
      ...debit,
      { outcome: "refuse", fr: "Refuser la carte", en: "card refused" },
      { outcome: "cancel", fr: "Revenir au site", en: "go back" },
      { outcome: "close", fr: "Quitter sans terminer", en: "leave" },
    ],
    others: [],
    ...world.accident,
  });
  return html(reply, simulatedPage(livery, "Paiement", warning + details + form));
}

async function pressButton(world: World, request: FastifyRequest, reply: FastifyReply) {
  const fields = new URLSearchParams(request.body as string);
  const session = world.state.find((one) => one.token === fields.get("token"));
  const outcome = outcomes.find((one) => one === fields.get("outcome"));
  if (!session || !outcome) return gone(reply);
  const delay = fields.get("delay") ?? "";
  const decided = await decide(world, session, outcome, {
    behaviour: behaviours.find((one) => one === fields.get("behaviour")) ?? world.accident.behaviour,
    delayMs: /^\d{1,4}$/.test(delay) ? Number(delay) * 1000 : world.accident.delayMs,
  });
  if (decided.kind === "closed") return gone(reply);
  if (decided.kind === "retry") return showPage(world, reply, session);
  if (decided.kind === "back") return reply.redirect(decided.departure.url, 303);
  return html(reply, messagePage(livery, "Page quittée", ["Vous pouvez fermer cette fenêtre."]));
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

/** In-memory simulator: `/v1/...` the API, `/c/pay/:id` the hosted page, `/control` for tests and demonstrations. */
export function stripeSimulator(options: StripeSimulatorOptions): FastifyPluginAsync {
  return async (app) => {
    const courier = createCourier({
      fetch: options.fetch,
      now: options.clock,
      retryMs: options.retryMs ?? 3_600_000,
      retries: 8,
    });
    const state = createState(options.clock);
    const world: World = {
      state,
      courier,
      accountOf: options.accounts,
      webhookUrls: new Map(),
      accident: { behaviour: "normal", delayMs: 2000 },
    };
    app.addHook("onClose", async () => courier.close());
    acceptForms(app);
    apiRoutes(app, {
      state,
      accountOf: options.accounts,
      pageUrl: (request, session) => `http://${request.host}${app.prefix}/c/pay/${session.id}`,
    });
    app.get("/c/pay/:id", (request, reply) => {
      const { id } = request.params as { id: string };
      const session = state.find((one) => one.id === id);
      return session?.status === "open" ? showPage(world, reply, session) : gone(reply);
    });
    app.post("/c/pay/decide", (request, reply) => pressButton(world, request, reply));
    controlRoutes(app, world);
  };
}
