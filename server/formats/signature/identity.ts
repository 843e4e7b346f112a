/** What an organization signs with: a key and its certificate, made here or brought in a PKCS#12 file. */
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { der } from "./der.ts";

/** Everything in DER: the key as PKCS#8, then who vouches for the certificate, nearest first. */
export type SigningIdentity = { key: Buffer; certificate: Buffer; chain: Buffer[] };

export type IdentityWish = {
  /** The name that readers show: the organization's. Cut to 64 characters (RFC 5280, ub-common-name). */
  name: string;
  /** ISO 3166-1; FR by default. */
  country?: string;
  from: Date;
  years: number;
  /** `stamp`: a time-stamping authority's (RFC 3161, 2.3), for a simulator. */
  purpose?: "sign" | "stamp";
};

const OID = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  commonName: "2.5.4.3",
  organization: "2.5.4.10",
  country: "2.5.4.6",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  extendedKeyUsage: "2.5.29.37",
  timeStamping: "1.3.6.1.5.5.7.3.8",
};

/** A new P-256 key and a certificate that vouches for itself: anyone sees that nothing changed, nobody else says who signed. */
export function makeIdentity(wish: IdentityWish): SigningIdentity {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicKey = pair.publicKey.export({ format: "der", type: "spki" });
  const name = nameOf(wish);
  const until = new Date(wish.from);
  until.setUTCFullYear(until.getUTCFullYear() + wish.years);
  const algorithm = der.sequence(der.oid(OID.ecdsaWithSha256));
  const tbs = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(randomBytes(16)),
    algorithm,
    name,
    der.sequence(der.time(wish.from), der.time(until)),
    name,
    publicKey,
    der.explicit(3, der.sequence(...extensions(publicKey, wish.purpose ?? "sign"))),
  );
  const certificate = der.sequence(tbs, algorithm, der.bits(sign("sha256", tbs, pair.privateKey)));
  return { key: pair.privateKey.export({ format: "der", type: "pkcs8" }), certificate, chain: [] };
}

function nameOf({ name, country }: IdentityWish): Buffer {
  const text = name.normalize("NFC").trim().slice(0, 64);
  const part = (kind: string, value: Buffer) => der.set(der.sequence(der.oid(kind), value));
  return der.sequence(
    part(OID.country, der.printable(country ?? "FR")),
    part(OID.organization, der.utf8(text)),
    part(OID.commonName, der.utf8(text)),
  );
}

function extensions(publicKey: Buffer, purpose: "sign" | "stamp"): Buffer[] {
  const critical = (kind: string, value: Buffer) =>
    der.sequence(der.oid(kind), der.boolean(true), der.octets(value));
  const keyId = createHash("sha1").update(publicKey).digest();
  return [
    critical(OID.basicConstraints, der.sequence()),
    // Digital signature and non-repudiation: two bits, six unused.
    critical(OID.keyUsage, der.bits(Buffer.from([0xc0]), 6)),
    der.sequence(der.oid(OID.subjectKeyIdentifier), der.octets(der.octets(keyId))),
    ...(purpose === "stamp" ? [critical(OID.extendedKeyUsage, der.sequence(der.oid(OID.timeStamping)))] : []),
  ];
}

/** The key of an identity, ready to sign. */
export const keyOfIdentity = (identity: SigningIdentity) =>
  createPrivateKey({ key: identity.key, format: "der", type: "pkcs8" });
