import { Ban, CircleCheck, Undo2 } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import type { LucideIcon } from "../../ui/icon.tsx";
import { State, type StateKind } from "../../ui/tag.tsx";

export type Erasure = GotOf<"readErasure">;
export type ErasureRow = GotOf<"listErasures">["items"][number];

const words = {
  waiting: { fr: "À décider", en: "To decide" },
  withdrawn: { fr: "Retirée", en: "Taken back" },
  refused: { fr: "Refusée", en: "Refused" },
  erasing: { fr: "S’efface", en: "Being erased" },
  done: { fr: "Effacé", en: "Erased" },
} satisfies Words;

const looks: Record<ErasureRow["state"], [StateKind, LucideIcon?]> = {
  waiting: ["pending"],
  withdrawn: ["neutral", Undo2],
  refused: ["neutral", Ban],
  erasing: ["pending"],
  done: ["settled", CircleCheck],
};

/** Where a request to be erased stands, in a word. */
export function ErasureState({ state }: { state: ErasureRow["state"] }) {
  const t = useWords(words);
  const [kind, icon] = looks[state];
  return (
    <State kind={kind} icon={icon}>
      {t[state]}
    </State>
  );
}
