/** What payments hold of a person (INF-5). Never a card number: the provider alone sees it. */
import type { PersonalKind } from "../../platform/personal-data.ts";
import * as held from "./sql/personal.ts";

export { hasOpenAttempt } from "./sql/personal.ts";

export const personalKinds: readonly PersonalKind[] = [
  {
    kind: "payments",
    label: { fr: "Paiements et reçus", en: "Payments and receipts" },
    why: { fr: "Encaisser, prouver et rembourser", en: "To take the money, prove it and give it back" },
    basis: "law",
    keep: "accounting",
    columns: [
      { key: "reference", fr: "Référence", en: "Reference" },
      { key: "gateway", fr: "Prestataire", en: "Provider" },
      { key: "amount_cents", fr: "Montant", en: "Amount", kind: "cents" },
      { key: "state", fr: "État", en: "State" },
      { key: "email", fr: "Reçu envoyé à", en: "Receipt sent to" },
      { key: "receipt", fr: "Reçu", en: "Receipt" },
      { key: "means", fr: "Moyen", en: "Means" },
      { key: "started", fr: "Commencé le", en: "Started", kind: "instant" },
      { key: "received", fr: "Reçu le", en: "Received", kind: "instant" },
    ],
    source: held.paymentsOf,
    erase: { part: true, run: held.erasePayers },
  },
  {
    kind: "declarations",
    label: { fr: "Paiements déclarés", en: "Declared payments" },
    why: { fr: "Les rapprocher de la comptabilité", en: "To match them with the books" },
    basis: "law",
    keep: "accounting",
    columns: [
      { key: "cents", fr: "Montant", en: "Amount", kind: "cents" },
      { key: "paid_on", fr: "Payé le", en: "Paid on", kind: "day" },
      { key: "means", fr: "Moyen", en: "Means" },
      { key: "reference", fr: "Référence", en: "Reference" },
      { key: "comment", fr: "Commentaire", en: "Comment" },
      { key: "state", fr: "État", en: "State" },
      { key: "answer", fr: "Réponse", en: "Answer" },
      { key: "declared", fr: "Déclaré le", en: "Declared", kind: "instant" },
    ],
    source: held.declarationsOf,
  },
  {
    kind: "transfer_orders",
    label: { fr: "Virements préparés", en: "Transfers prepared" },
    why: { fr: "Reconnaître le virement quand il arrive", en: "To know the transfer when it comes" },
    basis: "law",
    keep: "accounting",
    columns: [
      { key: "reference", fr: "Référence", en: "Reference" },
      { key: "cents", fr: "Montant", en: "Amount", kind: "cents" },
      { key: "state", fr: "État", en: "State" },
      { key: "made", fr: "Préparé le", en: "Prepared", kind: "instant" },
      { key: "received_cents", fr: "Reçu", en: "Received", kind: "cents" },
      { key: "received_on", fr: "Reçu le", en: "Received on", kind: "day" },
    ],
    source: held.transfersOf,
  },
  {
    kind: "cart",
    label: { fr: "Règlement en préparation", en: "Payment being prepared" },
    why: { fr: "Vous le montrer à votre retour", en: "To show it when you come back" },
    basis: "contract",
    keep: "access",
    columns: [
      { key: "entry", fr: "Écriture", en: "Entry" },
      { key: "added", fr: "Ajoutée le", en: "Added", kind: "instant" },
    ],
    source: held.cartOf,
    erase: { part: false, run: held.eraseCart },
  },
];
