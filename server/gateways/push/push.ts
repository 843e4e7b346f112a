/** Web push: the message is sealed for one browser (RFC 8291), and the sender proves who it is (VAPID, RFC 8292). */
import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  sign,
} from "node:crypto";
import { derivedKey } from "../../platform/secrets.ts";

/** What a browser gives when it accepts notifications; `auth` and `p256dh` in base64url. */
export type PushTarget = { endpoint: string; p256dh: string; auth: string };

/** The browser left, or withdrew: it must be forgotten. */
export class DeviceGone extends Error {}
/** Refused for good. */
export class PushRefused extends Error {}

/** The browsers' own push services, for the allow-list. */
export const PUSH_HOSTS = [
  "fcm.googleapis.com",
  "updates.push.services.mozilla.com",
  "web.push.apple.com",
  "*.notify.windows.com",
];

export type VapidKeys = { publicKey: string; ecdh: ECDH };

/** The server's key pair, derived from its secret: nothing to keep, the same on every node. */
export function vapidKeys(secret: string): VapidKeys {
  const ecdh = createECDH("prime256v1");
  for (let attempt = 0; ; attempt += 1) {
    try {
      ecdh.setPrivateKey(derivedKey(secret, `vapid:${attempt}`));
      return { publicKey: ecdh.getPublicKey("base64url"), ecdh };
    } catch {
      // Once in 2^32 the bytes are no number of the curve: the next ones are taken.
    }
  }
}

const hkdf = (secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

const RECORD_SIZE = 4096;

/**
 * Seals a message of 3,993 bytes at most for one browser, in one record (RFC 8188, RFC 8291).
 * @param own a key pair and a salt of one use; given by tests only.
 */
export function sealPush(
  target: Pick<PushTarget, "p256dh" | "auth">,
  message: Buffer,
  own: { ecdh: ECDH; salt: Buffer } = { ecdh: freshKeys(), salt: randomBytes(16) },
): Buffer {
  const theirs = Buffer.from(target.p256dh, "base64url");
  const ours = own.ecdh.getPublicKey();
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), theirs, ours]);
  const shared = hkdf(own.ecdh.computeSecret(theirs), Buffer.from(target.auth, "base64url"), info, 32);
  const key = hkdf(shared, own.salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = hkdf(shared, own.salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(message), cipher.update(Buffer.from([2])), cipher.final()]);
  const size = Buffer.alloc(5);
  size.writeUInt32BE(RECORD_SIZE);
  size.writeUInt8(ours.length, 4);
  return Buffer.concat([own.salt, size, ours, sealed, cipher.getAuthTag()]);
}

function freshKeys(): ECDH {
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  return ecdh;
}

/** A signed promise, good for twelve hours at one push service, of who sends (RFC 8292 section 2). */
function vapidHeader(keys: VapidKeys, endpoint: string, contact: string, now: Date): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const expires = Math.floor(now.getTime() / 1000) + 12 * 3600;
  const claims = { aud: new URL(endpoint).origin, exp: expires, sub: contact };
  const text = `${part({ typ: "JWT", alg: "ES256" })}.${part(claims)}`;
  const point = keys.ecdh.getPublicKey();
  const key = createPrivateKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      d: keys.ecdh.getPrivateKey("base64url").padStart(43, "A"),
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  });
  const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
  return `vapid t=${text}.${signature.toString("base64url")}, k=${keys.publicKey}`;
}

const DAY = 86_400;

/**
 * Hands a message to the browser's push service. Sent twice under one topic, only the last waits there (RFC 8030).
 * @param topic at most 32 base64url characters.
 * @throws DeviceGone, PushRefused; any other error means: later.
 */
export async function sendPush(
  target: PushTarget,
  message: { topic: string; payload: unknown },
  world: { keys: VapidKeys; contact: string; fetch: typeof fetch; now: () => Date },
): Promise<void> {
  const body = sealPush(target, Buffer.from(JSON.stringify(message.payload)));
  const response = await world.fetch(target.endpoint, {
    method: "POST",
    headers: {
      authorization: vapidHeader(world.keys, target.endpoint, world.contact, world.now()),
      "content-encoding": "aes128gcm",
      "content-type": "application/octet-stream",
      ttl: String(3 * DAY),
      urgency: "normal",
      topic: message.topic,
    },
    body: new Uint8Array(body),
  });
  if (response.ok) return;
  const said = `push service ${response.status}: ${(await response.text()).slice(0, 300)}`;
  if (response.status === 404 || response.status === 410) throw new DeviceGone(said);
  if (response.status >= 500 || response.status === 429 || response.status === 401) throw new Error(said);
  throw new PushRefused(said);
}
