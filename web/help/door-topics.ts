import type { GotOf } from "../lib/api.ts";

/**
 * The user guide (SPEC ALL-8): one topic per thing that people do, in the order of the guide. `pages` are the routes it
 * explains (`web/routes.tsx`): a page without a topic fails the tests, as does a topic that quotes a label no screen has.
 */
export type Topic = {
  key: string;
  audience: "portal" | "office";
  pages: readonly string[];
  /** The options of the organization that open it to customers: one is enough. Always, when absent. */
  options?: readonly (keyof GotOf<"readOrganization">["settings"])[];
};

/** What is read without being signed in: how to come in. Apart from the others, so that the sign-in page stays light. */
export const doorTopics: readonly Topic[] = [
  {
    key: "sign-in",
    audience: "portal",
    pages: ["/connexion", "/nouveau-mot-de-passe", "/seconde-protection"],
  },
  {
    key: "first-access",
    audience: "portal",
    pages: ["/activation", "/lien/$token", "/mot-de-passe-oublie"],
  },
  { key: "access-code", audience: "portal", pages: ["/activation-par-code"] },
];
