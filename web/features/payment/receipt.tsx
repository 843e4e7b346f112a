import { Check } from "lucide-react";
import { parisDate, useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PaymentPieces } from "./payment-pieces.tsx";
import type { Payment } from "./payment-state.tsx";
import "./payment.css";

const words = {
  title: { fr: "Reçu", en: "Receipt" },
  paidTo: { fr: (name: string) => `payé à ${name}`, en: (name: string) => `paid to ${name}` },
  number: { fr: "Numéro", en: "Number" },
  date: { fr: "Reçu le", en: "Received on" },
  means: { fr: "Moyen", en: "Means" },
  card: { fr: "Carte bancaire", en: "Bank card" },
  direct_debit: { fr: "Prélèvement", en: "Direct debit" },
  unknown: { fr: "Paiement en ligne", en: "On-line payment" },
  authorisation: { fr: "Autorisation", en: "Authorisation" },
  reference: { fr: "Référence", en: "Reference" },
  unused: { fr: "Non affecté, en avoir sur votre compte", en: "Not used, a credit on your account" },
  gone: { fr: "Avoir déjà utilisé, resté dû", en: "Credit note used meanwhile, still due" },
  total: { fr: "Total payé", en: "Total paid" },
  refund: { fr: (day: string) => `Remboursé le ${day}`, en: (day: string) => `Refunded on ${day}` },
  charge_back: {
    fr: (day: string) => `Repris par votre banque le ${day}`,
    en: (day: string) => `Taken back by your bank on ${day}`,
  },
  left: { fr: "Reste payé", en: "Still paid" },
} satisfies Words;

/** The receipt of a payment (SPEC PAY-7). */
export function Receipt({
  payment,
  receipt,
}: {
  payment: Payment;
  receipt: NonNullable<Payment["receipt"]>;
}) {
  const t = useWords(words);
  const f = useFormat();
  const rows = [
    [t.number, receipt.number],
    // A day, for that is all that some providers say.
    [t.date, f.date(parisDate(receipt.receivedAt))],
    [t.means, t[receipt.means]],
    [t.authorisation, receipt.authorisation],
    [t.reference, payment.reference],
  ] as const;
  return (
    <section className="receipt" aria-label={t.title}>
      <div className="receipt__head">
        <span className="receipt__mark">
          <Icon of={Check} />
        </span>
        <Amount cents={receipt.cents} size="xl" />
        <p>{t.paidTo(payment.creditor.name)}</p>
      </div>
      <PaymentPieces
        pieces={payment.pieces
          .map((piece) => ({ ...piece, cents: piece.settledCents ?? piece.cents }))
          .filter((piece) => piece.cents !== 0)}
      />
      {receipt.unusedCents !== 0 && (
        <p className="receipt__line">
          <span>{receipt.unusedCents > 0 ? t.unused : t.gone}</span>
          <Amount cents={receipt.unusedCents} />
        </p>
      )}
      <p className="receipt__total">
        <span>{t.total}</span>
        <Amount cents={receipt.cents} />
      </p>
      {payment.reversals.map((one) => (
        <p key={one.id} className="receipt__line">
          <span>{t[one.kind](f.date(one.on))}</span>
          <Amount cents={-one.cents} />
        </p>
      ))}
      {payment.reversals.length > 0 && (
        <p className="receipt__total">
          <span>{t.left}</span>
          <Amount cents={payment.reversals.reduce((left, one) => left - one.cents, receipt.cents)} />
        </p>
      )}
      <dl className="receipt__rows">
        {rows.map(
          ([term, value]) =>
            value && (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
