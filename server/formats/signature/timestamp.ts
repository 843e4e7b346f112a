/** Timestamps (RFC 3161): what is asked of an authority, what it answers, and what a token proves. */
import { createHash } from "node:crypto";
import type { CertificateDescription } from "./certificate.ts";
import { CmsProblem, verifyCms } from "./cms.ts";
import { type Der, DerProblem, der, expectTag, oidOf, readDer, sequenceOf, TAG, timeOf } from "./der.ts";

export const SHA256_OID = "2.16.840.1.101.3.4.2.1";
export const TST_INFO_OID = "1.2.840.113549.1.9.16.1.4";

/** A token and the certificates behind it: the room that is kept for it in a signature, and the most that is read of an answer. */
export const LARGEST_TOKEN_BYTES = 12_288;

export type TimestampProblemCode =
  /** The authority says no; its words are in the message. */
  | "refused"
  | "broken"
  /** It stamped something else, or answered somebody else. */
  | "wrong_answer"
  /** The certificate may not stamp times, or not that one. */
  | "wrong_purpose";

export class TimestampProblem extends Error {
  readonly code: TimestampProblemCode;
  constructor(code: TimestampProblemCode, message: string = code) {
    super(message);
    this.name = "TimestampProblem";
    this.code = code;
  }
}

export type Timestamp = { at: Date; by: CertificateDescription };

/** SHA-256 and NULL parameters, which every authority knows. */
const sha256Identifier = (): Buffer => der.sequence(der.oid(SHA256_OID), der.null());

/** Asks for a SHA-256 to be stamped, certificate included. */
export function timestampQuery(hash: Buffer, nonce: Buffer): Buffer {
  return der.sequence(
    der.integer(1),
    der.sequence(sha256Identifier(), der.octets(hash)),
    der.integer(nonce),
    der.boolean(true),
  );
}

/** The token of an answer that was checked: granted, for this hash and this nonce, by a certificate that may stamp. @throws TimestampProblem. */
export function readTimestampReply(
  reply: Buffer,
  hash: Buffer,
  nonce: Buffer,
): Timestamp & { token: Buffer } {
  return named(() => {
    const [status, token] = sequenceOf(readDer(reply));
    const [code, words] = sequenceOf(status);
    const granted = expectTag(code, TAG.integer).body;
    if (granted.length !== 1 || granted[0]! > 1) throw new TimestampProblem("refused", wordsOf(words));
    if (!token) throw new TimestampProblem("broken", "granted, without a token");
    const checked = checkToken(token.raw, hash, nonce);
    return { ...checked, token: token.raw };
  });
}

/** What a token proves of a hash. @throws TimestampProblem. */
export function verifyTimestampToken(token: Buffer, hash: Buffer): Timestamp {
  return named(() => checkToken(token, hash, null));
}

/** What a token proves of data in pieces: for a document timestamp, which stamps the file itself. @throws TimestampProblem. */
export function verifyDocumentTimestamp(token: Buffer, pieces: readonly Buffer[]): Timestamp {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return verifyTimestampToken(token, hash.digest());
}

function checkToken(token: Buffer, hash: Buffer, nonce: Buffer | null): Timestamp {
  const { content, contentType, signer } = verifyCms(token);
  if (contentType !== TST_INFO_OID || !content) throw new TimestampProblem("broken", "no timestamp in it");
  const [, , imprint, , at, ...rest] = sequenceOf(readDer(content));
  const [algorithm, stamped] = sequenceOf(imprint);
  const same =
    oidOf(sequenceOf(algorithm)[0]) === SHA256_OID && expectTag(stamped, TAG.octets).body.equals(hash);
  if (!same) throw new TimestampProblem("wrong_answer", "another imprint");
  if (nonce && !rest.some((one) => one.raw.equals(der.integer(nonce))))
    throw new TimestampProblem("wrong_answer", "another nonce");
  const by = signer.description;
  const time = timeOf(at);
  // What an authority stamps before or after its certificate is nobody's word (RFC 3161, 2.3).
  if (!by.mayStamp || time < by.validFrom || time > by.validUntil)
    throw new TimestampProblem("wrong_purpose");
  return { at: time, by };
}

function wordsOf(node: Der | undefined): string {
  if (node?.tag !== TAG.sequence) return "without a word";
  return sequenceOf(node)
    .map((one) => one.body.toString("utf8"))
    .join(" ")
    .slice(0, 200);
}

function named<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DerProblem || error instanceof CmsProblem)
      throw new TimestampProblem("broken", error.message);
    throw error;
  }
}

/** The imprint, the nonce and the certificate's wish in a question: for an authority. @throws DerProblem. */
export function readTimestampQuery(query: Buffer): { hash: Buffer; nonce: Buffer | null } {
  const [version, imprint, ...rest] = sequenceOf(readDer(query));
  if (expectTag(version, TAG.integer).body[0] !== 1) throw new DerProblem("another version");
  const [algorithm, hash] = sequenceOf(imprint);
  if (oidOf(sequenceOf(algorithm)[0]) !== SHA256_OID) throw new DerProblem("another digest");
  const nonce = rest.find((one) => one.tag === TAG.integer);
  return { hash: expectTag(hash, TAG.octets).body, nonce: nonce ? nonce.body : null };
}
