import { Ban, CircleCheck, Hourglass, Pause, PenLine } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import type { LucideIcon } from "../../ui/icon.tsx";
import { State, type StateKind } from "../../ui/tag.tsx";

export type Mandate = GotOf<"readMandate">;
export type MandateRow = GotOf<"listMandates">["items"][number];
export type Offer = GotOf<"readDebitOffer">;
type MandateStateName = MandateRow["state"];

const words = {
  draft: { fr: "À signer", en: "To be signed" },
  signing: { fr: "Signature en cours", en: "Being signed" },
  active: { fr: "En place", en: "In place" },
  suspended: { fr: "Suspendu", en: "Suspended" },
  blocked: { fr: "Bloqué par la banque", en: "Blocked by the bank" },
  stopped: { fr: "Arrêté", en: "Stopped" },
  revoked: { fr: "Révoqué", en: "Revoked" },
  finished: { fr: "Utilisé", en: "Used" },
  dormant: { fr: "Expiré", en: "Expired" },
  abandoned: { fr: "Non signé", en: "Not signed" },
} satisfies Record<MandateStateName, { fr: string; en: string }>;

const looks: Record<MandateStateName, [StateKind, LucideIcon?]> = {
  draft: ["pending", PenLine],
  signing: ["pending", Hourglass],
  active: ["settled", CircleCheck],
  suspended: ["pending", Pause],
  blocked: ["overdue"],
  stopped: ["overdue", Ban],
  revoked: ["neutral", Ban],
  finished: ["neutral", CircleCheck],
  dormant: ["neutral", Hourglass],
  abandoned: ["neutral", Ban],
};

/** Where a mandate stands, in a word. */
export function MandateState({ state }: { state: MandateStateName }) {
  const t = useWords(words);
  const [kind, icon] = looks[state];
  return (
    <State kind={kind} icon={icon}>
      {t[state]}
    </State>
  );
}

export const useStateNames = () => useWords(words);

const modes = {
  one_off: { fr: "Une seule fois", en: "Once" },
  automatic: { fr: "Automatique", en: "Automatic" },
} satisfies Words;
export const useModeNames = () => useWords(modes);
