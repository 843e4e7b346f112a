/**
 * Each route has its trio: nobody 401, somebody else 404, me 200; staff of too low a rank 403; another organization's ids
 * 404 everywhere. The routes are those of the router itself: one without its case fails here.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulators, startSimulators } from "../../server/gateways/simulators.ts";
import { modules } from "../../server/modules.ts";
import type { Route } from "../../server/platform/route.ts";
import { startTestApp, type TestApp } from "../harness/app.ts";
import { aSession, call } from "../harness/builders.ts";
import { type Case, casesFor } from "./cases.ts";
import { buildWorld, type World } from "./world.ts";

const operations = modules.flatMap((module) =>
  Object.entries(module.contract ?? {}).map(([id, route]): [string, Route] => [id, route]),
);
const RANKS = ["reader", "accountant", "manager", "administrator"] as const;
type Caller = { cookie?: string; bearer?: string };

let app: TestApp;
let simulators: Simulators;
let world: World;
let cases: Record<string, Case>;
beforeAll(async () => {
  app = await startTestApp({ modules, work: true });
  simulators = await startSimulators();
  world = await buildWorld(app, simulators);
  cases = casesFor(world);
});
afterAll(async () => {
  await simulators.close();
  await app.close();
});

/** Fresh sessions: a route that signs out or changes a password must not spoil the others. */
const session = async (user: { id: unknown }): Promise<Caller> =>
  aSession(app, world.shop.organizationId, user.id as string);

function send(route: Route, one: Case, base: string, caller: Caller) {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => one.params?.[name] ?? "missing");
  return call(route.method, `${base}${path}${one.query ?? ""}`, {
    ...caller,
    ...(one.body === undefined ? {} : { body: one.body }),
    ...(one.contentType ? { headers: { "content-type": one.contentType } } : {}),
  });
}

async function meFor(route: Route, one: Case): Promise<Caller> {
  const who =
    one.as ??
    (route.who === "publisher"
      ? "publisher"
      : route.who.startsWith("staff:")
        ? (route.who.slice(6) as (typeof RANKS)[number])
        : "me");
  if (who === "publisher") return { bearer: world.bearer };
  return session(who === "me" ? world.me.user : world.staff[who]);
}

it("API-1 every route of the router has its case, and no case is left over", () => {
  expect(Object.keys(casesFor(world)).sort()).toEqual(operations.map(([id]) => id).sort());
});

it("API-1 every operation is described in OpenAPI", async () => {
  const document = (await call("GET", `${app.origin}/api/openapi.json`)).json as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const described = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((one) => one.operationId),
  );
  expect(described.sort()).toEqual(operations.map(([id]) => id).sort());
});

describe.each(operations)("%s", (id, route) => {
  const closed = route.who !== "anyone";
  const own = () => cases[id]!;

  it.runIf(closed)("nobody: 401", async () => {
    expect((await send(route, own(), world.shop.base, {})).status).toBe(401);
  });

  it.runIf(closed)("somebody else: 404, or nothing of mine", async () => {
    const one = own();
    const answer = await send(route, one, world.shop.base, await session(world.stranger.user));
    if (!one.own) expect(answer.status).toBe(404);
    else
      for (const secret of [world.ids.account, world.ids.payment, world.me.user.identifier as string])
        expect(answer.buffer.toString("utf8")).not.toContain(secret);
  });

  it.runIf(route.who.startsWith("staff:") && route.who !== "staff:reader")(
    "staff of a lower rank: 403",
    async () => {
      const below = RANKS[RANKS.indexOf(route.who.slice(6) as "reader") - 1]!;
      expect((await send(route, own(), world.shop.base, await session(world.staff[below]))).status).toBe(403);
    },
  );

  it.runIf(closed)(
    "ALL-1 the same ids in another organization: 404, and my session is worth nothing there",
    async () => {
      const one = own();
      const caller: Caller =
        route.who === "publisher" ? { bearer: world.foreignBearer } : { cookie: world.foreigner.cookie };
      if (one.params && !one.own && !one.common)
        expect((await send(route, one, world.elsewhere.base, caller)).status).toBe(404);
      expect((await send(route, one, world.elsewhere.base, await meFor(route, one))).status).toBe(401);
    },
  );

  it("me: 200", async () => {
    const one = own();
    const answer = await send(route, one, world.shop.base, closed ? await meFor(route, one) : {});
    expect(answer.status, answer.buffer.toString("utf8").slice(0, 300)).toBe(one.mine ?? 200);
    if (!one.mine && answer.json && typeof route.response === "object" && "parse" in route.response)
      route.response.parse(answer.json);
  });

  it.runIf(route.method !== "GET" && !route.foreign && closed && route.who !== "publisher")(
    "a write from another site: 403",
    async () => {
      const one = own();
      const caller = await meFor(route, one);
      const path = route.path.replace(/:(\w+)/g, (_, name: string) => one.params?.[name] ?? "missing");
      const answer = await fetch(`${world.shop.base}${path}`, {
        method: route.method,
        headers: { cookie: caller.cookie ?? "", "sec-fetch-site": "cross-site" },
      });
      expect(answer.status).toBe(403);
    },
  );
});
