import { describeCertificate, signPdf } from "../../formats/signature/index.ts";
import { askTimestamp, TimestampFailure } from "../../gateways/timestamp/client.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { facts } from "./facts.ts";
import { presentIdentity } from "./keep-identity.ts";
import { mayAskAgain } from "./rules.ts";
import { settingsOf, worldOf } from "./set-timestamp.ts";
import { noteTimestampFailure, selectTimestamp, type TimestampRow } from "./sql.ts";

export type SealWish = {
  /** Why, in a few words: shown by readers. */
  reason: string;
  location?: string;
  at: Date;
};
export type SealedDocument = {
  pdf: Buffer;
  level: "B-B" | "B-T";
  /** The name in the certificate. */
  signer: string;
  /** SHA-256 of the certificate, hexadecimal. */
  fingerprint: string;
};

/**
 * Signs a PDF in the name of the organization (PAdES), with a timestamp when there is an authority for it. When it does
 * not answer well the document is signed without (`B-B`), and a fact says so: nobody waits for a third party to sign.
 * It calls the network: outside transactions.
 */
export async function sealDocument(outer: Outer, pdf: Buffer, wish: SealWish): Promise<SealedDocument> {
  const { identity, authority } = await outer.transaction(async (ctx) => ({
    identity: await presentIdentity(ctx),
    authority: await selectTimestamp(ctx),
  }));
  const { name, fingerprint } = describeCertificate(identity.certificate);
  const sealed = (done: { pdf: Buffer; level: "B-B" | "B-T" }) => ({ ...done, signer: name, fingerprint });
  if (!authority) return sealed(await signPdf(pdf, identity, wish));
  if (!mayAskAgain(authority.failed_at, outer.clock())) {
    await outer.transaction((ctx) => tellMissed(ctx, authority.failure ?? "unreachable"));
    return sealed(await signPdf(pdf, identity, wish));
  }
  try {
    const timestamp = stamper(outer, authority);
    const done = await signPdf(pdf, identity, { ...wish, timestamp });
    if (authority.failed_at) await outer.transaction((ctx) => noteTimestampFailure(ctx, null));
    return sealed(done);
  } catch (error) {
    if (!(error instanceof TimestampFailure)) throw error;
    outer.services.log.warn(
      { code: error.code, message: error.message },
      "a document is signed without a timestamp",
    );
    await outer.transaction(async (ctx) => {
      await noteTimestampFailure(ctx, error.code);
      await tellMissed(ctx, error.code);
    });
    return sealed(await signPdf(pdf, identity, wish));
  }
}

const stamper = (outer: Outer, row: TimestampRow) => async (sha256: Buffer) =>
  (await askTimestamp(settingsOf(outer, row), sha256, worldOf(outer))).token;

const tellMissed = (ctx: Context, reason: string): Promise<string> =>
  recordFact(ctx, {
    name: facts.timestampMissed,
    subject: { kind: "organization", id: ctx.organizationId },
    data: { reason },
  });
