import { inWorker } from "../../platform/in-worker.ts";
import type { SigningIdentity } from "./identity.ts";

export type Pkcs12Problem =
  /** The password does not open it. */
  | "password"
  | "broken"
  /** No key, or no certificate of that key. */
  | "incomplete"
  /** A key that is neither RSA of 2048 bits nor a NIST curve. */
  | "weak_key"
  | "too_slow";

export type Pkcs12 = { ok: true; identity: SigningIdentity } | { ok: false; problem: Pkcs12Problem };

/** Opens a PKCS#12 file (.p12, .pfx) and keeps the key with its certificate and those that vouch for it. Never throws for a file. */
export async function readPkcs12(
  file: Uint8Array,
  password: string,
  { timeMs = 15_000 } = {},
): Promise<Pkcs12> {
  const read = await inWorker<Pkcs12>(
    new URL("./pkcs12-worker.ts", import.meta.url),
    { file, password },
    { timeMs, memoryMb: 256 },
    (why) => ({ ok: false, problem: why === "too_slow" ? "too_slow" : "broken" }),
  );
  if (!read.ok) return read;
  // Buffers cross threads as plain byte arrays.
  const { key, certificate, chain } = read.identity;
  return {
    ok: true,
    identity: {
      key: Buffer.from(key),
      certificate: Buffer.from(certificate),
      chain: chain.map((one) => Buffer.from(one)),
    },
  };
}
