import { useWords, type Words } from "../../lib/words.ts";
import type { Fact } from "./fact-record.tsx";

const words = {
  anyone: { fr: "Quelqu’un qui n’est pas connecté", en: "Somebody not signed in" },
  token: { fr: "Jeton d’API", en: "API token" },
  system: { fr: "Quitus", en: "Quitus" },
  user: { fr: "Compte d’accès effacé", en: "Access account erased" },
} satisfies Words;

/** Who did it, in words. */
export function useWho(): (fact: Fact) => string {
  const t = useWords(words);
  return ({ actor }) => {
    if (actor.kind === "user") return actor.name || t.user;
    if (actor.kind === "system") return actor.name ? `${t.system} (${actor.name})` : t.system;
    return actor.kind === "token" ? `${t.token} ${actor.id ?? ""}` : t.anyone;
  };
}
