import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact, recordFacts } from "../../platform/facts.ts";
import { forgetFile } from "../../platform/forget-file.ts";
import { asCustomer, asStaff } from "./access.ts";
import { factData, factsOf, stopMandates } from "./collect-mandates.ts";
import { type Mandate, type OfficeMandate, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readMandate, readOfficeMandate } from "./read-mandate.ts";
import { DRAFT_HOURS, dormantBefore, isOver, type MandateState, mayRevoke } from "./rules.ts";
import {
  abandonMandates,
  blankAbandoned,
  findMandate,
  type MandateRecord,
  selectMandates,
  updateMandates,
} from "./sql/mandates.ts";
import { lockDormant, selectMoved } from "./sql/many.ts";
import { insertEvents } from "./sql/parts.ts";
import { deleteDead, killOpen, latestSignature, selectOldOpen, updateSignature } from "./sql/signatures.ts";

const refuse = refuser(refusals);

/** The customer revokes his mandate (MAN-6): nothing more is debited under it. Again, it changes nothing. */
export async function revokeMandate(ctx: Context, mandateId: string): Promise<Mandate> {
  const mandate = found(await findMandate(ctx, mandateId, asCustomer(ctx, "pay"), { lock: true }));
  if (mandate.state === "revoked") return readMandate(ctx, mandateId);
  if (!mayRevoke(mandate.state)) refuse("mandate.not_now");
  await move(ctx, mandate, { to: "revoked", side: "customer", reason: "" });
  return readMandate(ctx, mandateId);
}

/** Gives up what waits to be signed: a mandate that was prepared, or the change of a bank account. */
export async function giveUpMandate(ctx: Context, mandateId: string): Promise<Mandate> {
  const mandate = found(await findMandate(ctx, mandateId, asCustomer(ctx, "pay"), { lock: true }));
  const signature = await latestSignature(ctx, mandateId, { lock: true });
  const { userId } = theUser(ctx);
  if (signature?.state === "right") refuse("mandate.sealing");
  if (signature?.state === "open" && signature.userId === userId) {
    await updateSignature(ctx, signature.id, { state: "dead", code_sealed: null, code_hash: null });
    await insertEvents(ctx, [mandateId], {
      kind: "abandoned",
      side: "customer",
      authorId: userId,
      signatureId: signature.id,
    });
    if (mandate.state === "draft") await updateMandates(ctx, [mandateId], { state: "abandoned" });
  }
  return readMandate(ctx, mandateId);
}

const FROM: Record<"suspended" | "active" | "revoked", readonly MandateState[]> = {
  suspended: ["active"],
  active: ["suspended", "blocked"],
  revoked: ["active", "suspended", "blocked"],
};

/** Staff suspend, resume or revoke a mandate, and say why; the customer is told. @throws Refusal `mandate.not_now`. */
export async function moveMandate(
  ctx: Context,
  mandateId: string,
  given: { to: "suspended" | "active" | "revoked"; reason: string },
): Promise<OfficeMandate> {
  const mandate = found(await findMandate(ctx, mandateId, asStaff(ctx), { lock: true }));
  if (!FROM[given.to].includes(mandate.state)) refuse("mandate.not_now");
  await move(ctx, mandate, { ...given, side: "staff" });
  return readOfficeMandate(ctx, mandateId);
}

async function move(
  ctx: Context,
  mandate: MandateRecord,
  given: { to: "suspended" | "active" | "revoked"; side: "customer" | "staff"; reason: string },
): Promise<void> {
  const kind = given.to === "active" ? ("resumed" as const) : given.to;
  await updateMandates(ctx, [mandate.id], {
    state: given.to,
    reason: given.to === "active" ? "" : given.reason,
  });
  if (isOver(given.to)) await killWaiting(ctx, mandate.id);
  await insertEvents(ctx, [mandate.id], {
    kind,
    side: given.side,
    authorId: ctx.actor.kind === "user" ? ctx.actor.userId : null,
    data: given.reason ? { reason: given.reason } : {},
  });
  await recordFact(ctx, {
    name: facts[kind],
    subject: { kind: "mandate", id: mandate.id },
    data: { ...factData(mandate), by: given.side, ...(given.reason ? { reason: given.reason } : {}) },
  });
}

/** A change of account that waited for its code dies with the mandate. */
async function killWaiting(ctx: Context, mandateId: string): Promise<void> {
  const signature = await latestSignature(ctx, mandateId, { lock: true });
  if (signature?.state === "open")
    await updateSignature(ctx, signature.id, { state: "dead", code_sealed: null, code_hash: null });
}

const BATCH = 200;
const system = { side: "system", authorId: null } as const;

/** Ends mandates that were not used for 36 months, and tells it (MAN-7). @returns how many. */
export async function endDormant(ctx: Context): Promise<number> {
  const rows = await lockDormant(ctx, dormantBefore(dayInParis(ctx.clock())), BATCH);
  const ids = rows.map((row) => row.id);
  await updateMandates(ctx, ids, { state: "dormant" });
  await insertEvents(ctx, ids, { kind: "dormant", ...system });
  await recordFacts(ctx, facts.dormant, factsOf(rows, { by: "system" }));
  return rows.length;
}

/** Stops mandates whose account passed to somebody else: they say who pays, and he signed nothing. @returns how many. */
export async function stopMoved(ctx: Context): Promise<number> {
  const ids = await selectMoved(ctx, BATCH);
  await stopMandates(ctx, { ids, state: "stopped", reasonCode: "" });
  return ids.length;
}

/**
 * Gives up what nobody signed for a day: the former bank account stays, or the mandate never was. Then its document goes, and
 * all but the last four characters of its bank account (GDPR, article 5: no longer than needed). @returns how many were given up.
 */
export async function giveUpOld(outer: Outer): Promise<number> {
  const before = new Date(outer.clock().getTime() - DRAFT_HOURS * 3_600_000);
  const { given, files } = await outer.transaction(async (ctx) => {
    const ids = await giveUp(ctx, before);
    await blankAbandoned(ctx, before);
    return { given: ids.length, files: await deleteDead(ctx, before, BATCH) };
  });
  for (const { hash, at } of files) await forgetFile(outer, { hash, first: at, last: at });
  return given;
}

async function giveUp(ctx: Context, before: Date): Promise<string[]> {
  // The mandate before its signature: who signs locks them in this order too.
  const candidates = await selectMandates(ctx, await selectOldOpen(ctx, before, BATCH), { lock: true });
  const ids = await killOpen(
    ctx,
    candidates.map((one) => one.id),
    before,
  );
  await abandonMandates(ctx, ids);
  await insertEvents(ctx, ids, { kind: "abandoned", ...system });
  return ids;
}
