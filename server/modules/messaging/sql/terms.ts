/** What goes at its term of what messaging keeps: data, term, statement. A request keeps its number and its dates. */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { deleteSome, droppedOf, type Sweep, type Swept } from "../../../platform/terms.ts";

async function deleteFiles(ctx: Context, over: RawBuilder<unknown>, limit: number): Promise<Swept> {
  const { rows } = await sql<{ hash: string; at: Date }>`
    delete from attachments t where t.organization_id = ${ctx.organizationId} and t.id in (
      select f.id from attachments f where f.organization_id = ${ctx.organizationId} and f.announcement_id is null and ${over}
      limit ${limit} for update skip locked)
    returning t.hash, t.created_at as at`.execute(ctx.db);
  return { count: rows.length, dropped: droppedOf(rows) };
}

const ofOldRequests = (ctx: Context, before: Date) => sql`f.request_message_id in (
  select m.id from requests q join request_messages m on m.organization_id = q.organization_id and m.request_id = q.id
  where q.organization_id = ${ctx.organizationId} and q.moved_at <= ${before})`;

async function emptyMessages(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql`
    update request_messages t set body = '' where t.organization_id = ${ctx.organizationId} and t.id in (
      select m.id from requests q join request_messages m on m.organization_id = q.organization_id and m.request_id = q.id
      where q.organization_id = ${ctx.organizationId} and q.moved_at <= ${before} and m.body <> ''
      limit ${limit} for update of m skip locked)
    returning t.id`.execute(ctx.db);
  return { count: rows.length };
}

async function emptyRequests(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql`
    update requests t set subject = '', state = 'closed', closed_at = coalesce(t.closed_at, ${ctx.clock()})
    where t.organization_id = ${ctx.organizationId} and t.id in (
      select q.id from requests q where q.organization_id = ${ctx.organizationId} and q.moved_at <= ${before} and q.subject <> ''
      limit ${limit} for update skip locked)
    returning t.id`.execute(ctx.db);
  return { count: rows.length };
}

export const sweeps: readonly Sweep[] = [
  // Sent a day ago, and never tied to anything.
  {
    kind: "attachments_loose",
    tables: ["attachments"],
    term: { days: 1 },
    run: (ctx, before, limit) =>
      deleteFiles(ctx, sql`f.request_message_id is null and f.created_at < ${before}`, limit),
  },
  {
    kind: "request_files",
    tables: ["attachments"],
    term: "relation",
    run: (ctx, before, limit) => deleteFiles(ctx, ofOldRequests(ctx, before), limit),
  },
  { kind: "request_messages", tables: ["request_messages"], term: "relation", run: emptyMessages },
  { kind: "requests", tables: ["requests"], term: "relation", run: emptyRequests },
  {
    kind: "announcement_readings",
    tables: ["announcement_readings"],
    term: "relation",
    run: (ctx, before, limit) => deleteSome(ctx, "announcement_readings", sql`x.read_at <= ${before}`, limit),
  },
];
