import { randomBytes, randomInt } from "node:crypto";
import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { derivedKey } from "../../platform/secrets.ts";
import { throttle } from "../../platform/throttle.ts";
import { asCustomer } from "./access.ts";
import { chosenTarget, type Target } from "./choose-terms.ts";
import { factData } from "./collect-mandates.ts";
import { debitSettings } from "./configure-debits.ts";
import { type Mandate, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readMandate } from "./read-mandate.ts";
import { type Channel, CODE_MINUTES, codeHash, MOST_CODES, maskTarget } from "./rules.ts";
import { findMandate, type MandateRecord } from "./sql/mandates.ts";
import { insertEvents } from "./sql/parts.ts";
import { findSignature, latestSignature, type SignatureRow, updateSignature } from "./sql/signatures.ts";

const refuse = refuser(refusals);
const sealPurpose = (signatureId: string): string => `mandate-code:${signatureId}`;

/** What is kept of the code of a signature. */
export const hashOf = (
  ctx: Pick<Context, "services">,
  signature: Pick<SignatureRow, "id" | "documentHash">,
  salt: Buffer,
  code: string,
): Buffer =>
  codeHash(derivedKey(ctx.services.config.QUITUS_SECRET, "mandate-code"), {
    salt,
    documentHash: signature.documentHash,
    signatureId: signature.id,
    code,
  });

/** What waits to be signed by who asks, locked. @throws Refusal `mandate.not_open`, `mandate.sealing`. */
export async function openToSign(
  ctx: Context,
  mandateId: string,
): Promise<{ mandate: MandateRecord; signature: SignatureRow }> {
  const mandate = found(await findMandate(ctx, mandateId, asCustomer(ctx, "pay"), { lock: true }));
  const signature = await latestSignature(ctx, mandateId, { lock: true });
  if (signature?.state === "right") refuse("mandate.sealing");
  if (signature?.state !== "open" || signature.userId !== theUser(ctx).userId)
    return refuse("mandate.not_open");
  return { mandate, signature };
}

/**
 * Makes a code and has it sent, by mail or text; a former one dies (MAN-4). It lives ten minutes. Sealed until its message
 * leaves, then only its hash is kept, keyed, salted and bound to the hash of the document.
 * @throws Refusal `request.too_many` past ten codes an hour for a user or six for an address, `mandate.too_many_codes`
 *   past five for a document, `mandate.channel`, `mandate.not_open`.
 */
export async function askCode(
  outer: Outer,
  mandateId: string,
  wish: { channel?: Channel | undefined; email: string; phone: string },
): Promise<Mandate> {
  const { userId } = theUser(outer);
  const target = await outer.transaction(async (ctx) => {
    const { mandate, signature } = await openToSign(ctx, mandateId);
    return targetOf(ctx, mandate, signature, wish);
  });
  await throttle(outer, [
    { key: `mandate-code:${userId}`, most: 10, seconds: 3600 },
    { key: `mandate-code-to:${target.target.toLowerCase()}`, most: 6, seconds: 3600 },
  ]);
  return outer.transaction(async (ctx) => {
    const { mandate, signature } = await openToSign(ctx, mandateId);
    if (signature.codes >= MOST_CODES) refuse("mandate.too_many_codes");
    await makeCode(ctx, mandate, signature, target);
    return readMandate(ctx, mandateId);
  });
}

/** Where the code goes: as chosen when the mandate was prepared, unless another way is chosen now. */
async function targetOf(
  ctx: Context,
  mandate: MandateRecord,
  signature: SignatureRow,
  wish: { channel?: Channel | undefined; email: string; phone: string },
): Promise<Target> {
  const { channel, target, verified } = signature;
  const same = wish.channel === undefined || wish.channel === channel;
  if (same && wish.email === "" && wish.phone === "") return { channel, target, verified };
  const { channels } = await debitSettings(ctx, mandate.creditorId);
  return chosenTarget(ctx, channels, { ...wish, channel: wish.channel ?? channel });
}

async function makeCode(
  ctx: Context,
  mandate: MandateRecord,
  signature: SignatureRow,
  target: Target,
): Promise<void> {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const salt = randomBytes(16);
  const now = ctx.clock();
  await updateSignature(ctx, signature.id, {
    ...target,
    code_id: newId(now.getTime()),
    code_sealed: ctx.services.sealer.seal(code, sealPurpose(signature.id)),
    code_salt: salt,
    code_hash: hashOf(ctx, signature, salt, code),
    code_until: new Date(now.getTime() + CODE_MINUTES * 60_000),
    codes: signature.codes + 1,
    tries: 0,
  });
  const { channel } = target;
  const maskedTarget = maskTarget(channel, target.target);
  await insertEvents(ctx, [mandate.id], {
    kind: "code_asked",
    side: "customer",
    authorId: theUser(ctx).userId,
    signatureId: signature.id,
    data: { channel, maskedTarget, verified: target.verified },
  });
  await recordFact(ctx, {
    name: facts.codeAsked,
    subject: { kind: "mandate", id: mandate.id },
    data: { ...factData(mandate), signatureId: signature.id, channel, maskedTarget },
  });
}

/** The code of a message that leaves now. Null when it is no longer the one to send, or too late to be of use. */
export async function codeToSend(ctx: Context, codeId: string): Promise<string | null> {
  const signature = await findSignature(ctx, { codeId });
  if (signature?.state !== "open" || !signature.codeSealed) return null;
  if (!signature.codeUntil || signature.codeUntil <= ctx.clock()) return null;
  return ctx.services.sealer.open<string>(signature.codeSealed, sealPurpose(signature.id));
}

/** The message with the code left: nothing but its hash is kept any more. */
export async function noteCodeSent(ctx: Context, codeId: string): Promise<void> {
  const signature = await findSignature(ctx, { codeId }, { lock: true });
  if (signature?.state !== "open" || !signature.codeSealed) return;
  await updateSignature(ctx, signature.id, { code_sealed: null });
  await insertEvents(ctx, [signature.mandateId], {
    kind: "code_sent",
    side: "system",
    authorId: null,
    signatureId: signature.id,
    data: {
      channel: signature.channel,
      maskedTarget: maskTarget(signature.channel, signature.target),
    },
  });
}
