/** What goes at its term of what coordinates keep: data, term, statement. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Sweep, Swept } from "../../../platform/terms.ts";
import { relationOver } from "../../directory/index.ts";

/** Phones, bank details and what else is known beside the party's record; the choice of paper stays. */
async function emptyDetails(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql`
    update party_coordinates t set details = '{}', composed_address = '{}'
    where t.organization_id = ${ctx.organizationId} and t.party_id in (
      select c.party_id from party_coordinates c where c.organization_id = ${ctx.organizationId} and c.details <> '{}'
        and (c.paper_chosen_at is null or c.paper_chosen_at <= ${before})
        and not exists (select from coordinate_changes g where g.organization_id = c.organization_id and g.party_id = c.party_id
          and (g.closed_at is null or g.closed_at > ${before}))
        and ${relationOver(ctx, sql.ref("c.party_id"), before)}
      limit ${limit} for update skip locked)
    returning t.party_id`.execute(ctx.db);
  return { count: rows.length };
}

/** Of a change that was decided the field and the outcome stay, without the values. */
async function emptyChanges(ctx: Context, before: Date, limit: number): Promise<Swept> {
  const { rows } = await sql`
    update coordinate_change_fields t set was = '', wanted = '', reason = ''
    where t.organization_id = ${ctx.organizationId} and (t.change_id, t.field) in (
      select f.change_id, f.field from coordinate_change_fields f
      join coordinate_changes c on c.organization_id = f.organization_id and c.id = f.change_id
      where f.organization_id = ${ctx.organizationId} and c.closed_at <= ${before} and (f.was <> '' or f.wanted <> '' or f.reason <> '')
      limit ${limit} for update of f skip locked)
    returning t.field`.execute(ctx.db);
  return { count: rows.length };
}

export const sweeps: readonly Sweep[] = [
  { kind: "coordinates", tables: ["party_coordinates"], term: "relation", run: emptyDetails },
  {
    kind: "coordinate_changes",
    tables: ["coordinate_changes", "coordinate_change_fields"],
    term: "relation",
    run: emptyChanges,
  },
];
