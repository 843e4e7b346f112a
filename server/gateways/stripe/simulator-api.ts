/** The simulated API: sessions opened, read and closed; payments, refunds and disputes read. With Stripe's own errors. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  disputeOf,
  intentOf,
  newId,
  refundOf,
  type SimulatedIntent,
  type SimulatedSession,
  type State,
  type StripeAccount,
  sessionOf,
} from "./simulator-state.ts";

export type ApiWorld = {
  state: State;
  accountOf: (secretKey: string) => StripeAccount | undefined;
  /** The hosted page of a session. */
  pageUrl: (request: FastifyRequest, session: SimulatedSession) => string;
};
type Kept = { parameters: string; answer: unknown };

type Refused = { status: number; type: string; code?: string; message: string; param?: string };
const fail = (reply: FastifyReply, { status, ...error }: Refused) => reply.code(status).send({ error });
const missing = (reply: FastifyReply, what: string, id: string) =>
  fail(reply, {
    status: 404,
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${what}: '${id}'`,
  });

const keyOf = (request: FastifyRequest) =>
  /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ??
  Buffer.from(/^Basic (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "", "base64")
    .toString()
    .split(":")[0] ??
  "";

const expands = (request: FastifyRequest) => request.url.includes("latest_charge");

/** What is wrong with an order of a session; null when nothing is. */
function sessionFault(form: URLSearchParams, now: number): Refused | null {
  const wrong = (param: string, message: string): Refused => ({
    status: 400,
    type: "invalid_request_error",
    code: "parameter_invalid",
    param,
    message,
  });
  const item = "line_items[0][price_data]";
  if (form.get("mode") !== "payment") return wrong("mode", "Only payments are simulated");
  if (!/^[1-9]\d{0,7}$/.test(form.get(`${item}[unit_amount]`) ?? ""))
    return wrong(`${item}[unit_amount]`, "Invalid positive integer");
  if (Number(form.get(`${item}[unit_amount]`)) < 50)
    return {
      ...wrong("line_items", "The amount must convert to at least 50 cents"),
      code: "amount_too_small",
    };
  if (!form.get(`${item}[currency]`)) return wrong(`${item}[currency]`, "Missing required param");
  if (!form.get(`${item}[product_data][name]`)) return wrong(`${item}[product_data][name]`, "Missing");
  if (!/^https?:\/\//.test(form.get("success_url") ?? "")) return wrong("success_url", "Not a valid URL");
  if ((form.get("client_reference_id") ?? "").length > 200) return wrong("client_reference_id", "Too long");
  const email = form.get("customer_email");
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    return { ...wrong("customer_email", `Invalid email address: ${email}`), code: "email_invalid" };
  const life = Number(form.get("expires_at") ?? now + 86_400) - now;
  if (life < 1800 || life > 86_400)
    return wrong("expires_at", "Must be between 30 minutes and 24 hours from Checkout Session creation");
  return null;
}

function madeSession(form: URLSearchParams, secretKey: string, now: number): SimulatedSession {
  const metadata = (prefix: string) =>
    Object.fromEntries(
      [...form].flatMap(([name, value]): [string, string][] =>
        name.startsWith(`${prefix}[`) ? [[name.slice(prefix.length + 1, -1), value]] : [],
      ),
    );
  return {
    id: newId(secretKey.includes("_test_") ? "cs_test" : "cs_live"),
    token: newId("page"),
    secretKey,
    reference: form.get("client_reference_id"),
    cents: Number(form.get("line_items[0][price_data][unit_amount]")),
    currency: form.get("line_items[0][price_data][currency]") ?? "",
    subject: form.get("line_items[0][price_data][product_data][name]") ?? "",
    email: form.get("customer_email"),
    methods: [...form].filter(([name]) => name.startsWith("payment_method_types[")).map(([, value]) => value),
    successUrl: form.get("success_url") ?? "",
    cancelUrl: form.get("cancel_url") ?? "",
    created: now,
    expiresAt: Number(form.get("expires_at") ?? now + 86_400),
    metadata: metadata("metadata"),
    intentMetadata: metadata("payment_intent_data[metadata]"),
    status: "open",
    paymentStatus: "unpaid",
    intent: null,
    declined: false,
    notifications: [],
  };
}

const paramsOf = (request: FastifyRequest) => request.params as { id: string };
const listed = (data: unknown[]) => ({ object: "list", data, has_more: false });
const ownSession = ({ state }: ApiWorld, request: FastifyRequest, test: (one: SimulatedSession) => boolean) =>
  state.find((one) => one.secretKey === keyOf(request) && test(one));
const shown = (world: ApiWorld, request: FastifyRequest, session: SimulatedSession) =>
  sessionOf(session, { expanded: expands(request), url: world.pageUrl(request, session) });

function writingRoutes(api: FastifyInstance, world: ApiWorld): void {
  const kept = new Map<string, Kept>();
  api.post("/v1/checkout/sessions", async (request, reply) => {
    const form = new URLSearchParams(request.body as string);
    const key = `${keyOf(request)} ${request.headers["idempotency-key"] as string}`;
    const before = kept.get(key);
    const parameters = form.toString();
    if (before && before.parameters !== parameters)
      return fail(reply, {
        status: 400,
        type: "idempotency_error",
        message: "Keys for idempotent requests can only be used with the same parameters",
      });
    if (before) return reply.header("idempotent-replayed", "true").send(before.answer);
    const fault = sessionFault(form, world.state.seconds());
    if (fault) return fail(reply, fault);
    const session = madeSession(form, keyOf(request), world.state.seconds());
    world.state.sessions.push(session);
    const answer = shown(world, request, session);
    if (request.headers["idempotency-key"]) kept.set(key, { parameters, answer });
    return answer;
  });
  api.post("/v1/checkout/sessions/:id/expire", async (request, reply) => {
    const { id } = paramsOf(request);
    const session = ownSession(world, request, (one) => one.id === id);
    if (!session) return missing(reply, "checkout.session", id);
    if (session.status !== "open") {
      const message = `Only Checkout Sessions with a status in ["open"] can be expired`;
      return fail(reply, { status: 400, type: "invalid_request_error", message });
    }
    session.status = "expired";
    return shown(world, request, session);
  });
}

function readingRoutes(api: FastifyInstance, world: ApiWorld): void {
  const own = (request: FastifyRequest, test: (one: SimulatedSession) => boolean) =>
    ownSession(world, request, test);
  /** The rows of a list about one payment. */
  const about = (request: FastifyRequest, rows: typeof refundRows) => {
    const { payment_intent: id = "" } = request.query as { payment_intent?: string };
    const session = own(request, (one) => one.intent?.id === id);
    return listed(session?.intent ? rows(session, session.intent) : []);
  };
  api.get("/v1/checkout/sessions", async (request) => {
    const session = own(request, () => true);
    return listed(session ? [shown(world, request, session)] : []);
  });
  api.get("/v1/checkout/sessions/:id", async (request, reply) => {
    const { id } = paramsOf(request);
    const session = own(request, (one) => one.id === id);
    return session ? shown(world, request, session) : missing(reply, "checkout.session", id);
  });
  api.get("/v1/payment_intents/:id", async (request, reply) => {
    const { id } = paramsOf(request);
    const session = own(request, (one) => one.intent?.id === id);
    return session?.intent
      ? intentOf(session, session.intent, expands(request))
      : missing(reply, "payment_intent", id);
  });
  api.get("/v1/refunds", async (request) => about(request, refundRows));
  api.get("/v1/disputes", async (request) => about(request, disputeRows));
}

const refundRows = (session: SimulatedSession, intent: SimulatedIntent): unknown[] =>
  intent.refunds.map((one) => refundOf(session, intent, one));
const disputeRows: typeof refundRows = (session, intent) =>
  intent.disputes.map((one) => disputeOf(session, intent, one));

/** Adds the API's routes, behind the account's key. */
export function apiRoutes(app: FastifyInstance, world: ApiWorld): void {
  void app.register(async (api) => {
    api.addHook("onRequest", async (request, reply) => {
      const key = keyOf(request);
      if (world.accountOf(key)) return;
      const message = `Invalid API Key provided: ${key.slice(0, 8)}****`;
      return fail(reply, { status: 401, type: "invalid_request_error", message });
    });
    writingRoutes(api, world);
    readingRoutes(api, world);
  });
}
