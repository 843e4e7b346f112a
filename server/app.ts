/** Builds the HTTP application and the job runners from the ladder: used by `main` and by every test. */
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import serveStatic from "@fastify/static";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { PAYZEN_PAGES } from "./gateways/payzen/settings.ts";
import { authenticate } from "./modules/identity/authenticate-actor.ts";
import { isOpen, type OrganizationLocator, organizationLocator } from "./modules/organizations/index.ts";
import type { Module, ModuleJob } from "./platform/doors.ts";
import { Refusal } from "./platform/errors.ts";
import { registerModules } from "./platform/http.ts";
import { newId, type OrganizationId } from "./platform/ids.ts";
import type { JobDefinition } from "./platform/jobs.ts";
import { openapi } from "./platform/openapi.ts";
import { makeOuter } from "./platform/outer.ts";
import { languageOf, makeProblems } from "./platform/problems.ts";
import type { Services } from "./platform/services.ts";

export type AppOptions = {
  /** Folder of the built web application; absent in tests of the API. */
  web?: string;
  /** Requests per minute and per address; 0 switches the limit off. */
  requestsPerMinute?: number;
};

const SLUG = /^\/o\/([a-z0-9][a-z0-9-]*)(?=[/?]|$)/;
const slugs = new WeakMap<object, string>();

/** The application of a set of modules. Nothing listens yet. */
export async function makeApp(
  services: Services,
  modules: readonly Module[],
  options: AppOptions = {},
): Promise<FastifyInstance> {
  const locator = organizationLocator(services.pool, services.config.PUBLIC_URL);
  const app = Fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    trustProxy: services.config.TRUST_PROXY ?? false,
    genReqId: () => newId(),
    rewriteUrl: rememberSlug,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  await app.register(cookie);
  secureAnswers(app, services.config.PAYMENT_ORIGINS, services.config.PUBLIC_URL.startsWith("https:"));
  await app.register(compress, { threshold: 1024, encodings: ["br", "gzip"] });
  const perMinute = options.requestsPerMinute ?? 1200;
  if (perMinute > 0) await app.register(rateLimit, { max: perMinute, timeWindow: 60_000 });
  acceptBodies(app);
  tellProblems(app, modules, options.web ?? null);
  countRequests(app, services);
  registerModules(app, modules, {
    services,
    locate: (request) => locator.find(request.host, slugs.get(request.raw) ?? null),
    authenticate,
    isOpen,
  });
  serveHealth(app, services);
  const document = openapi(
    modules.flatMap((module) => (module.contract ? [{ name: module.name, contract: module.contract }] : [])),
  );
  app.get("/api/openapi.json", () => document);
  if (options.web) await serveWeb(app, options.web);
  return app;
}

/** `/o/<slug>/...` is served as `/...`, for that organization. */
function rememberSlug(request: { url?: string | undefined }): string {
  const url = request.url ?? "/";
  const match = SLUG.exec(url);
  if (!match) return url;
  slugs.set(request, match[1]!);
  const rest = url.slice(match[0].length);
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** Where the providers' hosted pages are; PAYMENT_ORIGINS adds to them. */
const HOSTED_PAGES = [
  "https://secure.ogone.com",
  "https://ogone.test.v-psp.com",
  ...PAYZEN_PAGES,
  "https://p.monetico-services.com",
];

/** OWASP ASVS 14.4: a page may run our scripts only, be framed by nobody, and post to the providers' pages only. */
function secureAnswers(app: FastifyInstance, paymentOrigins: readonly string[], secure: boolean): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    `form-action ${["'self'", ...HOSTED_PAGES, ...paymentOrigins].join(" ")}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ];
  const headers = {
    "content-security-policy": policy.join(";"),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(secure ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  };
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(headers);
    // What somebody was shown stays in no cache, his own browser's included.
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
    done();
  });
}

/** JSON is parsed; forms of providers stay raw text; files and JSON lines stay streams. */
function acceptBodies(app: FastifyInstance): void {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, body),
  );
  const streamed = [
    "application/octet-stream",
    "application/x-ndjson",
    "application/jsonl",
    "message/rfc822",
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/webp",
  ];
  app.addContentTypeParser(streamed, (_request, payload, done) => done(null, payload));
  app.addContentTypeParser("text/plain", (_request, payload, done) => done(null, payload));
}

function tellProblems(app: FastifyInstance, modules: readonly Module[], web: string | null): void {
  const problem = makeProblems(modules.flatMap((module) => (module.refusals ? [module.refusals] : [])));
  const language = (request: FastifyRequest) => languageOf(request.headers["accept-language"]);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known =
      error instanceof Refusal || error.name === "ZodError" || error.name === "$ZodError"
        ? error
        : fastifyRefusal(error);
    const body = problem(known, language(request), request.id);
    if (body.status >= 500) request.log.error({ err: error, url: request.url }, "request failed");
    return reply.status(body.status).type("application/problem+json").send(JSON.stringify(body));
  });
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === "GET" && !request.url.startsWith("/api/") && !request.url.startsWith("/assets/");
    if (web && isPage) return sendPage(web, reply);
    const body = problem(new Refusal("not_found", 404), language(request), request.id);
    return reply.status(404).type("application/problem+json").send(JSON.stringify(body));
  });
}

/** Every address that is not a file nor the API is a page of the web application, which finds its own way. */
const sendPage = (web: string, reply: FastifyReply) =>
  reply
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-cache")
    .send(createReadStream(join(web, "index.html")));

/** What Fastify itself refuses, in our words. */
function fastifyRefusal(error: FastifyError): Error {
  if (error.statusCode === 413) return new Refusal("request.too_large", 413);
  if (error.statusCode === 415) return new Refusal("request.media_type", 415);
  if (error.statusCode === 429) return new Refusal("request.too_many", 429, { seconds: 60 });
  if (error.statusCode === 400) return new Refusal("request.invalid", 400, { fields: "body" });
  return error;
}

function countRequests(app: FastifyInstance, { metrics, log }: Services): void {
  app.addHook("onResponse", (request, reply, done) => {
    const { operation = "static" } = request.routeOptions.config as { operation?: string };
    metrics.observe("quitus_http_request_seconds", reply.elapsedTime / 1000, {
      operation,
      status: String(reply.statusCode),
    });
    log.info(
      { requestId: request.id, operation, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "request",
    );
    done();
  });
}

function serveHealth(app: FastifyInstance, services: Services): void {
  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const ready = await services.pool.query("select 1").then(
      () => true,
      () => false,
    );
    return reply.status(ready ? 200 : 503).send({ status: ready ? "ready" : "database unreachable" });
  });
  app.get("/metrics", async (request, reply) => {
    const token = services.config.METRICS_TOKEN;
    const local = request.ip === "127.0.0.1" || request.ip === "::1";
    if (token ? request.headers.authorization !== `Bearer ${token}` : !local) return reply.status(404).send();
    services.metrics.gauge("quitus_jobs_pending", await services.jobs.pending());
    services.metrics.gauge("quitus_database_connections", services.pool.totalCount);
    services.metrics.gauge("quitus_memory_bytes", process.memoryUsage.rss());
    return reply.type("text/plain; version=0.0.4").send(services.metrics.render());
  });
}

async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, "index.html")))
    throw new Error(`the web application is not built: no index.html in ${folder} (npm run build)`);
  await app.register(serveStatic, {
    root: folder,
    index: false,
    wildcard: false,
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
    globIgnore: ["index.html"],
    // Only what the build names after its content may be kept for good: pictures of the guide and icons keep their names.
    setHeaders: (reply, path) => {
      if (!path.startsWith(join(folder, "assets"))) reply.header("cache-control", "no-cache");
    },
  });
}

/** The runners of every job of the ladder; jobs by clock go through the organizations. */
export function makeJobDefinitions(services: Services, modules: readonly Module[]): JobDefinition[] {
  const locator = organizationLocator(services.pool, services.config.PUBLIC_URL);
  return modules.flatMap((module) => (module.jobs ?? []).map((one) => definition(services, locator, one)));
}

function definition(services: Services, locator: OrganizationLocator, one: ModuleJob): JobDefinition {
  return {
    name: one.name,
    ...(one.cron ? { cron: one.cron, everyOrganization: () => locator.all() } : {}),
    ...(one.retries !== undefined ? { retries: one.retries } : {}),
    ...(one.concurrency ? { concurrency: one.concurrency } : {}),
    ...(one.perGroup ? { perGroup: one.perGroup } : {}),
    ...(one.expiresSeconds ? { expiresSeconds: one.expiresSeconds } : {}),
    run: async (data) => {
      const organizationId = data.organizationId as OrganizationId;
      const outer = makeOuter(services, {
        organizationId,
        baseUrl: await locator.baseUrlOf(organizationId),
        actor: { kind: "system", name: one.name },
        requestId: newId(),
      });
      const work = data as never;
      if ("inside" in one) await outer.transaction((ctx) => one.inside(ctx, work));
      else await one.outside(outer, work);
    },
  };
}

/** Which jobs each fact starts. */
export function subscriptionsOf(modules: readonly Module[]): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const one of modules.flatMap((module) => module.jobs ?? [])) {
    for (const fact of one.on ?? []) table.set(fact, [...(table.get(fact) ?? []), one.name]);
  }
  return table;
}
