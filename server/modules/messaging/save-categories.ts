import type { Context } from "../../platform/context.ts";
import { recordFact } from "../../platform/facts.ts";
import { type Category, HOUSE_CATEGORIES, keyFor } from "./rules.ts";
import { type CategoryRow, replaceCategories, selectCategories } from "./sql/requests.ts";

const bare = ({ key, fr, en }: Category): Category => ({ key, fr, en });
const activeOf = (rows: readonly CategoryRow[]): Category[] => rows.filter((row) => row.active).map(bare);

/** What a request may be about: the organization's list, or the house's. */
export async function listCategories(ctx: Context): Promise<{ items: Category[] }> {
  const rows = await selectCategories(ctx);
  return { items: rows.length === 0 ? HOUSE_CATEGORIES.map(bare) : activeOf(rows) };
}

/** The names of categories by key, those taken off the list included. */
export async function categoryNames(ctx: Context): Promise<(key: string) => Category> {
  const known = new Map(
    [...HOUSE_CATEGORIES, ...(await selectCategories(ctx))].map((one) => [one.key, bare(one)]),
  );
  return (key) => known.get(key) ?? { key, fr: key, en: key };
}

/** Replaces the list. A category given with its key keeps its requests; a new one gets a key of its own. */
export async function saveCategories(
  ctx: Context,
  items: readonly { key?: string | undefined; fr: string; en: string }[],
): Promise<{ items: Category[] }> {
  const before = await selectCategories(ctx);
  const known = new Set([...HOUSE_CATEGORIES, ...before].map((one) => one.key));
  const taken = new Set(known);
  const named = new Map<string, Category>();
  for (const { key: given, fr, en } of items) {
    const key = given && known.has(given) && !named.has(given) ? given : keyFor(fr, taken);
    taken.add(key);
    named.set(key, { key, fr, en });
  }
  await replaceCategories(ctx, [...named.values()]);
  await recordFact(ctx, {
    name: "messaging.categories_changed",
    subject: { kind: "organization", id: ctx.organizationId },
    data: { keys: [...named.keys()] },
  });
  return listCategories(ctx);
}
