import { accountQuery } from "../features/account/current-account.ts";
import { askedIn } from "../features/entry/reading.ts";
import { statementQuery } from "../features/entry/use-statement.ts";
import { queryClient } from "../lib/queries.ts";
import { organizationQuery, sessionQuery } from "../lib/session.tsx";
import { router } from "../routes.tsx";

type Loads = { preload?: () => Promise<void> } | undefined;

/**
 * Asks at once for what the page of the address will need: its code, the organization, who is there, and the account
 * when it is a statement. Otherwise each waits for the one before, and a slow network is crossed four times.
 */
export function startEarly(): void {
  void queryClient.prefetchQuery(organizationQuery);
  void queryClient.prefetchQuery(sessionQuery);
  const { pathname, search } = router.parseLocation(router.history.location);
  for (const match of router.matchRoutes(pathname, search)) {
    void (router.routesById[match.routeId]?.options.component as Loads)?.preload?.();
    if (match.fullPath === "/comptes/$account") readAccount(match.params.account, search);
  }
}

function readAccount(account: string, search: Record<string, string>): void {
  void queryClient.prefetchQuery(accountQuery(account));
  void queryClient.prefetchInfiniteQuery(statementQuery(account, askedIn(search)));
}
