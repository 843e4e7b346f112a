/** PAdES (ETSI EN 319 142-1): a PDF signed for good, by `@libpdf/core` behind our own interface. */
import { sign } from "node:crypto";
import { PDF } from "@libpdf/core";
import { assert } from "../../platform/errors.ts";
import { parseCertificate } from "./certificate.ts";
import { keyOfIdentity, type SigningIdentity } from "./identity.ts";
import { LARGEST_TOKEN_BYTES } from "./timestamp.ts";

export type SignWish = {
  /** Why, in a few words: shown by readers. */
  reason: string;
  location?: string;
  at: Date;
  /** B-T instead of B-B. What it throws, `signPdf` throws. */
  timestamp?: Stamper;
};
/** Has a SHA-256 stamped by an authority (RFC 3161). */
export type Stamper = (sha256: Buffer) => Promise<Buffer>;

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
  const authority = timestamp && authorityOf(timestamp);
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
    ...(authority ? { timestampAuthority: authority } : {}),
  });
  const { bytes } = await signing.catch((error: unknown) => {
    throw authority?.failure() ?? error;
  });
  return { pdf: Buffer.from(bytes), level: timestamp ? "B-T" : "B-B" };
}

/**
 * Adds a timestamp of the whole file, in a revision of its own (DocTimeStamp): a signature without a time that somebody else
 * attests becomes B-T (EN 319 142-1, 6.3), and what was signed keeps its bytes. What `timestamp` throws, it throws.
 */
export async function stampPdf(pdf: Uint8Array, timestamp: Stamper): Promise<Buffer> {
  const authority = authorityOf(timestamp);
  const document = await PDF.load(pdf);
  const { bytes } = await document
    .addTimestamp({
      timestampAuthority: authority,
      digestAlgorithm: "SHA-256",
      estimatedSize: LARGEST_TOKEN_BYTES,
    })
    .catch((error: unknown) => {
      throw authority.failure() ?? error;
    });
  const stamped = Buffer.from(bytes);
  assert(stamped.subarray(0, pdf.length).equals(pdf), "a timestamp is added to what was signed");
  return stamped;
}

/** An authority as the library asks it; it hides what made it fail, we do not. */
function authorityOf(timestamp: Stamper) {
  let failure: unknown;
  return {
    failure: () => failure,
    timestamp: (digest: Uint8Array) =>
      timestamp(Buffer.from(digest)).catch((error: unknown) => {
        failure = error;
        throw error;
      }),
  };
}
