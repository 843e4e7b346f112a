import { useQuery } from "@tanstack/react-query";
import { query } from "../../lib/queries.ts";
import { useLanguage } from "../../lib/words.ts";

/** What a request may be about, as choices of a list. */
export function useCategoryNames(): { value: string; label: string }[] {
  const { language } = useLanguage();
  const items = useQuery(query("listRequestCategories", {})).data?.items ?? [];
  return items.map((one) => ({ value: one.key, label: one[language] }));
}
