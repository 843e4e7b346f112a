/**
 * Versions of what several people may hold open in a form. A route that replaces a state names the read that shows it (`state`): the
 * read answers its version as an `ETag`, and a write that brings it back as `If-Match` is refused once somebody else has
 * changed the state meanwhile (RFC 9110, 13.1.1). A write without the header replaces what is there, as before.
 */
import { createHash } from "node:crypto";
import type { Context, Outer } from "./context.ts";
import { lockName } from "./database/pool.ts";
import type { Handler, Http, Module } from "./doors.ts";
import { refuse } from "./errors.ts";
import { isBinary, type Route } from "./route.ts";

type Inner = (ctx: Context, given: never, http: Http) => Promise<unknown>;
type Read = { id: string; route: Route; handler: Inner; without: readonly string[] };

/** The doors of every operation, those that read or replace a state of several hands wrapped. */
export function versioned(modules: readonly Module[]): Map<string, Handler<Route>> {
  const routes = new Map<string, Route>();
  const doors = new Map<string, Handler<Route>>();
  for (const { contract = {}, doors: own = {} } of modules)
    for (const [id, route] of Object.entries(contract)) {
      routes.set(id, route);
      if (own[id]) doors.set(id, own[id]);
    }
  const reads = new Map<string, Read>();
  for (const { state } of routes.values()) {
    if (!state) continue;
    const handler = doors.get(state.of);
    if (!handler || (typeof handler === "object" && "out" in handler))
      throw new Error(`${state.of} is no read of a state`);
    const read = (typeof handler === "function" ? handler : handler.in) as Inner;
    reads.set(state.of, {
      id: state.of,
      route: routes.get(state.of)!,
      handler: read,
      without: state.without ?? [],
    });
  }
  for (const read of reads.values()) doors.set(read.id, telling(read) as Handler<Route>);
  for (const [id, { state }] of routes) {
    const read = state && reads.get(state.of);
    const door = doors.get(id);
    if (read && door) doors.set(id, guarding(door, read) as Handler<Route>);
  }
  return doors;
}

const telling =
  (read: Read) =>
  async (ctx: Context, given: unknown, http: Http): Promise<unknown> => {
    const answer = await read.handler(ctx, given as never, http);
    http.tellVersion(versionOf(read, answer));
    return answer;
  };

function guarding(door: Handler<Route>, read: Read): unknown {
  if (typeof door === "object" && "out" in door)
    return {
      out: async (outer: Outer, given: never, http: Http) => {
        const seen = http.header("if-match");
        if (seen) await outer.transaction((ctx) => refuseStale(ctx, read, given, http, seen));
        const answer = await door.out(outer, given, http);
        if (seen) http.tellVersion(await outer.transaction((ctx) => current(ctx, read, given, http)));
        return answer;
      },
    };
  const work = (typeof door === "function" ? door : door.in) as Inner;
  return async (ctx: Context, given: never, http: Http) => {
    const seen = http.header("if-match");
    if (seen) await refuseStale(ctx, read, given, http, seen);
    const answer = await work(ctx, given, http);
    if (seen) http.tellVersion(await current(ctx, read, given, http));
    return answer;
  };
}

/** Two who bring the same version wait for each other: the second finds it changed. @throws Refusal `state.changed`. */
async function refuseStale(ctx: Context, read: Read, given: never, http: Http, seen: string): Promise<void> {
  await lockName(
    ctx.db,
    `${ctx.organizationId}:${read.id}:${JSON.stringify((given as { params?: object }).params)}`,
  );
  if ((await current(ctx, read, given, http)) !== seen) refuse("state.changed");
}

async function current(ctx: Context, read: Read, given: { params?: unknown }, http: Http): Promise<string> {
  const query = read.route.query?.parse({});
  return versionOf(read, await read.handler(ctx, { params: given.params, query } as never, http));
}

/** A strong validator of what the reader sees: what moves by itself is left out, at any depth. */
function versionOf({ route, without }: Read, answer: unknown): string {
  const shown = isBinary(route.response) ? null : route.response.parse(answer);
  const text = JSON.stringify(shown, (key, value: unknown) => (without.includes(key) ? undefined : value));
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}
