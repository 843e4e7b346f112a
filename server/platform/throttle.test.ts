import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../test/harness/app.ts";
import { anOrganization } from "../../test/harness/builders.ts";
import { forgetHits, hitsOf, throttle } from "./throttle.ts";

let app: TestApp;
let org: string;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());
beforeEach(async () => {
  org = (await anOrganization(app)).organization_id;
});
afterEach(() => app.setClock(null));

const limit = (key: string, most: number) => ({ key, most, seconds: 60 });
const hit = (key: string, most: number, where = org) => throttle(app.outer(where), [limit(key, most)]);
const hits = (key: string) => app.inside(org, (ctx) => hitsOf(ctx, key));

it("refuses what is more than the limit with the seconds to wait, then starts again", async () => {
  const start = Date.now();
  app.setClock(new Date(start));
  await hit("a", 2);
  await hit("a", 2);
  app.setClock(new Date(start + 20_500));
  await expect(hit("a", 2)).rejects.toMatchObject({
    code: "request.too_many",
    status: 429,
    details: { seconds: 40 },
  });
  expect(await hits("a")).toBe(3);
  app.setClock(new Date(start + 60_000));
  expect(await hits("a")).toBe(0);
  await hit("a", 2);
  expect(await hits("a")).toBe(1);
});

it("counts each key, and each organization, for itself", async () => {
  await hit("a", 1);
  await hit("b", 1);
  await hit("a", 1, (await anOrganization(app)).organization_id);
  await expect(hit("a", 1)).rejects.toMatchObject({ status: 429 });
  expect([await hits("a"), await hits("b")]).toEqual([2, 1]);
});

it("lets no more through when many come at once", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => hit("a", 5)));
  expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(5);
  expect(await hits("a")).toBe(20);
});

it("counts against every limit, also when the first one refuses, and tells the longest wait", async () => {
  app.setClock(new Date());
  const both = () => throttle(app.outer(org), [limit("short", 0), { key: "long", most: 0, seconds: 3_600 }]);
  await expect(both()).rejects.toMatchObject({ details: { seconds: 3_600 } });
  expect([await hits("short"), await hits("long")]).toEqual([1, 1]);
});

it("forgets a key when it is told to", async () => {
  await hit("a", 1);
  await app.inside(org, (ctx) => forgetHits(ctx, "a"));
  await hit("a", 1);
  expect(await hits("a")).toBe(1);
});
