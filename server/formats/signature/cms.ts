/** Signatures in CMS (RFC 5652), as PDF files and timestamps carry them: checked with Node's own cryptography. */
import { constants, createHash, type Hash, verify } from "node:crypto";
import { certificateNames, type ParsedCertificate, parseCertificate } from "./certificate.ts";
import {
  childrenOf,
  contextTag,
  type Der,
  DerProblem,
  expectTag,
  octetsOf,
  oidOf,
  readDer,
  sequenceOf,
  TAG,
  timeOf,
} from "./der.ts";

export type CmsProblemCode =
  /** It cannot be read. */
  | "broken"
  /** What was signed is not what is here. */
  | "altered"
  /** The signature is not that certificate's. */
  | "forged"
  /** Algorithms that are no longer trusted, or that we do not know. */
  | "unsupported";

export class CmsProblem extends Error {
  readonly code: CmsProblemCode;
  constructor(code: CmsProblemCode, message: string = code) {
    super(message);
    this.name = "CmsProblem";
    this.code = code;
  }
}

export type VerifiedCms = {
  signer: ParsedCertificate;
  /** What the signer says of the time; its own clock. */
  claimedAt: Date | null;
  /** The content carried inside (timestamps), null when it is elsewhere (PDF). */
  content: Buffer | null;
  contentType: string;
  signature: Buffer;
  /** A token about the signature, from a time-stamping authority. */
  timestampToken: Buffer | null;
};

const OID = {
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signingCertificate: "1.2.840.113549.1.9.16.2.47",
  timestampToken: "1.2.840.113549.1.9.16.2.14",
  rsa: "1.2.840.113549.1.1.1",
  rsaPss: "1.2.840.113549.1.1.10",
};

const DIGESTS: Record<string, string> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};
/** Signature algorithms that name their digest. */
const SIGNATURES: Record<string, string> = {
  "1.2.840.113549.1.1.11": "sha256",
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.10045.4.3.2": "sha256",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
};
const MOST_CERTIFICATES = 32;

/**
 * Checks a signature by one signer over what it carries, or over `detached` pieces.
 * The certificate vouches for the key only: whether to trust it is the caller's affair.
 * @throws CmsProblem.
 */
export function verifyCms(bytes: Buffer, detached?: readonly Buffer[]): VerifiedCms {
  try {
    return verified(bytes, detached);
  } catch (error) {
    if (error instanceof DerProblem) throw new CmsProblem("broken", error.message);
    throw error;
  }
}

function verified(bytes: Buffer, detached: readonly Buffer[] | undefined): VerifiedCms {
  const parts = partsOf(bytes);
  const info = signerInfoOf(parts.signerInfo);
  const content = detached ?? (parts.content ? [parts.content] : null);
  if (!content) throw new CmsProblem("broken", "nothing that was signed");
  const attributes = attributesOf(info.signedAttributes);
  if (oidOf(attributes.get(OID.contentType)) !== parts.contentType)
    throw new CmsProblem("broken", "signed as something else");
  const hash = createHash(digestOf(info.digest));
  for (const piece of content) hash.update(piece);
  if (!isDigest(hash, attributes.get(OID.messageDigest))) throw new CmsProblem("altered");
  const signer = signerAmong(parts.certificates, info.signerId);
  checkBinding(signer, attributes.get(OID.signingCertificate));
  checkSignature(signer, info);
  const time = attributes.get(OID.signingTime);
  const unsigned = info.unsignedAttributes ? attributesOf(info.unsignedAttributes) : null;
  return {
    signer,
    claimedAt: time ? timeOf(time) : null,
    content: parts.content,
    contentType: parts.contentType,
    signature: info.signature,
    timestampToken: unsigned?.get(OID.timestampToken)?.raw ?? null,
  };
}

/** SignedData, taken apart. */
function partsOf(bytes: Buffer) {
  const [type, wrapped] = sequenceOf(readDer(bytes));
  if (oidOf(type) !== OID.signedData) throw new CmsProblem("broken", "not signed data");
  const fields = sequenceOf(childrenOf(expectTag(wrapped, contextTag(0)))[0]);
  const [contentType, inner] = sequenceOf(fields[2]);
  const certificates = fields.find((one) => one.tag === contextTag(0));
  const signers = childrenOf(expectTag(fields.at(-1), TAG.set));
  if (signers.length !== 1) throw new CmsProblem("unsupported", `${signers.length} signers`);
  const found = certificates ? childrenOf(certificates).filter((one) => one.tag === TAG.sequence) : [];
  if (found.length > MOST_CERTIFICATES) throw new CmsProblem("unsupported", "too many certificates");
  return {
    contentType: oidOf(contentType),
    content: inner ? octetsOf(childrenOf(inner)[0]) : null,
    certificates: found,
    signerInfo: signers[0]!,
  };
}

function signerInfoOf(node: Der) {
  const [, signerId, digest, ...rest] = sequenceOf(node);
  const signedAttributes = expectTag(rest.shift(), contextTag(0));
  const [algorithm, signature, unsignedAttributes] = rest;
  return {
    signerId: sequenceOf(signerId),
    digest: oidOf(sequenceOf(digest)[0]),
    signedAttributes,
    algorithm: oidOf(sequenceOf(algorithm)[0]),
    signature: expectTag(signature, TAG.octets).body,
    unsignedAttributes: unsignedAttributes?.tag === contextTag(1) ? unsignedAttributes : null,
  };
}

/** The single value of each attribute. */
function attributesOf(node: Der): Map<string, Der> {
  const found = new Map<string, Der>();
  for (const attribute of childrenOf(node)) {
    const [kind, values] = sequenceOf(attribute);
    const id = oidOf(kind);
    if (found.has(id)) throw new CmsProblem("broken", "an attribute twice");
    const first = childrenOf(expectTag(values, TAG.set))[0];
    if (first) found.set(id, first);
  }
  return found;
}

function digestOf(oid: string): string {
  const name = DIGESTS[oid];
  if (!name) throw new CmsProblem("unsupported", `digest ${oid}`);
  return name;
}

const isDigest = (hash: Hash, told: Der | undefined): boolean =>
  hash.digest().equals(expectTag(told, TAG.octets).body);

/** The signer's certificate, named by its issuer and serial number. */
function signerAmong(certificates: readonly Der[], [issuer, serial]: Der[]): ParsedCertificate {
  for (const one of certificates) {
    const named = certificateNames(one.raw);
    if (issuer && named.issuerRaw.equals(issuer.raw) && serial?.body.equals(named.serial))
      return parseCertificate(one.raw);
  }
  throw new CmsProblem("broken", "the signer’s certificate is not there");
}

/** ESS signing-certificate-v2 (RFC 5035): the signature names its certificate, so that no other of the same key can stand in. */
function checkBinding(signer: ParsedCertificate, attribute: Der | undefined): void {
  if (!attribute) return;
  const [first] = sequenceOf(sequenceOf(attribute)[0]);
  const [algorithm, told] = sequenceOf(first);
  const named = algorithm?.tag === TAG.sequence;
  const hash = createHash(named ? digestOf(oidOf(sequenceOf(algorithm)[0])) : "sha256").update(signer.der);
  if (!isDigest(hash, named ? told : algorithm)) throw new CmsProblem("forged", "another certificate");
}

function checkSignature(signer: ParsedCertificate, info: ReturnType<typeof signerInfoOf>): void {
  const plain = info.algorithm === OID.rsa || info.algorithm === OID.rsaPss;
  const digest = plain ? digestOf(info.digest) : SIGNATURES[info.algorithm];
  if (!digest) throw new CmsProblem("unsupported", `signature ${info.algorithm}`);
  // What is signed is the set of attributes, though it is written under another tag (RFC 5652, 5.4).
  const signed = Buffer.concat([Buffer.from([TAG.set]), info.signedAttributes.raw.subarray(1)]);
  const key =
    info.algorithm === OID.rsaPss
      ? { key: signer.x509.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING }
      : signer.x509.publicKey;
  if (!isSignature(digest, signed, key, info.signature)) throw new CmsProblem("forged");
}

type VerifyKey = Parameters<typeof verify>[2];

/** A signature that OpenSSL cannot read, or that does not go with the key, is none. */
function isSignature(digest: string, signed: Buffer, key: VerifyKey, signature: Buffer): boolean {
  try {
    return verify(digest, signed, key, signature);
  } catch {
    return false;
  }
}
