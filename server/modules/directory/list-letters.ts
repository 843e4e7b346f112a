import { buffer } from "node:stream/consumers";
import type { Context, Outer } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { findUsersByIds } from "../identity/index.ts";
import { partyScope } from "./access.ts";
import { refusals } from "./contract.ts";
import { letterSeal } from "./rules.ts";
import { findLetters, type LettersRow, listLettersRows } from "./sql/codes.ts";

const refuse = refuser(refusals);
/** The file holds codes: it is read while it is printed, not kept as an archive. */
const READABLE_MS = 7 * 86_400_000;

const readableUntil = (row: LettersRow): Date | null =>
  row.file_hash && row.finished_at ? new Date(row.finished_at.getTime() + READABLE_MS) : null;

async function show(ctx: Context, rows: readonly LettersRow[]) {
  const users = await findUsersByIds(ctx, [...new Set(rows.map((row) => row.asked_by))]);
  return rows.map((row) => {
    const until = readableUntil(row);
    return {
      id: outside("access_letters", row.id),
      state: row.state,
      total: row.total,
      made: row.made,
      remaining: row.remaining,
      askedBy: users.get(row.asked_by)?.name ?? "",
      askedAt: row.asked_at.toISOString(),
      readableUntil: until?.toISOString() ?? null,
      can: { download: until !== null && until > ctx.clock() },
    };
  });
}

/** Batches of letters, latest first. */
export async function listLetters(ctx: Context, query: { cursor?: string | undefined; limit: number }) {
  const rows = await listLettersRows(ctx, { ...query, creditorIds: partyScope(ctx) });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next =
    rows.length > query.limit && last ? encodeCursor([last.asked_at.toISOString(), last.id]) : null;
  return { items: await show(ctx, page), next };
}

/** One batch, and how far it is. */
export async function readLetters(ctx: Context, id: string) {
  const row = found(await findLetters(ctx, id, { creditorIds: partyScope(ctx) }));
  return (await show(ctx, [row]))[0]!;
}

/** The letters in one PDF. Who read it is recorded: it holds codes. @throws Refusal `access_letters.gone` */
export async function downloadLetters(outer: Outer, id: string): Promise<FileAnswer> {
  const row = await outer.transaction(async (ctx) => {
    const one = found(await findLetters(ctx, id, { creditorIds: partyScope(ctx) }));
    const until = readableUntil(one);
    if (!until || until <= ctx.clock()) return refuse("access_letters.gone");
    await recordFact(ctx, {
      name: "directory.access_letters_read",
      subject: { kind: "access_letters", id },
    });
    return one;
  });
  const sealed = await buffer(await outer.services.files.get(outer.organizationId, row.file_hash!));
  return {
    mediaType: "application/pdf",
    fileName: `lettres-${row.asked_at.toISOString().slice(0, 10)}.pdf`,
    content: Buffer.from(outer.services.sealer.open<string>(sealed, letterSeal(id)), "base64"),
  };
}
