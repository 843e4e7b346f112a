import { useQuery } from "@tanstack/react-query";
import { query } from "../../lib/queries.ts";

/** The creditors that offer direct debit; null until it is known. */
export function useDebitCreditors(): string[] | null {
  const { data } = useQuery({ ...query("listDebitCreditors", {}), staleTime: 300_000 });
  return data?.items ?? null;
}
