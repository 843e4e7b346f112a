/** Certificates (X.509, RFC 5280) as people are told of them. */
import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import {
  childrenOf,
  contextTag,
  type Der,
  DerProblem,
  der,
  oidOf,
  readDer,
  sequenceOf,
  TAG,
  timeOf,
} from "./der.ts";

export type CertificateDescription = {
  /** The name to show: common name, else organization. */
  name: string;
  organization: string | null;
  issuer: string;
  /** Hexadecimal. */
  serial: string;
  validFrom: Date;
  validUntil: Date;
  /** SHA-256 of the certificate, hexadecimal. */
  fingerprint: string;
  key: { kind: "RSA" | "EC"; bits: number };
  /** It vouches for itself: nobody else does. */
  selfSigned: boolean;
  /** Whether it may sign documents: its key usage has digital signature or non-repudiation, or says nothing. */
  maySign: boolean;
  /** Whether it may stamp times (RFC 3161, 2.3). */
  mayStamp: boolean;
  authority: boolean;
};

/** What is read in the bytes themselves; `serial` and `issuerRaw` name the certificate in signatures. */
export type ParsedCertificate = {
  x509: X509Certificate;
  der: Buffer;
  serial: Buffer;
  issuerRaw: Buffer;
  description: CertificateDescription;
};

const OID = {
  commonName: "2.5.4.3",
  organization: "2.5.4.10",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  extendedKeyUsage: "2.5.29.37",
  timeStamping: "1.3.6.1.5.5.7.3.8",
};

function fieldsOf(bytes: Buffer) {
  const [tbs] = sequenceOf(readDer(bytes));
  const fields = sequenceOf(tbs);
  if (fields[0]?.tag === contextTag(0)) fields.shift();
  const [serial, , issuer, validity, subject, , ...rest] = fields;
  if (!serial || !issuer || !subject) throw new DerProblem("a certificate without its names");
  return { serial, issuer, validity, subject, rest };
}

/** What names a certificate in signatures, whatever its key is. @throws DerProblem. */
export function certificateNames(bytes: Buffer): Pick<ParsedCertificate, "serial" | "issuerRaw"> {
  const { serial, issuer } = fieldsOf(bytes);
  return { serial: serial.body, issuerRaw: issuer.raw };
}

/** Reads a certificate in DER. @throws DerProblem. */
export function parseCertificate(bytes: Buffer): ParsedCertificate {
  const { serial, issuer, validity, subject, rest } = fieldsOf(bytes);
  const { x509, key, verifiesItself } = readable(() => {
    const made = new X509Certificate(bytes);
    return { x509: made, key: keyOf(made.publicKey), verifiesItself: made.verify(made.publicKey) };
  });
  const [from, until] = sequenceOf(validity);
  const holder = namesOf(subject);
  const authority = namesOf(issuer);
  const extensions = extensionsOf(rest.find((one) => one.tag === contextTag(3)));
  const usage = extensions.get(OID.keyUsage);
  const extended = extensions.get(OID.extendedKeyUsage);
  const purposes = extended ? sequenceOf(readDer(extended)).map((one) => oidOf(one)) : [];
  const description: CertificateDescription = {
    name: holder.get(OID.commonName) ?? holder.get(OID.organization) ?? "?",
    organization: holder.get(OID.organization) ?? null,
    issuer: authority.get(OID.commonName) ?? authority.get(OID.organization) ?? "?",
    serial: serial.body.toString("hex"),
    validFrom: timeOf(from),
    validUntil: timeOf(until),
    fingerprint: createHash("sha256").update(bytes).digest("hex"),
    key,
    selfSigned: issuer.raw.equals(subject.raw) && verifiesItself,
    // Bits 0 (digital signature) and 1 (non-repudiation), RFC 5280 4.2.1.3.
    maySign: usage === undefined || ((readDer(usage).body[1] ?? 0) & 0xc0) !== 0,
    mayStamp: purposes.includes(OID.timeStamping),
    authority: x509.ca,
  };
  return { x509, der: bytes, serial: serial.body, issuerRaw: issuer.raw, description };
}

/** What a certificate says. @throws DerProblem. */
export const describeCertificate = (bytes: Buffer): CertificateDescription =>
  parseCertificate(bytes).description;

/** Issuer and serial number, as signatures name a certificate. @throws DerProblem. */
export function certificateName(bytes: Buffer): Buffer {
  const { issuerRaw, serial } = certificateNames(bytes);
  return der.sequence(issuerRaw, der.integer(serial));
}

/** What OpenSSL cannot make sense of is no certificate. */
function readable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof DerProblem ? error : new DerProblem("not a certificate");
  }
}

function keyOf(key: KeyObject): CertificateDescription["key"] {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === "ec") return { kind: "EC", bits: CURVES[details?.namedCurve ?? ""] ?? 0 };
  if (key.asymmetricKeyType !== "rsa") throw new DerProblem("a key that is neither RSA nor EC");
  return { kind: "RSA", bits: details?.modulusLength ?? 0 };
}

const CURVES: Record<string, number> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

/** The first value of each kind in a distinguished name. */
function namesOf(name: Der): Map<string, string> {
  const found = new Map<string, string>();
  for (const set of sequenceOf(name))
    for (const pair of childrenOf(set)) {
      const [kind, value] = sequenceOf(pair);
      const id = oidOf(kind);
      if (value && !found.has(id)) found.set(id, textOf(value));
    }
  return found;
}

const BMP_STRING = 0x1e;
const LATIN_STRINGS = [0x13, 0x14, 0x16];

function textOf({ tag, body }: Der): string {
  if (tag === BMP_STRING) return Buffer.from(body).swap16().toString("utf16le");
  return body.toString(LATIN_STRINGS.includes(tag) ? "latin1" : "utf8");
}

function extensionsOf(node: Der | undefined): Map<string, Buffer> {
  if (!node) return new Map();
  return new Map(
    sequenceOf(childrenOf(node)[0]).map((one) => {
      const parts = sequenceOf(one);
      const value = parts.find((part) => part.tag === TAG.octets);
      if (!value) throw new DerProblem("an extension without a value");
      return [oidOf(parts[0]), value.body];
    }),
  );
}
