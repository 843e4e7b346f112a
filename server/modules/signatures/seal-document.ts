import { describeCertificate, signPdf, stampPdf } from "../../formats/signature/index.ts";
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
  /** There is an authority, and it did not answer well: the time is still to be stamped. */
  missed: boolean;
  /** The name in the certificate. */
  signer: string;
  /** SHA-256 of the certificate, hexadecimal. */
  fingerprint: string;
};

/**
 * Signs a PDF in the name of the organization (PAdES), with a timestamp when there is an authority for it. When it does
 * not answer well the document is signed without (`B-B`, `missed`), and a fact says so: nobody waits for a third party to
 * sign; `stampSealed` adds it later. It calls the network: outside transactions.
 */
export async function sealDocument(outer: Outer, pdf: Buffer, wish: SealWish): Promise<SealedDocument> {
  const { identity, authority } = await outer.transaction(async (ctx) => ({
    identity: await presentIdentity(ctx),
    authority: await selectTimestamp(ctx),
  }));
  const { name, fingerprint } = describeCertificate(identity.certificate);
  const asked = await ask(outer, authority, (stamp) =>
    signPdf(pdf, identity, { ...wish, timestamp: async (hash) => (await stamp(hash)).token }),
  );
  if (asked.is === "failed") await outer.transaction((ctx) => tellMissed(ctx, asked.reason));
  const done = asked.is === "done" ? asked.value : await signPdf(pdf, identity, wish);
  return { ...done, missed: asked.is === "failed", signer: name, fingerprint };
}

export type StampedDocument = {
  pdf: Buffer;
  /** When, and by whom, as the token says. */
  at: Date;
  by: string;
};

/**
 * Adds the timestamp that was missed when a document was sealed; the sealed file is what the new one begins with. Whoever
 * keeps it notes it with `noteStamped`. @returns null while there is no authority that answers.
 */
export async function stampSealed(outer: Outer, pdf: Buffer): Promise<StampedDocument | null> {
  const authority = await outer.transaction(selectTimestamp);
  const asked = await ask(outer, authority, async (stamp) => {
    const told = { at: outer.clock(), by: "" };
    const stamped = await stampPdf(pdf, async (hash) => {
      const { token, at, by } = await stamp(hash);
      Object.assign(told, { at, by: by.name });
      return token;
    });
    return { pdf: stamped, ...told };
  });
  return asked.is === "done" ? asked.value : null;
}

type Ask = (sha256: Buffer) => ReturnType<typeof askTimestamp>;
type Asked<T> = { is: "none" } | { is: "failed"; reason: string } | { is: "done"; value: T };

/** Does what needs a timestamp, if there is an authority to ask; one that just failed is left alone for a while. */
async function ask<T>(
  outer: Outer,
  authority: TimestampRow | undefined,
  work: (stamp: Ask) => Promise<T>,
): Promise<Asked<T>> {
  if (!authority) return { is: "none" };
  if (!mayAskAgain(authority.failed_at, outer.clock()))
    return { is: "failed", reason: authority.failure ?? "unreachable" };
  try {
    const value = await work((sha256) => askTimestamp(settingsOf(outer, authority), sha256, worldOf(outer)));
    if (authority.failed_at) await outer.transaction((ctx) => noteTimestampFailure(ctx, null));
    return { is: "done", value };
  } catch (error) {
    if (!(error instanceof TimestampFailure)) throw error;
    const { code, message } = error;
    outer.services.log.warn({ code, message }, "a document stays without a timestamp for now");
    await outer.transaction((ctx) => noteTimestampFailure(ctx, code));
    return { is: "failed", reason: code };
  }
}

const tellMissed = (ctx: Context, reason: string): Promise<string> =>
  recordFact(ctx, {
    name: facts.timestampMissed,
    subject: { kind: "organization", id: ctx.organizationId },
    data: { reason },
  });
