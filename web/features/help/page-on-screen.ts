import { useMatches } from "@tanstack/react-router";

/** The route of the page on screen, as `web/routes.tsx` writes it: `/comptes/$account`. */
export function usePageOnScreen(): string {
  const route: string = useMatches().at(-1)?.fullPath ?? "";
  return route.length > 1 ? route.replace(/\/$/, "") : route;
}
