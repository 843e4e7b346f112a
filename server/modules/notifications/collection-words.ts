/** Sentences of the mails about direct debits: to come, moved, given up, collected, come back. */
import type { Language } from "../../platform/money.ts";
import type { MailTexts } from "./words.ts";

const announced: MailTexts = {
  fr: {
    subject: "Prélèvement de {montant} le {date}",
    preview: "{créancier} prélèvera {montant} sur votre compte {objet}.",
    title: "Un prélèvement est prévu",
    intro: [
      "Bonjour {nom},",
      "{créancier} prélèvera {montant} le {date} sur votre compte bancaire {objet}. Vous n’avez rien à faire.",
    ],
    button: "Voir ce prélèvement",
    closing: [
      "Vous n’êtes pas d’accord ? Dites-le-nous avant cette date depuis votre espace, ou opposez-vous auprès de votre banque.",
    ],
    brief: "{créancier} prélèvera {montant} le {date}.",
  },
  en: {
    subject: "Direct debit of {amount} on {date}",
    preview: "{creditor} will take {amount} from your account {subject}.",
    title: "A direct debit is planned",
    intro: [
      "Hello {name},",
      "{creditor} will take {amount} on {date} from your bank account {subject}. You have nothing to do.",
    ],
    button: "See this direct debit",
    closing: ["Do you not agree? Tell us before that day from your space, or oppose it at your bank."],
    brief: "{creditor} will take {amount} on {date}.",
  },
};

const moved: MailTexts = {
  fr: {
    subject: "Votre prélèvement de {montant} se fera le {date}",
    preview: "La date a changé.",
    title: "La date de votre prélèvement change",
    intro: [
      "Bonjour {nom},",
      "Le prélèvement de {montant} par {créancier} sur votre compte {objet} se fera le {date}, et non à la date annoncée.",
    ],
    button: "Voir ce prélèvement",
    brief: "Le prélèvement de {montant} par {créancier} se fera le {date}.",
  },
  en: {
    subject: "Your direct debit of {amount} will be on {date}",
    preview: "The day has changed.",
    title: "The day of your direct debit changes",
    intro: [
      "Hello {name},",
      "The direct debit of {amount} by {creditor} from your account {subject} will be made on {date}, not on the day that was announced.",
    ],
    button: "See this direct debit",
    brief: "The direct debit of {amount} by {creditor} will be on {date}.",
  },
};

const cancelled: MailTexts = {
  fr: {
    subject: "Le prélèvement du {date} n’aura pas lieu",
    preview: "{montant} restent à régler autrement.",
    title: "Un prélèvement est annulé",
    intro: [
      "Bonjour {nom},",
      "Le prélèvement de {montant} par {créancier}, prévu le {date}, n’aura pas lieu. Ce qu’il devait régler reste à payer : vous pouvez le faire en ligne.",
    ],
    button: "Voir ce qui reste à régler",
    brief: "Le prélèvement du {date} par {créancier} est annulé.",
  },
  en: {
    subject: "The direct debit of {date} will not be made",
    preview: "{amount} is to be paid otherwise.",
    title: "A direct debit is cancelled",
    intro: [
      "Hello {name},",
      "The direct debit of {amount} by {creditor}, planned for {date}, will not be made. What it was to pay is still due: you can pay it on line.",
    ],
    button: "See what is left to pay",
    brief: "The direct debit of {date} by {creditor} is cancelled.",
  },
};

const collected: MailTexts = {
  fr: {
    subject: "Prélèvement de {montant} effectué",
    preview: "{créancier} a prélevé {montant} le {date}.",
    title: "Votre prélèvement est effectué",
    intro: [
      "Bonjour {nom},",
      "{créancier} a prélevé {montant} le {date} sur votre compte {objet} (référence {référence}). Votre compte client est à jour, sauf rejet par votre banque.",
    ],
    button: "Voir le détail",
    brief: "{créancier} a prélevé {montant} le {date}.",
  },
  en: {
    subject: "Direct debit of {amount} made",
    preview: "{creditor} took {amount} on {date}.",
    title: "Your direct debit is made",
    intro: [
      "Hello {name},",
      "{creditor} took {amount} on {date} from your account {subject} (reference {reference}). Your customer account is up to date, unless your bank sends it back.",
    ],
    button: "See the details",
    brief: "{creditor} took {amount} on {date}.",
  },
};

const returned: MailTexts = {
  fr: {
    subject: "Votre prélèvement de {montant} a été rejeté",
    preview: "{motif}",
    title: "Un prélèvement a été rejeté",
    intro: [
      "Bonjour {nom},",
      "Le prélèvement de {montant} par {créancier} (référence {référence}) a été rejeté par votre banque. Motif : {motif}",
      "{réponse}",
    ],
    button: "Régler par carte",
    brief: "Votre prélèvement de {montant} pour {créancier} a été rejeté : réglez en ligne.",
  },
  en: {
    subject: "Your direct debit of {amount} came back",
    preview: "{reason}",
    title: "A direct debit came back",
    intro: [
      "Hello {name},",
      "The direct debit of {amount} by {creditor} (reference {reference}) was sent back by your bank. Reason: {reason}",
      "{answer}",
    ],
    button: "Pay by card",
    brief: "Your direct debit of {amount} for {creditor} came back: pay on line.",
  },
};

const returnsOfDay: MailTexts = {
  fr: {
    subject: "Des prélèvements ont été rejetés chez {créancier}",
    preview: "Le {date}.",
    title: "Prélèvements rejetés",
    intro: [
      "Des prélèvements de {créancier} ont été rejetés le {date}. Chacun dit son motif et la suite à donner ; les clients sont prévenus.",
    ],
    button: "Traiter les rejets",
  },
  en: {
    subject: "Direct debits came back for {creditor}",
    preview: "On {date}.",
    title: "Direct debits that came back",
    intro: [
      "Direct debits of {creditor} came back on {date}. Each says why and what to do next; the customers are told.",
    ],
    button: "Deal with them",
  },
};

const dropFailed: MailTexts = {
  fr: {
    subject: "La remise {référence} n’est pas arrivée à la banque",
    preview: "{motif}",
    title: "Dépôt SFTP en échec",
    intro: [
      "Le fichier de prélèvements {référence} de {créancier} n’a pas pu être déposé à la banque : {motif}. Rien ne sera prélevé tant qu’il n’y est pas.",
    ],
    button: "Ouvrir la remise",
  },
  en: {
    subject: "The batch {reference} did not reach the bank",
    preview: "{reason}",
    title: "SFTP drop failed",
    intro: [
      "The direct debit file {reference} of {creditor} could not be dropped at the bank: {reason}. Nothing is collected until it is there.",
    ],
    button: "Open the batch",
  },
};

const notTaken: MailTexts = {
  fr: {
    subject: "Remise {référence} : confirmez que la banque n’a pas pris le fichier",
    preview: "{motif}",
    title: "Un fichier sorti serait abandonné",
    intro: [
      "{nom} dit que la banque n’a pas pris le fichier de prélèvements {référence} de {créancier}. Motif : {motif}",
      "Une autre personne vérifie auprès de la banque, puis confirme ou retire cette déclaration : si la banque a le fichier, ses prélèvements seraient faits deux fois.",
    ],
    button: "Ouvrir la remise",
  },
  en: {
    subject: "Batch {reference}: confirm that the bank did not take the file",
    preview: "{reason}",
    title: "A file that left would be given up",
    intro: [
      "{name} says that the bank did not take the direct debit file {reference} of {creditor}. Reason: {reason}",
      "Somebody else checks with the bank, then confirms or takes this back: if the bank has the file, its debits would be made twice.",
    ],
    button: "Open the batch",
  },
};

const restored: MailTexts = {
  fr: {
    subject: "La banque avait le fichier de la remise {référence}",
    preview: "{motif}",
    title: "La banque avait le fichier",
    intro: [
      "La remise {référence} de {créancier} avait été abandonnée : la banque vient d’en parler, elle a donc pris son fichier. La remise est rétablie.",
      "{motif}",
    ],
    button: "Ouvrir la remise",
  },
  en: {
    subject: "The bank had the file of batch {reference}",
    preview: "{reason}",
    title: "The bank had the file",
    intro: [
      "The batch {reference} of {creditor} had been given up: the bank has just spoken of it, so it took its file. The batch is restored.",
      "{reason}",
    ],
    button: "Open the batch",
  },
};

/** What of a batch that was restored is not in it any more. */
export const elsewhereWords: Record<Language, (count: number) => string> = {
  fr: (count) =>
    count === 0
      ? "Tous ses prélèvements y sont revenus."
      : `${count} de ses prélèvements n’ont pu y revenir : ils sont dans une autre remise, ou ont été annulés. La banque les fera quand même : demandez-lui de les annuler, ou de les rembourser.`,
  en: (count) =>
    count === 0
      ? "All of its debits are in it again."
      : `${count} of its debits could not come back: they are in another batch, or were cancelled. The bank will make them all the same: ask it to cancel or refund them.`,
};

export const collectionTexts = {
  debit_announced: announced,
  debit_moved: moved,
  debit_cancelled: cancelled,
  debit_collected: collected,
  debit_returned: returned,
  debits_returned: returnsOfDay,
  debits_drop_failed: dropFailed,
  debits_not_taken: notTaken,
  debits_restored: restored,
} satisfies Record<string, MailTexts>;

/** What a mail of a direct debit says in rows, and of a second presentation and its fee. */
export const debitLabels = {
  creditor: { fr: "Créancier", en: "Creditor" },
  umr: { fr: "Mandat (RUM)", en: "Mandate (UMR)" },
  account: { fr: "Compte bancaire", en: "Bank account" },
  day: { fr: "Date", en: "Date" },
  amount: { fr: "Montant", en: "Amount" },
} satisfies Record<string, Record<Language, string>>;
export const againWords: Record<Language, (day: string, amount: string) => string> = {
  fr: (day, amount) =>
    `Il sera présenté de nouveau le ${day}, pour ${amount} au plus : ce que vous aurez réglé avant en sera déduit.`,
  en: (day, amount) =>
    `It will be presented again on ${day}, for ${amount} at most: what you pay before is deducted.`,
};
export const feeWords: Record<Language, (amount: string) => string> = {
  fr: (amount) => `Des frais de rejet de ${amount} s’ajoutent à votre compte.`,
  en: (amount) => `A fee of ${amount} is added to your account.`,
};
