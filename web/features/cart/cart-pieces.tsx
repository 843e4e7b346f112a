import { X } from "lucide-react";
import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { IconButton } from "../../ui/button.tsx";
import "./cart.css";
import type { Cart, CartPiece } from "./use-cart.ts";

const words = {
  pieces: { fr: "Pièces à régler", en: "Items to pay" },
  remove: { fr: (label: string) => `Retirer ${label}`, en: (label: string) => `Take out ${label}` },
  due: { fr: (day: string) => `échéance ${day}`, en: (day: string) => `due ${day}` },
  deducted: { fr: "Avoir déduit", en: "Credit deducted" },
  net: { fr: "Montant hors taxes", en: "Amount without tax" },
  vat: { fr: "TVA", en: "VAT" },
  total: { fr: "Total", en: "Total" },
} satisfies Words;

type CartPiecesProps = { cart: Cart; busy: boolean; onRemove: (entry: string) => void };

/** The chosen pieces, credit notes deducted, and their total in large (SPEC PAY-2). */
export function CartPieces({ cart, busy, onRemove }: CartPiecesProps) {
  const t = useWords(words);
  const several = new Set(cart.pieces.map((piece) => piece.account)).size > 1;
  return (
    <div className="cart">
      <ul aria-label={t.pieces} aria-busy={busy}>
        {cart.pieces.map((piece) => (
          <li key={piece.entry}>
            <PieceWords piece={piece} showAccount={several} />
            <Amount cents={piece.cents} tone={piece.cents < 0 ? "settled" : "ink"} />
            <IconButton icon={X} label={t.remove(piece.label)} onClick={() => onRemove(piece.entry)} />
          </li>
        ))}
      </ul>
      <dl>
        {cart.netCents !== null && cart.vatCents !== null && (
          <>
            <div>
              <dt>{t.net}</dt>
              <dd>
                <Amount cents={cart.netCents} tone="muted" />
              </dd>
            </div>
            <div>
              <dt>{t.vat}</dt>
              <dd>
                <Amount cents={cart.vatCents} tone="muted" />
              </dd>
            </div>
          </>
        )}
        <div className="cart__total">
          <dt>{t.total}</dt>
          <dd>
            <Amount cents={cart.totalCents} size="xl" />
          </dd>
        </div>
      </dl>
    </div>
  );
}

function PieceWords({ piece, showAccount }: { piece: CartPiece; showAccount: boolean }) {
  const t = useWords(words);
  const f = useFormat();
  return (
    <span className="cart__what">
      <span>{piece.label}</span>
      <small>
        {[
          piece.cents < 0 && t.deducted,
          !piece.label.includes(piece.piece) && piece.piece,
          piece.dueOn ? t.due(f.dateShort(piece.dueOn)) : undefined,
          showAccount && piece.accountLabel,
        ]
          .filter(Boolean)
          .join(" · ") || <DateText date={piece.date} short />}
      </small>
    </span>
  );
}
