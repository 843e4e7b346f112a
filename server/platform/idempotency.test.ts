import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../test/harness/app.ts";
import { anOrganization } from "../../test/harness/builders.ts";
import { claimKey, fingerprint, type KeyedRequest, keepAnswer, workOnce } from "./idempotency.ts";

let app: TestApp;
let org: string;
let done: number;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());
beforeEach(async () => {
  org = (await anOrganization(app)).organization_id;
  done = 0;
});

const request = (over: Partial<KeyedRequest> = {}): KeyedRequest => ({
  actor: "me",
  key: "k",
  fingerprint: fingerprint("POST", "/api/things", { name: "one" }),
  ...over,
});

/** What a door does: the work once, its answer ever after. */
const ask = (given: KeyedRequest, fails = false, where = org) =>
  app.inside(where, async (ctx) => {
    const before = await claimKey(ctx, given);
    if (before !== null) return before;
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (fails) throw new Error("failed");
    done += 1;
    const answer = { rank: done };
    await keepAnswer(ctx, given, answer);
    return answer;
  });

it("API-1 gives the answer of the first time, also to those who come at once", async () => {
  expect(await Promise.all([1, 2, 3].map(() => ask(request())))).toEqual(Array(3).fill({ rank: 1 }));
  expect(await ask(request())).toEqual({ rank: 1 });
  expect(done).toBe(1);
});

it("API-1 refuses a key that served another request", async () => {
  await ask(request());
  for (const other of [
    fingerprint("POST", "/api/things", { name: "two" }),
    fingerprint("POST", "/api/others", { name: "one" }),
    fingerprint("PUT", "/api/things", { name: "one" }),
  ])
    await expect(ask(request({ fingerprint: other }))).rejects.toMatchObject({
      code: "idempotency.key_reused",
    });
  expect(done).toBe(1);
});

it("API-1 keeps the keys of each person and of each organization apart", async () => {
  await ask(request());
  await ask(request({ actor: "you" }));
  await ask(request(), false, (await anOrganization(app)).organization_id);
  expect(done).toBe(3);
});

it("API-1 does the work when the first time failed", async () => {
  await expect(ask(request(), true)).rejects.toThrow("failed");
  expect(await ask(request())).toEqual({ rank: 1 });
});

/** The same for work that no transaction can hold, and that goes on until `over`. */
const askOutside = (given: KeyedRequest, fails = false, over: Promise<unknown> = Promise.resolve()) =>
  workOnce(app.outer(org), given, async () => {
    await over;
    if (fails) throw new Error("failed");
    done += 1;
    return { rank: done };
  });

it("API-1 does work outside transactions once: those who come at once are told to wait, then get its answer", async () => {
  const refusedBoth = Promise.withResolvers<void>();
  let waiting = 2;
  const asked = [1, 2, 3].map(() => askOutside(request(), false, refusedBoth.promise));
  for (const one of asked)
    one.catch(() => {
      waiting -= 1;
      if (waiting === 0) refusedBoth.resolve();
    });
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
  expect(refused).toEqual(["idempotency.in_progress", "idempotency.in_progress"]);
  expect(await askOutside(request())).toEqual({ rank: 1 });
  expect(done).toBe(1);
});

it("API-1 does it again after a failure, and long after an interruption", async () => {
  await expect(askOutside(request(), true)).rejects.toThrow("failed");
  expect(await askOutside(request())).toEqual({ rank: 1 });
  const interrupted = request({ key: "k2" });
  await app.inside(org, (ctx) => claimKey(ctx, interrupted));
  await expect(askOutside(interrupted)).rejects.toMatchObject({ code: "idempotency.in_progress" });
  await app.admin.query("update idempotency_keys set created_at = created_at - interval '3 minutes'");
  expect(await askOutside(interrupted)).toEqual({ rank: 2 });
});
