/** Statements on the coordinates of one person: read whole, and erased (INF-5). */
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Subject } from "../../../platform/personal-data.ts";

const himself = (of: Subject) => sql`any(${[...of.himself]}::uuid[])`;

export const detailsOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select c.party_id || ':' || d.key as key, c.paper_chosen_at as at, p.code, d.key as field, d.value
  from party_coordinates c
  join v_directory_parties p on p.organization_id = c.organization_id and p.id = c.party_id
  cross join lateral jsonb_each_text(c.details || jsonb_build_object('paper', c.paper)) as d
  where c.organization_id = ${ctx.organizationId} and c.party_id = ${himself(of)}`;

/** What he asked himself, and what was asked for himself by others. */
export const changesOf = (ctx: Context, of: Subject): RawBuilder<unknown> => sql`
  select c.id || ':' || f.field as key, coalesce(c.closed_at, c.asked_at) as at, f.field, f.was, f.wanted, f.outcome, f.reason,
    c.asked_at as asked, f.decided_at as decided
  from coordinate_changes c
  join coordinate_change_fields f on f.organization_id = c.organization_id and f.change_id = c.id
  where c.organization_id = ${ctx.organizationId} and (c.asked_by = ${of.userId}::uuid or c.party_id = ${himself(of)})
    and (f.was <> '' or f.wanted <> '')`;

/** The choice of paper of those who are himself, and when it was made. */
export async function selectPaper(
  ctx: Context,
  of: Subject,
): Promise<{ name: string; paper: boolean; paper_chosen_at: Date | null }[]> {
  const { rows } = await sql<{ name: string; paper: boolean; paper_chosen_at: Date | null }>`
    select p.name, c.paper, c.paper_chosen_at from party_coordinates c
    join v_directory_parties p on p.organization_id = c.organization_id and p.id = c.party_id
    where c.organization_id = ${ctx.organizationId} and c.party_id = any(${[...of.actsFor]}::uuid[])
      and c.paper_chosen_at is not null order by p.name limit 100`.execute(ctx.db);
  return rows;
}

export async function eraseDetails(ctx: Context, of: Subject): Promise<[]> {
  await sql`
    update party_coordinates set details = '{}', composed_address = '{}'
    where organization_id = ${ctx.organizationId} and party_id = ${himself(of)}`.execute(ctx.db);
  return [];
}

/** What waits is taken back; of what was decided the field and the outcome stay, without the values. */
export async function eraseChanges(ctx: Context, of: Subject): Promise<[]> {
  const theirs = sql`c.organization_id = ${ctx.organizationId} and c.party_id = ${himself(of)}`;
  await sql`
    update coordinate_changes c set state = 'withdrawn', closed_at = ${ctx.clock()}
    where ${theirs} and c.state = 'pending'`.execute(ctx.db);
  await sql`
    update coordinate_change_fields f set was = '', wanted = '', reason = '' from coordinate_changes c
    where ${theirs} and f.organization_id = c.organization_id and f.change_id = c.id`.execute(ctx.db);
  return [];
}
