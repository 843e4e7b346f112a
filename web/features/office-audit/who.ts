import { useWords, type Words } from "../../lib/words.ts";
import { useModuleName } from "./fact-names.ts";
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
  const moduleName = useModuleName();
  return ({ actor }) => {
    if (actor.kind === "user") return actor.name || t.user;
    // What Quitus does by itself is named by the work that did it: `payments.ask`.
    const module = actor.kind === "system" && moduleName(actor.name?.split(".")[0] ?? "");
    if (actor.kind === "system") return module ? `${t.system} (${module})` : t.system;
    return actor.kind === "token" ? `${t.token} ${actor.id ?? ""}` : t.anyone;
  };
}
