import { useQuery } from "@tanstack/react-query";
import { paths } from "../../lib/place.ts";
import { useMe } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { accountQuery } from "../account/current-account.ts";
import { SuspensionNotice } from "../account/suspension-notice.tsx";
import type { Cart } from "./use-cart.ts";

const words = {
  "cart.total_not_positive": {
    fr: "Les avoirs couvrent tout : le total est nul ou négatif, il n’y a rien à régler. Ajoutez une facture, ou gardez l’avoir pour plus tard.",
    en: "Credits cover everything: the total is zero or negative, there is nothing to pay. Add an invoice, or keep the credit for later.",
  },
  "cart.not_started_online": {
    fr: "Ce créancier n’est pas encore payable en ligne. Utilisez les moyens indiqués sur la facture.",
    en: "This creditor cannot be paid on line yet. Use the means printed on the invoice.",
  },
  "cart.email_needed": {
    fr: "Le service de paiement demande une adresse électronique pour envoyer le reçu : ajoutez la vôtre.",
    en: "The payment service needs an e-mail address to send the receipt: add yours.",
  },
  "cart.below_minimum": {
    fr: "Le service de paiement n’accepte pas moins de 1 €. Ajoutez une autre pièce.",
    en: "The payment service does not accept less than €1. Add another item.",
  },
  "cart.one_at_a_time": {
    fr: "Ici, les pièces se règlent une à la fois : gardez-en une seule.",
    en: "Here, items are paid one at a time: keep only one.",
  },
  viewing: {
    fr: "Vous voyez l’espace d’un client : rien ne peut y être réglé.",
    en: "You are viewing a customer’s space: nothing can be paid there.",
  },
  other: {
    fr: "Ce règlement n’est pas possible pour le moment. Adressez-vous au service.",
    en: "This payment is not possible for now. Please turn to the office.",
  },
  addEmail: { fr: "Ajouter mon adresse", en: "Add my address" },
} satisfies Words;

type Why = keyof typeof words;

/** The service's own words; what is in the cart stays there. */
function Suspended({ account }: { account: string | undefined }) {
  const { data } = useQuery({ ...accountQuery(account ?? ""), enabled: account !== undefined });
  return data?.suspension ? <SuspensionNotice suspension={data.suspension} /> : null;
}

/** Why a cart cannot be paid, in plain words, and what to do about it (SPEC PAY-2). */
export function WhyNot({ cart }: { cart: Cart }) {
  const t = useWords(words);
  const { viewedBy } = useMe();
  // No card, but a transfer: there is a way, and nothing to explain.
  if (cart.can.pay || (cart.can.transfer && cart.why === "cart.not_started_online")) return null;
  if (cart.why === "payments.suspended") return <Suspended account={cart.pieces[0]?.account} />;
  const why: Why =
    cart.why === null ? (viewedBy ? "viewing" : "other") : cart.why in words ? (cart.why as Why) : "other";
  return (
    <Notice
      kind="warning"
      actions={why === "cart.email_needed" && <LinkButton href={paths.myAccess()}>{t.addEmail}</LinkButton>}
    >
      {t[why]}
    </Notice>
  );
}
