import { Ban, CircleSlash, TimerOff, Undo2 } from "lucide-react";
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
  reversed: { fr: "Rendu", en: "Given back" },
  partlyReversed: { fr: "Rendu en partie", en: "Partly given back" },
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

/** The state of an attempt to pay, in a word; `back` when some or all of the money went back. */
export function PaymentState({
  state,
  back = null,
}: {
  state: Payment["state"];
  back?: "part" | "all" | null;
}) {
  const t = useWords(words);
  const [kind, icon] = looks[state];
  if (state === "paid" && back)
    return (
      <State kind="neutral" icon={Undo2}>
        {back === "all" ? t.reversed : t.partlyReversed}
      </State>
    );
  return (
    <State kind={kind} icon={icon}>
      {t[state]}
    </State>
  );
}

/** How much of what a payment brought went back. */
export const backOf = (receivedCents: number, reversedCents: number): "part" | "all" | null =>
  reversedCents === 0 ? null : reversedCents >= receivedCents ? "all" : "part";
