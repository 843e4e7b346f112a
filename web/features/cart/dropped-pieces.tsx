import { useColon, useWords, type Words } from "../../lib/words.ts";
import { Notice } from "../../ui/notice.tsx";
import type { Cart } from "./use-cart.ts";

const words = {
  title: { fr: "Ces pièces ont quitté votre règlement", en: "These items left your cart" },
  settled: { fr: "réglée entre-temps", en: "settled meanwhile" },
  paying: { fr: "un paiement est déjà en cours", en: "a payment is already under way" },
  collecting: { fr: "un prélèvement est annoncé", en: "a direct debit is announced" },
  disputed: { fr: "en litige", en: "in dispute" },
  declared: { fr: "déclarée payée", en: "declared paid" },
  held: { fr: "ne se règle pas ici pour le moment", en: "cannot be paid here for now" },
} satisfies Words;

/** What was in the cart and can no longer be paid, and why. */
export function DroppedPieces({ dropped }: { dropped: Cart["dropped"] }) {
  const t = useWords(words);
  const colon = useColon();
  if (dropped.length === 0) return null;
  return (
    <Notice kind="info" title={t.title}>
      <ul>
        {dropped.map((piece) => (
          <li key={piece.entry}>
            {piece.label}
            {colon} {t[piece.reason]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
