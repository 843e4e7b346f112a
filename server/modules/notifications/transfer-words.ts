/** Sentences of the mails about transfers (PAY-9). */
import type { Language } from "../../platform/money.ts";
import type { MailTexts } from "./words.ts";

const transferOrder: MailTexts = {
  fr: {
    subject: "Votre virement à faire : {montant} à {créancier}",
    preview: "L’IBAN et la référence à donner à votre banque.",
    title: "Votre virement à faire",
    intro: [
      "Bonjour {nom},",
      "Voici ce que vous avez demandé : {montant} à virer à {créancier} depuis votre banque. Recopiez la référence telle quelle dans le motif : c’est elle qui fait retrouver votre virement.",
    ],
    button: "Voir le code à scanner",
    brief: "Votre virement de {montant} à {créancier} : référence {référence}.",
  },
  en: {
    subject: "Your transfer to make: {amount} to {creditor}",
    preview: "The IBAN and the reference to give your bank.",
    title: "Your transfer to make",
    intro: [
      "Hello {name},",
      "Here is what you asked for: {amount} to transfer to {creditor} from your bank. Copy the reference as it is into the message: this is how your transfer is found.",
    ],
    button: "See the code to scan",
    brief: "Your transfer of {amount} to {creditor}: reference {reference}.",
  },
};

const transferReceived: MailTexts = {
  fr: {
    subject: "Votre virement de {montant} est arrivé",
    preview: "{créancier} l’a bien reçu.",
    title: "Votre virement est arrivé",
    intro: ["Bonjour {nom},", "{créancier} a bien reçu votre virement de {montant} ({référence}). Merci."],
    button: "Voir ce virement",
    brief: "{créancier} a bien reçu votre virement de {montant}.",
  },
  en: {
    subject: "Your transfer of {amount} has arrived",
    preview: "{creditor} has received it.",
    title: "Your transfer has arrived",
    intro: ["Hello {name},", "{creditor} has received your transfer of {amount} ({reference}). Thank you."],
    button: "See this transfer",
    brief: "{creditor} has received your transfer of {amount}.",
  },
};

export const transferTexts = { transfer_order: transferOrder, transfer_received: transferReceived };

/** What stands in the mail of an order, line by line. */
export const transferLabels = {
  payee: { fr: "Bénéficiaire", en: "Payee" },
  iban: { fr: "IBAN", en: "IBAN" },
  amount: { fr: "Montant", en: "Amount" },
  reference: { fr: "Référence", en: "Reference" },
} satisfies Record<string, Record<Language, string>>;
