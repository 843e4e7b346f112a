/** Statements on seals, and the reading of facts for the trail. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Seal, SealableFact, SealedRow } from "./rules.ts";

const AT = sql.raw(`to_char(f.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`);
const sealable = sql`f.id, ${AT} as at, f.name, f.subject_kind as "subjectKind", f.subject_id as "subjectId",
    f.actor_kind as "actorKind", f.actor_id as "actorId", f.viewed_by::text as "viewedBy", f.request_id as "requestId", f.ip,
    f.data::text as data`;

/** The last seal, or undefined before the first one. */
export async function lastSeal(ctx: Context): Promise<Seal | undefined> {
  return (await selectSeals(ctx, null, 1, "desc"))[0];
}

/** Seals by number, after one. */
export async function selectSeals(
  ctx: Context,
  after: number | null,
  limit: number,
  way: "asc" | "desc" = "asc",
): Promise<Seal[]> {
  const { rows } = await sql<Seal>`
    select number, previous_hash as "previousHash", hash, key_id as "keyId", facts, sealed_at as "sealedAt"
    from fact_seals where organization_id = ${ctx.organizationId} and number > ${after ?? 0}
    order by number ${sql.raw(way)} limit ${limit}`.execute(ctx.db);
  return rows;
}

const unsealed = (ctx: Context, since: Date | null) => sql`
    f.organization_id = ${ctx.organizationId} and (${since}::timestamptz is null or f.at >= ${since})
    and not exists (select from sealed_facts s where s.organization_id = f.organization_id and s.fact_id = f.id)`;

/** A place in the order of facts: an instant in UTC, with its microseconds, and an id. */
export type FactKey = { at: string; id: string };

/** Facts that no seal holds, in order, since an instant and after a key. */
export async function unsealedFacts(
  ctx: Context,
  { since, after, limit }: { since: Date | null; after: FactKey | null; limit: number },
): Promise<SealableFact[]> {
  const key = after ? sql`(f.at, f.id) > (${`${after.at}Z`}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<SealableFact>`
    select ${sealable} from facts f where ${unsealed(ctx, since)} and ${key}
    order by f.at, f.id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** How many facts no seal holds, and the first of them. */
export async function countUnsealed(
  ctx: Context,
): Promise<{ count: number; first: { id: string; name: string; at: Date } | null }> {
  const { rows } = await sql<{ id: string; name: string; at: Date; count: number }>`
    select f.id, f.name, f.at, count(*) over () as count from facts f
    where ${unsealed(ctx, null)} order by f.at, f.id limit 1`.execute(ctx.db);
  const [first] = rows;
  return first ? { count: first.count, first } : { count: 0, first: null };
}

/** Writes a seal and what it holds. */
export async function insertSeal(
  ctx: Context,
  seal: Seal,
  facts: readonly { id: string; hash: string }[],
): Promise<void> {
  await ctx.db
    .insertInto("fact_seals")
    .values({
      organization_id: ctx.organizationId,
      number: seal.number,
      previous_hash: seal.previousHash,
      hash: seal.hash,
      key_id: seal.keyId,
      facts: seal.facts,
      sealed_at: seal.sealedAt,
    })
    .execute();
  await sql`
    insert into sealed_facts (organization_id, fact_id, seal_number, position, hash)
    select ${ctx.organizationId}::uuid, n.id, ${seal.number}, n.position, n.hash
    from unnest(${facts.map((one) => one.id)}::uuid[], ${facts.map((one) => one.hash)}::text[]) with ordinality as n (id, hash, position)`.execute(
    ctx.db,
  );
}

/** What seals hold, by seal and position, each with its fact if it is still there. */
export async function sealedRows(
  ctx: Context,
  first: number,
  last: number,
): Promise<(SealedRow & { seal: number })[]> {
  type Row = Omit<SealableFact, "id"> & {
    id: string | null;
    seal: number;
    position: number;
    factId: string;
    hash: string;
    relief: string | null;
  };
  const { rows } = await sql<Row>`
    select s.seal_number as seal, s.position, s.fact_id as "factId", s.hash, r.hash as relief, ${sealable}
    from sealed_facts s
    left join fact_reliefs r on r.organization_id = s.organization_id and r.fact_id = s.fact_id
    left join facts f on f.organization_id = s.organization_id and f.id = s.fact_id
    where s.organization_id = ${ctx.organizationId} and s.seal_number between ${first} and ${last}
    order by s.seal_number, s.position`.execute(ctx.db);
  return rows.map(({ seal, position, factId, hash, relief, id, ...fact }) => ({
    seal,
    position,
    factId,
    hash,
    relief,
    fact: id === null ? null : { id, ...fact },
  }));
}

/** Facts that keep a network address since before an instant, sealed under a key, oldest first and locked. */
export async function addressedFacts(
  ctx: Context,
  { before, keyId, limit }: { before: Date; keyId: string; limit: number },
): Promise<(SealableFact & { sealed: string })[]> {
  const { rows } = await sql<SealableFact & { sealed: string }>`
    select ${sealable}, s.hash as sealed from facts f
    join sealed_facts s on s.organization_id = f.organization_id and s.fact_id = f.id
    join fact_seals k on k.organization_id = s.organization_id and k.number = s.seal_number
    where f.organization_id = ${ctx.organizationId} and f.ip is not null and f.at <= ${before} and k.key_id = ${keyId}
    order by f.at limit ${limit} for update of f skip locked`.execute(ctx.db);
  return rows;
}

/** Takes the network addresses out of facts, and keeps what vouches for these. */
export async function relieveFacts(
  ctx: Context,
  reliefs: readonly { id: string; hash: string }[],
): Promise<void> {
  const ids = reliefs.map((one) => one.id);
  await sql`
    insert into fact_reliefs (organization_id, fact_id, hash, relieved_at)
    select ${ctx.organizationId}, n.id, n.hash, ${ctx.clock()}
    from unnest(${ids}::uuid[], ${reliefs.map((one) => one.hash)}::text[]) as n (id, hash)
    on conflict do nothing`.execute(ctx.db);
  await sql`
    update facts set ip = null where organization_id = ${ctx.organizationId} and id = any(${ids}::uuid[])`.execute(
    ctx.db,
  );
}

/** One fact as it stands. */
export async function findFact(ctx: Context, id: string): Promise<{ name: string; at: Date } | undefined> {
  const { rows } = await sql<{ name: string; at: Date }>`
    select name, at from facts where organization_id = ${ctx.organizationId} and id = ${id}`.execute(ctx.db);
  return rows[0];
}

export type FactRow = {
  id: string;
  at: Date;
  name: string;
  subjectKind: string;
  subjectId: string;
  actorKind: "anyone" | "user" | "token" | "system";
  actorId: string | null;
  viewedBy: string | null;
  requestId: string;
  ip: string | null;
  data: Record<string, unknown>;
  seal: number | null;
};
export type FactFilter = {
  /** Days of Paris, both included. */
  from?: string | undefined;
  to?: string | undefined;
  name?: string | undefined;
  by?: "people" | "system" | undefined;
  factId?: string;
  /** Any of these: what it happened to, who did it, from where. */
  ids?: readonly string[];
  ip?: string | null;
};

function kept(filter: FactFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (filter.from)
    conditions.push(sql`f.at >= (${filter.from}::date)::timestamp at time zone 'Europe/Paris'`);
  if (filter.to) conditions.push(sql`f.at < (${filter.to}::date + 1)::timestamp at time zone 'Europe/Paris'`);
  if (filter.factId) conditions.push(sql`f.id = ${filter.factId}`);
  if (filter.name)
    conditions.push(
      filter.name.includes(".") ? sql`f.name = ${filter.name}` : sql`f.name like ${`${filter.name}.%`}`,
    );
  if (filter.by)
    conditions.push(filter.by === "system" ? sql`f.actor_kind = 'system'` : sql`f.actor_kind <> 'system'`);
  if (filter.ids || filter.ip)
    conditions.push(
      sql`(f.subject_id = any(${[...(filter.ids ?? [])]}::text[]) or f.actor_id = any(${[...(filter.ids ?? [])]}::text[])
           or f.viewed_by::text = any(${[...(filter.ids ?? [])]}::text[]) or f.ip = ${filter.ip ?? null})`,
    );
  return sql.join(conditions, sql` and `);
}

/** The trail after a key, newest first or oldest first; ask for one more than shown. */
export async function selectFacts(
  ctx: Context,
  filter: FactFilter,
  page: { after: { at: string; id: string } | null; limit: number; way: "asc" | "desc" },
): Promise<FactRow[]> {
  const { after } = page;
  const beyond = sql.raw(page.way === "desc" ? "<" : ">");
  const key = after ? sql`(f.at, f.id) ${beyond} (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const way = sql.raw(page.way);
  const { rows } = await sql<FactRow>`
    select f.id, f.at, f.name, f.subject_kind as "subjectKind", f.subject_id as "subjectId", f.actor_kind as "actorKind",
           f.actor_id as "actorId", f.viewed_by as "viewedBy", f.request_id as "requestId", f.ip, f.data, s.seal_number as seal
    from facts f
    left join sealed_facts s on s.organization_id = f.organization_id and s.fact_id = f.id
    where f.organization_id = ${ctx.organizationId} and ${kept(filter)} and ${key}
    order by f.at ${way}, f.id ${way} limit ${page.limit}`.execute(ctx.db);
  return rows;
}
