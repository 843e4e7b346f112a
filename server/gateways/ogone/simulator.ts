/**
 * A provider to try and test against: speaks the wire of the hosted page, of the post-sale requests and of DirectLink's
 * query, for any number of accounts, in memory.
 */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { Charset, Fields } from "./protocol.ts";
import { parsePairs } from "./protocol.ts";
import { orderFault } from "./simulator-checks.ts";
import { type ControlState, controlRoutes } from "./simulator-control.ts";
import { type Deciding, decide } from "./simulator-decide.ts";
import { createOrders, isClosed, type OgoneAccount, type SimulatedOrder } from "./simulator-orders.ts";
import { messagePage, pagePolicy, paymentPage } from "./simulator-page.ts";
import { type Behaviour, behaviours, createPostSale } from "./simulator-post-sale.ts";
import { queryAnswer } from "./simulator-query.ts";

type AccountResolver = (
  pspid: string,
) => OgoneAccount | null | undefined | Promise<OgoneAccount | null | undefined>;

export type OgoneSimulatorOptions = {
  accounts: OgoneAccount[] | AccountResolver;
  /** Used for the post-sale requests. */
  fetch: typeof fetch;
  clock: () => Date;
  /** Between two tries of a failed post-sale request; ten minutes by default, as at the provider. */
  retryMs?: number;
  /** Where browsers reach the simulator, when it is not where they found the page. */
  publicUrl?: string;
};

const formType = "application/x-www-form-urlencoded";

/** Percent-decoded fields of the query and of the body, names upper-cased. */
function fieldsOf(request: FastifyRequest, charset: Charset): Fields | null {
  const query = request.url.split("?").slice(1).join("?");
  const body = typeof request.body === "string" ? request.body : "";
  const pairs = parsePairs(`${query}&${body}`, charset);
  return pairs && Object.fromEntries(pairs.map(([name, value]) => [name.toUpperCase(), value]));
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .header("content-security-policy", pagePolicy)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(page);
}

const refusedPage = (fault: string) =>
  messagePage("Erreur", ["Une erreur s'est produite, la commande n'a pas été acceptée.", fault]);

type World = Deciding & {
  options: OgoneSimulatorOptions;
  state: ControlState;
  findAccount: (pspid: string) => Promise<OgoneAccount | null>;
};

function showPage(world: World, reply: FastifyReply, account: OgoneAccount, order: SimulatedOrder) {
  const base = world.options.publicUrl?.replace(/\/$/, "");
  // Relative to the page by default, so that any prefix or proxy works.
  const action = base === undefined ? "decide" : `${base}/ncol/${order.environment}/decide`;
  const { behaviour, delayMs } = world.state;
  return html(
    reply,
    paymentPage(order, { action, behaviour, delayMs, maxAttempts: account.maxAttempts ?? 3 }),
  );
}

async function openPage(world: World, request: FastifyRequest, reply: FastifyReply, charset: Charset) {
  const { environment } = request.params as { environment: string };
  const fields = fieldsOf(request, charset);
  if (fields === null) return html(reply, refusedPage("unknown order/1/s"));
  const account = fields.PSPID ? await world.findAccount(fields.PSPID) : null;
  const fault = orderFault(fields, account, charset);
  if (fault !== null || account === null) return html(reply, refusedPage(fault ?? "no PSPID"));
  const known = world.orders.find(account.pspid, fields.ORDERID ?? "");
  if (known !== undefined && isClosed(known)) return html(reply, refusedPage("order already processed"));
  const order = world.orders.open({ pspid: account.pspid, environment, charset, fields });
  return showPage(world, reply, account, order);
}

const pageOutcomes = new Set(["9", "5", "2", "2-final", "1", "51", "52", "91", "92", "93", "abandoned"]);

async function pressButton(world: World, request: FastifyRequest, reply: FastifyReply) {
  const fields = fieldsOf(request, "utf-8") ?? {};
  const order = world.orders.withToken(fields.TOKEN ?? "");
  const account = order && (await world.findAccount(order.pspid));
  const outcome = fields.OUTCOME ?? "";
  if (!order || !account || !pageOutcomes.has(outcome)) {
    return html(reply.code(400), refusedPage("unknown transaction or outcome"));
  }
  const behaviour = behaviours.find((one) => one === fields.BEHAVIOUR) ?? world.state.behaviour;
  const seconds = /^\d{1,4}$/.test(fields.DELAY ?? "") ? Number(fields.DELAY) : null;
  const decided = await decide(world, account, order, {
    outcome: outcome === "2-final" ? "2" : outcome,
    behaviour,
    delayMs: seconds === null ? world.state.delayMs : seconds * 1000,
    final: outcome === "2-final",
    backOffice: false,
  });
  if (decided.kind === "closed") return html(reply, refusedPage("order already processed"));
  if (decided.kind === "retry") return showPage(world, reply, account, order);
  if (decided.kind === "returned" && decided.departure) return reply.redirect(decided.departure.url, 302);
  return html(reply, messagePage("Page quittée", ["Vous pouvez fermer cette fenêtre."]));
}

function acceptForms(app: FastifyInstance): void {
  if (app.hasContentTypeParser(formType)) app.removeContentTypeParser(formType);
  // Kept as it came: the charset of the page decides how it is read.
  app.addContentTypeParser(formType, { parseAs: "string", bodyLimit: 65_536 }, (_, body, done) =>
    done(null, body),
  );
}

/** In-memory simulator of the provider; its `/control` routes are for tests and demonstrations only. */
export function ogoneSimulator(options: OgoneSimulatorOptions): FastifyPluginAsync {
  return async (app) => {
    const { accounts } = options;
    const orders = createOrders(options.clock);
    const sender = createPostSale({
      fetch: options.fetch,
      now: options.clock,
      retryMs: options.retryMs ?? 600_000,
    });
    const state: ControlState = {
      behaviour: "normal" satisfies Behaviour,
      delayMs: 2000,
      notificationUrls: new Map(),
    };
    const world: World = {
      options,
      orders,
      sender,
      state,
      notificationUrlOf: (account) =>
        state.notificationUrls.get(account.pspid) ?? account.notificationUrl ?? null,
      findAccount: async (pspid) =>
        (typeof accounts === "function"
          ? await accounts(pspid)
          : accounts.find((one) => one.pspid === pspid)) ?? null,
    };
    app.addHook("onClose", async () => sender.close());
    acceptForms(app);
    const pages = { "orderstandard_utf8.asp": "utf-8", "orderstandard.asp": "iso-8859-1" } as const;
    for (const [page, charset] of Object.entries(pages)) {
      app.route({
        method: ["GET", "POST"],
        url: `/ncol/:environment/${page}`,
        handler: (request, reply) => openPage(world, request, reply, charset),
      });
    }
    app.post("/ncol/:environment/decide", (request, reply) => pressButton(world, request, reply));
    app.route({
      method: ["GET", "POST"],
      url: "/ncol/:environment/querydirect.asp",
      handler: async (request, reply) =>
        reply
          .type("text/xml; charset=utf-8")
          .send(await queryAnswer(world, fieldsOf(request, "utf-8") ?? {})),
    });
    controlRoutes(app, world, state);
  };
}
