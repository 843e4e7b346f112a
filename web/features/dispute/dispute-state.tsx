import { Ban, CircleCheck, FileCheck2, Undo2 } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import type { LucideIcon } from "../../ui/icon.tsx";
import { State, type StateKind } from "../../ui/tag.tsx";

export type Dispute = GotOf<"readDispute">;
export type DisputeRow = GotOf<"listDisputes">["items"][number];
type Standing = Pick<DisputeRow, "state" | "outcome">;

const words = {
  open: { fr: "En attente de réponse", en: "Waiting for an answer" },
  answered: { fr: "Répondu", en: "Answered" },
  credit_note_expected: { fr: "Avoir attendu", en: "Credit note expected" },
  accepted: { fr: "Accepté", en: "Accepted" },
  rejected: { fr: "Rejeté", en: "Rejected" },
  withdrawn: { fr: "Retiré", en: "Withdrawn" },
} satisfies Words;

const looks: Record<keyof typeof words, [StateKind, LucideIcon?]> = {
  open: ["disputed"],
  answered: ["pending"],
  credit_note_expected: ["settled", FileCheck2],
  accepted: ["settled", CircleCheck],
  rejected: ["neutral", Ban],
  withdrawn: ["neutral", Undo2],
};

/** Where a dispute stands, in a word: its outcome once there is one. */
export function DisputeState({ dispute }: { dispute: Standing }) {
  const t = useWords(words);
  const at = dispute.outcome ?? (dispute.state === "answered" ? "answered" : "open");
  const [kind, icon] = looks[at];
  return (
    <State kind={kind} icon={icon}>
      {t[at]}
    </State>
  );
}

/** The names of the outcomes. */
export const useOutcomes = () => useWords(words);

/** A reason in the language of the reader: the sub-type, and the category that it stands under. */
export function useReason(): (dispute: Pick<DisputeRow, "category" | "subtype">) => {
  reason: string;
  category: string | null;
} {
  const { language } = useLanguage();
  return ({ category, subtype }) => ({
    reason: (subtype ?? category)[language],
    category: subtype ? category[language] : null,
  });
}
