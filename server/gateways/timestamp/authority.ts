/** A time-stamping authority (RFC 3161): reads a question and signs the answer. For the simulator and the tests. */
import { createHash, sign } from "node:crypto";
import {
  certificateName,
  der,
  keyOfIdentity,
  readTimestampQuery,
  SHA256_OID,
  type SigningIdentity,
  TST_INFO_OID,
} from "../../formats/signature/index.ts";

const OID = {
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.47",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  /** A policy of nobody (the arc of examples of the IANA). */
  policy: "1.3.6.1.4.1.32473.1",
};
const GRANTED = 0;
const REJECTION = 2;
const BAD_DATA_FORMAT = 5;

export type Stamping = { identity: SigningIdentity; at: Date; serial: number };
/** Faults of the token itself. */
export type TokenFault = "wrong-imprint" | "wrong-nonce" | "altered";

/** The answer to a question; a rejection when it cannot be read. */
export function stampReply(query: Buffer, stamping: Stamping, fault?: TokenFault): Buffer {
  let asked: ReturnType<typeof readTimestampQuery>;
  try {
    asked = readTimestampQuery(query);
  } catch {
    return rejection("the question cannot be read");
  }
  const info = infoOf(asked, stamping, fault);
  return der.sequence(der.sequence(der.integer(GRANTED)), tokenOf(info, stamping, fault === "altered"));
}

/** A refusal, in words. */
export function rejection(words: string): Buffer {
  // One bit, the sixth: badDataFormat.
  const failure = der.bits(Buffer.from([0x80 >> BAD_DATA_FORMAT]), 7 - BAD_DATA_FORMAT);
  return der.sequence(der.sequence(der.integer(REJECTION), der.sequence(der.utf8(words)), failure));
}

function infoOf(
  { hash, nonce }: ReturnType<typeof readTimestampQuery>,
  { at, serial }: Stamping,
  fault: TokenFault | undefined,
): Buffer {
  const imprint = fault === "wrong-imprint" ? createHash("sha256").update(hash).digest() : hash;
  const repeated = fault === "wrong-nonce" ? Buffer.from([1, 2, 3]) : nonce;
  return der.sequence(
    der.integer(1),
    der.oid(OID.policy),
    der.sequence(der.sequence(der.oid(SHA256_OID), der.null()), der.octets(imprint)),
    der.integer(serial),
    der.generalizedTime(at),
    // Accurate to the second.
    der.sequence(der.integer(1)),
    ...(repeated ? [der.integer(repeated)] : []),
  );
}

function tokenOf(info: Buffer, { identity }: Stamping, altered: boolean): Buffer {
  const sha256 = der.sequence(der.oid(SHA256_OID));
  const attribute = (kind: string, value: Buffer) => der.sequence(der.oid(kind), der.set(value));
  const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest();
  const bound = der.sequence(der.sequence(der.sequence(der.octets(digest(identity.certificate)))));
  const attributes = der.set(
    attribute(OID.contentType, der.oid(TST_INFO_OID)),
    attribute(OID.messageDigest, der.octets(digest(info))),
    attribute(OID.signingCertificate, bound),
  );
  const signature = sign("sha256", attributes, keyOfIdentity(identity));
  const body = altered
    ? Buffer.from(info.map((byte, at) => (at === info.length - 1 ? byte ^ 1 : byte)))
    : info;
  const signerInfo = der.sequence(
    der.integer(1),
    certificateName(identity.certificate),
    sha256,
    // What was signed as a set is carried under [0].
    Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]),
    der.sequence(der.oid(OID.ecdsaWithSha256)),
    der.octets(signature),
  );
  return der.sequence(
    der.oid(OID.signedData),
    der.explicit(
      0,
      der.sequence(
        der.integer(3),
        der.set(sha256),
        der.sequence(der.oid(TST_INFO_OID), der.explicit(0, der.octets(body))),
        der.explicit(0, identity.certificate),
        der.set(signerInfo),
      ),
    ),
  );
}
