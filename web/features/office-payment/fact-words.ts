// Every fact that the server records about a payment, as a sentence (server/modules/payments/facts.ts).
import { inFours, useFormat } from "../../lib/format.ts";
import { useWords, type Words } from "../../lib/words.ts";
import type { StateKind } from "../../ui/tag.tsx";
import { useTellAlert } from "./alert-words.ts";

export type PaymentFact = { at: string; name: string; actor: string; data: Record<string, unknown> };
export type Told = { title: string; body?: string; kind: StateKind };

const words = {
  started: {
    fr: (cents: string, pieces: number) =>
      `Le client lance un règlement de ${cents} (${pieces} ${pieces > 1 ? "pièces" : "pièce"})`,
    en: (cents: string, pieces: number) =>
      `The customer starts a payment of ${cents} (${pieces} ${pieces > 1 ? "items" : "item"})`,
  },
  opened: { fr: "Le client part vers la page de paiement", en: "The customer leaves for the payment page" },
  openedRef: {
    fr: (ref: string) => `Référence du prestataire : ${ref}`,
    en: (ref: string) => `Provider’s reference: ${ref}`,
  },
  refused: {
    fr: "Le prestataire refuse d’ouvrir le paiement ; rien n’est débité, les pièces sont libérées",
    en: "The provider refuses to open the payment; nothing is charged, the items are free again",
  },
  unreachable: {
    fr: "Le prestataire ne répond pas ; rien n’est débité, les pièces sont libérées",
    en: "The provider does not answer; nothing is charged, the items are free again",
  },
  interrupted: {
    fr: "L’ouverture a été interrompue de notre côté ; personne n’est parti payer, les pièces sont libérées",
    en: "The opening was interrupted on our side; nobody left to pay, the items are free again",
  },
  resumed: { fr: "Le client reprend son paiement", en: "The customer resumes the payment" },
  cancelled: {
    fr: "Le paiement est abandonné chez le prestataire ; les pièces sont libérées",
    en: "The payment is given up at the provider’s; the items are free again",
  },
  cancelledByCustomer: {
    fr: "Le client annule ; les pièces sont libérées",
    en: "The customer cancels; the items are free again",
  },
  denied: {
    fr: "La banque refuse le paiement ; les pièces sont libérées",
    en: "The bank denies the payment; the items are free again",
  },
  expired: {
    fr: "Le prestataire a clos le paiement sans argent ; les pièces sont libérées",
    en: "The provider closed the payment without money; the items are free again",
  },
  expiredByDelay: {
    fr: "Sans nouvelles dans le délai ; les pièces sont libérées",
    en: "No news within the delay; the items are free again",
  },
  messageReceived: {
    fr: "Le prestataire prévient qu’il y a du nouveau",
    en: "The provider tells that there is news",
  },
  messageReturned: {
    fr: "Le client revient de la page de paiement",
    en: "The customer is back from the payment page",
  },
  messageRefused: {
    fr: "Un message sans preuve a été écarté",
    en: "A message that proves nothing was set aside",
  },
  asked: { fr: "Un agent interroge le prestataire", en: "A member of staff asks the provider" },
  settled: {
    fr: (cents: string) => `${cents} encaissés, reçu établi`,
    en: (cents: string) => `${cents} received, receipt made`,
  },
  receipt: { fr: (number: string) => `Reçu ${number}`, en: (number: string) => `Receipt ${number}` },
  unapplied: {
    fr: (cents: string) =>
      `${cents} n’ont pas pu être affectés : avoir visible sur le compte, un agent doit regarder`,
    en: (cents: string) => `${cents} could not be used: a visible credit on the account, staff must look`,
  },
  refunded: { fr: (cents: string) => `${cents} remboursés`, en: (cents: string) => `${cents} refunded` },
  chargedBack: {
    fr: (cents: string) => `${cents} repris par la banque du payeur`,
    en: (cents: string) => `${cents} taken back by the payer’s bank`,
  },
  setAside: {
    fr: (cents: string) => `${cents} annoncés rendus, plus que ce qui reste : rien n’est écrit`,
    en: (cents: string) => `${cents} told given back, more than is left: nothing is written`,
  },
  reversalEarly: {
    fr: (cents: string) => `Remboursement de ${cents} annoncé avant le paiement : il sera noté avec lui`,
    en: (cents: string) => `Refund of ${cents} told before the payment: it will be recorded with it`,
  },
  warned: { fr: "Le prestataire signale quelque chose", en: "The provider points something out" },
  declared: { fr: "Le client déclare la pièce payée", en: "The customer declares the item paid" },
  withdrawn: { fr: "Le client retire sa déclaration", en: "The customer takes the declaration back" },
  accepted: { fr: "La déclaration est confirmée", en: "The declaration is confirmed" },
  refusedDeclaration: { fr: "La déclaration est refusée", en: "The declaration is refused" },
  transferOrdered: {
    fr: (cents: string) => `Le client annonce un virement de ${cents}`,
    en: (cents: string) => `The customer announces a transfer of ${cents}`,
  },
  reference: { fr: (ref: string) => `Référence : ${ref}`, en: (ref: string) => `Reference: ${ref}` },
  transferCancelled: {
    fr: "Le client abandonne le virement annoncé",
    en: "The customer gives the announced transfer up",
  },
  transferExpired: {
    fr: "Le virement annoncé n’est pas venu à temps ; il n’est plus attendu",
    en: "The announced transfer did not come in time; it is no longer expected",
  },
  transferMailAsked: {
    fr: "Le client demande les coordonnées du virement par courriel",
    en: "The customer asks for the transfer’s details by mail",
  },
  transferReceived: {
    fr: (cents: string) => `Virement de ${cents} reçu`,
    en: (cents: string) => `Transfer of ${cents} received`,
  },
  transferReopened: {
    fr: "Le rapprochement est annulé ; le virement est de nouveau attendu",
    en: "The match was undone; the transfer is expected again",
  },
  alertSeen: { fr: "L’alerte est traitée", en: "The alert has been dealt with" },
  settingsChanged: {
    fr: "Les réglages de paiement du créancier changent",
    en: "The creditor’s payment settings change",
  },
  other: { fr: "Autre événement", en: "Another event" },
} satisfies Words;

/** What comes after a payment: money that goes back, and what is declared paid elsewhere. */
function useTellLater(): (fact: Pick<PaymentFact, "name" | "data">) => Told | null {
  const t = useWords(words);
  const f = useFormat();
  const tellAlert = useTellAlert();
  const cents = (value: unknown) => (typeof value === "number" ? f.cents(value) : "");
  const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
  return ({ name, data }) => {
    switch (name) {
      case "payments.refunded":
        return { title: t.refunded(cents(data.cents)), body: text(data.reason), kind: "neutral" };
      case "payments.charged_back":
        return { title: t.chargedBack(cents(data.cents)), body: text(data.reason), kind: "overdue" };
      case "payments.reversal_set_aside":
        return { title: t.setAside(cents(data.cents)), kind: "overdue" };
      case "payments.reversal_early":
        return { title: t.reversalEarly(cents(data.cents)), kind: "pending" };
      case "payments.warned":
        return { title: t.warned, body: tellAlert(text(data.alert) ?? ""), kind: "overdue" };
      case "payments.declared":
        return { title: t.declared, kind: "pending" };
      case "payments.declaration_withdrawn":
        return { title: t.withdrawn, kind: "neutral" };
      case "payments.declaration_decided":
        return data.accepted
          ? { title: t.accepted, kind: "settled" }
          : { title: t.refusedDeclaration, kind: "overdue" };
      default:
        return null;
    }
  };
}

/** A transfer that the customer announced. */
function useTellTransfer(): (fact: Pick<PaymentFact, "name" | "data">) => Told | null {
  const t = useWords(words);
  const f = useFormat();
  const cents = (value: unknown) => (typeof value === "number" ? f.cents(value) : "");
  return ({ name, data }) => {
    switch (name) {
      case "payments.transfer_ordered": {
        const body = typeof data.reference === "string" ? t.reference(inFours(data.reference)) : undefined;
        return { title: t.transferOrdered(cents(data.cents)), body, kind: "pending" };
      }
      case "payments.transfer_cancelled":
        return { title: t.transferCancelled, kind: "neutral" };
      case "payments.transfer_expired":
        return { title: t.transferExpired, kind: "neutral" };
      case "payments.transfer_mail_asked":
        return { title: t.transferMailAsked, kind: "neutral" };
      case "payments.transfer_received":
        return { title: t.transferReceived(cents(data.cents)), kind: "settled" };
      case "payments.transfer_reopened":
        return { title: t.transferReopened, kind: "pending" };
      default:
        return null;
    }
  };
}

/** Tells a fact in plain words. */
export function useTellFact(): (fact: PaymentFact) => Told {
  const t = useWords(words);
  const f = useFormat();
  const tellLater = useTellLater();
  const tellTransfer = useTellTransfer();
  const cents = (value: unknown) => (typeof value === "number" ? f.cents(value) : "");
  const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
  return ({ name, data }) => {
    switch (name) {
      case "payments.started":
        return { title: t.started(cents(data.cents), Number(data.entries ?? 1)), kind: "neutral" };
      case "payments.opened": {
        const reference = text(data.providerReference);
        return { title: t.opened, body: reference && t.openedRef(reference), kind: "pending" };
      }
      case "payments.refused": {
        if (data.code === "interrupted") return { title: t.interrupted, kind: "overdue" };
        const body = text(data.message);
        return { title: data.code === "unreachable" ? t.unreachable : t.refused, body, kind: "overdue" };
      }
      case "payments.resumed":
        return { title: t.resumed, kind: "pending" };
      case "payments.cancelled":
        return { title: data.by === "customer" ? t.cancelledByCustomer : t.cancelled, kind: "neutral" };
      case "payments.denied":
        return { title: t.denied, kind: "overdue" };
      case "payments.expired":
        return { title: data.by === "delay" ? t.expiredByDelay : t.expired, kind: "neutral" };
      case "payments.message_received":
        return { title: data.via === "return" ? t.messageReturned : t.messageReceived, kind: "neutral" };
      case "payments.message_refused":
        return { title: t.messageRefused, body: text(data.reason), kind: "disputed" };
      case "payments.asked":
        return { title: t.asked, kind: "neutral" };
      case "payments.settled": {
        const number = text(data.number);
        return { title: t.settled(cents(data.cents)), body: number && t.receipt(number), kind: "settled" };
      }
      case "payments.unapplied":
        return { title: t.unapplied(cents(data.leftCents ?? data.cents)), kind: "overdue" };
      case "payments.alert_seen":
        return { title: t.alertSeen, kind: "neutral" };
      case "payments.settings_changed":
        return { title: t.settingsChanged, kind: "neutral" };
      default:
        return (
          tellLater({ name, data }) ??
          tellTransfer({ name, data }) ?? { title: t.other, body: name, kind: "neutral" }
        );
    }
  };
}
