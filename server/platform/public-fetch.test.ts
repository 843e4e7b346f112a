import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { OutboundRefused } from "./outbound.ts";
import { isPublicAddress, publicFetch } from "./public-fetch.ts";

const limits = { timeoutMs: 20_000, maxBytes: 1000 };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server of this machine; `host:port` is how the operator would vouch for it. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("which addresses are public", () => {
  it.each([
    "10.1.2.3",
    "127.0.0.1",
    "127.255.0.9",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "::1",
    "::",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2002:a00:1::1",
    "2001:0:4136:e378::1",
    "2001:db8::1",
    "localhost",
    "",
  ])("not %s", (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "1.1.1.1", "2606:4700::1111", "2a01:e0a:1::1"])(
    "%s",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
});

describe("calling what somebody typed", () => {
  it("MSG-4 refuses plain HTTP, other schemes, passwords and private addresses before any connection", async () => {
    let hits = 0;
    const host = await serve((_request, response) => {
      hits += 1;
      response.end("secret");
    });
    const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
    for (const address of [
      `http://${host}/`,
      `https://${host}/`,
      "https://localhost/",
      "https://[::1]/",
      "https://0x7f000001/",
      "https://2130706433/",
      "https://user:word@example.org/",
      "https://inside.example.org/",
      "ftp://example.org/",
      "file:///etc/passwd",
    ])
      await expect(publicFetch(address, { ...limits, resolve }), address).rejects.toBeInstanceOf(
        OutboundRefused,
      );
    expect(hits).toBe(0);
  });
  it("MSG-4 refuses a name as soon as one of its addresses is private", async () => {
    const resolve = async () => [
      { address: "93.184.216.34", family: 4 },
      { address: "10.0.0.7", family: 4 },
    ];
    await expect(publicFetch("https://two.example.org/", { ...limits, resolve })).rejects.toBeInstanceOf(
      OutboundRefused,
    );
  });
  it("MSG-4 asks once for the addresses of a name, and connects to the one that was checked", async () => {
    let asked = 0;
    const host = await serve((request, response) => response.end(`for ${request.headers.host}`));
    const port = host.split(":")[1];
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "10.0.0.1", family: 4 }];
    };
    const answer = await publicFetch(`http://intranet.example:${port}/x`, {
      ...limits,
      resolve,
      trustedHosts: [`intranet.example:${port}`],
    });
    expect(answer).toMatchObject({ status: 200, body: Buffer.from(`for intranet.example:${port}`) });
    expect(asked).toBe(1);
  });
  it("MSG-4 checks every redirect like the first address", async () => {
    const host = await serve((request, response) => {
      if (request.url === "/") response.writeHead(302, { location: "http://169.254.169.254/latest" });
      else if (request.url === "/round") response.writeHead(302, { location: "/round" });
      else if (request.url === "/once") response.writeHead(301, { location: "/there" });
      response.end("here");
    });
    const options = { ...limits, trustedHosts: [host], redirects: 3 };
    await expect(publicFetch(`http://${host}/`, options)).rejects.toBeInstanceOf(OutboundRefused);
    expect(await publicFetch(`http://${host}/once`, options)).toMatchObject({
      status: 200,
      url: `http://${host}/there`,
    });
    expect((await publicFetch(`http://${host}/round`, options)).status).toBe(302);
  });
  it("MSG-4 gives up on what is too long, too slow or compressed", async () => {
    const host = await serve((request, response) => {
      if (request.url === "/long") response.end("x".repeat(1001));
      else if (request.url === "/zip") response.writeHead(200, { "content-encoding": "gzip" }).end("x");
      else if (request.url === "/drip") response.write("x");
    });
    const options = { ...limits, trustedHosts: [host] };
    await expect(publicFetch(`http://${host}/long`, options)).rejects.toThrow(/larger than 1000/);
    await expect(publicFetch(`http://${host}/zip`, options)).rejects.toThrow(/compressed/);
    for (const path of ["/drip", "/silent"]) {
      // The server never ends its answer: that the call is over at all is what is proved.
      await expect(publicFetch(`http://${host}${path}`, { ...options, timeoutMs: 300 })).rejects.toThrow(
        /abort|timeout/i,
      );
    }
  });
});
