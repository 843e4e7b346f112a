/** Statements on what messaging holds of one person: read whole, and erased (INF-5). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Dropped, Subject } from "../../../platform/personal-data.ts";

export const requestsOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select q.id::text as key, q.moved_at as at, q.number, q.subject, q.category, q.state, q.created_at as opened, q.closed_at as closed
  from requests q where q.organization_id = ${ctx.organizationId} and q.user_id = ${userId}::uuid and q.subject <> ''`;

/** What he wrote, and what was written to him. Notes between colleagues are not his, unless he wrote them. */
export const messagesOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select m.id::text as key, m.created_at as at, q.number, m.kind as side, m.body, m.created_at as written
  from request_messages m join requests q on q.organization_id = m.organization_id and q.id = m.request_id
  where m.organization_id = ${ctx.organizationId} and m.body <> ''
    and (m.author_id = ${userId}::uuid or q.user_id = ${userId}::uuid and m.kind <> 'note')`;

export const filesOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select f.id::text as key, f.created_at as at, f.name, f.bytes, f.created_at as sent, f.hash as file_hash, f.name as file_name
  from attachments f where f.organization_id = ${ctx.organizationId} and f.uploaded_by = ${userId}::uuid`;

export const readingsOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select r.announcement_id::text as key, r.read_at as at, a.title, r.read_at as read, r.closed_at as closed
  from announcement_readings r join announcements a on a.organization_id = r.organization_id and a.id = r.announcement_id
  where r.organization_id = ${ctx.organizationId} and r.user_id = ${userId}::uuid`;

/** Requests keep their number, category and dates, so that statistics hold; what was written is gone, on both sides. */
export async function eraseRequests(ctx: Context, { userId }: Subject): Promise<[]> {
  await sql`
    update requests set subject = '', state = 'closed', closed_at = coalesce(closed_at, ${ctx.clock()})
    where organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid`.execute(ctx.db);
  return [];
}

export async function eraseMessages(ctx: Context, { userId }: Subject): Promise<[]> {
  await sql`
    update request_messages m set body = '' from requests q
    where m.organization_id = ${ctx.organizationId} and q.organization_id = m.organization_id and q.id = m.request_id
      and q.user_id = ${userId}::uuid`.execute(ctx.db);
  return [];
}

/** Files of his requests, whoever sent them, and those that he sent. */
export async function eraseFiles(ctx: Context, { userId }: Subject): Promise<Dropped[]> {
  const { rows } = await sql<{ hash: string; created_at: Date }>`
    delete from attachments f where f.organization_id = ${ctx.organizationId} and f.announcement_id is null
      and (f.uploaded_by = ${userId}::uuid or f.request_message_id in (
        select m.id from request_messages m join requests q on q.organization_id = m.organization_id and q.id = m.request_id
        where m.organization_id = ${ctx.organizationId} and q.user_id = ${userId}::uuid))
    returning f.hash, f.created_at`.execute(ctx.db);
  const sent = Map.groupBy(rows, (row) => row.hash);
  return [...sent].map(([hash, same]) => {
    const times = same.map((row) => row.created_at.getTime());
    return { hash, first: new Date(Math.min(...times)), last: new Date(Math.max(...times)) };
  });
}

export async function eraseReadings(ctx: Context, { userId }: Subject): Promise<[]> {
  await sql`
    delete from announcement_readings where organization_id = ${ctx.organizationId} and user_id = ${userId}::uuid`.execute(
    ctx.db,
  );
  return [];
}
