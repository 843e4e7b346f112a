/** Documents of the mandates of a story, signed as they would have been. */
import { Readable } from "node:stream";
import { MANDATE_WORDING_VERSION, type MandateDocument, mandatePdf } from "../server/formats/pdf/index.ts";
import { describeCertificate, type SigningIdentity, signPdf } from "../server/formats/signature/index.ts";
import { chainOf } from "../server/modules/mandates/make-evidence.ts";
import { maskTarget } from "../server/modules/mandates/rules.ts";
import type { FileStore } from "../server/platform/files.ts";
import { type DemoMandate, MINUTE, NOTICE_DAYS, purposeOf } from "./mandates.ts";
import { faceOf } from "./organizations.ts";
import type { Story } from "./story.ts";

export type File = { hash: string; bytes: number };
export type Sealed = { read: File; signed: File; fingerprint: string; document: object; evidence: object };

/** Makes the document of a mandate, signs it in the name of the organization, and keeps both. */
export async function sealMandate(
  story: Story,
  one: DemoMandate,
  identity: SigningIdentity,
  files: FileStore,
): Promise<Sealed> {
  const document = documentOf(story, one);
  const put = (pdf: Buffer) => files.put(story.organizationId, Readable.from([pdf]));
  const unsigned = await mandatePdf({ ...document, signed: null });
  const read = await put(unsigned);
  const evidence = evidenceOf(one, read.hash);
  const target = one.user.email!;
  const made = await mandatePdf({
    ...document,
    madeAt: one.signedAt,
    signed: {
      name: one.user.name,
      at: one.signedAt,
      channel: "email",
      maskedTarget: maskTarget("email", target),
      documentHash: read.hash,
    },
    attachments: [
      {
        name: "preuve.json",
        mediaType: "application/json",
        description: "Preuve de la signature",
        content: Buffer.from(JSON.stringify(evidence, null, 2)),
      },
    ],
  });
  const done = await signPdf(made, identity, {
    reason: `Mandat de prélèvement SEPA ${one.umr}`,
    at: one.signedAt,
  });
  const { brand: _, madeAt, ...data } = document;
  return {
    read,
    signed: await put(done.pdf),
    fingerprint: describeCertificate(identity.certificate).fingerprint,
    document: { ...data, madeAt: madeAt.toISOString() },
    evidence,
  };
}

function documentOf(story: Story, one: DemoMandate): Omit<MandateDocument, "signed" | "attachments"> {
  const { creditor, account } = one;
  return {
    lang: "fr",
    brand: { accent: faceOf(story).accent },
    creditor: { name: creditor.legalName, address: creditor.address, ics: creditor.ics },
    umr: one.umr,
    kind: one.mode === "automatic" ? "recurrent" : "one_off",
    scheme: "CORE",
    debtor: { name: account.party.name, address: account.party.address, iban: one.iban, bic: null },
    purpose: purposeOf(one),
    preNotificationDays: NOTICE_DAYS,
    schedule: one.instalments.map((part) => ({ on: part.dueOn, cents: part.cents })),
    oneOffCents: one.cents,
    madeAt: new Date(one.signedAt.getTime() - 4 * MINUTE),
  };
}

const evidenceOf = (one: DemoMandate, documentHash: string) => ({
  version: 1,
  act: "signature of a mandate",
  mandate: { umr: one.umr, scheme: "CORE", mode: one.mode, id: one.id },
  creditor: { name: one.creditor.legalName, identifier: one.creditor.ics },
  signer: { userId: one.user.id, name: one.user.name, identifier: one.user.identifier },
  debtor: { name: one.account.party.name, ibanLastFour: one.iban.slice(-4) },
  document: { sha256: documentHash, wording: MANDATE_WORDING_VERSION, language: "fr" },
  consent: { given: true },
  code: { channel: "email", maskedTarget: maskTarget("email", one.user.email!), codesSent: 1, tries: 1 },
  signedAt: one.signedAt.toISOString(),
  from: { ip: "198.51.100.7", userAgent: "Demonstration" },
  events: chainOf(
    [{ kind: "code_right", side: "customer", data: { tries: 1 }, at: one.signedAt }],
    documentHash,
  ),
});
