import { type Context, theUser } from "../../platform/context.ts";
import { outside } from "../../platform/ids.ts";
import { subjectOf } from "../directory/index.ts";
import { proofAsked } from "../identity/index.ts";
import { readSettings } from "../organizations/index.ts";
import { showArchive } from "./ask-archive.ts";
import { gatherConsents, gatherHeld } from "./gather-kinds.ts";
import { lasting } from "./rules.ts";
import { findLatestArchive } from "./sql/archives.ts";
import { type ErasureRow, findLatestErasure } from "./sql/erasures.ts";

/** What is held of the signed-in user, why, for how long; what he agreed to (INF-5). */
export async function readMyData(ctx: Context) {
  const { userId, staff, viewedBy } = theUser(ctx);
  const { retention } = await readSettings(ctx);
  const held = await gatherHeld(ctx, await subjectOf(ctx, userId));
  const consents = await gatherConsents(ctx, userId);
  const archive = await findLatestArchive(ctx, userId);
  const erasure = await findLatestErasure(ctx, userId);
  const open = erasure?.state === "waiting" || erasure?.state === "erasing";
  return {
    kinds: held.map(({ kind, held: { count, from, to } }) => ({
      kind: kind.kind,
      label: kind.label,
      why: kind.why,
      basis: kind.basis,
      term: kind.keep,
      ...lasting(kind.keep, retention),
      count,
      from: from?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
    })),
    consents: consents.map((one) => ({ ...one, at: one.at?.toISOString() ?? null })),
    archive: archive ? showArchive(archive) : null,
    erasure: erasure ? showOwnErasure(erasure) : null,
    proof: await proofAsked(ctx),
    can: {
      askArchive: viewedBy === null && archive?.state !== "making",
      askErasure: viewedBy === null && staff === null && !open,
    },
  };
}

export const showOwnErasure = (row: ErasureRow) => ({
  id: outside("erasure", row.id),
  state: row.state,
  reason: row.reason,
  askedAt: row.askedAt.toISOString(),
  dueOn: row.dueOn,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  answer: row.answer,
});
