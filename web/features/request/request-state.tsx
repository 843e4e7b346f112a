import { useWords, type Words } from "../../lib/words.ts";
import { State, type StateKind } from "../../ui/tag.tsx";

const words = {
  open: { fr: "En attente de réponse", en: "Waiting for an answer" },
  openOffice: { fr: "À traiter", en: "To answer" },
  answered: { fr: "Répondu", en: "Answered" },
  unread: { fr: "Nouvelle réponse", en: "New answer" },
  closed: { fr: "Close", en: "Closed" },
} satisfies Words;

export type RequestState = "open" | "answered" | "closed";
const kinds: Record<RequestState, StateKind> = { open: "pending", answered: "settled", closed: "neutral" };

type Props = { state: RequestState; unread?: boolean; office?: boolean };

/** The state of a request, in the words of whoever reads: what one waits for, or what one owes. */
export function RequestStateTag({ state, unread, office }: Props) {
  const t = useWords(words);
  if (unread) return <State kind="settled">{t.unread}</State>;
  return <State kind={kinds[state]}>{office && state === "open" ? t.openOffice : t[state]}</State>;
}

/** The names of the states, for the filters of the office. */
export const useRequestStates = (): Record<RequestState, string> => {
  const t = useWords(words);
  return { open: t.openOffice, answered: t.answered, closed: t.closed };
};
