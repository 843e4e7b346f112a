import { Ban, CircleSlash } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import type { LucideIcon } from "../../ui/icon.tsx";
import { State, type StateKind } from "../../ui/tag.tsx";

export type Declaration = GotOf<"listDeclarations">["items"][number];

/** By which means a bill was paid elsewhere. */
export const meansWords = {
  transfer: { fr: "Virement", en: "Transfer" },
  cheque: { fr: "Chèque", en: "Cheque" },
  cash: { fr: "Espèces", en: "Cash" },
  card: { fr: "Carte bancaire, sur place", en: "Bank card, on site" },
  direct_debit: { fr: "Prélèvement", en: "Direct debit" },
  other: { fr: "Autre", en: "Other" },
} satisfies Words & Record<Declaration["means"], unknown>;
export const declarationMeans = Object.keys(meansWords) as Declaration["means"][];

export const declarationStates = {
  declared: { fr: "À confirmer", en: "To be confirmed" },
  accepted: { fr: "Confirmée", en: "Confirmed" },
  refused: { fr: "Refusée", en: "Refused" },
  withdrawn: { fr: "Retirée", en: "Taken back" },
} satisfies Words & Record<Declaration["state"], unknown>;

const looks: Record<Declaration["state"], [StateKind, LucideIcon?]> = {
  declared: ["pending"],
  accepted: ["settled"],
  refused: ["overdue", Ban],
  withdrawn: ["neutral", CircleSlash],
};

/** The state of a declaration, in a word. */
export function DeclarationState({ state }: { state: Declaration["state"] }) {
  const t = useWords(declarationStates);
  const [kind, icon] = looks[state];
  return (
    <State kind={kind} icon={icon}>
      {t[state]}
    </State>
  );
}
