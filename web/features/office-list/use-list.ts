import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { CallOf, GotOf, OperationId } from "../../lib/api.ts";
import { pages } from "../../lib/queries.ts";

type Item<O extends OperationId> = GotOf<O> extends { items: (infer I)[] } ? I : never;

/** A list of the API, page after page; while a filter changes the rows before stay. */
export function useList<O extends OperationId>(operation: O, call: CallOf<O>) {
  const read = useInfiniteQuery({ ...pages(operation, call), placeholderData: keepPreviousData });
  const first = read.data?.pages[0] as GotOf<O> | undefined;
  const rows = (read.data?.pages ?? []).flatMap((page) => (page as unknown as { items: Item<O>[] }).items);
  return { read, rows, first, loading: read.isPending || read.isPlaceholderData };
}
