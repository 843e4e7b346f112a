/**
 * Statements on the disputes of one person (INF-5). What was said of money is evidence: nobody rewrites it, and it is
 * kept until its term.
 */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/personal-data.ts";

const disputes = (ctx: Context, of: Subject) =>
  sql`d.organization_id = ${ctx.organizationId} and (d.user_id = ${of.userId}::uuid or d.party_id = any(${[...of.himself]}::uuid[]))`;

export const disputesOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select d.id::text as key, coalesce(d.resolved_at, d.changed_at) as at, d.reference, c.label_fr as category, d.state, d.outcome, d.total_cents,
    d.opened_on, d.resolved_at as resolved
  from disputes d join dispute_categories c on c.organization_id = d.organization_id and c.id = d.category_id
  where ${disputes(ctx, of)}`;

export const stepsOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select s.id::text as key, s.at, d.reference, s.kind as step, s.side, s.body, s.at as written
  from disputes d join dispute_steps s on s.organization_id = d.organization_id and s.dispute_id = d.id
  where ${disputes(ctx, of)} and not s.internal
  union all
  select s.id::text, s.at, d.reference, s.kind, s.side, s.body, s.at
  from dispute_steps s join disputes d on d.organization_id = s.organization_id and d.id = s.dispute_id
  where s.organization_id = ${ctx.organizationId} and s.author_id = ${of.userId}::uuid and (s.internal or not (${disputes(ctx, of)}))`;

export const filesOf = (ctx: Context, { userId }: Subject): RawBuilder<unknown> => sql`
  select f.id::text as key, f.created_at as at, f.name, f.bytes, f.created_at as sent, f.hash as file_hash, f.name as file_name
  from dispute_files f where f.organization_id = ${ctx.organizationId} and f.user_id = ${userId}::uuid`;
