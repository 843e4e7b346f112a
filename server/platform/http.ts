/** Turns contracts and doors into Fastify routes: address, actor, validation, transaction, answer, problem. */
import { Readable } from "node:stream";
import type {} from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Actor, atLeast, type Context, type Outer, type StaffRole } from "./context.ts";
import type { Handler, Http, Module } from "./doors.ts";
import { refuse } from "./errors.ts";
import { claimKey, fingerprint, type KeyedRequest, keepAnswer, workOnce } from "./idempotency.ts";
import type { OrganizationId } from "./ids.ts";
import { makeOuter } from "./outer.ts";
import { type FileAnswer, isBinary, type Route, type Who } from "./route.ts";
import type { Services } from "./services.ts";
import { versioned } from "./versions.ts";

/** Where a request arrived: by host name or by path (ACC-11). */
export type Place = { organizationId: OrganizationId; baseUrl: string; cookiePath: string };
const SESSION_COOKIE = "quitus_session";

/** Over https a browser takes a cookie of this prefix only with `Secure`, from a secure page (RFC 6265bis 4.1.3). */
const prefixOf = (place: Place): string => (place.baseUrl.startsWith("https:") ? "__Secure-" : "");

export type HttpSetup = {
  services: Services;
  /** Which organization a request is for; null when none is served there. */
  locate: (request: FastifyRequest) => Promise<Place | null>;
  /** Who asks, by cookie or by bearer token. */
  authenticate: (
    ctx: Context,
    credentials: { cookie: string | null; bearer: string | null },
  ) => Promise<Actor>;
  /** Whether the organization opens to its customers what this option is about. */
  isOpen: (ctx: Context, option: string) => Promise<boolean>;
};

/** What somebody who only looks may still do: go away. */
const LEAVING = new Set(["/api/view-as/stop", "/api/sign-out"]);
const ANYONE: Actor = { kind: "anyone" };

/** Registers every route of every module. */
export function registerModules(app: FastifyInstance, modules: readonly Module[], setup: HttpSetup): void {
  const doors = versioned(modules);
  for (const module of modules) {
    for (const [id, route] of Object.entries(module.contract ?? {})) {
      const handler = doors.get(id);
      if (!handler) throw new Error(`route ${id} has no door`);
      const declare = (scope: FastifyInstance) =>
        void scope.route({
          method: route.method,
          url: route.path,
          bodyLimit: route.limit ?? 262_144,
          config: { operation: id, who: route.who },
          handler: (request, reply) => answer(setup, route, handler, request, reply),
        });
      if (route.foreign) void app.register(async (scope) => declare(withRawJson(scope)));
      else declare(app);
    }
  }
}

/** What is signed is the text as it came: foreign JSON is handed over unread. */
function withRawJson(scope: FastifyInstance): FastifyInstance {
  scope.removeContentTypeParser("application/json");
  scope.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) =>
    done(null, body),
  );
  return scope;
}

async function answer(
  setup: HttpSetup,
  route: Route,
  handler: Handler<Route>,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const place = (await setup.locate(request)) ?? refuse("organization.unknown");
  const credentials = {
    cookie: request.cookies[prefixOf(place) + SESSION_COOKIE] ?? null,
    bearer: bearerOf(request),
  };
  if (!route.foreign) refuseCrossSite(request, route, credentials.bearer !== null);
  const given = parse(route, request);
  const anonymous = makeOuter(setup.services, {
    ...place,
    actor: ANYONE,
    requestId: request.id,
    ip: request.ip,
    userAgent: request.headers["user-agent"] ?? null,
  });
  const http = httpOf(setup, place, request, reply);
  const keyed = (actor: Actor) => keyedRequest(route, actor, request);
  const known = credentials.cookie !== null || credentials.bearer !== null;
  const identify = async (ctx: Context): Promise<Actor> => {
    const actor = known ? await setup.authenticate(ctx, credentials) : ANYONE;
    refuseWrongActor(route, actor);
    const asCustomer = actor.kind === "user" && !actor.staff;
    if (route.option && asCustomer && !(await setup.isOpen({ ...ctx, actor }, route.option)))
      refuse("option.closed");
    return actor;
  };
  let result: unknown;
  if (typeof handler === "object" && "out" in handler) {
    const actor = await anonymous.transaction(identify);
    result = await runOutside(makeSkin(anonymous, actor), keyed(actor), (outer) =>
      handler.out(outer, given, http),
    );
  } else {
    const work = typeof handler === "function" ? handler : handler.in;
    result = await anonymous.transaction(async (ctx) => {
      const actor = await identify(ctx);
      return runInside({ ...makeSkin(anonymous, actor), db: ctx.db }, keyed(actor), (inner) =>
        work(inner, given, http),
      );
    });
  }
  return send(route, result, reply);
}

/** The same place and transaction opener, with another actor. */
const makeSkin = (outer: Outer, actor: Actor): Outer =>
  makeOuter(outer.services, {
    organizationId: outer.organizationId,
    baseUrl: outer.baseUrl,
    actor,
    requestId: outer.requestId,
    ip: outer.ip,
    userAgent: outer.userAgent,
  });

async function runInside(
  ctx: Context,
  request: KeyedRequest | null,
  work: (ctx: Context) => Promise<unknown>,
): Promise<unknown> {
  if (!request) return work(ctx);
  const before = await claimKey(ctx, request);
  if (before !== null) return before;
  const result = await work(ctx);
  await keepAnswer(ctx, request, result);
  return result;
}

const runOutside = (
  outer: Outer,
  request: KeyedRequest | null,
  work: (outer: Outer) => Promise<unknown>,
): Promise<unknown> => (request ? workOnce(outer, request, () => work(outer)) : work(outer));

function parse(route: Route, request: FastifyRequest) {
  return {
    params: route.params?.parse(request.params),
    query: route.query?.parse(request.query),
    body:
      route.body === undefined
        ? undefined
        : isBinary(route.body)
          ? (request.body ?? Readable.from([]))
          : route.body.parse(request.body ?? {}),
  } as never;
}

function httpOf(setup: HttpSetup, place: Place, request: FastifyRequest, reply: FastifyReply): Http {
  const prefix = prefixOf(place);
  const cookie = {
    path: place.cookiePath,
    httpOnly: true,
    sameSite: "lax",
    secure: prefix !== "",
  } as const;
  return {
    rawQuery: request.raw.url?.split("?").slice(1).join("?") ?? "",
    rawBody: typeof request.body === "string" ? request.body : "",
    header: (name) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : null;
    },
    tellVersion: (version) => void reply.header("etag", version),
    setSession: (token, days) =>
      void reply.setCookie(
        prefix + SESSION_COOKIE,
        token,
        days === null ? cookie : { ...cookie, maxAge: days * 86_400 },
      ),
    clearSession: () => void reply.clearCookie(prefix + SESSION_COOKIE, cookie),
    cookie: (name) => request.cookies[prefix + name] ?? null,
    setCookie: (name, value, seconds) =>
      void (value === null
        ? reply.clearCookie(prefix + name, cookie)
        : reply.setCookie(prefix + name, value, { ...cookie, maxAge: seconds })),
  };
}

const bearerOf = (request: FastifyRequest): string | null =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;

function keyedRequest(route: Route, actor: Actor, request: FastifyRequest): KeyedRequest | null {
  const key = request.headers["idempotency-key"];
  if (!route.idempotent || typeof key !== "string" || key === "" || key.length > 100) return null;
  const owner = actor.kind === "user" ? actor.userId : actor.kind === "token" ? actor.tokenId : "anyone";
  return {
    actor: owner,
    key,
    fingerprint: fingerprint(request.method, request.url, isBinary(route.body) ? null : request.body),
  };
}

/** A write with a cookie must come from our own pages: browsers tell, and the custom header cannot cross origins. */
function refuseCrossSite(request: FastifyRequest, route: Route, byToken: boolean): void {
  if (route.method === "GET" || byToken) return;
  const site = request.headers["sec-fetch-site"];
  const fromOurs = site === undefined || site === "same-origin";
  if (!fromOurs || request.headers["x-quitus"] !== "1") refuse("request.cross_site");
}

/** What a `who` asks of an actor. Somebody without the rank for a staff route sees nothing there: 404. */
function refuseWrongActor(route: Route, actor: Actor): void {
  if (route.who === "anyone") return;
  if (actor.kind === "anyone") refuse("unauthenticated");
  if (actor.kind === "token") return refuseToken(route.who, actor.scopes);
  if (actor.kind !== "user") return;
  if (actor.mustChangePassword && !isOwnAccess(route)) refuse("password.must_change");
  if (actor.mustEnrol && !isOwnAccess(route)) refuse("second_factor.must_enrol");
  if (actor.previewOver && !LEAVING.has(route.path)) refuse("view_as.preview_over");
  if (actor.viewedBy && route.method !== "GET" && !LEAVING.has(route.path)) refuse("view_as.read_only");
  if (route.who === "publisher") refuse("not_found");
  if (!route.who.startsWith("staff:")) return;
  if (!actor.staff) refuse("not_found");
  else if (!atLeast(actor.staff.role, route.who.slice("staff:".length) as StaffRole)) refuse("forbidden");
}

/** What somebody may do who must first make his own access safe. */
const isOwnAccess = ({ path }: Route): boolean =>
  path.startsWith("/api/me/") || path === "/api/session" || path === "/api/sign-out";

/** A token acts as a reader of the office (`read`) or as a publisher (`publish`), never as a person. */
function refuseToken(who: Who, scopes: string[]): void {
  const needed = who === "publisher" ? "publish" : who === "staff:reader" ? "read" : null;
  if (!needed || !scopes.includes(needed)) refuse("not_found");
}

function send(route: Route, result: unknown, reply: FastifyReply) {
  if (!isBinary(route.response))
    return reply.type("application/json").send(JSON.stringify(route.response.parse(result ?? {})));
  if (typeof result === "object" && result !== null && "redirect" in result)
    return reply.redirect((result as { redirect: string }).redirect, 303);
  const file = result as FileAnswer;
  const name = file.fileName.replaceAll(/[^\w.-]+/g, "-");
  reply.type(file.mediaType);
  reply.header(
    "content-disposition",
    `${file.inline ? "inline" : "attachment"}; filename="${name}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
  );
  // Not `sandbox`: browsers then refuse to show a PDF. Only PDFs and images are ever served inline.
  if (file.inline)
    reply.header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    );
  return reply.send(Buffer.isBuffer(file.content) ? file.content : Readable.from(file.content));
}
