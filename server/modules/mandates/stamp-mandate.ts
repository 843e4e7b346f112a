import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Context, Outer } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import type { StoredFile } from "../../platform/files.ts";
import { rememberFile } from "../../platform/remember-file.ts";
import { noteStamped, type StampedDocument, stampSealed } from "../signatures/index.ts";
import { factData } from "./collect-mandates.ts";
import { facts } from "./facts.ts";
import { selectMandates, updateMandates } from "./sql/mandates.ts";
import { insertEvents } from "./sql/parts.ts";
import { findSignature, selectStampDue, updateSignature } from "./sql/signatures.ts";

export const STAMP_JOB = "mandates.stamp_late";
const BATCH = 50;
/** One that cannot be stamped for a reason of its own lets the others pass. */
const POSTPONED_MS = 3_600_000;

type Due = { id: string; sealedHash: string };

/**
 * Adds the timestamps that were missed because the authority did not answer (MAN-5): the sealed bytes stay, and the original
 * hash still proves them. Stops at the first that the authority does not answer for. Run twice, even at the same time, each
 * document is stamped once. @returns how many were.
 */
export async function stampLate(outer: Outer): Promise<number> {
  const due = await outer.transaction((ctx) => selectStampDue(ctx, BATCH));
  let stamped = 0;
  for (const one of due) {
    const became = await stampOne(outer, one).catch((error: Error) => postpone(outer, one, error));
    if (became === "unanswered") break;
    if (became === "stamped") stamped += 1;
  }
  return stamped;
}

async function stampOne(outer: Outer, { id, sealedHash }: Due): Promise<"unanswered" | "stamped" | "other"> {
  const sealed = await buffer(await outer.services.files.get(outer.organizationId, sealedHash));
  const stamped = await stampSealed(outer, sealed);
  if (!stamped) return "unanswered";
  const file = await outer.services.files.put(outer.organizationId, Readable.from([stamped.pdf]));
  const kept = await outer.transaction((ctx) => keepStamped(ctx, { id, sealedHash }, { file, ...stamped }));
  return kept ? "stamped" : "other";
}

async function postpone(outer: Outer, { id }: Due, error: Error): Promise<"other"> {
  outer.services.log.warn({ err: error, signatureId: id }, "a sealed mandate is still to be stamped");
  const later = new Date(outer.clock().getTime() + POSTPONED_MS);
  await outer.transaction(async (ctx) => {
    const signature = await findSignature(ctx, { id }, { lock: true });
    if (signature?.stampDueAt) await updateSignature(ctx, id, { stamp_due_at: later });
  });
  return "other";
}

/** @returns false when another run was quicker. */
async function keepStamped(
  ctx: Context,
  { id, sealedHash }: Due,
  { file, at, by }: Omit<StampedDocument, "pdf"> & { file: StoredFile },
): Promise<boolean> {
  const { mandateId } = found(await findSignature(ctx, { id }));
  // The mandate before its signature: who signs locks them in this order too.
  const [mandate] = await selectMandates(ctx, [mandateId], { lock: true });
  const signature = await findSignature(ctx, { id }, { lock: true });
  if (!mandate || !signature?.stampDueAt || signature.sealedHash !== sealedHash) return false;
  await rememberFile(ctx, file, "application/pdf");
  await noteStamped(ctx, file.hash);
  const seal = { sealed_hash: file.hash, seal_level: "B-T" };
  await updateSignature(ctx, id, {
    ...seal,
    unstamped_hash: sealedHash,
    stamped_at: ctx.clock(),
    stamp_due_at: null,
  });
  // Another document may be in force since: that of a change of account.
  if (mandate.sealedHash === sealedHash) await updateMandates(ctx, [mandate.id], seal);
  const hashes = { sealedSha256: file.hash, unstampedSha256: sealedHash };
  await insertEvents(ctx, [mandate.id], {
    kind: "timestamped",
    side: "system",
    authorId: null,
    signatureId: id,
    data: { level: "B-T", authority: by, attestedAt: at.toISOString(), ...hashes },
  });
  await recordFact(ctx, {
    name: facts.timestamped,
    subject: { kind: "mandate", id: mandate.id },
    data: { ...factData(mandate), by: "system", authority: by, ...hashes },
  });
  return true;
}
