import { Ban, CalendarClock, FileClock, Landmark, Undo2 } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import type { LucideIcon } from "../../ui/icon.tsx";
import { State, type StateKind } from "../../ui/tag.tsx";

export type Collection = GotOf<"readCollection">;
export type CollectionRow = GotOf<"listCollections">["items"][number];

const words = {
  announced: { fr: "Prévu", en: "Planned" },
  prepared: { fr: "Prévu", en: "Planned" },
  sent: { fr: "Transmis à la banque", en: "With the bank" },
  collected: { fr: "Prélevé", en: "Taken" },
  rejected: { fr: "Rejeté", en: "Refused" },
  returned: { fr: "Rejeté", en: "Came back" },
  cancelled: { fr: "Annulé", en: "Cancelled" },
} satisfies Words;

const looks: Record<Collection["state"], [StateKind, LucideIcon?]> = {
  announced: ["pending", CalendarClock],
  prepared: ["pending", CalendarClock],
  sent: ["pending", Landmark],
  collected: ["settled"],
  rejected: ["overdue", Undo2],
  returned: ["overdue", Undo2],
  cancelled: ["neutral", Ban],
};

const officeWords = {
  ...words,
  announced: { fr: "Annoncé", en: "Announced" },
  prepared: { fr: "En remise", en: "In a batch" },
  sent: { fr: "Dans un fichier", en: "In a file" },
  rejected: { fr: "Refusé avant règlement", en: "Refused before settlement" },
  returned: { fr: "Rejeté après règlement", en: "Returned after settlement" },
} satisfies Words;

/** The state of a direct debit, in a word. */
export function CollectionState({ state, office = false }: { state: Collection["state"]; office?: boolean }) {
  const t = useWords(office ? officeWords : words);
  const [kind, icon] = looks[state];
  return (
    <State kind={kind} icon={office && state === "prepared" ? FileClock : icon}>
      {t[state]}
    </State>
  );
}
