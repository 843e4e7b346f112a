import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { useState } from "react";
import { ApiProblem, api, type GotOf, openOperations } from "./api.ts";
import { paths } from "./place.ts";
import { onProblem, query, queryClient } from "./queries.ts";
import { hasUnsaved } from "./unsaved.ts";

export type Me = GotOf<"readSession">;
export type Organization = GotOf<"readOrganization">;

/** Who is signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: ["readSession"] as const,
  queryFn: ({ signal }): Promise<Me | null> =>
    api.readSession({}, { signal }).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }),
  staleTime: 60_000,
});

/** The organization served at this address: asked once. */
export const organizationQuery = { ...query("readOrganization", {}), staleTime: 600_000 };

/** Who is signed in; null on the pages seen from outside. */
export function useSession(): Me | null {
  return useQuery(sessionQuery).data ?? null;
}

/** Who is signed in, on pages behind the door. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(sessionQuery);
  // A session that ends leads to the door: until it opens, the page stays as it was.
  const [known, setKnown] = useState(data);
  if (data && data !== known) setKnown(data);
  const me = data ?? known;
  if (!me) throw new ApiProblem(401, { code: "unauthenticated" });
  return me;
}

/** The organization served at this address; the root of the application waits for it. */
export function useOrganization(): Organization {
  return useSuspenseQuery(organizationQuery).data;
}

type Destination = { location: { href: string } };

/** For `beforeLoad` of what is behind the door: somebody is signed in and has a password of his own. */
export async function requireSession({ location }: Destination): Promise<Me> {
  const [me] = await Promise.all([queryClient.ensureQueryData(sessionQuery), openOperations()]);
  if (!me) throw redirect({ to: "/connexion", search: { retour: location.href } });
  if (me.mustChangePassword)
    throw redirect({ to: "/nouveau-mot-de-passe", search: { retour: location.href } });
  if (me.mustEnrol) throw redirect({ to: "/seconde-protection", search: { retour: location.href } });
  return me;
}

/** For the pages between the door and what is behind it: without a session they would have nothing to show. */
export async function requireSomebody(): Promise<void> {
  if (!(await queryClient.ensureQueryData(sessionQuery))) throw redirect({ to: "/connexion" });
}

/** `requireSession` for the office: a customer is led to the portal. */
export async function requireStaff(destination: Destination): Promise<Me> {
  const me = await requireSession(destination);
  if (!me.staff) throw redirect({ to: "/" });
  return me;
}

/** Forgets everything that was read for somebody else, and keeps who is signed in now (null: asks). */
export async function startOver(me?: Me): Promise<void> {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "readOrganization" });
  if (me) queryClient.setQueryData(sessionQuery.queryKey, me);
  else await queryClient.fetchQuery(sessionQuery);
}

/** Watches for a session that ended meanwhile, or a password that must change first: leads to the right door. */
export function watchSession(go: (href: string) => void, here: () => string, stopViewing: () => void): void {
  onProblem((problem) => {
    if (problem.code === "unauthenticated" && queryClient.getQueryData(sessionQuery.queryKey)) {
      queryClient.setQueryData(sessionQuery.queryKey, null);
      // A form that holds something says so itself, and keeps it.
      if (!hasUnsaved()) go(paths.signIn(here()));
    }
    if (problem.code === "view_as.preview_over") stopViewing();
    if (problem.code === "password.must_change") go(paths.forcedPassword());
    if (problem.code === "second_factor.must_enrol")
      void queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }).then(() => go(paths.enrol(here())));
  });
}
