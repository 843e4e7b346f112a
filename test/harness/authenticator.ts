/** An authenticator in software (WebAuthn level 3, ES256, no attestation): what a browser and a telephone do together. */
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;
const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();
const url64 = (data: Buffer | string) => Buffer.from(data).toString("base64url");

export type Accident = {
  /** Another page than ours. */
  origin?: string;
  /** The person was not recognized, only there. */
  unverified?: boolean;
  /** A copy of the key, whose counter is behind. */
  counter?: number;
};
type Options = Record<string, unknown>;

/** A passkey for one page. Its counter grows by one at each use, as security keys do. */
export function anAuthenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(32);
  let counter = 0;
  const clientData = (type: string, options: Options, accident: Accident) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: options["challenge"],
        origin: accident.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const flagsOf = (accident: Accident) => USER_PRESENT | (accident.unverified ? 0 : USER_VERIFIED);
  const head = (flags: number, count: number) => {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(count);
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flags]), counted]);
  };
  return {
    id: url64(credentialId),
    /** `navigator.credentials.create` */
    create(options: Options, accident: Accident = {}) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const authData = Buffer.concat([
        head(flagsOf(accident) | ATTESTED, counter),
        Buffer.alloc(16),
        length,
        credentialId,
        coseKey(publicKey),
      ]);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        cborText("fmt"),
        cborText("none"),
        cborText("attStmt"),
        Buffer.from([0xa0]),
        cborText("authData"),
        cborBytes(authData),
      ]);
      const response = {
        clientDataJSON: url64(clientData("webauthn.create", options, accident)),
        attestationObject: url64(attestation),
        transports: ["internal"],
      };
      return answer(response);
    },
    /** `navigator.credentials.get` */
    get(options: Options, accident: Accident = {}) {
      counter = accident.counter ?? counter + 1;
      const authData = head(flagsOf(accident), counter);
      const client = clientData("webauthn.get", options, accident);
      const signature = createSign("sha256")
        .update(Buffer.concat([authData, sha256(client)]))
        .sign(privateKey);
      return answer({
        clientDataJSON: url64(client),
        authenticatorData: url64(authData),
        signature: url64(signature),
      });
    },
  };
  function answer(response: Record<string, unknown>) {
    const id = url64(credentialId);
    return { id, rawId: id, type: "public-key" as const, response, clientExtensionResults: {} };
  }
}

const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
const cborBytes = (bytes: Buffer) =>
  Buffer.concat([
    bytes.length < 256
      ? Buffer.from([0x58, bytes.length])
      : Buffer.from([0x59, bytes.length >> 8, bytes.length & 255]),
    bytes,
  ]);

/** RFC 9053: { 1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y } */
function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: "jwk" }) as { x: string; y: string };
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    cborBytes(Buffer.from(x, "base64url")),
    Buffer.from([0x22]),
    cborBytes(Buffer.from(y, "base64url")),
  ]);
}
