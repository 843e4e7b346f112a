import type { Context } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { refusals } from "./contract.ts";
import type { Outcome } from "./rules.ts";
import { claimFiles, insertStep, type Side, type StepKind } from "./sql/steps.ts";

const refuse = refuser(refusals);

export type Doing = {
  kind: StepKind;
  side: Side;
  /** The fact that tells it. */
  fact: string;
  internal?: boolean;
  text?: string;
  files?: readonly string[];
  outcome?: Outcome | null;
  assignedTo?: string | null;
};
export type DisputeSubject = { id: string; accountId: string; creditorId: string; partyId: string };

/** Writes what was said or done to a dispute, with its files, and tells it. @throws Refusal `dispute.file_unknown`. */
export async function addStep(ctx: Context, dispute: DisputeSubject, doing: Doing): Promise<void> {
  const stepId = newId(ctx.clock().getTime());
  const authorId = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  await insertStep(ctx, {
    id: stepId,
    dispute_id: dispute.id,
    kind: doing.kind,
    side: doing.side,
    author_id: authorId,
    internal: doing.internal ?? false,
    body: doing.text ?? "",
    outcome: doing.outcome ?? null,
    assigned_to: doing.assignedTo ?? null,
  });
  const files = [...new Set(doing.files ?? [])];
  const claimed = authorId ? await claimFiles(ctx, authorId, files, stepId) : 0;
  if (claimed < files.length) refuse("dispute.file_unknown");
  await recordFact(ctx, {
    name: doing.fact,
    subject: { kind: "dispute", id: dispute.id },
    data: {
      accountId: dispute.accountId,
      creditorId: dispute.creditorId,
      partyId: dispute.partyId,
      ...(doing.side === "system" ? {} : { by: doing.side }),
      ...(doing.outcome ? { outcome: doing.outcome } : {}),
      ...(doing.assignedTo ? { assignedTo: doing.assignedTo } : {}),
    },
  });
}
