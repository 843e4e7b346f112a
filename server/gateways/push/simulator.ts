/** A push service and its browsers, in memory, over real HTTP: it checks the sender's signature and opens what it receives. */
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { PushTarget } from "./push.ts";

export type ReceivedPush = { device: string; topic: string; ttl: number; payload: Record<string, unknown> };
/** `before`: fails and keeps nothing; `after`: keeps the message, then fails; `gone`: the browser left. */
export type PushTrouble = "before" | "after" | "gone" | null;

export type PushSimulator = {
  plugin: FastifyPluginAsync;
  /** A browser that accepted notifications. @param base where the plugin is served. */
  browser(base: string): PushTarget;
  messages(endpoint?: string): ReceivedPush[];
  trouble(decide: (endpoint: string) => PushTrouble): void;
  clear(): void;
};

type Browser = { ecdh: ECDH; auth: Buffer };

export function pushSimulator(): PushSimulator {
  const browsers = new Map<string, Browser>();
  const received: ReceivedPush[] = [];
  let decide: (device: string) => PushTrouble = () => null;
  const push = (request: FastifyRequest<{ Params: { device: string } }>, reply: FastifyReply) => {
    const { device } = request.params;
    const browser = browsers.get(device);
    const trouble = decide(device);
    if (!browser || trouble === "gone") return reply.status(410).send("gone");
    if (!isSigned(request)) return reply.status(403).send("the sender is not proved");
    if (trouble === "before") return reply.status(503).send("try later");
    const topic = String(request.headers["topic"] ?? "");
    const payload = JSON.parse(
      openPush(browser, request.body as Buffer).toString("utf8"),
    ) as ReceivedPush["payload"];
    received.push({ device, topic, ttl: Number(request.headers["ttl"]), payload });
    return trouble === "after" ? reply.status(502).send("bad gateway") : reply.status(201).send();
  };
  return {
    plugin: async (app) => {
      app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_request, body, done) =>
        done(null, body),
      );
      app.post("/:device", push);
    },
    browser(base) {
      const ecdh = createECDH("prime256v1");
      ecdh.generateKeys();
      const device = randomBytes(12).toString("base64url");
      const auth = randomBytes(16);
      browsers.set(device, { ecdh, auth });
      return {
        endpoint: `${base}/${device}`,
        p256dh: ecdh.getPublicKey("base64url"),
        auth: auth.toString("base64url"),
      };
    },
    messages: (endpoint) => received.filter((one) => !endpoint || endpoint.endsWith(`/${one.device}`)),
    trouble: (how) => void (decide = how),
    clear: () => void received.splice(0),
  };
}

/** RFC 8292: the token is signed by the key given beside it, for this service, and not expired. */
function isSigned(request: FastifyRequest): boolean {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(
    request.headers.authorization ?? "",
  );
  if (!match) return false;
  const [, head, claims, signature, key] = match as unknown as string[];
  const point = Buffer.from(key!, "base64url");
  const publicKey = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  });
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims!, "base64url").toString("utf8")) as Record<
    string,
    unknown
  >;
  return (
    verify(
      "sha256",
      Buffer.from(`${head}.${claims}`),
      { key: publicKey, dsaEncoding: "ieee-p1363" },
      Buffer.from(signature!, "base64url"),
    ) &&
    aud === `${request.protocol}://${request.host}` &&
    Number(exp) * 1000 > Date.now() &&
    Number(exp) * 1000 < Date.now() + 86_400_000 &&
    /^(mailto|https):/.test(String(sub))
  );
}

const hkdf = (secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

/** What the browser does with what it receives (RFC 8291 section 4). */
export function openPush({ ecdh, auth }: Browser, body: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), ecdh.getPublicKey(), sender]);
  const shared = hkdf(ecdh.computeSecret(sender), auth, info, 32);
  const key = hkdf(shared, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = hkdf(shared, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2));
}
