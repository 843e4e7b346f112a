import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import type { GotOf } from "../../lib/api.ts";
import { query } from "../../lib/queries.ts";
import { useMe } from "../../lib/session.tsx";

export type AccountSummary = GotOf<"readAccount">;
export type Space = GotOf<"listSpaces">["items"][number];

/** The first page of the spaces: what the switcher shows. */
export const firstSpaces = query("listSpaces", { query: { limit: 50 } });

/** The space that the user is in: the account of the address, else the last one visited, else the only one. */
export function useCurrentAccount(): string | null {
  const { account } = useParams({ strict: false }) as { account?: string };
  const key = `quitus.account.${useMe().id}`;
  const spaces = useQuery(firstSpaces).data?.items;
  useEffect(() => {
    if (account) keep(key, account);
  }, [account, key]);
  return account ?? kept(key) ?? (spaces?.length === 1 ? spaces[0]!.account : null);
}

/** What the account owes now, in figures. */
export const accountQuery = (account: string) => query("readAccount", { params: { account } });

function keep(key: string, account: string): void {
  try {
    sessionStorage.setItem(key, account);
  } catch {
    // a browser may refuse storage: the switcher then waits for a choice
  }
}

function kept(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
