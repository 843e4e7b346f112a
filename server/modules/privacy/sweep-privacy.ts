import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { ARCHIVE_JOB } from "./ask-archive.ts";
import { ERASE_JOB } from "./decide-erasure.ts";
import { KINDS } from "./gather-kinds.ts";
import { sweptSince } from "./rules.ts";
import { dropFiles } from "./run-erasure.ts";
import { endArchives, selectForsakenArchives } from "./sql/archives.ts";
import { selectDoneSince, selectForsakenErasures } from "./sql/erasures.ts";

const SILENT_MS = 600_000;

/** Takes up again what nobody works on any more: a machine stopped in the middle (ALL-5). */
export async function reviveForsaken(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock().getTime() - SILENT_MS);
  const { organizationId } = ctx;
  for (const archiveId of await selectForsakenArchives(ctx, before))
    await ctx.services.jobs.enqueue(
      ctx.db,
      ARCHIVE_JOB,
      { organizationId, archiveId },
      { onlyOnce: archiveId },
    );
  for (const erasureId of await selectForsakenErasures(ctx, before))
    await ctx.services.jobs.enqueue(
      ctx.db,
      ERASE_JOB,
      { organizationId, erasureId },
      { onlyOnce: erasureId },
    );
}

/** Removes the archives whose days are over. */
export async function endOldArchives(ctx: Context): Promise<void> {
  await dropFiles(ctx, await endArchives(ctx));
}

/** What still had to leave when a person was erased, his answer first of all: it is erased once it left. */
const LATE = KINDS.filter((kind) => kind.kind === "mails" || kind.kind === "texts");

export async function sweepErased(ctx: Context): Promise<void> {
  for (const { userId, kept } of await selectDoneSince(ctx, sweptSince(dayInParis(ctx.clock()))))
    for (const kind of LATE)
      if (!kept.includes(kind.kind)) await kind.erase!.run(ctx, { userId, actsFor: [], himself: [] });
}
