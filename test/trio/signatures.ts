/** How I call the routes of signatures; the organization has a certificate of its own. */
import { curveP12, P12_PASSWORD } from "../../server/formats/signature/pkcs12.fixture.ts";
import { generateIdentity } from "../../server/modules/signatures/keep-identity.ts";
import type { TestApp } from "../harness/app.ts";
import type { Case } from "./cases.ts";

export const buildSignatures = (app: TestApp, organizationId: string): Promise<unknown> =>
  app.inside(organizationId, generateIdentity);

export function signatureCases(): Record<string, Case> {
  // An address that is refused without being called.
  const timestamp = { address: "https://10.0.0.1/tsa", username: "", password: null };
  return {
    readSignature: {},
    generateIdentity: {},
    uploadIdentity: { body: { file: curveP12.toString("base64"), password: P12_PASSWORD } },
    setTimestamp: { body: timestamp },
    removeTimestamp: {},
    tryTimestamp: { body: timestamp },
    readCertificates: { open: true },
    readCertificateFile: { open: true },
    verifySignature: { open: true, body: "%PDF-", contentType: "application/pdf" },
  };
}
