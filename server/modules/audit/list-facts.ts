import { isIP } from "node:net";
import type { Context } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { isIdKind, outside, readOutsideId } from "../../platform/ids.ts";
import { findUserIds, findUsersByIds, type Person } from "../identity/index.ts";
import { requireWhole } from "./access.ts";
import type { AuditFact } from "./contract.ts";
import { type FactFilter, type FactRow, selectFacts } from "./sql.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type AuditQuery = {
  from?: string | undefined;
  to?: string | undefined;
  name?: string | undefined;
  search?: string | undefined;
  by?: "people" | "system" | undefined;
};

/** The trail, newest first. */
export async function listFacts(
  ctx: Context,
  query: AuditQuery & { cursor?: string | undefined; limit: number },
): Promise<{ items: AuditFact[]; next: string | null }> {
  requireWhole(ctx.actor);
  const key = decodeCursor(query.cursor, 2);
  const rows = await selectFacts(ctx, await filterOf(ctx, query), {
    after: key ? { at: String(key[0]), id: String(key[1]) } : null,
    limit: query.limit + 1,
    way: "desc",
  });
  const last = rows[query.limit - 1];
  const next = rows.length > query.limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null;
  return { items: await showFacts(ctx, rows.slice(0, query.limit)), next };
}

/** What is searched: an id of any kind, an address, or else a person by name. */
export async function filterOf(ctx: Context, { search, ...filter }: AuditQuery): Promise<FactFilter> {
  if (!search) return filter;
  const named = readOutsideId(search);
  if (named?.kind === "fact") return { ...filter, factId: named.id };
  if (named) return { ...filter, ids: [named.id] };
  if (isIP(search)) return { ...filter, ip: search };
  return { ...filter, ids: [...(await findUserIds(ctx, search)), search] };
}

/** Rows as they are shown: people by name, ids as the API knows them. One statement whatever their number. */
export async function showFacts(ctx: Context, rows: readonly FactRow[]): Promise<AuditFact[]> {
  const ids = rows.flatMap((row) => [
    row.actorKind === "user" ? row.actorId : null,
    row.subjectKind === "user" && UUID.test(row.subjectId) ? row.subjectId : null,
    row.viewedBy,
  ]);
  const people = await findUsersByIds(ctx, [...new Set(ids.filter((id) => id !== null))]);
  return rows.map((row) => ({
    id: outside("fact", row.id),
    at: row.at.toISOString(),
    name: row.name,
    subject: {
      kind: row.subjectKind,
      name: row.subjectKind === "user" ? (people.get(row.subjectId)?.name ?? null) : null,
      id: isIdKind(row.subjectKind) ? outside(row.subjectKind, row.subjectId) : row.subjectId,
    },
    actor: { kind: row.actorKind, id: actorId(row), name: actorName(row, people) },
    viewedBy: row.viewedBy ? (people.get(row.viewedBy)?.name ?? "") : null,
    ip: row.ip,
    requestId: row.requestId,
    data: row.data,
    seal: row.seal,
  }));
}

function actorId({ actorKind, actorId: id }: FactRow): string | null {
  if (id === null || actorKind === "system") return null;
  return actorKind === "user" || actorKind === "token" ? outside(actorKind, id) : id;
}

const actorName = (row: FactRow, people: ReadonlyMap<string, Person>): string =>
  row.actorKind === "user"
    ? (people.get(row.actorId ?? "")?.name ?? "")
    : row.actorKind === "system"
      ? (row.actorId ?? "")
      : "";
