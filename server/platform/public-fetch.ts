/**
 * The way out to an address that somebody typed (a news feed, a webhook): never into the network that Quitus stands in
 * (OWASP SSRF). Every address that a name resolves to must be public; the connection goes to the one that was checked,
 * so that a name that changes its mind in between (DNS rebinding) gains nothing.
 */
import { promises as dns, type LookupAddress, type LookupOptions } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP } from "node:net";
import { OutboundRefused } from "./outbound.ts";

/** IANA special-purpose registries (RFC 6890 and after): what is not reached over the public Internet. */
const CLOSED_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** In IPv6 only 2000::/3 is public, less these: protocol assignments and Teredo, documentation, 6to4. */
const CLOSED_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const listOf = (ranges: readonly string[], family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [net, bits] = range.split("/") as [string, string];
    list.addSubnet(net, Number(bits), family);
  }
  return list;
};
const closedV4 = listOf(CLOSED_V4, "ipv4");
const openV6 = listOf(["2000::/3"], "ipv6");
const closedV6 = listOf(CLOSED_V6, "ipv6");

/** True for an IP address of the public Internet: neither private, local, reserved nor a disguise of one (`::ffff:10.0.0.1`). */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closedV4.check(address, "ipv4");
  return family === 6 && openV6.check(address, "ipv6") && !closedV6.check(address, "ipv6");
}

export type PublicFetch = {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For the whole exchange, redirects and body included. */
  timeoutMs: number;
  /** Most bytes of an answer. */
  maxBytes: number;
  /** Redirects followed, each checked like the first address (default 0: a redirect is an answer like another). */
  redirects?: number;
  /** Hosts (`host` or `host:port`) that the operator of this Quitus vouches for (OUTBOUND_HOSTS): plain HTTP and private addresses are accepted there. */
  trustedHosts?: readonly string[];
  /** Resolves a name to all its addresses; the system's resolver when absent. */
  resolve?: (host: string) => Promise<LookupAddress[]>;
};
/** The answer has more bytes than the caller takes. */
export class AnswerTooLarge extends Error {}

export type PublicAnswer = {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
  /** Where the answer came from, after redirects. */
  url: string;
};

/**
 * Calls an address that somebody typed.
 * @throws OutboundRefused for what is not https on a public address; AnswerTooLarge; Error when it does not answer in time.
 */
export async function publicFetch(address: string, options: PublicFetch): Promise<PublicAnswer> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let url = new URL(address);
  for (let left = options.redirects ?? 0; ; left -= 1) {
    const answer = await once(url, options, signal);
    const location = answer.headers.location;
    if (![301, 302, 303, 307, 308].includes(answer.status) || !location || left === 0)
      return { ...answer, url: url.href };
    url = new URL(location, url);
  }
}

async function once(url: URL, options: PublicFetch, signal: AbortSignal): Promise<Omit<PublicAnswer, "url">> {
  const trusted = (options.trustedHosts ?? []).some((host) => host.toLowerCase() === url.host.toLowerCase());
  if (url.protocol !== "https:" && !(trusted && url.protocol === "http:"))
    throw new OutboundRefused("only https addresses are called");
  if (url.username || url.password) throw new OutboundRefused("an address with a password is not called");
  const pinned = await checkedAddress(url, trusted, options.resolve);
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = send(url, {
      method: options.method ?? "GET",
      headers: { "accept-encoding": "identity", ...options.headers },
      signal,
      agent: false,
      lookup: (_host: string, wanted: LookupOptions, answer: (...given: never[]) => void) =>
        (answer as (...given: unknown[]) => void)(
          null,
          ...(wanted.all ? [[pinned]] : [pinned.address, pinned.family]),
        ),
    });
    request.once("response", resolve).once("error", reject);
    request.end(options.body);
  });
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await readAtMost(response, options.maxBytes),
  };
}

/** Every address of a name is checked, the first one is used. */
async function checkedAddress(
  url: URL,
  trusted: boolean,
  resolve: PublicFetch["resolve"] = (host) => dns.lookup(host, { all: true }),
): Promise<LookupAddress> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await resolve(host);
  const [first] = addresses;
  if (!first) throw new Error(`${host} has no address`);
  if (!trusted && !addresses.every((one) => isPublicAddress(one.address)))
    throw new OutboundRefused(`${host} is not on the public Internet`);
  return first;
}

async function readAtMost(response: IncomingMessage, limit: number): Promise<Buffer> {
  const encoding = response.headers["content-encoding"];
  if (encoding && encoding !== "identity") {
    response.destroy();
    throw new Error("the answer is compressed, which was not asked for");
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw new AnswerTooLarge(`the answer is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
