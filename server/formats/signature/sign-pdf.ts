/** PAdES (ETSI EN 319 142-1): a PDF signed for good, by `@libpdf/core` behind our own interface. */
import { sign } from "node:crypto";
import { PDF } from "@libpdf/core";
import { parseCertificate } from "./certificate.ts";
import { keyOfIdentity, type SigningIdentity } from "./identity.ts";
import { LARGEST_TOKEN_BYTES } from "./timestamp.ts";

export type SignWish = {
  /** Why, in a few words: shown by readers. */
  reason: string;
  location?: string;
  at: Date;
  /** Has a SHA-256 stamped by an authority: B-T instead of B-B. What it throws, `signPdf` throws. */
  timestamp?: (sha256: Buffer) => Promise<Buffer>;
};

/** Room for attributes and the signature itself, in bytes. */
const ATTRIBUTES_ROOM = 2_048;

/**
 * Signs a PDF in an added revision: what was there keeps its bytes. No address is ever called but through `timestamp`:
 * neither issuers nor revocation lists that certificates name are fetched.
 */
export async function signPdf(
  pdf: Uint8Array,
  identity: SigningIdentity,
  wish: SignWish,
): Promise<{ pdf: Buffer; level: "B-B" | "B-T" }> {
  const key = keyOfIdentity(identity);
  const { kind } = parseCertificate(identity.certificate).description.key;
  const certificates = [identity.certificate, ...identity.chain];
  const room = certificates.reduce((sum, one) => sum + one.length, ATTRIBUTES_ROOM);
  const { timestamp } = wish;
  let failure: unknown;
  const document = await PDF.load(pdf);
  const signing = document.sign({
    signer: {
      certificate: identity.certificate,
      certificateChain: identity.chain,
      keyType: kind,
      signatureAlgorithm: kind === "EC" ? "ECDSA" : "RSASSA-PKCS1-v1_5",
      sign: async (data) => sign("sha256", data, { key, dsaEncoding: "der" }),
    },
    digestAlgorithm: "SHA-256",
    subFilter: "ETSI.CAdES.detached",
    level: timestamp ? "B-T" : "B-B",
    signingTime: wish.at,
    reason: wish.reason,
    ...(wish.location ? { location: wish.location } : {}),
    estimatedSize: room + (timestamp ? LARGEST_TOKEN_BYTES : 0),
    ...(timestamp
      ? {
          timestampAuthority: {
            timestamp: (digest: Uint8Array) =>
              timestamp(Buffer.from(digest)).catch((error: unknown) => {
                failure = error;
                throw error;
              }),
          },
        }
      : {}),
  });
  const { bytes } = await signing.catch((error: unknown) => {
    throw failure ?? error;
  });
  return { pdf: Buffer.from(bytes), level: timestamp ? "B-T" : "B-B" };
}
