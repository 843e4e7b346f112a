import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";

/** One parameter of the address: `/comptes/$account` -> `useParam("account")`. */
export function useParam(name: string): string {
  const params = useParams({ strict: false }) as Record<string, string | undefined>;
  return params[name] ?? "";
}

/** What stands after the `?` of the address, as text, and how to change a part of it (null takes it out). */
export function useFilters(): [
  Readonly<Record<string, string | undefined>>,
  (change: Record<string, string | null>) => void,
] {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const change = (changed: Record<string, string | null>) => {
    // From what stands there by then: a search is kept a moment after it was typed, and another filter may have changed.
    const next = (standing: object) =>
      Object.fromEntries(Object.entries({ ...standing, ...changed }).filter(([, value]) => value));
    void navigate({ to: ".", search: next, replace: true, resetScroll: false } as never);
  };
  return [search, change];
}

/** Goes to one of our addresses, base included (`paths.account(id)`). */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const router = useRouter();
  return (href, options) => (options?.replace ? router.history.replace(href) : router.history.push(href));
}

/** The tab's title, on pages without a `PageTitle`. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
