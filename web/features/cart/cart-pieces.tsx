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
  payNow: { fr: "À payer maintenant", en: "To pay now" },
  left: { fr: "Restera à régler", en: "Will remain to pay" },
  of: { fr: (cents: string) => `sur ${cents}`, en: (cents: string) => `of ${cents}` },
  later: { fr: (cents: string) => `${cents}, plus tard`, en: (cents: string) => `${cents}, later` },
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
            <PieceAmount piece={piece} />
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
          <dt>{cart.payCents === cart.totalCents ? t.total : t.payNow}</dt>
          <dd>
            <Amount cents={cart.payCents} size="xl" />
          </dd>
        </div>
        {cart.payCents !== cart.totalCents && (
          <div>
            <dt>{t.left}</dt>
            <dd>
              <Amount cents={cart.totalCents - cart.payCents} tone="muted" />
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}

/** What is paid of a piece; when it is not all of it, what it is worth is said beside. */
function PieceAmount({ piece }: { piece: CartPiece }) {
  const t = useWords(words);
  const f = useFormat();
  if (piece.payCents === piece.cents)
    return <Amount cents={piece.cents} tone={piece.cents < 0 ? "settled" : "ink"} />;
  if (piece.payCents === 0) return <small className="cart__later">{t.later(f.cents(piece.cents))}</small>;
  return (
    <span className="cart__part">
      <Amount cents={piece.payCents} />
      <small>{t.of(f.cents(piece.cents))}</small>
    </span>
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
