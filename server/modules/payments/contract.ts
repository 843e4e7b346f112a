/** What payments offer: each family of routes beside this file, joined here (docs/decisions/0006). */
import type { Refusals } from "../../platform/errors.ts";
import { cartRoutes } from "./cart-contract.ts";
import { declarationRoutes } from "./declaration-contract.ts";
import { paymentRoutes } from "./payment-contract.ts";
import { reversalRoutes } from "./reversal-contract.ts";
import { settingsRoutes } from "./settings-contract.ts";
import { transferRoutes } from "./transfer-contract.ts";

export type { Cart } from "./cart-contract.ts";
export type { Declaration, DeclarationRecord } from "./declaration-contract.ts";
export type { Payment } from "./payment-contract.ts";
export type { TransferOrder, TransferOrderToMake } from "./transfer-contract.ts";

export const contract = {
  ...cartRoutes,
  ...paymentRoutes,
  ...reversalRoutes,
  ...declarationRoutes,
  ...transferRoutes,
  ...settingsRoutes,
};

export const refusals = {
  "cart.entry_not_payable": {
    status: 409,
    fr: "« {label} » ne peut pas être réglée maintenant.",
    en: "“{label}” cannot be paid now.",
  },
  "cart.one_at_a_time": {
    status: 409,
    fr: "Réglez une pièce à la fois : retirez d’abord celle qui est dans votre règlement.",
    en: "Pay one item at a time: first remove the one in your cart.",
  },
  "cart.empty": { status: 409, fr: "Votre règlement est vide.", en: "Your cart is empty." },
  "cart.total_not_positive": {
    status: 409,
    fr: "Le total est nul ou négatif : il n’y a rien à régler.",
    en: "The total is zero or negative: there is nothing to pay.",
  },
  "cart.changed": {
    status: 409,
    fr: "Votre règlement a changé depuis l’affichage. Vérifiez les pièces et le total.",
    en: "Your cart has changed since it was shown. Check the items and the total.",
  },
  "cart.not_started_online": {
    status: 409,
    fr: "Ce créancier n’est pas encore payable en ligne.",
    en: "This creditor cannot be paid on line yet.",
  },
  "cart.email_needed": {
    status: 409,
    fr: "Une adresse électronique est nécessaire pour payer en ligne.",
    en: "An e-mail address is needed to pay on line.",
  },
  "cart.below_minimum": {
    status: 409,
    fr: "Le montant est inférieur au minimum accepté par le service de paiement (1 €).",
    en: "The amount is below the minimum that the payment service accepts (€1).",
  },
  "cart.partial_not_allowed": {
    status: 409,
    fr: "Ici, le montant se règle en entier.",
    en: "Here, the amount is paid in full.",
  },
  "cart.above_total": {
    status: 409,
    fr: "Le montant choisi dépasse ce qui est à régler.",
    en: "The amount chosen is more than there is to pay.",
  },
  "payment.entries_held": {
    status: 409,
    fr: "Un paiement est déjà en cours pour une de ces pièces.",
    en: "A payment is already under way for one of these items.",
  },
  "payment.not_open": {
    status: 409,
    fr: "Ce paiement n’est plus en cours.",
    en: "This payment is no longer open.",
  },
  "payment.provider_refused": {
    status: 502,
    fr: "Le service de paiement a refusé la demande. Rien n’a été débité ; le service concerné est prévenu.",
    en: "The payment service refused the request. Nothing was charged; the office has been told.",
  },
  "payment.provider_down": {
    status: 502,
    fr: "Le service de paiement ne répond pas. Rien n’a été débité ; réessayez dans quelques minutes.",
    en: "The payment service does not answer. Nothing was charged; try again in a few minutes.",
  },
  "payment.no_receipt": {
    status: 404,
    fr: "Il n’y a pas de reçu pour ce paiement.",
    en: "There is no receipt for this payment.",
  },
  "reversal.not_paid": {
    status: 409,
    fr: "Ce paiement n’a rien encaissé : il n’y a rien à rendre.",
    en: "This payment brought no money: there is nothing to give back.",
  },
  "reversal.wrong_day": {
    status: 422,
    fr: "La date doit être entre celle du paiement et aujourd’hui.",
    en: "The date must be between that of the payment and today.",
  },
  "reversal.already_recorded": {
    status: 409,
    fr: "Ce montant est déjà noté à cette date pour ce paiement.",
    en: "This amount is already recorded on that date for this payment.",
  },
  "reversal.too_much": {
    status: 422,
    fr: "Le montant dépasse ce qu’il reste de ce paiement.",
    en: "The amount is more than what is left of this payment.",
  },
  "declaration.nothing_due": {
    status: 409,
    fr: "Cette pièce n’a rien à régler pour le moment : il n’y a rien à déclarer.",
    en: "There is nothing to pay on this item for now: nothing can be declared.",
  },
  "declaration.future_day": {
    status: 422,
    fr: "La date du paiement ne peut pas être à venir.",
    en: "The date of the payment cannot be in the future.",
  },
  "declaration.closed": {
    status: 409,
    fr: "Cette déclaration a déjà reçu une réponse, ou a été retirée.",
    en: "This declaration has been answered, or was taken back.",
  },
  "declaration.answer_needed": {
    status: 422,
    fr: "Dites au client pourquoi vous refusez.",
    en: "Tell the customer why you refuse.",
  },
  "transfer.off": {
    status: 409,
    fr: "Ce service ne propose pas le virement ici.",
    en: "This office does not offer transfers here.",
  },
  "transfer.account_not_positive": {
    status: 409,
    fr: "Un avoir d’un autre compte ne peut pas être déduit d’un virement : retirez-le de votre règlement.",
    en: "A credit note of another account cannot be taken off a transfer: remove it from your cart.",
  },
  "transfer.closed": {
    status: 409,
    fr: "Ce virement n’est plus attendu.",
    en: "This transfer is no longer expected.",
  },
  "transfer.no_email": {
    status: 409,
    fr: "Ajoutez d’abord une adresse électronique à votre profil.",
    en: "First add an e-mail address to your profile.",
  },
  "payment_settings.invalid": {
    status: 422,
    fr: "Réglages de paiement incorrects : {fields}.",
    en: "Payment settings are wrong: {fields}.",
  },
  "payment_settings.missing": {
    status: 409,
    fr: "Ce créancier n’a pas encore de réglages de paiement.",
    en: "This creditor has no payment settings yet.",
  },
} satisfies Refusals;
