import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor, lockName } from "../../../platform/database/pool.ts";
import { partiesVisibleTo } from "../../directory/index.ts";
import type { RequestState } from "../rules.ts";

export type RequestRow = {
  id: string;
  number: number;
  user_id: string;
  author: string;
  party_id: string | null;
  party_name: string | null;
  account_id: string | null;
  creditor_id: string | null;
  creditor_name: string | null;
  category: string;
  subject: string;
  state: RequestState;
  assigned_to: string | null;
  assignee: string | null;
  created_at: Date;
  moved_at: Date;
  answered_at: Date | null;
  seen_at: Date;
};
export type MessageRow = {
  id: string;
  kind: "customer" | "staff" | "note";
  author: string | null;
  body: string;
  created_at: Date;
};

const columns = sql`q.id, q.number, q.user_id, u.name as author, q.party_id, p.name as party_name, q.account_id, q.creditor_id,
  c.name as creditor_name, q.category, q.subject, q.state, q.assigned_to, w.name as assignee, q.created_at, q.moved_at, q.answered_at, q.seen_at`;
const named = sql`requests q
  join v_identity_users u on u.organization_id = q.organization_id and u.id = q.user_id
  left join v_identity_users w on w.organization_id = q.organization_id and w.id = q.assigned_to
  left join v_directory_parties p on p.organization_id = q.organization_id and p.id = q.party_id
  left join v_organizations_creditors c on c.organization_id = q.organization_id and c.id = q.creditor_id`;

/** What I wrote, as long as I act for whom I wrote: an access that ended shows no more answers. */
const ofUser = (ctx: Context, userId: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`q.user_id = ${userId}::uuid and (q.party_id is null or q.party_id in ${partiesVisibleTo(ctx)})`;

/** Staff limited to some creditors see the requests about these; null for all. */
const ofCreditors = (creditorIds: readonly string[] | null): RawBuilder<SqlBool> =>
  creditorIds === null ? sql<SqlBool>`true` : sql<SqlBool>`q.creditor_id = any(${[...creditorIds]}::uuid[])`;

export type Reach = { userId: string } | { creditorIds: readonly string[] | null };
const reached = (ctx: Context, reach: Reach) =>
  "userId" in reach ? ofUser(ctx, reach.userId) : ofCreditors(reach.creditorIds);

/** One request within reach; with `lock`, who writes in it waits for whoever does. */
export async function findRequest(
  ctx: Context,
  id: string,
  reach: Reach,
  lock = false,
): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select ${columns} from ${named}
    where q.organization_id = ${ctx.organizationId} and q.id = ${id}::uuid and ${reached(ctx, reach)}
    ${lock ? sql`for update of q` : sql``}`.execute(ctx.db);
  return rows[0];
}

/** The user's requests, the last moved first; one row more than asked. */
export async function selectMine(
  ctx: Context,
  userId: string,
  page: { state?: "open" | "closed" | undefined; cursor?: string | undefined; limit: number },
): Promise<RequestRow[]> {
  const after = decodeCursor(page.cursor, 2);
  const state = page.state === "closed" ? sql`q.state = 'closed'` : sql`q.state <> 'closed'`;
  const { rows } = await sql<RequestRow>`
    select ${columns} from ${named}
    where q.organization_id = ${ctx.organizationId} and ${ofUser(ctx, userId)} and ${page.state ? state : sql`true`}
      and ${after ? sql`(q.moved_at, q.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by q.moved_at desc, q.id desc limit ${page.limit + 1}`.execute(ctx.db);
  return rows;
}

/** How many of the user's requests have an answer that he has not seen: 99 at most. */
export async function countUnseen(ctx: Context, userId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from requests q where q.organization_id = ${ctx.organizationId} and ${ofUser(ctx, userId)}
        and q.answered_at > q.seen_at limit 99) x`.execute(ctx.db);
  return rows[0]!.n;
}

export type QueueFilter = {
  state?: RequestState | undefined;
  assigned?: { to: string | null } | undefined;
  category?: string | undefined;
  creditor?: string | undefined;
  search?: string | undefined;
  creditorIds: readonly string[] | null;
  cursor?: string | undefined;
  limit: number;
};

/** The office's requests: those that wait for an answer longest first, the others the last moved first. */
export const selectQueue = async (ctx: Context, filter: QueueFilter): Promise<RequestRow[]> =>
  (await queuePage(ctx, filter).execute(ctx.db)).rows;

/** The statement of a page of it: one row more than asked. */
export function queuePage(ctx: Context, filter: QueueFilter): RawBuilder<RequestRow> {
  const after = decodeCursor(filter.cursor, 2);
  const waiting = filter.state === "open";
  const key = after && sql`(${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const words = (filter.search ?? "").split(/\s+/).filter(Boolean).slice(0, 8);
  const has = (column: string, word: string) =>
    sql`strpos(${sql.ref(column)}, quitus_search_text(array[${word}]::text[])) > 0`;
  const conditions = [
    sql`q.organization_id = ${ctx.organizationId}`,
    ofCreditors(filter.creditorIds),
    ...(filter.state ? [sql`q.state = ${filter.state}`] : []),
    ...(filter.assigned ? [sql`q.assigned_to is not distinct from ${filter.assigned.to}::uuid`] : []),
    ...(filter.category ? [sql`q.category = ${filter.category}`] : []),
    ...(filter.creditor ? [sql`q.creditor_id = ${filter.creditor}::uuid`] : []),
    ...words.map((word) => sql`(${has("q.search_text", word)} or ${has("u.search_text", word)})`),
    ...(key ? [waiting ? sql`(q.moved_at, q.id) > ${key}` : sql`(q.moved_at, q.id) < ${key}`] : []),
  ];
  const order = waiting ? sql`q.moved_at, q.id` : sql`q.moved_at desc, q.id desc`;
  return sql<RequestRow>`
    select ${columns} from ${named} where ${sql.join(conditions, sql` and `)}
    order by ${order} limit ${filter.limit + 1}`;
}

/** How many wait for an answer: in all, given to nobody, given to `userId`. 999 at most are looked at. */
export async function countWaiting(
  ctx: Context,
  userId: string | null,
  creditorIds: readonly string[] | null,
): Promise<{ open: number; unassigned: number; mine: number }> {
  const { rows } = await sql<{ open: number; unassigned: number; mine: number }>`
    select count(*)::int as open, (count(*) filter (where assigned_to is null))::int as unassigned,
      (count(*) filter (where assigned_to = ${userId}::uuid))::int as mine
    from (select q.assigned_to from requests q
      where q.organization_id = ${ctx.organizationId} and q.state = 'open' and ${ofCreditors(creditorIds)} limit 999) x`.execute(
    ctx.db,
  );
  return rows[0]!;
}

/** The number of the next request: counted one at a time in an organization. */
export async function nextNumber(ctx: Context): Promise<number> {
  await lockName(ctx.db, `messaging.request:${ctx.organizationId}`);
  const { rows } = await sql<{ n: number }>`
    select coalesce(max(number), 0) + 1 as n from requests where organization_id = ${ctx.organizationId}`.execute(
    ctx.db,
  );
  return rows[0]!.n;
}

export type NewRequest = {
  id: string;
  number: number;
  user_id: string;
  party_id: string | null;
  account_id: string | null;
  creditor_id: string | null;
  category: string;
  subject: string;
};

export async function insertRequest(ctx: Context, request: NewRequest): Promise<void> {
  const now = ctx.clock();
  await ctx.db
    .insertInto("requests")
    .values({
      organization_id: ctx.organizationId,
      ...request,
      created_at: now,
      moved_at: now,
      seen_at: now,
    })
    .execute();
}

export async function saveRequest(
  ctx: Context,
  id: string,
  values: {
    state?: RequestState;
    assigned_to?: string | null;
    moved_at?: Date;
    answered_at?: Date;
    seen_at?: Date;
    closed_at?: Date | null;
  },
): Promise<void> {
  await ctx.db
    .updateTable("requests")
    .set(values)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

export async function insertMessage(
  ctx: Context,
  message: { id: string; requestId: string; authorId: string; kind: MessageRow["kind"]; body: string },
): Promise<void> {
  await ctx.db
    .insertInto("request_messages")
    .values({
      organization_id: ctx.organizationId,
      id: message.id,
      request_id: message.requestId,
      author_id: message.authorId,
      kind: message.kind,
      body: message.body,
      created_at: ctx.clock(),
    })
    .execute();
}

/** A thread in its order, at most its 500 last messages; without the notes of colleagues unless asked for. */
export async function selectThread(ctx: Context, requestId: string, notes: boolean): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.id, m.kind, u.name as author, m.body, m.created_at from request_messages m
    left join v_identity_users u on u.organization_id = m.organization_id and u.id = m.author_id
    where m.organization_id = ${ctx.organizationId} and m.request_id = ${requestId}::uuid
      and ${notes ? sql`true` : sql`m.kind <> 'note'`}
    order by m.id desc limit 500`.execute(ctx.db);
  return rows.toReversed();
}

export type Colleague = { id: string; name: string };

/** Active staff who may answer requests about a creditor (null: about none), by name; `id` asks for one of them. */
export async function selectColleagues(
  ctx: Context,
  creditorId: string | null,
  id: string | null = null,
): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select s.id, s.name from v_identity_staff s
    where s.organization_id = ${ctx.organizationId} and s.staff_role <> 'reader'
      and (s.staff_creditor_ids is null or ${creditorId}::uuid = any(s.staff_creditor_ids))
      and ${id ? sql`s.id = ${id}::uuid` : sql`true`}
    order by lower(s.name), s.id limit 200`.execute(ctx.db);
  return rows;
}

export type CategoryRow = { key: string; fr: string; en: string; active: boolean };

export async function selectCategories(ctx: Context): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    select key, fr, en, active from request_categories
    where organization_id = ${ctx.organizationId} order by position, key limit 500`.execute(ctx.db);
  return rows;
}

/** Replaces the list: those no longer in it keep the name of older requests. */
export async function replaceCategories(
  ctx: Context,
  items: readonly { key: string; fr: string; en: string }[],
): Promise<void> {
  await lockName(ctx.db, `messaging.categories:${ctx.organizationId}`);
  await sql`update request_categories set active = false where organization_id = ${ctx.organizationId}`.execute(
    ctx.db,
  );
  const given = JSON.stringify(items.map((item, position) => ({ ...item, position })));
  await sql`
    insert into request_categories (organization_id, key, fr, en, position)
    select ${ctx.organizationId}, g.key, g.fr, g.en, g.position
    from jsonb_to_recordset(${given}::jsonb) as g(key text, fr text, en text, position int)
    on conflict (organization_id, key) do update
      set fr = excluded.fr, en = excluded.en, position = excluded.position, active = true`.execute(ctx.db);
}
