import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";
import { generateIdentity, uploadIdentity } from "./keep-identity.ts";
import { readCertificateFile, readCertificates, readSignature } from "./read-signature.ts";
import { removeTimestamp, setTimestamp, tryTimestamp } from "./set-timestamp.ts";
import { verifySignature } from "./verify-signature.ts";

export const routes = doors(contract, {
  readSignature: (ctx) => readSignature(ctx),
  generateIdentity: (ctx) => generateIdentity(ctx),
  uploadIdentity: { out: (outer, { body }) => uploadIdentity(outer, body) },
  setTimestamp: (ctx, { body }) => setTimestamp(ctx, body),
  removeTimestamp: (ctx) => removeTimestamp(ctx),
  tryTimestamp: { out: (outer, { body }) => tryTimestamp(outer, body) },
  readCertificates: (ctx) => readCertificates(ctx),
  readCertificateFile: (ctx) => readCertificateFile(ctx),
  verifySignature: { out: (outer, { body }) => verifySignature(outer, body) },
});
