import { useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";

const words = {
  differs: {
    fr: (paid: string, asked: string) =>
      `Le prestataire annonce ${paid} au lieu de ${asked} : l’argent est sur le compte, non affecté.`,
    en: (paid: string, asked: string) =>
      `The provider says ${paid} instead of ${asked}: the money is on the account, not used.`,
  },
  paid_after_cancellation: {
    fr: "Payé après que le client avait annulé : l’argent est sur le compte, non affecté. Affectez-le ou remboursez-le.",
    en: "Paid after the customer had cancelled: the money is on the account, not used. Use it or refund it.",
  },
  paid_after_closing: {
    fr: "Payé après la clôture de la tentative : vérifiez ce qui a été réglé et ce qui reste en avoir.",
    en: "Paid after the attempt was closed: check what was settled and what remains as a credit.",
  },
  refund: {
    fr: (cents: string) =>
      `Le prestataire annonce ${cents} remboursés : ce que ce paiement ne règle plus est de nouveau dû.`,
    en: (cents: string) =>
      `The provider tells ${cents} refunded: what this payment no longer settles is due again.`,
  },
  charge_back: {
    fr: (cents: string) =>
      `La banque du payeur a repris ${cents} : ce que ce paiement ne règle plus est de nouveau dû.`,
    en: (cents: string) =>
      `The payer’s bank took ${cents} back: what this payment no longer settles is due again.`,
  },
  tooMuch: {
    fr: (told: string, left: string) =>
      `Le prestataire annonce ${told} rendus, mais il ne reste que ${left} de ce paiement : rien n’a été écrit, vérifiez chez lui.`,
    en: (told: string, left: string) =>
      `The provider tells ${told} given back, but only ${left} of this payment is left: nothing was written, check there.`,
  },
  not_fully_used: {
    fr: "Une pièce avait été réglée entre-temps : une partie de l’argent reste en avoir sur le compte.",
    en: "An item had been settled meanwhile: a part of the money remains as a credit on the account.",
  },
  paid_twice: {
    fr: (id: string) =>
      `Le prestataire annonce un second encaissement pour ce paiement (${id}). Un seul est enregistré : remboursez l’autre chez lui.`,
    en: (id: string) =>
      `The provider tells of a second collection for this payment (${id}). Only one is recorded: refund the other there.`,
  },
  tipi_unvouched: {
    fr: "TIPI ne signe pas ses réponses, et les adresses de la DGFiP ne sont pas réglées : vérifiez ce paiement dans les comptes de la régie.",
    en: "TIPI does not sign its answers, and DGFiP’s addresses are not set: check this payment in the accounts of the régie.",
  },
  stripe_dispute_won: {
    fr: (id: string) =>
      `La contestation ${id} est gagnée : Stripe a rendu l’argent. Enregistrez ce qui est revenu.`,
    en: (id: string) => `Dispute ${id} was won: Stripe gave the money back. Record what came back.`,
  },
  stripe_inquiry: {
    fr: (id: string) =>
      `La banque du client se renseigne sur ce paiement (${id}) : répondez-lui dans Stripe, sinon elle pourra reprendre l’argent.`,
    en: (id: string) =>
      `The customer’s bank enquires about this payment (${id}): answer it in Stripe, or it may take the money back.`,
  },
  stripe_unknown: {
    fr: (id: string) =>
      `Stripe ne connaît pas ${id} : les clés ont-elles été changées pour celles d’un autre compte ?`,
    en: (id: string) => `Stripe does not know ${id}: were the keys changed for another account’s?`,
  },
  stripe_no_payment: {
    fr: (id: string) =>
      `Stripe n’a demandé aucun paiement pour ${id} : regardez cette opération dans Stripe.`,
    en: (id: string) => `Stripe asked for no payment for ${id}: look at it in Stripe.`,
  },
  monetico_unknown: {
    fr: (code: string) =>
      `Monetico annonce « ${code} », qui n’est pas prévu : regardez cette opération à la banque.`,
    en: (code: string) =>
      `Monetico says “${code}”, which is not expected: look at this operation at the bank.`,
  },
} satisfies Words;

/** What a provider says of one operation: a code, then what names the operation there. */
const NAMED = [
  "paid_twice",
  "stripe_dispute_won",
  "stripe_inquiry",
  "stripe_unknown",
  "stripe_no_payment",
  "monetico_unknown",
] as const;
const CODES = ["paid_after_cancellation", "paid_after_closing", "not_fully_used", "tipi_unvouched"] as const;
const isCode = (alert: string): alert is (typeof CODES)[number] =>
  (CODES as readonly string[]).includes(alert);

/** Says an alert in plain words; what the provider itself says is shown as it is. */
export function useTellAlert(): (alert: string) => string {
  const t = useWords(words);
  const f = useFormat();
  return (alert) => {
    const differs = /^amount_differs:(\d+):(\d+)$/.exec(alert);
    if (differs) return t.differs(f.cents(Number(differs[1])), f.cents(Number(differs[2])));
    const back = /^(refund|charge_back):(\d+)$/.exec(alert);
    if (back) return t[back[1] as "refund" | "charge_back"](f.cents(Number(back[2])));
    const tooMuch = /^reversal_too_much:(\d+):(\d+)$/.exec(alert);
    if (tooMuch) return t.tooMuch(f.cents(Number(tooMuch[1])), f.cents(Number(tooMuch[2])));
    if (isCode(alert)) return t[alert];
    const named = NAMED.find((code) => alert.startsWith(`${code}:`));
    if (named) return t[named](alert.slice(named.length + 1));
    return alert;
  };
}
