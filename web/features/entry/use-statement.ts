import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { GotOf } from "../../lib/api.ts";
import { pages } from "../../lib/queries.ts";
import type { Asked } from "./reading.ts";

export type Statement = GotOf<"readStatement">;
export type Entry = Statement["items"][number];

/** One page after the other of what was asked of an account. */
export const statementQuery = (account: string, asked: Asked) =>
  pages("readStatement", { params: { account }, query: { ...asked, limit: 100 } });

/** The entries of an account in one reading, page by page; what was shown stays while the next comes. */
export function useStatement(account: string, asked: Asked) {
  const list = useInfiniteQuery({
    ...statementQuery(account, asked),
    placeholderData: keepPreviousData,
  });
  const first = list.data?.pages[0];
  return {
    list,
    entries: list.data?.pages.flatMap((page) => page.items) ?? [],
    totals: first?.totals ?? { count: 0, debitCents: 0, creditCents: 0, toPayCents: 0 },
    openingCents: first?.openingCents ?? null,
    closingCents: first?.closingCents ?? null,
  };
}
