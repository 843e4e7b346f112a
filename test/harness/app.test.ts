import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./app.ts";
import { call } from "./builders.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ modules: [] });
});
afterAll(() => app.close());

describe("a running Quitus", () => {
  it("ALL-7 tells its health", async () => {
    expect((await call("GET", `${app.origin}/healthz`)).json).toEqual({ status: "ok" });
    expect((await call("GET", `${app.origin}/readyz`)).json).toEqual({ status: "ready" });
    expect((await call("GET", `${app.origin}/metrics`)).buffer.toString()).toContain("quitus_jobs_pending 0");
  });
  it("serves OpenAPI 3.1", async () => {
    expect((await call("GET", `${app.origin}/api/openapi.json`)).json.openapi).toBe("3.1.0");
  });
  it("answers an unknown address with a problem", async () => {
    const answer = await call("GET", `${app.origin}/api/nothing`, { headers: { "accept-language": "en" } });
    expect(answer).toMatchObject({
      status: 404,
      json: { code: "not_found", title: "This does not exist, or is not open to you." },
    });
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  });
  it("answers of the API are kept in no cache, and say how a browser must treat them", async () => {
    const { headers } = await call("GET", `${app.origin}/api/openapi.json`);
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers.get("strict-transport-security")).toBeNull();
  });
  it("is quiet only once what simulators tell it on their own has been answered", async () => {
    const slow = createServer((_request, response) => {
      setTimeout(() => response.end(), 500);
    }).listen(0, "127.0.0.1");
    await once(slow, "listening");
    let answered = false;
    void fetch(`http://127.0.0.1:${(slow.address() as AddressInfo).port}`).then(() => (answered = true));
    await app.quiet();
    expect(answered).toBe(true);
    slow.closeAllConnections();
    slow.close();
  });
});
