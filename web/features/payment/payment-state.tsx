import { Ban, CircleSlash, TimerOff } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import type { LucideIcon } from "../../ui/icon.tsx";
import { State, type StateKind } from "../../ui/tag.tsx";

export type Payment = GotOf<"readPayment">;

const words = {
  starting: { fr: "En préparation", en: "Starting" },
  waiting: { fr: "En cours", en: "Under way" },
  paid: { fr: "Payé", en: "Paid" },
  denied: { fr: "Refusé", en: "Refused" },
  cancelled: { fr: "Annulé", en: "Cancelled" },
  expired: { fr: "Abandonné", en: "Abandoned" },
  failed: { fr: "Non parti", en: "Not started" },
} satisfies Words;

const looks: Record<Payment["state"], [StateKind, LucideIcon?]> = {
  starting: ["pending"],
  waiting: ["pending"],
  paid: ["settled"],
  denied: ["overdue", Ban],
  cancelled: ["neutral", CircleSlash],
  expired: ["neutral", TimerOff],
  failed: ["overdue"],
};

/** The state of an attempt to pay, in a word. */
export function PaymentState({ state }: { state: Payment["state"] }) {
  const t = useWords(words);
  const [kind, icon] = looks[state];
  return (
    <State kind={kind} icon={icon}>
      {t[state]}
    </State>
  );
}
