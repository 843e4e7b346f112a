import { Ban, FileCheck2, FileClock, FileX2, Landmark, TriangleAlert } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import type { LucideIcon } from "../../ui/icon.tsx";
import { State, type StateKind } from "../../ui/tag.tsx";

type Batch = GotOf<"listBatches">["items"][number];

const words = {
  draft: { fr: "À contrôler", en: "To review" },
  released: { fr: "Fichier en préparation", en: "File being made" },
  ready: { fr: "À remettre à la banque", en: "To give to the bank" },
  dropping: { fr: "Dépôt en cours", en: "Being dropped" },
  failed: { fr: "Dépôt en échec", en: "Drop failed" },
  unsure: { fr: "Abandon à confirmer", en: "Giving up, to confirm" },
  sent: { fr: "À la banque", en: "At the bank" },
  cancelled: { fr: "Annulée", en: "Cancelled" },
} satisfies Words;

type Shown = keyof typeof words;
const looks: Record<Shown, [StateKind, LucideIcon?]> = {
  draft: ["pending", FileClock],
  released: ["pending", FileClock],
  ready: ["pending", FileCheck2],
  dropping: ["pending", Landmark],
  failed: ["overdue", TriangleAlert],
  unsure: ["overdue", FileX2],
  sent: ["settled", Landmark],
  cancelled: ["neutral", Ban],
};

/** The state of a batch, in a word; while its file is being dropped, where that is. */
export function BatchState({ batch }: { batch: Pick<Batch, "state" | "drop" | "waitsForSecond"> }) {
  const t = useWords(words);
  const drop = batch.state === "ready" ? batch.drop?.state : undefined;
  const shown: Shown = batch.waitsForSecond
    ? "unsure"
    : drop === "failed"
      ? "failed"
      : drop
        ? "dropping"
        : batch.state;
  const [kind, icon] = looks[shown];
  return (
    <State kind={kind} icon={icon}>
      {t[shown]}
    </State>
  );
}
