import { useQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import type { ReactNode } from "react";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { LinkButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { officePaths } from "./office-paths.ts";
import { useMay } from "./role.ts";

const words = {
  title: { fr: "Il faut d’abord un créancier", en: "A creditor is needed first" },
  text: {
    fr: "C’est l’entité au nom de laquelle l’argent est dû. Un administrateur l’ajoute dans les réglages ; cette page s’ouvre ensuite.",
    en: "It is the entity in whose name money is owed. An administrator adds it in the settings; this page then opens.",
  },
  add: { fr: "Ajouter un créancier", en: "Add a creditor" },
} satisfies Words;

/** What only makes sense once there is a creditor; until then, says so and leads there. */
export function NeedsCreditor({ children }: { children: ReactNode }) {
  const t = useWords(words);
  const may = useMay();
  const { data } = useQuery(query("listCreditors", {}));
  if (!data || data.items.length > 0) return children;
  return (
    <EmptyState
      icon={Landmark}
      title={t.title}
      action={
        may("administrator") && (
          <LinkButton href={officePaths.creditors({ creancier: "nouveau" })}>{t.add}</LinkButton>
        )
      }
    >
      {t.text}
    </EmptyState>
  );
}
