import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import { anOrganization, aStaffUser, aUser, call } from "../../../test/harness/builders.ts";
import { contract, refusals } from "./contract.ts";
import { jobs } from "./jobs.ts";
import { routes } from "./routes.ts";

const FEED = `<rss version="2.0"><channel><title>La Ville</title><item><title>Marché</title><link>https://ville.example/m</link></item></channel></rss>`;
let app: TestApp;
let org: Awaited<ReturnType<typeof anOrganization>>;
let manager: { cookie: string };
let user: { cookie: string };
let answer: RequestListener = (_request, response) => response.end(FEED);
let host: string;
let asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(String(request.headers["if-none-match"] ?? ""));
  answer(request, response);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await startTestApp({
    modules: [{ name: "messaging", contract, doors: routes, refusals, jobs }],
    env: { OUTBOUND_HOSTS: host },
    work: true,
  });
});
beforeEach(async () => {
  org = await anOrganization(app);
  manager = await aStaffUser(app, org.organization_id, "manager");
  user = await aUser(app, org.organization_id);
  asked = [];
  answer = (_request, response) => response.end(FEED);
});
afterEach(() => app.quiet());
afterAll(async () => {
  await app.close();
  server.closeAllConnections();
  server.close();
});

const save = (feedUrl: string, partners: object[] = []) =>
  call("PUT", `${org.base}/api/office/news`, { cookie: manager.cookie, body: { feedUrl, partners } });
const fetchNow = async () =>
  (await call("POST", `${org.base}/api/office/news/fetch`, { cookie: manager.cookie, body: {} })).json;
const read = async () => (await call("GET", `${org.base}/api/news`, { cookie: user.cookie })).json;

describe("MSG-4 the news feed", () => {
  it("is read by a job as soon as its address is set, and shown with the partners", async () => {
    const partners = [{ name: "La Poste", url: "https://www.laposte.fr/", text: "Courrier" }];
    expect((await save(`http://${host}/flux`, partners)).status).toBe(200);
    await app.quiet();
    expect(await read()).toEqual({
      title: "La Ville",
      items: [{ title: "Marché", url: "https://ville.example/m", at: null, summary: "" }],
      partners,
    });
  });
  it("keeps the last good copy while the source fails, and says why", async () => {
    await save(`http://${host}/flux`);
    await app.quiet();
    const cases: [string, RequestListener][] = [
      ["refused", (_request, response) => response.writeHead(500).end()],
      ["unreadable", (_request, response) => response.end("<html></html>")],
      ["too_large", (_request, response) => response.end("x".repeat(524_289))],
      [
        "not_public",
        (_request, response) => response.writeHead(302, { location: "https://10.0.0.1/" }).end(),
      ],
      ["unreachable", (request) => request.destroy()],
    ];
    for (const [failure, listener] of cases) {
      answer = listener;
      expect(await fetchNow()).toMatchObject({ failure, title: "La Ville" });
      expect((await read()).items).toHaveLength(1);
    }
    answer = (_request, response) => response.end(FEED.replace("Marché", "Foire"));
    expect(await fetchNow()).toMatchObject({ failure: null, items: [{ title: "Foire" }] });
  });
  it("asks a source that has not changed for nothing", async () => {
    answer = (request, response) =>
      request.headers["if-none-match"] === '"v1"'
        ? response.writeHead(304).end()
        : response.writeHead(200, { etag: '"v1"' }).end(FEED);
    await save(`http://${host}/flux`);
    await app.quiet();
    expect(await fetchNow()).toMatchObject({ failure: null, items: [{ title: "Marché" }] });
    expect(asked).toEqual(["", '"v1"']);
  });
  it("forgets what the former address said", async () => {
    await save(`http://${host}/flux`);
    await app.quiet();
    await save("");
    expect(await read()).toEqual({ title: "", items: [], partners: [] });
    expect(await fetchNow()).toMatchObject({ failure: null, askedAt: null });
  });
  it("refuses an address that is not https, or carries a password, where the operator vouches for nothing", async () => {
    for (const address of [
      "http://ville.example/flux",
      "https://moi:mot@ville.example/",
      `http://127.0.0.1:1/`,
    ])
      expect((await save(address)).json.code, address).toBe("news.address_refused");
    for (const address of ["ftp://ville.example/", "javascript:alert(1)", "flux"])
      expect((await save(address)).status, address).toBe(400);
    expect((await save("", [{ name: "X", url: "http://x.example/" }])).status).toBe(400);
  });
  it("never reaches the private network: the job refuses what resolves there", async () => {
    expect((await save("https://localhost/flux")).status).toBe(200);
    await app.quiet();
    expect(await fetchNow()).toMatchObject({ failure: "not_public", items: [] });
    expect(asked).toEqual([]);
  });
});
