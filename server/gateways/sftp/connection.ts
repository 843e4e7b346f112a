import { createHash, timingSafeEqual } from "node:crypto";
import ssh2, { type Client, type SFTPWrapper } from "ssh2";
import { isListed } from "../../platform/outbound.ts";
import { SftpFailure, type SftpProblem } from "./failure.ts";
import type { SftpSettings } from "./settings.ts";

/** What the gateway needs besides a creditor's settings. */
export type SftpGround = {
  /** Hosts that may be called: `OUTBOUND_HOSTS`. */
  hosts: readonly string[];
  /** Longest silence while connecting and while working. */
  timeoutMs?: number;
};

/** `SHA256:…`, as `ssh-keygen -l` shows it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;

const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/**
 * Opens a session with the drop, runs `work`, and closes it whatever happens. Nothing is sent before the host proved one of the
 * pinned keys; a host that is not allowed is not even looked up.
 * @throws SftpFailure
 */
export async function withSftp<T>(
  settings: SftpSettings,
  ground: SftpGround,
  work: (sftp: SFTPWrapper) => Promise<T>,
): Promise<T> {
  const { client, sftp, lost } = await open(settings, ground);
  try {
    return await Promise.race([work(sftp), lost]);
  } catch (error) {
    throw asFailure(error);
  } finally {
    client.destroy();
  }
}

type Session = { client: Client; sftp: SFTPWrapper; lost: Promise<never> };

/** For who keeps the session while a file is being read: `client.destroy()` is then the caller's duty. */
export async function open(settings: SftpSettings, ground: SftpGround): Promise<Session> {
  refuseUnlisted(settings, ground);
  const timeout = ground.timeoutMs ?? 30_000;
  const client = new ssh2.Client();
  // What is told after the first failure has no listener any more.
  client.on("error", () => {});
  const seen = { key: "" };
  try {
    await ready(client, settings, timeout, seen);
    client.setNoDelay(true);
    const { promise: lost, reject } = Promise.withResolvers<never>();
    lost.catch(() => {});
    client.on("error", reject);
    client.on("close", () => reject(new SftpFailure("broken", "the connection was lost")));
    watch(client, timeout, reject);
    const sftp = await Promise.race([call<SFTPWrapper>((done) => client.sftp(done)), lost]);
    return { client, sftp, lost };
  } catch (error) {
    client.destroy();
    throw asFailure(error, seen.key);
  }
}

function refuseUnlisted({ host, port }: SftpSettings, { hosts }: SftpGround): void {
  const name = host.includes(":") ? `[${host}]` : host;
  if (!isListed(hosts, new URL(`sftp://${name}${port === 22 ? "" : `:${port}`}`)))
    throw new SftpFailure("host_refused", `${host}:${port}`);
}

function ready(
  client: Client,
  settings: SftpSettings,
  timeout: number,
  seen: { key: string },
): Promise<void> {
  const { host, port, user, hostKeys, password, privateKey, passphrase } = settings;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  client.once("ready", resolve);
  client.once("error", reject);
  client.once("close", () => reject(new SftpFailure("unreachable", "the connection was closed")));
  client.connect({
    host,
    port,
    username: user,
    ...(privateKey !== undefined && { privateKey }),
    ...(privateKey !== undefined && passphrase !== undefined && { passphrase }),
    ...(password !== undefined && { password }),
    readyTimeout: timeout,
    hostVerifier: (key: Buffer) => {
      const print = fingerprintOf(key);
      const known = hostKeys.some((one) => same(one, print));
      if (!known) seen.key = print;
      return known;
    },
  });
  return promise;
}

/** A connection on which nothing comes for so long is broken. */
function watch(client: Client, timeout: number, reject: (error: Error) => void): void {
  const socket = (client as unknown as { _sock?: { setTimeout(ms: number, on: () => void): void } })._sock;
  socket?.setTimeout(timeout, () => reject(new SftpFailure("timeout", "nothing came for too long")));
}

/** A method of ssh2 that ends by calling back, as a promise. */
export function call<T>(
  start: (done: (error: Error | null | undefined, value: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => (error ? reject(error) : resolve(value)));
  });
}

type SshError = Error & { level?: string; code?: string | number };

/** SFTP's own answers (draft 02, section 7). */
const ANSWERS: Readonly<Record<number, SftpProblem>> = { 2: "folder", 3: "denied", 4: "denied" };

export function asFailure(error: unknown, seenKey = ""): SftpFailure {
  if (error instanceof SftpFailure && seenKey === "") return error;
  if (seenKey !== "") return new SftpFailure("host_key", seenKey);
  const { level, code, message } = error as SshError;
  if (/parse privateKey|passphrase|bad decrypt/i.test(message)) return new SftpFailure("private_key");
  if (level === "client-authentication") return new SftpFailure("credentials");
  if (level === "client-timeout") return new SftpFailure("timeout", "while connecting");
  if (level === "client-socket" || level === "client-dns")
    return new SftpFailure("unreachable", String(code ?? ""));
  if (typeof code === "number" && ANSWERS[code]) return new SftpFailure(ANSWERS[code], message);
  return new SftpFailure("broken", message);
}
