import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../test/harness/app.ts";
import { anOrganization } from "../../test/harness/builders.ts";
import { claimKey, fingerprint, type KeyedRequest, keepAnswer } from "./idempotency.ts";

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
