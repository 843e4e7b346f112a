import type { Context } from "../../platform/context.ts";
import { lockName } from "../../platform/database/pool.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";
import { type Category, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import type { OfferedCategory } from "./rules.ts";
import { type CategoryRow, hasCategories, replaceCategories, selectCategories } from "./sql/categories.ts";
import { DEFAULT_CATEGORIES } from "./words.ts";

const refuse = refuser(refusals);
type LabelWish = { id: string | null; label: { fr: string; en: string } };
export type CategoryWish = LabelWish & { subtypes: readonly LabelWish[] };

/** What is offered, as it is shown. An organization that never had a category gets the usual ones first. */
export async function readCategories(ctx: Context): Promise<Category[]> {
  const rows = await offeredRows(ctx);
  const show = (row: CategoryRow) => ({
    id: outside("dispute_category", row.id),
    label: { fr: row.fr, en: row.en || row.fr },
  });
  return tree(rows).map(({ category, subtypes }) => ({ ...show(category), subtypes: subtypes.map(show) }));
}

/** What is offered, by id. */
export async function offeredCategories(ctx: Context): Promise<OfferedCategory[]> {
  return tree(await offeredRows(ctx)).map(({ category, subtypes }) => ({ id: category.id, subtypes }));
}

/**
 * Replaces what is offered; a category or sub-type left out stays on the disputes that have it.
 * @throws Refusal `dispute.category_unknown` for an id that is not offered there.
 */
export async function saveCategories(ctx: Context, wishes: readonly CategoryWish[]) {
  await lockName(ctx.db, `disputes.categories:${ctx.organizationId}`);
  const known = new Map((await offeredRows(ctx)).map((row) => [row.id, row.categoryId]));
  const rows = rowsOf(ctx, wishes);
  const given = wishes.flatMap((one) => [one, ...one.subtypes]).flatMap((one) => (one.id ? [one.id] : []));
  const parents = new Map(rows.map((row) => [row.id, row.categoryId]));
  if (new Set(given).size < given.length || given.some((id) => known.get(id) !== parents.get(id)))
    refuse("dispute.category_unknown");
  await replaceCategories(ctx, rows);
  await recordFact(ctx, {
    name: facts.categoriesChanged,
    subject: { kind: "organization", id: ctx.organizationId },
    data: { categories: wishes.length },
  });
  return { items: await readCategories(ctx) };
}

/** Rows of the wishes: categories, then their sub-types, each with its rank. */
function rowsOf(ctx: Context, wishes: readonly CategoryWish[]): CategoryRow[] {
  const now = ctx.clock().getTime();
  const row = (wish: LabelWish, rank: number, categoryId: string | null): CategoryRow => ({
    id: wish.id ?? newId(now),
    categoryId,
    rank,
    fr: wish.label.fr,
    en: wish.label.en,
  });
  const categories = wishes.map((wish, rank) => row(wish, rank, null));
  const subtypes = wishes.flatMap((wish, index) =>
    wish.subtypes.map((one, rank) => row(one, rank, categories[index]!.id)),
  );
  return [...categories, ...subtypes];
}

async function offeredRows(ctx: Context): Promise<CategoryRow[]> {
  const rows = await selectCategories(ctx);
  if (rows.length > 0) return rows;
  await lockName(ctx.db, `disputes.categories:${ctx.organizationId}`);
  if (!(await hasCategories(ctx))) await replaceCategories(ctx, rowsOf(ctx, DEFAULTS));
  // Read after the lock: who waited for another who gave them sees them too.
  return selectCategories(ctx);
}

const DEFAULTS: readonly CategoryWish[] = DEFAULT_CATEGORIES.map(({ label, subtypes }) => ({
  id: null,
  label: { fr: label[0], en: label[1] },
  subtypes: subtypes.map(([fr, en]) => ({ id: null, label: { fr, en } })),
}));

function tree(rows: readonly CategoryRow[]): { category: CategoryRow; subtypes: CategoryRow[] }[] {
  const byCategory = Map.groupBy(rows, (row) => row.categoryId);
  return (byCategory.get(null) ?? []).map((category) => ({
    category,
    subtypes: byCategory.get(category.id) ?? [],
  }));
}
