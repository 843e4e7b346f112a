import type { Context, Outer } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { forgetFile } from "../../platform/forget-file.ts";
import type { JobData } from "../../platform/jobs.ts";
import { countHeld, type Dropped, type PersonalKind } from "../../platform/personal-data.ts";
import { facts } from "./facts.ts";
import { KINDS } from "./gather-kinds.ts";
import { mayOf, subjectOfErasure, untilOf } from "./read-erasure.ts";
import { findErasure, finishErasure, insertErasureStep, selectErasureSteps } from "./sql/erasures.ts";

export const FORGET_JOB = "privacy.forget-file";
export type ForgetJob = JobData & { hash: string; first: string; last: string };

/**
 * Erases kind by kind, each in a transaction that also writes its step: stopped in the middle, it goes on where it was;
 * run twice, it changes nothing more.
 */
export async function runErasure(outer: Outer, erasureId: string): Promise<void> {
  for (const kind of KINDS) await outer.transaction((ctx) => eraseKind(ctx, erasureId, kind));
  await outer.transaction(async (ctx) => {
    const row = await findErasure(ctx, erasureId, { lock: true });
    if (row?.state !== "erasing") return;
    await finishErasure(ctx, erasureId);
    const steps = await selectErasureSteps(ctx, erasureId);
    const kindsOf = (outcome: string) =>
      steps.filter((one) => one.outcome === outcome).map((one) => one.kind);
    await recordFact(ctx, {
      name: facts.erased,
      subject: { kind: "user", id: row.userId },
      data: { erasureId, erased: kindsOf("erased"), part: kindsOf("part"), kept: kindsOf("kept") },
    });
  });
}

async function eraseKind(ctx: Context, erasureId: string, kind: PersonalKind): Promise<void> {
  const row = await findErasure(ctx, erasureId, { lock: true });
  if (row?.state !== "erasing") return;
  if ((await selectErasureSteps(ctx, erasureId)).some((step) => step.kind === kind.kind)) return;
  const of = await subjectOfErasure(ctx, row);
  const held = (await countHeld(ctx, [kind], of)).get(kind.kind)!;
  const keeps = !kind.erase || row.kept.includes(kind.kind);
  if (!keeps) await dropFiles(ctx, await kind.erase!.run(ctx, of));
  if (held.count === 0) return;
  await insertErasureStep(ctx, erasureId, {
    kind: kind.kind,
    outcome: keeps ? "kept" : kind.erase!.part ? "part" : "erased",
    held: held.count,
    keptUntil: keeps || mayOf(kind) === "part" ? (await untilOf(ctx))(kind, held) : null,
  });
}

/** The content goes by a job of its own, once the rows that named it are gone. */
export async function dropFiles(ctx: Context, dropped: readonly Dropped[]): Promise<void> {
  for (const { hash, first, last } of dropped) {
    await ctx.services.jobs.enqueue(ctx.db, FORGET_JOB, {
      organizationId: ctx.organizationId,
      hash,
      first: first.toISOString(),
      last: last.toISOString(),
    } satisfies ForgetJob);
  }
}

export const forgetDropped = (outer: Outer, { hash, first, last }: ForgetJob): Promise<boolean> =>
  forgetFile(outer, { hash, first: new Date(first), last: new Date(last) });
