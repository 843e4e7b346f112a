import { CircleSlash, Hourglass } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import type { LucideIcon } from "../../ui/icon.tsx";
import { State, type StateKind } from "../../ui/tag.tsx";

export type TransferOrder = GotOf<"listTransferOrders">["items"][number];
export type TransferOrderToMake = GotOf<"readTransferOrder">;
export type TransferDetails = NonNullable<TransferOrderToMake["transfer"]>;

const states = {
  open: { fr: "Attendu", en: "Expected" },
  received: { fr: "Reçu", en: "Received" },
  cancelled: { fr: "Abandonné", en: "Given up" },
  expired: { fr: "Expiré", en: "Expired" },
} satisfies Words & Record<TransferOrder["state"], unknown>;

const looks: Record<TransferOrder["state"], [StateKind, LucideIcon?]> = {
  open: ["pending"],
  received: ["settled"],
  cancelled: ["neutral", CircleSlash],
  expired: ["neutral", Hourglass],
};

/** The state of a transfer, in a word. */
export function TransferState({ state }: { state: TransferOrder["state"] }) {
  const t = useWords(states);
  const [kind, icon] = looks[state];
  return (
    <State kind={kind} icon={icon}>
      {t[state]}
    </State>
  );
}
