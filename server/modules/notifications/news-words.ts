/** Sentences of the mails about invoices, disputes, requests, announcements and information. */
import type { MailTexts } from "./words.ts";

const newInvoices: MailTexts = {
  fr: {
    subject: "{nombre} chez {créancier}",
    preview: "À régler : {montant}.",
    title: "Du nouveau sur votre compte",
    intro: [
      "Bonjour {nom},",
      "{créancier} vient de publier {nombre}. Vous pouvez les lire et les régler en ligne.",
    ],
    button: "Voir mon compte",
    brief: "{nombre} chez {créancier}, {montant} à régler.",
  },
  en: {
    subject: "{count} from {creditor}",
    preview: "To pay: {amount}.",
    title: "News on your account",
    intro: ["Hello {name},", "{creditor} has just published {count}. You can read and pay them on line."],
    button: "See my account",
    brief: "{count} from {creditor}, {amount} to pay.",
  },
};

const disputeAnswered: MailTexts = {
  fr: {
    subject: "Une réponse à votre litige {référence}",
    preview: "{objet}",
    title: "Une réponse à votre litige",
    intro: ["Bonjour {nom},", "{créancier} a répondu à votre litige {référence} ({objet})."],
    button: "Lire la réponse",
    brief: "Une réponse à votre litige {référence} vous attend.",
  },
  en: {
    subject: "An answer to your dispute {reference}",
    preview: "{subject}",
    title: "An answer to your dispute",
    intro: ["Hello {name},", "{creditor} has answered your dispute {reference} ({subject})."],
    button: "Read the answer",
    brief: "An answer to your dispute {reference} is waiting for you.",
  },
};

const disputeResolved: MailTexts = {
  fr: {
    subject: "Votre litige {référence} est clos",
    preview: "{réponse}",
    title: "Votre litige est clos",
    intro: ["Bonjour {nom},", "{créancier} a clos votre litige {référence} ({objet}). {réponse}"],
    button: "Voir le litige",
    closing: ["Vous n’êtes pas d’accord ? Répondez depuis cette page : le litige sera rouvert."],
    brief: "Votre litige {référence} est clos.",
  },
  en: {
    subject: "Your dispute {reference} is closed",
    preview: "{answer}",
    title: "Your dispute is closed",
    intro: ["Hello {name},", "{creditor} has closed your dispute {reference} ({subject}). {answer}"],
    button: "See the dispute",
    closing: ["Do you not agree? Answer from this page: the dispute will be open again."],
    brief: "Your dispute {reference} is closed.",
  },
};

const disputeOpened: MailTexts = {
  fr: {
    subject: "Litige {référence} : {nom} conteste {montant}",
    preview: "{objet}",
    title: "Un client conteste",
    intro: ["{nom} conteste {montant} auprès de {créancier} : {objet}."],
    button: "Ouvrir le litige",
  },
  en: {
    subject: "Dispute {reference}: {name} contests {amount}",
    preview: "{subject}",
    title: "A customer contests",
    intro: ["{name} contests {amount} with {creditor}: {subject}."],
    button: "Open the dispute",
  },
};

const disputeMessage: MailTexts = {
  fr: {
    subject: "Litige {référence} : {nom} a écrit",
    preview: "{objet}",
    title: "Un client répond à son litige",
    intro: ["{nom} a écrit au sujet du litige {référence} ({objet}, {montant})."],
    button: "Ouvrir le litige",
  },
  en: {
    subject: "Dispute {reference}: {name} has written",
    preview: "{subject}",
    title: "A customer answers a dispute",
    intro: ["{name} has written about dispute {reference} ({subject}, {amount})."],
    button: "Open the dispute",
  },
};

const requestAnswered: MailTexts = {
  fr: {
    subject: "Une réponse à votre demande « {objet} »",
    preview: "{organisme} vous a répondu.",
    title: "Une réponse vous attend",
    intro: ["Bonjour {nom},", "{organisme} a répondu à votre demande « {objet} »."],
    button: "Lire la réponse",
    brief: "Une réponse à votre demande « {objet} » vous attend.",
  },
  en: {
    subject: "An answer to your request “{subject}”",
    preview: "{organization} has answered you.",
    title: "An answer is waiting for you",
    intro: ["Hello {name},", "{organization} has answered your request “{subject}”."],
    button: "Read the answer",
    brief: "An answer to your request “{subject}” is waiting for you.",
  },
};

const requestReceived: MailTexts = {
  fr: {
    subject: "Demande de {nom} : {objet}",
    preview: "{objet}",
    title: "Un client vous écrit",
    intro: ["{nom} vous écrit : « {objet} »."],
    button: "Répondre",
  },
  en: {
    subject: "Request from {name}: {subject}",
    preview: "{subject}",
    title: "A customer writes to you",
    intro: ["{name} writes to you: “{subject}”."],
    button: "Answer",
  },
};

const announcement: MailTexts = {
  fr: {
    subject: "{objet}",
    preview: "Une information de {organisme}.",
    title: "{objet}",
    intro: ["Bonjour {nom},", "{organisme} a publié une information pour vous : « {objet} »."],
    button: "La lire",
    brief: "{objet}",
  },
  en: {
    subject: "{subject}",
    preview: "News from {organization}.",
    title: "{subject}",
    intro: ["Hello {name},", "{organization} has published news for you: “{subject}”."],
    button: "Read it",
    brief: "{subject}",
  },
};

const changeDecided: MailTexts = {
  fr: {
    subject: "Vos informations : {réponse}",
    preview: "{objet}",
    title: "Votre demande de modification",
    intro: ["Bonjour {nom},", "{organisme} a examiné votre demande de modification ({objet}) : {réponse}."],
    button: "Voir mes informations",
    brief: "Votre demande de modification : {réponse}.",
  },
  en: {
    subject: "Your information: {answer}",
    preview: "{subject}",
    title: "The change that you asked for",
    intro: [
      "Hello {name},",
      "{organization} has examined the change that you asked for ({subject}): {answer}.",
    ],
    button: "See my information",
    brief: "The change that you asked for: {answer}.",
  },
};

const changeAsked: MailTexts = {
  fr: {
    subject: "{nom} demande une modification",
    preview: "{objet}",
    title: "Une modification à examiner",
    intro: ["{nom} demande à changer : {objet}."],
    button: "Examiner",
  },
  en: {
    subject: "{name} asks for a change",
    preview: "{subject}",
    title: "A change to examine",
    intro: ["{name} asks to change: {subject}."],
    button: "Examine",
  },
};

const paperChoice: MailTexts = {
  fr: {
    subject: "{nom} : {réponse}",
    preview: "{réponse}",
    title: "Facture sur papier",
    intro: ["{nom} a fait son choix : {réponse}."],
    button: "Voir ce tiers",
  },
  en: {
    subject: "{name}: {answer}",
    preview: "{answer}",
    title: "Paper invoices",
    intro: ["{name} has chosen: {answer}."],
    button: "See this party",
  },
};

const paymentReturned: MailTexts = {
  fr: {
    subject: "À suivre : {objet} {référence} de {montant}",
    preview: "{nom}, {montant}.",
    title: "Un paiement a été rendu",
    intro: ["Le prestataire signale : {objet}, {montant}, paiement {référence} de {nom}."],
    button: "Ouvrir ce paiement",
  },
  en: {
    subject: "To follow: {subject} {reference} of {amount}",
    preview: "{name}, {amount}.",
    title: "A payment was given back",
    intro: ["The provider reports: {subject}, {amount}, payment {reference} of {name}."],
    button: "Open this payment",
  },
};

const declarationDecided: MailTexts = {
  fr: {
    subject: "Votre paiement déclaré : {réponse}",
    preview: "{objet}",
    title: "Le paiement que vous avez déclaré",
    intro: ["Bonjour {nom},", "Vous aviez déclaré avoir réglé {montant} ({objet}) : {réponse}."],
    button: "Voir mon compte",
    brief: "Votre paiement déclaré de {montant} : {réponse}.",
  },
  en: {
    subject: "Your declared payment: {answer}",
    preview: "{subject}",
    title: "The payment that you declared",
    intro: ["Hello {name},", "You had declared that you paid {amount} ({subject}): {answer}."],
    button: "See my account",
    brief: "Your declared payment of {amount}: {answer}.",
  },
};

const paymentDeclared: MailTexts = {
  fr: {
    subject: "{nom} déclare avoir réglé {montant}",
    preview: "{objet}",
    title: "Un paiement déclaré à confirmer",
    intro: ["{nom} déclare avoir réglé {montant} ({objet}) par un autre moyen."],
    button: "Confirmer ou refuser",
  },
  en: {
    subject: "{name} declares a payment of {amount}",
    preview: "{subject}",
    title: "A declared payment to confirm",
    intro: ["{name} declares having paid {amount} ({subject}) by other means."],
    button: "Confirm or refuse",
  },
};

const addressBounced: MailTexts = {
  fr: {
    subject: "Adresse à corriger : {adresse}",
    preview: "{motif}",
    title: "Une adresse ne reçoit plus",
    intro: [
      "Le courriel envoyé à {nom} ({adresse}) est revenu : {motif}.",
      "Plus rien ne lui est envoyé tant que l’adresse n’est pas corrigée. La personne est prévenue à sa prochaine visite.",
    ],
    button: "Voir les courriels",
  },
  en: {
    subject: "Address to correct: {address}",
    preview: "{reason}",
    title: "An address no longer receives",
    intro: [
      "The mail sent to {name} ({address}) came back: {reason}.",
      "Nothing more is sent there until the address is corrected. The person is told at the next visit.",
    ],
    button: "See the mails",
  },
};

export const newsTexts = {
  new_invoices: newInvoices,
  dispute_answered: disputeAnswered,
  dispute_resolved: disputeResolved,
  dispute_opened: disputeOpened,
  dispute_message: disputeMessage,
  request_answered: requestAnswered,
  request_received: requestReceived,
  announcement,
  change_decided: changeDecided,
  change_asked: changeAsked,
  paper_choice: paperChoice,
  payment_returned: paymentReturned,
  declaration_decided: declarationDecided,
  payment_declared: paymentDeclared,
  address_bounced: addressBounced,
};
