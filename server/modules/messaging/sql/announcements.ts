import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { decodeCursor } from "../../../platform/database/pool.ts";
import { dayInParis } from "../../../platform/dates.ts";
import { partiesVisibleTo } from "../../directory/index.ts";
import type { AccountKind, AnnouncementKind, AnnouncementState } from "../rules.ts";

export type AnnouncementRow = {
  id: string;
  kind: AnnouncementKind;
  title: string;
  body: string;
  account_kinds: AccountKind[];
  creditor_ids: string[];
  starts_on: string;
  ends_on: string | null;
  state: "draft" | "published" | "withdrawn";
  told_at: Date | null;
  created_by: string | null;
  changed_at: Date;
};
export type Audience = { accountKinds: readonly string[]; creditorIds: readonly string[] };

/** How far readings and readers are counted: enough to know the size of a thing. */
export const MOST_COUNTED = 10_000;
const today = (ctx: Context) => sql`${dayInParis(ctx.clock())}::date`;

/** Days come as text: the driver's dates would know a time of day. */
const columns = sql`n.id, n.kind, n.title, n.body, n.account_kinds, n.creditor_ids, n.starts_on::text, n.ends_on::text, n.state,
  n.told_at, n.created_by, n.changed_at`;

/** Published, and within its days. */
const shown = (ctx: Context): RawBuilder<SqlBool> =>
  sql<SqlBool>`n.organization_id = ${ctx.organizationId} and n.state = 'published' and n.starts_on <= ${today(ctx)}
    and (n.ends_on is null or n.ends_on >= ${today(ctx)})`;

/** Whether an account `a` is of a kind and with a creditor that the announcement `n` is addressed to. */
const fits = sql`(n.account_kinds = '{}' or a.kind = any(n.account_kinds)) and (n.creditor_ids = '{}' or a.creditor_id = any(n.creditor_ids))`;

/** Addressed to the signed-in user, by the accounts of the parties for whom he may read today; or to everybody. */
const addressed = (ctx: Context): RawBuilder<SqlBool> => sql<SqlBool>`(
  (n.account_kinds = '{}' and n.creditor_ids = '{}') or exists (
    select from v_ledger_party_accounts a
    where a.organization_id = ${ctx.organizationId} and a.party_id in ${partiesVisibleTo(ctx)} and ${fits}))`;

const unreadBy = (ctx: Context, userId: string) => sql<SqlBool>`not exists (
  select from announcement_readings r
  where r.organization_id = ${ctx.organizationId} and r.announcement_id = n.id and r.user_id = ${userId}::uuid)`;

const LISTED = sql`n.kind in ('information', 'newsletter')`;

/** What greets a user: important messages that he has not closed, and welcome messages. Newest first. */
export async function selectGreetings(ctx: Context, userId: string): Promise<AnnouncementRow[]> {
  const { rows } = await sql<AnnouncementRow>`
    select ${columns} from announcements n
    where ${shown(ctx)} and ${addressed(ctx)}
      and (n.kind = 'welcome' or (n.kind = 'important' and ${unreadBy(ctx, userId)}))
    order by n.starts_on desc, n.id desc limit 20`.execute(ctx.db);
  return rows;
}

/** How many listed announcements a user has not read: 99 at most. */
export async function countUnread(ctx: Context, userId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from announcements n where ${shown(ctx)} and ${LISTED} and ${addressed(ctx)} and ${unreadBy(ctx, userId)} limit 99) x`.execute(
    ctx.db,
  );
  return rows[0]!.n;
}

/** Listed announcements addressed to the user, newest first; one row more than asked. */
export async function selectAnnouncements(
  ctx: Context,
  userId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<(AnnouncementRow & { unread: boolean })[]> {
  const after = decodeCursor(page.cursor, 2);
  const { rows } = await sql<AnnouncementRow & { unread: boolean }>`
    select ${columns}, ${unreadBy(ctx, userId)} as unread from announcements n
    where ${shown(ctx)} and ${LISTED} and ${addressed(ctx)}
      and ${after ? sql`(n.starts_on, n.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
    order by n.starts_on desc, n.id desc limit ${page.limit + 1}`.execute(ctx.db);
  return rows;
}

/** One announcement that is shown and addressed to the user. */
export async function findAddressed(ctx: Context, id: string): Promise<AnnouncementRow | undefined> {
  const { rows } = await sql<AnnouncementRow>`
    select ${columns} from announcements n where ${shown(ctx)} and n.id = ${id}::uuid and ${addressed(ctx)}`.execute(
    ctx.db,
  );
  return rows[0];
}

/** Keeps that a user has read, or closed. @returns false when it was known already. */
export async function insertReading(
  ctx: Context,
  reading: { announcementId: string; userId: string; closed: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    insert into announcement_readings (organization_id, announcement_id, user_id, read_at, closed_at)
    values (${ctx.organizationId}, ${reading.announcementId}, ${reading.userId}, ${ctx.clock()}, ${reading.closed ? ctx.clock() : null})
    on conflict (organization_id, announcement_id, user_id) do nothing returning user_id`.execute(ctx.db);
  return rows.length > 0;
}

/** Staff limited to some creditors see what is addressed to theirs or to everybody; null for all. */
const seenBy = (creditorIds: readonly string[] | null) =>
  creditorIds === null
    ? sql`true`
    : sql`(n.creditor_ids = '{}' or n.creditor_ids && ${[...creditorIds]}::uuid[])`;

/** The state that staff read, from what is kept and from the day it is. */
const stateNow = (ctx: Context) => sql<AnnouncementState>`
  case when n.state <> 'published' then n.state when n.starts_on > ${today(ctx)} then 'scheduled'
    when n.ends_on < ${today(ctx)} then 'over' else 'current' end`;

const readings = (ctx: Context) => sql<number>`(select count(*)::int from (
  select from announcement_readings r
  where r.organization_id = ${ctx.organizationId} and r.announcement_id = n.id limit ${sql.lit(MOST_COUNTED)}) x)`;

export type OfficeAnnouncementRow = AnnouncementRow & { state_now: AnnouncementState; readings: number };
export type OfficeFilter = {
  kind?: AnnouncementKind | undefined;
  state?: AnnouncementState | undefined;
  search?: string | undefined;
  creditorIds: readonly string[] | null;
  cursor?: string | undefined;
  limit: number;
};

/** What staff wrote, newest first; one row more than asked. */
export async function selectForOffice(ctx: Context, filter: OfficeFilter): Promise<OfficeAnnouncementRow[]> {
  const after = decodeCursor(filter.cursor, 1);
  const { rows } = await sql<OfficeAnnouncementRow>`
    select ${columns}, ${stateNow(ctx)} as state_now, ${readings(ctx)} as readings from announcements n
    where n.organization_id = ${ctx.organizationId} and ${seenBy(filter.creditorIds)}
      and ${filter.kind ? sql`n.kind = ${filter.kind}` : sql`true`}
      and ${filter.state ? sql`${stateNow(ctx)} = ${filter.state}` : sql`true`}
      and ${filter.search ? sql`strpos(quitus_search_text(array[n.title]), quitus_search_text(array[${filter.search}]::text[])) > 0` : sql`true`}
      and ${after ? sql`n.id < ${after[0]}::uuid` : sql`true`}
    order by n.id desc limit ${filter.limit + 1}`.execute(ctx.db);
  return rows;
}

/** One of them; with `lock`, whoever changes it waits. */
export async function findForOffice(
  ctx: Context,
  id: string,
  creditorIds: readonly string[] | null,
  lock = false,
): Promise<OfficeAnnouncementRow | undefined> {
  const { rows } = await sql<OfficeAnnouncementRow>`
    select ${columns}, ${stateNow(ctx)} as state_now, ${readings(ctx)} as readings from announcements n
    where n.organization_id = ${ctx.organizationId} and n.id = ${id}::uuid and ${seenBy(creditorIds)}
    ${lock ? sql`for update` : sql``}`.execute(ctx.db);
  return rows[0];
}

export type AnnouncementValues = Pick<
  AnnouncementRow,
  "kind" | "title" | "body" | "account_kinds" | "creditor_ids" | "starts_on" | "ends_on"
>;

export async function insertAnnouncement(
  ctx: Context,
  id: string,
  values: AnnouncementValues,
  createdBy: string | null,
): Promise<void> {
  await ctx.db
    .insertInto("announcements")
    .values({
      organization_id: ctx.organizationId,
      id,
      ...values,
      created_by: createdBy,
      created_at: ctx.clock(),
      changed_at: ctx.clock(),
    })
    .execute();
}

/** What staff change is dated; what the clock does is not. */
export async function saveAnnouncementRow(
  ctx: Context,
  id: string,
  values: (Partial<AnnouncementValues> & { state?: AnnouncementRow["state"] }) | { told_at: Date },
): Promise<void> {
  await ctx.db
    .updateTable("announcements")
    .set("told_at" in values ? values : { ...values, changed_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

export async function deleteAnnouncement(ctx: Context, id: string): Promise<void> {
  await ctx.db
    .deleteFrom("announcements")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** Those whose first day has come without anybody being told, locked: at most 50. */
export async function lockUntold(ctx: Context): Promise<AnnouncementRow[]> {
  const { rows } = await sql<AnnouncementRow>`
    select ${columns} from announcements n where ${shown(ctx)} and n.told_at is null
    order by n.id limit 50 for update skip locked`.execute(ctx.db);
  return rows;
}

/** Users of customers, by id, to whom something is addressed today. `after` is the last one of the page before. */
export async function selectReaders(
  ctx: Context,
  audience: Audience,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const everybody = audience.accountKinds.length === 0 && audience.creditorIds.length === 0;
  const { rows } = await sql<{ user_id: string }>`
    select distinct up.user_id from v_directory_user_parties up
    join v_identity_users u on u.organization_id = up.organization_id and u.id = up.user_id and u.state <> 'disabled'
    where up.organization_id = ${ctx.organizationId} and (up.ends_on is null or up.ends_on >= ${today(ctx)})
      and ${after ? sql`up.user_id > ${after}::uuid` : sql`true`}
      and ${
        everybody
          ? sql`true`
          : sql`exists (select from v_ledger_party_accounts a
              cross join (select ${[...audience.accountKinds]}::text[] as account_kinds, ${[...audience.creditorIds]}::uuid[] as creditor_ids) n
              where a.organization_id = ${ctx.organizationId} and a.party_id = up.party_id and ${fits})`
      }
    order by up.user_id limit ${limit}`.execute(ctx.db);
  return rows.map((row) => row.user_id);
}
