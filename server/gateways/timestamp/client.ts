/** Asks a time-stamping authority over HTTP (RFC 3161, 3.4): only the hash leaves. */
import { randomBytes } from "node:crypto";
import {
  LARGEST_TOKEN_BYTES,
  readTimestampReply,
  type Timestamp,
  TimestampProblem,
  type TimestampProblemCode,
  timestampQuery,
} from "../../formats/signature/index.ts";
import { OutboundRefused } from "../../platform/outbound.ts";
import { AnswerTooLarge, type PublicAnswer, publicFetch } from "../../platform/public-fetch.ts";

export type TimestampSettings = { address: string; user?: string | null; password?: string | null };

export type TimestampFailureCode =
  | TimestampProblemCode
  /** Nobody answers, or not in time, or not as such an authority. */
  | "unreachable"
  /** The address may not be called from here. */
  | "forbidden"
  | "credentials"
  /** Its clock and ours differ by more than ten minutes. */
  | "wrong_time";

export class TimestampFailure extends Error {
  readonly code: TimestampFailureCode;
  constructor(code: TimestampFailureCode, message: string = code) {
    super(message);
    this.name = "TimestampFailure";
    this.code = code;
  }
}

/** Public authorities that answer over plain HTTP: what they say is signed, and what they are asked is a hash. */
const KNOWN_HOSTS = [
  "timestamp.digicert.com",
  "timestamp.sectigo.com",
  "time.certum.pl",
  "timestamp.globalsign.com",
  "rfc3161timestamp.globalsign.com",
  "ts.ssl.com",
  "timestamp.entrust.net",
];
/** True for a large public authority, which may be asked over plain HTTP. */
export const isKnownAuthority = (url: URL): boolean => KNOWN_HOSTS.includes(url.host);

const TIMEOUT_MS = 8_000;
const LARGEST_DRIFT_MS = 10 * 60_000;

export type TimestampWorld = { now: Date; trustedHosts: readonly string[]; timeoutMs?: number };

/** Has a SHA-256 stamped; the answer is checked before it is believed. @throws TimestampFailure. */
export async function askTimestamp(
  settings: TimestampSettings,
  sha256: Buffer,
  world: TimestampWorld,
): Promise<Timestamp & { token: Buffer }> {
  const nonce = randomBytes(16);
  const answer = await post(settings, timestampQuery(sha256, nonce), world);
  const stamped = readReply(answer, sha256, nonce);
  if (Math.abs(stamped.at.getTime() - world.now.getTime()) > LARGEST_DRIFT_MS)
    throw new TimestampFailure("wrong_time", stamped.at.toISOString());
  return stamped;
}

async function post(
  settings: TimestampSettings,
  query: Buffer,
  world: TimestampWorld,
): Promise<PublicAnswer> {
  const { user, password } = settings;
  const proof = user ? Buffer.from(`${user}:${password ?? ""}`).toString("base64") : null;
  try {
    return await publicFetch(settings.address, {
      method: "POST",
      headers: {
        "content-type": "application/timestamp-query",
        accept: "application/timestamp-reply",
        ...(proof ? { authorization: `Basic ${proof}` } : {}),
      },
      body: query,
      timeoutMs: world.timeoutMs ?? TIMEOUT_MS,
      maxBytes: LARGEST_TOKEN_BYTES,
      trustedHosts: [...KNOWN_HOSTS, ...world.trustedHosts],
    });
  } catch (error) {
    if (error instanceof OutboundRefused || error instanceof TypeError)
      throw new TimestampFailure("forbidden", error.message);
    if (error instanceof AnswerTooLarge) throw new TimestampFailure("broken", error.message);
    throw new TimestampFailure("unreachable", error instanceof Error ? error.name : "unknown");
  }
}

function readReply({ status, headers, body }: PublicAnswer, sha256: Buffer, nonce: Buffer) {
  if (status === 401 || status === 403) throw new TimestampFailure("credentials", `HTTP ${status}`);
  const type = headers["content-type"]?.split(";")[0]?.trim();
  if (status !== 200 || type !== "application/timestamp-reply")
    throw new TimestampFailure("unreachable", `HTTP ${status}, ${type ?? "no type"}`);
  try {
    return readTimestampReply(body, sha256, nonce);
  } catch (error) {
    if (error instanceof TimestampProblem) throw new TimestampFailure(error.code, error.message);
    throw error;
  }
}
