import type { Context } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { EntryNotFree, entriesByIds, holdForDispute, releaseHolds } from "../ledger/index.ts";
import { addStep } from "./add-step.ts";
import { type Dispute, type OfficeDispute, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readDispute, readOfficeDispute } from "./read-dispute.ts";
import { awaitsBooks, type Decision, isActive, keepsHold } from "./rules.ts";
import { contestedEntries, type DisputeRecord, updateDispute } from "./sql/disputes.ts";
import { lockForCustomer, lockForStaff } from "./write-message.ts";

const refuse = refuser(refusals);

/**
 * Decides a dispute (DIS-4). Rejected, what was contested is to be paid again; accepted, or a credit note expected, it
 * stays held until the books say so. @throws Refusal `dispute.not_active`, `dispute.reason_needed`.
 */
export async function resolveDispute(
  ctx: Context,
  disputeId: string,
  decision: { outcome: Decision; text: string },
): Promise<OfficeDispute> {
  const dispute = await lockForStaff(ctx, disputeId);
  if (!isActive(dispute)) refuse("dispute.not_active");
  if (decision.outcome === "rejected" && decision.text === "") refuse("dispute.reason_needed");
  await close(ctx, disputeId, decision.outcome);
  await addStep(ctx, dispute, { kind: "resolved", side: "staff", fact: facts.resolved, ...decision });
  return readOfficeDispute(ctx, disputeId);
}

/** The customer gives his dispute up: what he contested can be paid again. */
export async function withdrawDispute(ctx: Context, disputeId: string): Promise<Dispute> {
  const dispute = await lockForCustomer(ctx, disputeId);
  if (!isActive(dispute)) refuse("dispute.not_active");
  await close(ctx, disputeId, "withdrawn");
  await addStep(ctx, dispute, {
    kind: "withdrawn",
    side: "customer",
    fact: facts.resolved,
    outcome: "withdrawn",
  });
  return readDispute(ctx, disputeId);
}

/** Staff say that the books tell what was decided: nothing is held any more. */
export async function releaseDispute(ctx: Context, disputeId: string): Promise<OfficeDispute> {
  const dispute = await lockForStaff(ctx, disputeId);
  if (!awaitsBooks(dispute)) refuse("dispute.nothing_held");
  await updateDispute(ctx, disputeId, { holding: false });
  await releaseHolds(ctx, disputeId);
  await addStep(ctx, dispute, { kind: "released", side: "staff", fact: facts.released });
  return readOfficeDispute(ctx, disputeId);
}

async function close(ctx: Context, disputeId: string, outcome: Decision | "withdrawn"): Promise<void> {
  const holding = keepsHold(outcome);
  await updateDispute(ctx, disputeId, {
    state: "resolved",
    outcome,
    holding,
    waiting_since: null,
    resolved_at: ctx.clock(),
  });
  if (!holding) await releaseHolds(ctx, disputeId);
}

/**
 * Opens a dispute again (DIS-4): what is still due of what was contested is held again, as far as nothing else holds it.
 * @throws Refusal `dispute.not_resolved`; `dispute.nothing_left` when all of it was paid or settled meanwhile.
 */
export async function reopenDispute(ctx: Context, disputeId: string, text: string): Promise<OfficeDispute> {
  const dispute = await lockForStaff(ctx, disputeId);
  if (isActive(dispute)) refuse("dispute.not_resolved");
  if (!dispute.holding) await holdAgain(ctx, dispute);
  await updateDispute(ctx, disputeId, {
    state: "open",
    outcome: null,
    resolved_at: null,
    holding: true,
    waiting_since: ctx.clock(),
  });
  await addStep(ctx, dispute, { kind: "reopened", side: "staff", fact: facts.reopened, text });
  return readOfficeDispute(ctx, disputeId);
}

async function holdAgain(ctx: Context, dispute: DisputeRecord): Promise<void> {
  const contested = await contestedEntries(ctx, [dispute.id]);
  const ids = contested.map((one) => one.entryId);
  const free = new Map((await entriesByIds(ctx, ids)).map((entry) => [entry.id, entry.payableCents]));
  const entries = contested
    .map((one) => ({ id: one.entryId, cents: Math.min(one.cents, free.get(one.entryId) ?? 0) }))
    .filter((one) => one.cents > 0);
  if (entries.length === 0) refuse("dispute.nothing_left");
  try {
    await holdForDispute(ctx, { disputeId: dispute.id, entries });
  } catch (error) {
    // Somebody paid between our look and our lock.
    if (error instanceof EntryNotFree) refuse("dispute.nothing_left");
    throw error;
  }
}
