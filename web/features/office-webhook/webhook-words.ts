import type { CallOf, GotOf } from "../../lib/api.ts";
import type { Words } from "../../lib/words.ts";

export type Webhook = GotOf<"listWebhooks">["items"][number];
export type WebhookFields = CallOf<"createWebhook">["body"];
export type EventName = Webhook["events"][number];

/** What each event means, in words. */
export const eventWords = {
  "payment.settled": { fr: "Paiement reçu", en: "Payment received" },
  "payment.unapplied": { fr: "Paiement à affecter", en: "Payment to be allocated" },
  "payment.refunded": { fr: "Paiement remboursé", en: "Payment refunded" },
  "payment.charged_back": { fr: "Paiement contesté auprès de la banque", en: "Payment charged back" },
  "declaration.made": { fr: "Facture déclarée payée", en: "Invoice declared paid" },
  "declaration.withdrawn": { fr: "Déclaration de paiement retirée", en: "Declaration of payment withdrawn" },
  "declaration.decided": { fr: "Déclaration de paiement traitée", en: "Declaration of payment decided" },
  "transfer.ordered": { fr: "Virement annoncé", en: "Transfer announced" },
  "transfer.cancelled": { fr: "Virement abandonné", en: "Transfer given up" },
  "transfer.expired": { fr: "Virement plus attendu", en: "Transfer no longer expected" },
  "transfer.received": { fr: "Virement reçu", en: "Transfer received" },
  "dispute.opened": { fr: "Litige ouvert", en: "Dispute opened" },
  "dispute.answered": { fr: "Réponse dans un litige", en: "Answer in a dispute" },
  "dispute.resolved": { fr: "Litige clos", en: "Dispute closed" },
  "dispute.reopened": { fr: "Litige rouvert", en: "Dispute reopened" },
  "mandate.signed": { fr: "Mandat signé", en: "Mandate signed" },
  "mandate.account_changed": { fr: "Mandat : compte changé", en: "Mandate: account changed" },
  "mandate.suspended": { fr: "Mandat suspendu", en: "Mandate suspended" },
  "mandate.resumed": { fr: "Mandat repris", en: "Mandate resumed" },
  "mandate.blocked": { fr: "Mandat bloqué", en: "Mandate blocked" },
  "mandate.stopped": { fr: "Mandat arrêté", en: "Mandate stopped" },
  "mandate.revoked": { fr: "Mandat révoqué", en: "Mandate revoked" },
  "mandate.dormant": { fr: "Mandat expiré", en: "Mandate expired" },
  "collection.announced": { fr: "Prélèvement annoncé", en: "Direct debit announced" },
  "collection.cancelled": { fr: "Prélèvement annulé", en: "Direct debit cancelled" },
  "collection.collected": { fr: "Prélèvement effectué", en: "Direct debit made" },
  "collection.rejected": { fr: "Prélèvement refusé par la banque", en: "Direct debit refused by the bank" },
  "collection.returned": { fr: "Prélèvement rejeté après coup", en: "Direct debit that came back" },
  "batch.released": { fr: "Remise de prélèvements libérée", en: "Direct debit batch released" },
  "batch.sent": { fr: "Remise donnée à la banque", en: "Batch given to the bank" },
  "request.opened": { fr: "Demande reçue", en: "Request received" },
  "request.answered": { fr: "Réponse à une demande", en: "Answer to a request" },
  "request.closed": { fr: "Demande close", en: "Request closed" },
  "import.finished": { fr: "Import terminé", en: "Import finished" },
  "import.failed": { fr: "Import échoué", en: "Import failed" },
} satisfies Record<EventName, { fr: string; en: string }> & Words;

export const eventNames = Object.keys(eventWords) as EventName[];
