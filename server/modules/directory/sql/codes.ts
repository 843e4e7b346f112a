/** Access codes and the batches of their letters. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";
import { live, seenBy } from "../sql.ts";

export type CodeRow = {
  party_id: string;
  expires_at: Date;
  misses: number;
  code: string;
  name: string;
  email: string | null;
  address: string[];
};
export type LetterParty = { id: string; code: string; name: string; address: string[] };
export type LettersRow = {
  id: string;
  party_ids: string[] | null;
  creditor_ids: string[] | null;
  state: "queued" | "running" | "done" | "empty";
  total: number;
  made: number;
  remaining: number;
  file_hash: string | null;
  asked_by: string;
  asked_at: Date;
  finished_at: Date | null;
};

/** The code of that hash with its party, locked; whoever types it meanwhile waits. */
export async function lockCode(ctx: Context, hash: Buffer): Promise<CodeRow | undefined> {
  const { rows } = await sql<CodeRow>`
    select c.party_id, c.expires_at, c.misses, p.code, p.name, p.email, p.address
    from access_codes c join parties p on p.organization_id = c.organization_id and p.id = c.party_id
    where c.organization_id = ${ctx.organizationId} and c.code_hash = ${hash} for update of c`.execute(
    ctx.db,
  );
  return rows[0];
}

export async function countMiss(ctx: Context, partyId: string): Promise<void> {
  await sql`
    update access_codes set misses = misses + 1
    where organization_id = ${ctx.organizationId} and party_id = ${partyId}::uuid`.execute(ctx.db);
}

export async function markUsed(ctx: Context, partyId: string): Promise<void> {
  await sql`
    update access_codes set used_at = coalesce(used_at, ${ctx.clock()})
    where organization_id = ${ctx.organizationId} and party_id = ${partyId}::uuid`.execute(ctx.db);
}

/** @returns false when there was none. */
export async function deleteCode(ctx: Context, partyId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from access_codes where organization_id = ${ctx.organizationId} and party_id = ${partyId}::uuid
    returning party_id`.execute(ctx.db);
  return rows.length > 0;
}

/** Gives each party its code in one statement; the code that it had dies. */
export async function saveCodes(
  ctx: Context,
  codes: readonly { partyId: string; hash: Buffer }[],
  expiresAt: Date,
): Promise<void> {
  const ids = codes.map((one) => one.partyId);
  const hashes = codes.map((one) => one.hash);
  await sql`
    insert into access_codes (organization_id, party_id, code_hash, made_at, expires_at)
    select ${ctx.organizationId}, g.party_id, g.hash, ${ctx.clock()}, ${expiresAt}
    from unnest(${ids}::uuid[], ${hashes}::bytea[]) as g(party_id, hash) order by g.party_id
    on conflict (organization_id, party_id) do update set code_hash = excluded.code_hash, made_at = excluded.made_at,
      expires_at = excluded.expires_at, misses = 0, used_at = null`.execute(ctx.db);
}

/** Parties of a selection that somebody may write to, by name; or all without access and without a code that works. */
export async function selectLetterParties(
  ctx: Context,
  of: { partyIds: readonly string[] | null; creditorIds: readonly string[] | null },
  limit: number,
): Promise<LetterParty[]> {
  const wanted = of.partyIds
    ? sql`p.id = any(${[...of.partyIds]}::uuid[])`
    : sql`not exists (select from access_accounts a where ${live(ctx)} and a.party_id = p.id)
        and not exists (select from access_codes c where c.organization_id = ${ctx.organizationId}
          and c.party_id = p.id and c.expires_at > ${ctx.clock()})`;
  const { rows } = await sql<LetterParty>`
    select p.id, p.code, p.name, p.address from parties p
    where p.organization_id = ${ctx.organizationId} and ${wanted} and ${seenBy(ctx, of.creditorIds)}
    order by p.sort_name, p.id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** How many have neither access nor a code that works, counted up to `most`. */
export async function countWithoutCode(
  ctx: Context,
  creditorIds: readonly string[] | null,
  most: number,
): Promise<number> {
  return (await selectLetterParties(ctx, { partyIds: null, creditorIds }, most)).length;
}

/** Who acts today for each of these parties. */
export async function selectUsersOfParties(
  ctx: Context,
  partyIds: readonly string[],
): Promise<{ party_id: string; user_id: string }[]> {
  const { rows } = await sql<{ party_id: string; user_id: string }>`
    select a.party_id, a.user_id from access_accounts a
    where ${live(ctx)} and a.party_id = any(${[...partyIds]}::uuid[])`.execute(ctx.db);
  return rows;
}

export async function insertLetters(
  ctx: Context,
  row: { id: string; partyIds: string[] | null; creditorIds: string[] | null; askedBy: string },
): Promise<void> {
  await sql`
    insert into access_letters (organization_id, id, party_ids, creditor_ids, asked_by, asked_at)
    values (${ctx.organizationId}, ${row.id}, ${row.partyIds}, ${row.creditorIds}, ${row.askedBy}, ${ctx.clock()})`.execute(
    ctx.db,
  );
}

const lettersColumns = sql`l.id, l.party_ids, l.creditor_ids, l.state, l.total, l.made, l.remaining,
  l.file_hash, l.asked_by, l.asked_at, l.finished_at`;

/** One batch; staff limited to creditors find those asked within them. */
export async function findLetters(
  ctx: Context,
  id: string,
  options: { creditorIds: readonly string[] | null; lock?: boolean },
): Promise<LettersRow | undefined> {
  const { rows } = await sql<LettersRow>`
    select ${lettersColumns} from access_letters l
    where l.organization_id = ${ctx.organizationId} and l.id = ${id}::uuid and ${within(options.creditorIds)}
    ${options.lock ? sql`for update` : sql``}`.execute(ctx.db);
  return rows[0];
}

const within = (creditorIds: readonly string[] | null) =>
  creditorIds === null ? sql`true` : sql`l.creditor_ids <@ ${[...creditorIds]}::uuid[]`;

/** Latest first; one row more than asked tells whether there is a next page. */
export async function listLettersRows(
  ctx: Context,
  page: { creditorIds: readonly string[] | null; cursor?: string | undefined; limit: number },
): Promise<LettersRow[]> {
  const after = decodeCursor(page.cursor, 2);
  const { rows } = await sql<LettersRow>`
    select ${lettersColumns} from access_letters l
    where l.organization_id = ${ctx.organizationId} and ${within(page.creditorIds)}
      and ${after ? sql`(l.asked_at, l.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by l.asked_at desc, l.id desc limit ${page.limit + 1}`.execute(ctx.db);
  return rows;
}

/** Writes how far a batch is; what is not given stays. */
export async function saveLetters(
  ctx: Context,
  id: string,
  given: Partial<
    Pick<LettersRow, "party_ids" | "state" | "total" | "made" | "remaining" | "file_hash" | "finished_at">
  >,
): Promise<void> {
  await ctx.db
    .updateTable("access_letters")
    .set(given)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}
