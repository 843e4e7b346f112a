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
  not_fully_used: {
    fr: "Une pièce avait été réglée entre-temps : une partie de l’argent reste en avoir sur le compte.",
    en: "An item had been settled meanwhile: a part of the money remains as a credit on the account.",
  },
  tipi_unvouched: {
    fr: "TIPI ne signe pas ses réponses, et les adresses de la DGFiP ne sont pas réglées : vérifiez ce paiement dans les comptes de la régie.",
    en: "TIPI does not sign its answers, and DGFiP’s addresses are not set: check this payment in the accounts of the régie.",
  },
} satisfies Words;

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
    if (isCode(alert)) return t[alert];
    return alert;
  };
}
