import { createHash } from "node:crypto";
import { type Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import { contactsOf } from "../directory/index.ts";
import { findUsersByIds } from "../identity/index.ts";
import { maskTarget } from "./rules.ts";
import type { MandateRecord } from "./sql/mandates.ts";
import { type EventRow, selectEvents } from "./sql/parts.ts";
import { findSignature } from "./sql/signatures.ts";

const VERIFIED = {
  access:
    "address of the access of the signer, confirmed by a link sent to it when the access was opened or changed",
  proved: "number proved before by a code that was sent to it",
  typed: "typed by the signer, inside his access, for this signature",
} as const;

const CONSENT = {
  fr: "J’ai lu le mandat et je le signe avec le code qui m’a été envoyé.",
  en: "I have read the mandate and I sign it with the code that was sent to me.",
};

/**
 * What proves a signature: who, when, from where, which document, how the code went, and the chain of what happened, each
 * link sealed by the hash of the one before (Code civil, 1366 and 1367: identity, consent, integrity). No code, no whole
 * IBAN: the document has it. Made once, when the code is right; attached to the sealed file.
 */
export async function makeEvidence(
  ctx: Context,
  mandate: MandateRecord,
  signatureId: string,
): Promise<Record<string, unknown>> {
  const signature = await findSignature(ctx, { id: signatureId });
  assert(signature?.rightAt, "evidence is made of a signature whose code was right");
  const user = (await findUsersByIds(ctx, [signature.userId])).get(signature.userId);
  const party = (await contactsOf(ctx, [mandate.partyId])).get(mandate.partyId);
  const events = await selectEvents(ctx, mandate.id, signatureId);
  const iban = signature.newIban ?? mandate.iban;
  return {
    version: 1,
    act: signature.kind === "mandate" ? "signature of a mandate" : "change of the debited account",
    mandate: { umr: mandate.umr, scheme: mandate.scheme, mode: mandate.mode, id: mandate.id },
    creditor: { name: mandate.creditorName, identifier: mandate.ics },
    signer: {
      userId: signature.userId,
      name: user?.name ?? "",
      identifier: user?.identifier ?? "",
      authenticated: "session opened with the credentials of the access",
      session: ctx.actor.kind === "user" ? ctx.actor.sessionId : null,
      party: { code: party?.code ?? "", name: party?.name ?? "", kind: party?.kind ?? "" },
    },
    debtor: {
      name: mandate.debtorName,
      ibanLastFour: iban.slice(-4),
      ibanCheck: "structure and check digits",
    },
    document: {
      sha256: signature.documentHash,
      wording: signature.wording,
      language: mandate.language,
      madeAt: signature.createdAt.toISOString(),
    },
    consent: { text: CONSENT[mandate.language], given: true },
    code: {
      channel: signature.channel,
      maskedTarget: maskTarget(signature.channel, signature.target),
      addressVerified: VERIFIED[signature.verified],
      boundTo: "keyed hash over signature, document SHA-256, salt and code",
      salt: signature.codeSalt?.toString("hex") ?? "",
      hash: signature.codeHash?.toString("hex") ?? "",
      codesSent: signature.codes,
      tries: signature.tries,
    },
    signedAt: signature.rightAt.toISOString(),
    from: { ip: signature.ip, userAgent: signature.userAgent },
    events: chainOf(events, signature.documentHash),
  };
}

/** Each event with the hash of itself and of the one before; the first hangs on the hash of the document. */
export function chainOf(
  events: readonly Pick<EventRow, "kind" | "side" | "data" | "at">[],
  documentHash: string,
): { at: string; kind: string; side: string; data: Record<string, unknown>; hash: string }[] {
  let before = documentHash;
  return events.map(({ kind, side, data, at }) => {
    const link = { at: at.toISOString(), kind, side, data };
    before = createHash("sha256")
      .update(`${before}\n${JSON.stringify(link)}`)
      .digest("hex");
    return { ...link, hash: before };
  });
}
