import { type Context, type Outer, theUser } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";
import { throttle } from "../../platform/throttle.ts";
import { findUsersByIds } from "../identity/index.ts";
import type { Archive } from "./contract.ts";
import { facts } from "./facts.ts";
import { ARCHIVES_A_DAY } from "./rules.ts";
import { type ArchiveRow, findArchive, findLatestArchive, insertArchive } from "./sql/archives.ts";

export const ARCHIVE_JOB = "privacy.archive";

/**
 * Has an archive of all that is held of the signed-in user made (INF-5). One at a time: asked again meanwhile, the same.
 * @throws Refusal `request.too_many` past three a day.
 */
export async function askArchive(outer: Outer): Promise<Archive> {
  const { userId } = theUser(outer);
  const making = await outer.transaction((ctx) => findLatestArchive(ctx, userId));
  if (making?.state === "making") return showArchive(making);
  await throttle(outer, [{ key: `archive:${userId}`, most: ARCHIVES_A_DAY, seconds: 86_400 }]);
  return outer.transaction((ctx) => ask(ctx, userId));
}

async function ask(ctx: Context, userId: string): Promise<Archive> {
  const person = found((await findUsersByIds(ctx, [userId])).get(userId));
  const id = newId(ctx.clock().getTime());
  const made = await insertArchive(ctx, { id, userId, language: person.language });
  if (made) {
    await ctx.services.jobs.enqueue(ctx.db, ARCHIVE_JOB, {
      organizationId: ctx.organizationId,
      archiveId: id,
    });
    const subject = { kind: "user", id: userId };
    await recordFact(ctx, { name: facts.archiveAsked, subject, data: { archiveId: id } });
  }
  return showArchive(found(await findLatestArchive(ctx, userId)));
}

/** One's own archive. @throws Refusal `not_found` */
export async function readArchive(ctx: Context, id: string): Promise<Archive> {
  return showArchive(found(await findArchive(ctx, id, theUser(ctx).userId)));
}

export const showArchive = (row: ArchiveRow): Archive => ({
  id: outside("archive", row.id),
  state: row.state,
  rowsTotal: row.rowsTotal,
  rowsDone: row.rowsDone,
  bytes: row.bytes,
  askedAt: row.askedAt.toISOString(),
  readyAt: row.readyAt?.toISOString() ?? null,
  expiresAt: row.expiresAt?.toISOString() ?? null,
});
