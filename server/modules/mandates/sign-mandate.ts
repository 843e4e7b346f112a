import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { sameText } from "../../platform/secrets.ts";
import { throttle } from "../../platform/throttle.ts";
import { refuseSuspended } from "../ledger/index.ts";
import { readCreditor } from "../organizations/index.ts";
import { asCustomer, maySign } from "./access.ts";
import { debitSettings } from "./configure-debits.ts";
import { type Mandate, refusals } from "./contract.ts";
import { makeEvidence } from "./make-evidence.ts";
import type { DocumentData } from "./prepare-mandate.ts";
import { readMandate } from "./read-mandate.ts";
import { MOST_TRIES, mayChangeAccount } from "./rules.ts";
import { SEAL_JOB, sealSignature } from "./seal-mandate.ts";
import { hashOf } from "./send-code.ts";
import { beginSigning, findAutomatic, findMandate, type MandateRecord } from "./sql/mandates.ts";
import { insertEvents } from "./sql/parts.ts";
import { latestSignature, type SignatureRow, updateSignature } from "./sql/signatures.ts";

const refuse = refuser(refusals);
/** The request that signs also seals; the job comes after it, for when it did not get to the end. */
const JOB_AFTER_SECONDS = 20;

type Judged =
  | { is: "right"; signatureId: string }
  | { is: "wrong"; left: number }
  | { is: "expired" }
  | { is: "locked" };

/**
 * Signs with the code (MAN-4, MAN-5). A right code makes the mandate `signing` with its evidence, in one transaction; the
 * file is then sealed outside of any, here at once or by the job. The same code sent twice signs once.
 * @throws Refusal `mandate.code_wrong` with the tries left, `mandate.code_expired`, `mandate.code_locked`, `mandate.not_open`,
 *   `mandate.not_signer`, `mandate.not_offered`, `mandate.already_automatic`, `mandate.not_now`, `mandate.outdated`,
 *   `payments.suspended`.
 */
export async function signMandate(outer: Outer, mandateId: string, code: string): Promise<Mandate> {
  await throttle(outer, [{ key: `mandate-sign:${theUser(outer).userId}`, most: 40, seconds: 3600 }]);
  // Tries are counted in a transaction of their own: a refusal must not undo the count.
  const judged = await outer.transaction((ctx) => judge(ctx, mandateId, code));
  if (judged.is === "wrong") return refuse("mandate.code_wrong", { left: judged.left });
  if (judged.is === "expired") return refuse("mandate.code_expired");
  if (judged.is === "locked") return refuse("mandate.code_locked");
  try {
    await sealSignature(outer, judged.signatureId);
  } catch (error) {
    outer.services.log.warn({ err: error, mandateId }, "a signed mandate is still to be sealed");
  }
  return outer.transaction((ctx) => readMandate(ctx, mandateId));
}

async function judge(ctx: Context, mandateId: string, code: string): Promise<Judged> {
  const { userId } = theUser(ctx);
  const mandate = found(await findMandate(ctx, mandateId, asCustomer(ctx, "pay"), { lock: true }));
  const signature = await latestSignature(ctx, mandateId, { lock: true });
  if (!signature || signature.userId !== userId) return refuse("mandate.not_open");
  const right = isRight(ctx, signature, code);
  if (signature.state === "right" || signature.state === "done")
    return right ? { is: "right", signatureId: signature.id } : refuse("mandate.not_open");
  if (signature.state !== "open") return refuse("mandate.not_open");
  if (!signature.codeHash || !signature.codeUntil || signature.codeUntil <= ctx.clock())
    return { is: "expired" };
  if (signature.tries >= MOST_TRIES) return { is: "locked" };
  if (!right) return countWrong(ctx, mandate, signature);
  await refuseUnlessSignable(ctx, mandate, signature);
  await accept(ctx, mandate, signature);
  return { is: "right", signatureId: signature.id };
}

function isRight(ctx: Context, signature: SignatureRow, code: string): boolean {
  const { codeHash, codeSalt } = signature;
  if (!codeHash || !codeSalt) return false;
  return sameText(codeHash.toString("hex"), hashOf(ctx, signature, codeSalt, code).toString("hex"));
}

async function countWrong(ctx: Context, mandate: MandateRecord, signature: SignatureRow): Promise<Judged> {
  const tries = signature.tries + 1;
  const left = MOST_TRIES - tries;
  await updateSignature(ctx, signature.id, { tries });
  await insertEvents(ctx, [mandate.id], {
    kind: "code_wrong",
    side: "customer",
    authorId: signature.userId,
    signatureId: signature.id,
    data: { left, ip: ctx.ip },
  });
  return left > 0 ? { is: "wrong", left } : { is: "locked" };
}

/** What was possible when it was prepared may no longer be. */
async function refuseUnlessSignable(
  ctx: Context,
  mandate: MandateRecord,
  signature: SignatureRow,
): Promise<void> {
  const { signers, offered, automatic } = await debitSettings(ctx, mandate.creditorId);
  if (!(await maySign(ctx, signature.userId, mandate.partyId, signers))) refuse("mandate.not_signer");
  if (mandate.moved || mandate.withdrawn || (await isOutdated(ctx, mandate, signature)))
    refuse("mandate.outdated");
  // A mandate in force is kept up to date, also when no new one is offered any more.
  if (signature.kind === "account_change") {
    if (!mayChangeAccount(mandate)) refuse("mandate.not_now");
    return;
  }
  if (mandate.state !== "draft") refuse("mandate.not_open");
  if (!offered || (mandate.mode === "automatic" && !automatic)) refuse("mandate.not_offered");
  if (mandate.mode === "one_off") await refuseSuspended(ctx);
  if (isTooNear(ctx, signature)) refuse("mandate.outdated");
  if (mandate.mode === "automatic" && (await findAutomatic(ctx, mandate.accountId)))
    refuse("mandate.already_automatic");
}

/** The first debit, or the one that was asked for, is nearer than the notice that the document promises. */
function isTooNear(ctx: Context, signature: SignatureRow): boolean {
  const { schedule, oneOffOn, preNotificationDays } = signature.document as DocumentData;
  const first = schedule[0]?.on ?? oneOffOn ?? null;
  return first !== null && first < addDays(dayInParis(ctx.clock()), preNotificationDays);
}

/** The document names the creditor as it was: who signs it would agree to somebody else. */
async function isOutdated(ctx: Context, mandate: MandateRecord, signature: SignatureRow): Promise<boolean> {
  const { legalName, ics } = await readCreditor(ctx, mandate.creditorId);
  const { creditor } = signature.document as DocumentData;
  return creditor.name !== legalName || creditor.ics !== ics;
}

async function accept(ctx: Context, mandate: MandateRecord, signature: SignatureRow): Promise<void> {
  const now = ctx.clock();
  if (signature.kind === "mandate" && !(await beginSigning(ctx, mandate.id, dayInParis(now))))
    refuse("mandate.already_automatic");
  await insertEvents(ctx, [mandate.id], {
    kind: "code_right",
    side: "customer",
    authorId: signature.userId,
    signatureId: signature.id,
    data: { tries: signature.tries + 1, ip: ctx.ip },
  });
  await updateSignature(ctx, signature.id, {
    state: "right",
    tries: signature.tries + 1,
    code_sealed: null,
    ip: ctx.ip,
    user_agent: ctx.userAgent?.slice(0, 300) ?? null,
    right_at: now,
  });
  const evidence = await makeEvidence(ctx, mandate, signature.id);
  await updateSignature(ctx, signature.id, { evidence: JSON.stringify(evidence) });
  await ctx.services.jobs.enqueue(
    ctx.db,
    SEAL_JOB,
    { organizationId: ctx.organizationId, signatureId: signature.id },
    { afterSeconds: JOB_AFTER_SECONDS },
  );
}
