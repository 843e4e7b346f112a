import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { countHeld, type Held, type PersonalKind, type Subject } from "../../platform/personal-data.ts";
import { hasComingDebit } from "../collections/index.ts";
import { subjectOf } from "../directory/index.ts";
import { findUsersByIds } from "../identity/index.ts";
import { hasLivingMandate } from "../mandates/index.ts";
import { readSettings } from "../organizations/index.ts";
import { hasOpenAttempt } from "../payments/index.ts";
import { mayWorkErasures } from "./access.ts";
import type { Erasure } from "./contract.ts";
import { KINDS } from "./gather-kinds.ts";
import { showErasure } from "./list-erasures.ts";
import { keptUntil } from "./rules.ts";
import { type ErasureRow, findErasure, selectErasureSteps } from "./sql/erasures.ts";

/** Whose data: as they were when it was decided, or as they are. */
export const subjectOfErasure = async (ctx: Context, row: ErasureRow): Promise<Subject> =>
  row.state === "erasing" || row.state === "done"
    ? { userId: row.userId, actsFor: row.actsFor, himself: row.himself }
    : subjectOf(ctx, row.userId);

/** What has to be over before anything is erased. */
export async function blockersOf(ctx: Context, of: Subject): Promise<Erasure["blockers"]> {
  const payment = (await hasOpenAttempt(ctx, of.userId)) || (await hasComingDebit(ctx, of.userId));
  const mandate = await hasLivingMandate(ctx, of);
  return [...(payment ? (["payment"] as const) : []), ...(mandate ? (["mandate"] as const) : [])];
}

/** What can be done about a kind. */
export const mayOf = (kind: PersonalKind): "erase" | "part" | "keep" =>
  kind.erase ? (kind.erase.part ? "part" : "erase") : "keep";

/** One request: what can be erased now, what stays until when, and what became of each. @throws Refusal `not_found` */
export async function readErasure(ctx: Context, id: string): Promise<Erasure> {
  const row = found(mayWorkErasures(ctx.actor) ? await findErasure(ctx, id) : null);
  const ids = [row.userId, row.askedBy, ...(row.decidedBy ? [row.decidedBy] : [])];
  const people = await findUsersByIds(ctx, [...new Set(ids)]);
  const waiting = row.state === "waiting";
  return {
    ...showErasure(row, people, dayInParis(ctx.clock())),
    reason: row.reason,
    answer: row.answer,
    askedBy: people.get(row.askedBy)?.name ?? "",
    decidedBy: row.decidedBy && (people.get(row.decidedBy)?.name ?? ""),
    doneAt: row.doneAt?.toISOString() ?? null,
    kinds: waiting ? await kindsToDecide(ctx, row) : await kindsDone(ctx, row),
    blockers: waiting ? await blockersOf(ctx, await subjectOfErasure(ctx, row)) : [],
    hasAddress: Boolean(people.get(row.userId)?.email),
    toType: people.get(row.userId)?.identifier ?? "",
    can: { decide: waiting },
  };
}

async function kindsToDecide(ctx: Context, row: ErasureRow) {
  const held = await countHeld(ctx, KINDS, await subjectOfErasure(ctx, row));
  const until = await untilOf(ctx);
  return KINDS.toReversed()
    .map((kind) => ({ kind, held: held.get(kind.kind)! }))
    .filter((one) => one.held.count > 0)
    .map(({ kind, held: some }) => ({
      kind: kind.kind,
      label: kind.label,
      count: some.count,
      may: mayOf(kind),
      keptUntil: until(kind, some),
      outcome: null,
    }));
}

async function kindsDone(ctx: Context, row: ErasureRow) {
  const steps = new Map((await selectErasureSteps(ctx, row.id)).map((step) => [step.kind, step]));
  return KINDS.toReversed().flatMap((kind) => {
    const step = steps.get(kind.kind);
    return step
      ? [
          {
            kind: kind.kind,
            label: kind.label,
            count: step.held,
            may: mayOf(kind),
            keptUntil: step.keptUntil,
            outcome: step.outcome,
          },
        ]
      : [];
  });
}

/** Until when a kind is kept, by the organization's grid. */
export async function untilOf(ctx: Context): Promise<(kind: PersonalKind, held: Held) => string> {
  const { retention } = await readSettings(ctx);
  const today = dayInParis(ctx.clock());
  return (kind, held) => keptUntil(kind.keep, held.to, retention, today);
}
