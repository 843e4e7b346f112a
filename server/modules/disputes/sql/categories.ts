/** Statements on the categories of disputes and their sub-types. */
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export type CategoryRow = {
  id: string;
  /** Null for a category, its category for a sub-type. */
  categoryId: string | null;
  rank: number;
  fr: string;
  en: string;
};

/** What is offered: categories and sub-types, each in its order. */
export async function selectCategories(ctx: Context): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    select id, category_id as "categoryId", rank, label_fr as fr, label_en as en from dispute_categories
    where organization_id = ${ctx.organizationId} and retired_at is null
    order by rank, id`.execute(ctx.db);
  return rows;
}

/** True as soon as the organization has ever had a category. */
export async function hasCategories(ctx: Context): Promise<boolean> {
  const { rows } = await sql`
    select from dispute_categories where organization_id = ${ctx.organizationId} limit 1`.execute(ctx.db);
  return rows.length > 0;
}

/** Writes what is offered; what is no longer in it is withdrawn. Categories first: sub-types name them. */
export async function replaceCategories(ctx: Context, rows: readonly CategoryRow[]): Promise<void> {
  const now = ctx.clock();
  const ids = rows.map((row) => row.id);
  await sql`
    insert into dispute_categories (organization_id, id, category_id, rank, label_fr, label_en)
    select ${ctx.organizationId}::uuid, n.id, n.category_id, n.rank, n.fr, n.en
    from unnest(${ids}::uuid[], ${rows.map((row) => row.categoryId)}::uuid[], ${rows.map((row) => row.rank)}::int[],
                ${rows.map((row) => row.fr)}::text[], ${rows.map((row) => row.en)}::text[]) as n (id, category_id, rank, fr, en)
    on conflict (organization_id, id) do update
    set rank = excluded.rank, label_fr = excluded.label_fr, label_en = excluded.label_en, retired_at = null`.execute(
    ctx.db,
  );
  await sql`
    update dispute_categories set retired_at = ${now}
    where organization_id = ${ctx.organizationId} and retired_at is null and id <> all(${ids}::uuid[])`.execute(
    ctx.db,
  );
}
