import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import "./payment.css";
import type { Payment } from "./payment-state.tsx";

const words = { pieces: { fr: "Pièces", en: "Items" } } satisfies Words;

type Piece = Pick<Payment["pieces"][number], "entry" | "label" | "piece" | "cents">;

/** What a payment is for. */
export function PaymentPieces({ pieces }: { pieces: readonly Piece[] }) {
  const t = useWords(words);
  return (
    <ul className="payment-pieces" aria-label={t.pieces}>
      {pieces.map((piece) => (
        <li key={piece.entry}>
          <span>
            <span className="payment-pieces__label">{piece.label}</span>
            {piece.piece && <small>{piece.piece}</small>}
          </span>
          <Amount cents={piece.cents} />
        </li>
      ))}
    </ul>
  );
}
