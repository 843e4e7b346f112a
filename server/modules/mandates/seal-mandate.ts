import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { type MandateDocument, mandatePdf } from "../../formats/pdf/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import type { StoredFile } from "../../platform/files.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { findUsersByIds } from "../identity/index.ts";
import { readBrand } from "../organizations/index.ts";
import { sealDocument } from "../signatures/index.ts";
import { asStaff } from "./access.ts";
import { factData } from "./collect-mandates.ts";
import { type OfficeMandate, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { type DocumentData, type Look, loadLook } from "./prepare-mandate.ts";
import { readOfficeMandate } from "./read-mandate.ts";
import { bankKnows, lastFour, maskTarget, mayRevoke } from "./rules.ts";
import { findMandate, type MandateRecord, selectMandates, updateMandates } from "./sql/mandates.ts";
import { insertAmendments, insertEvents } from "./sql/parts.ts";
import {
  findSignature,
  latestSignature,
  type SignatureRow,
  selectUnsealed,
  updateSignature,
} from "./sql/signatures.ts";

export const SEAL_JOB = "mandates.seal";
const refuse = refuser(refusals);

type ToSeal = { signature: SignatureRow; mandate: MandateRecord; signer: string; look: Look };

/**
 * Makes the final document of a signature whose code was right, with the signature block and the evidence, seals it, keeps
 * it, and puts what was signed in force (MAN-5). Outside any transaction while it is made and sealed. Run twice, even at
 * the same time, one of the two counts.
 * @throws when the seal or the store does not answer: the job tries again.
 */
export async function sealSignature(outer: Outer, signatureId: string): Promise<void> {
  const ready = await outer.transaction((ctx) => prepare(ctx, signatureId));
  if (!ready) return;
  const document = await makeSigned(outer, ready);
  const at = ready.signature.rightAt!;
  const sealed = await sealDocument(outer, document, { reason: reasonOf(ready), at });
  const file = await outer.services.files.put(outer.organizationId, Readable.from([sealed.pdf]));
  await outer.transaction((ctx) =>
    putInForce(ctx, signatureId, {
      file,
      level: sealed.level,
      fingerprint: sealed.fingerprint,
      missed: sealed.missed,
    }),
  );
}

async function prepare(ctx: Context, signatureId: string): Promise<ToSeal | null> {
  const signature = await findSignature(ctx, { id: signatureId });
  if (signature?.state !== "right") return null;
  const [mandate] = await selectMandates(ctx, [signature.mandateId]);
  const user = (await findUsersByIds(ctx, [signature.userId])).get(signature.userId);
  const { accent, logoHash } = await readBrand(ctx);
  return {
    signature,
    mandate: found(mandate),
    signer: user?.name ?? mandate!.debtorName,
    look: { accent, logoHash },
  };
}

const reasonOf = ({ mandate }: ToSeal): string =>
  mandate.language === "fr"
    ? `Mandat de prélèvement SEPA ${mandate.umr}`
    : `SEPA direct debit mandate ${mandate.umr}`;

/** The same data as what was read, with who signed, when and how; what was read and the evidence travel inside. */
async function makeSigned(outer: Outer, { signature, signer, look }: ToSeal): Promise<Buffer> {
  const data = signature.document as DocumentData;
  const read = await buffer(await outer.services.files.get(outer.organizationId, signature.documentHash));
  const words = attachmentWords[data.lang];
  const document: MandateDocument = {
    ...data,
    brand: await loadLook(outer, look),
    madeAt: signature.rightAt!,
    signed: {
      name: signer,
      at: signature.rightAt!,
      channel: signature.channel,
      maskedTarget: maskTarget(signature.channel, signature.target),
      documentHash: signature.documentHash,
    },
    attachments: [
      {
        name: words.evidence,
        mediaType: "application/json",
        description: words.evidenceIs,
        content: Buffer.from(`${JSON.stringify(signature.evidence, null, 2)}\n`),
      },
      { name: words.read, mediaType: "application/pdf", description: words.readIs, content: read },
    ],
  };
  return mandatePdf(document);
}

const attachmentWords = {
  fr: {
    evidence: "preuve.json",
    evidenceIs: "Preuve de la signature",
    read: "document-lu.pdf",
    readIs: "Le document tel qu’il a été lu avant la signature",
  },
  en: {
    evidence: "evidence.json",
    evidenceIs: "Evidence of the signature",
    read: "document-read.pdf",
    readIs: "The document as it was read before the signature",
  },
} as const;

type Kept = { file: StoredFile; level: string; fingerprint: string; missed: boolean };

async function putInForce(ctx: Context, signatureId: string, kept: Kept): Promise<void> {
  const known = found(await findSignature(ctx, { id: signatureId }));
  // The mandate before its signature: who signs locks them in this order too.
  const [mandate] = await selectMandates(ctx, [known.mandateId], { lock: true });
  const signature = await findSignature(ctx, { id: signatureId }, { lock: true });
  if (!mandate || signature?.state !== "right") return;
  await rememberFile(ctx, kept.file, "application/pdf");
  const fits = signature.kind === "mandate" ? mandate.state === "signing" : mayRevoke(mandate.state);
  await updateSignature(ctx, signatureId, {
    state: fits ? "done" : "dead",
    sealed_at: ctx.clock(),
    sealed_hash: kept.file.hash,
    seal_level: kept.level,
    stamp_due_at: fits && kept.missed ? ctx.clock() : null,
  });
  if (!fits) return;
  const seal = {
    sealed_hash: kept.file.hash,
    seal_level: kept.level,
    seal_fingerprint: kept.fingerprint,
  };
  if (signature.kind === "mandate") await updateMandates(ctx, [mandate.id], { ...seal, state: "active" });
  else await changeBank(ctx, mandate, signature, seal);
  const iban = signature.newIban ?? mandate.iban;
  await insertEvents(ctx, [mandate.id], {
    kind: signature.kind === "mandate" ? "signed" : "account_changed",
    side: "customer",
    authorId: signature.userId,
    signatureId,
    data: { level: kept.level, sealedSha256: kept.file.hash, lastFour: lastFour(iban) },
  });
  await recordFact(ctx, {
    name: signature.kind === "mandate" ? facts.signed : facts.accountChanged,
    subject: { kind: "mandate", id: mandate.id },
    data: {
      ...factData(mandate),
      by: "customer",
      userId: signature.userId,
      mode: mandate.mode,
      lastFour: lastFour(iban),
      documentSha256: signature.documentHash,
      sealedSha256: kept.file.hash,
      level: kept.level,
    },
  });
}

/** The new account is debited from now on; one that a return had blocked is in force again. */
async function changeBank(
  ctx: Context,
  mandate: MandateRecord,
  signature: SignatureRow,
  seal: { sealed_hash: string; seal_level: string; seal_fingerprint: string },
): Promise<void> {
  await updateMandates(ctx, [mandate.id], {
    ...seal,
    debtor_iban: signature.newIban!,
    debtor_bic: signature.newBic,
    user_id: signature.userId,
    ...(mandate.state === "blocked" ? { state: "active" as const, reason: "" } : {}),
  });
  if (bankKnows(mandate))
    await insertAmendments(ctx, [
      { mandateId: mandate.id, originalIban: mandate.iban, originalIcs: null, originalName: null },
    ]);
}

/** Staff have a signature sealed that could not be; sealed meanwhile, it is well. @throws Refusal `mandate.not_now` without any. */
export async function sealAgain(outer: Outer, mandateId: string): Promise<OfficeMandate> {
  const signatureId = await outer.transaction(async (ctx) => {
    found(await findMandate(ctx, mandateId, asStaff(ctx)));
    const signature = await latestSignature(ctx, mandateId);
    if (signature?.state === "done") return null;
    return signature?.state === "right" ? signature.id : refuse("mandate.not_now");
  });
  if (signatureId) await sealSignature(outer, signatureId);
  return outer.transaction((ctx) => readOfficeMandate(ctx, mandateId));
}

const WAITED_MS = 120_000;

/** Seals what was signed and is not sealed: its job was lost, or gave up. Each for itself. @returns how many it tried. */
export async function sealWaiting(outer: Outer): Promise<number> {
  const before = new Date(outer.clock().getTime() - WAITED_MS);
  const ids = await outer.transaction((ctx) => selectUnsealed(ctx, before, 20));
  for (const id of ids)
    await sealSignature(outer, id).catch((error: Error) =>
      outer.services.log.warn({ err: error, signatureId: id }, "a signed mandate is still to be sealed"),
    );
  return ids.length;
}
