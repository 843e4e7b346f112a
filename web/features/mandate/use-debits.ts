import { useQuery } from "@tanstack/react-query";
import { query } from "../../lib/queries.ts";

/** The creditors that offer direct debit, and whether there is a mandate to read; null until it is known. */
export function useDebits(): { creditors: string[]; mine: boolean } | null {
  const { data } = useQuery({ ...query("listDebitCreditors", {}), staleTime: 300_000 });
  return data ? { creditors: data.items, mine: data.mine } : null;
}
