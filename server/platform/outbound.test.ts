import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allowListedFetch, OutboundRefused } from "./outbound.ts";

let server: Server;
let host: string;
let visits: string[];
beforeAll(async () => {
  server = createServer((request, response) => {
    visits.push(request.url ?? "");
    if (request.url === "/moved") response.writeHead(302, { location: `http://${host}/inside` }).end();
    else if (request.url !== "/silent") response.end("here");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  visits = [];
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

describe("the only way out", () => {
  it("reaches a host that is listed, in whatever case", async () => {
    expect(await (await allowListedFetch([host])(`http://${host}/a`)).text()).toBe("here");
    expect((await allowListedFetch([host.toUpperCase()])(new Request(`http://${host}/b`))).status).toBe(200);
    expect(visits).toEqual(["/a", "/b"]);
  });
  it("refuses every other before any connection: another port, name, private address, user or scheme", async () => {
    const port = host.split(":")[1];
    const out = allowListedFetch([host, "pay.example.org"]);
    for (const url of [
      "http://127.0.0.1/",
      `http://localhost:${port}/`,
      `http://[::1]:${port}/`,
      "http://169.254.169.254/latest/meta-data/",
      "http://10.0.0.1/",
      "https://pay.example.org:8443/",
      "https://pay.example.org.evil.example/",
      "https://evil.example/?pay.example.org",
      "https://pay.example.org@evil.example/",
      "ftp://pay.example.org/",
      "data:text/plain,pay.example.org",
    ])
      await expect(out(url), url).rejects.toThrow(OutboundRefused);
    await expect(allowListedFetch([])(`http://${host}/`)).rejects.toThrow(OutboundRefused);
    expect(visits).toEqual([]);
  });
  it("follows no redirect, even when it is asked to", async () => {
    const answer = await allowListedFetch([host])(`http://${host}/moved`, { redirect: "follow" });
    expect(answer.status).toBe(302);
    expect(visits).toEqual(["/moved"]);
  });
  it("gives up on a host that does not answer, or when the caller does", async () => {
    await expect(allowListedFetch([host], 50)(`http://${host}/silent`)).rejects.toThrow(/timeout/i);
    const signal = AbortSignal.abort(new Error("changed my mind"));
    await expect(allowListedFetch([host])(`http://${host}/a`, { signal })).rejects.toThrow("changed my mind");
  });
});
