/** Sentences of the mails about one's data and about what protects the access. */
import type { Language } from "../../platform/money.ts";
import type { MailTexts } from "./words.ts";

const dataReady: MailTexts = {
  fr: {
    subject: "Vos données sont prêtes",
    preview: "À télécharger avant le {date}.",
    title: "Vos données sont prêtes",
    intro: [
      "Bonjour {nom},",
      "L’archive de ce que {organisme} détient sur vous est prête. Vous pouvez la télécharger depuis votre espace jusqu’au {date} ; votre mot de passe vous sera demandé.",
    ],
    button: "Télécharger mes données",
    closing: ["Vous n’avez rien demandé ? Changez de mot de passe : quelqu’un l’a fait depuis votre accès."],
    brief: "L’archive de vos données est prête.",
  },
  en: {
    subject: "Your data is ready",
    preview: "To download before {date}.",
    title: "Your data is ready",
    intro: [
      "Hello {name},",
      "The archive of what {organization} holds about you is ready. You can download it from your space until {date}; your password will be asked for.",
    ],
    button: "Download my data",
    closing: ["Did you ask for nothing? Change your password: somebody did from your access."],
    brief: "The archive of your data is ready.",
  },
};

const erasureReceived: MailTexts = {
  fr: {
    subject: "Votre demande d’effacement est reçue",
    preview: "Réponse au plus tard le {date}.",
    title: "Votre demande est reçue",
    intro: [
      "Bonjour {nom},",
      "Vous demandez à {organisme} d’effacer ce qui vous concerne. Une réponse vous parviendra au plus tard le {date}.",
      "D’ici là, rien ne change, et vous pouvez retirer votre demande.",
    ],
    button: "Voir ma demande",
    brief: "Votre demande d’effacement est reçue.",
  },
  en: {
    subject: "Your request to be erased has arrived",
    preview: "Answer by {date} at the latest.",
    title: "Your request has arrived",
    intro: [
      "Hello {name},",
      "You ask {organization} to erase what concerns you. An answer will reach you by {date} at the latest.",
      "Until then nothing changes, and you can take your request back.",
    ],
    button: "See my request",
    brief: "Your request to be erased has arrived.",
  },
};

const erasureDecided: MailTexts = {
  fr: {
    subject: "Votre demande d’effacement : {réponse}",
    preview: "{organisme} vous répond.",
    title: "Réponse à votre demande d’effacement",
    intro: ["Bonjour {nom},", "{organisme} a étudié votre demande d’effacement. Réponse : {réponse}."],
    closing: [
      "Vous n’êtes pas d’accord ? Écrivez-nous d’abord. Vous pouvez aussi saisir la CNIL (cnil.fr), ou le juge.",
    ],
  },
  en: {
    subject: "Your request to be erased: {answer}",
    preview: "{organization} answers you.",
    title: "Answer to your request to be erased",
    intro: ["Hello {name},", "{organization} has looked into your request to be erased. Answer: {answer}."],
    closing: ["Do you not agree? Write to us first. You can also turn to the CNIL (cnil.fr), or to a court."],
  },
};

const accessGiven: MailTexts = {
  fr: {
    subject: "Vous avez accès au compte de {objet}",
    preview: "Il est dans votre espace chez {organisme}.",
    title: "Un compte de plus dans votre espace",
    intro: [
      "Bonjour {nom},",
      "On vous donne accès au compte de {objet} chez {organisme}. Vous le trouverez dans votre espace, avec vos identifiants habituels.",
    ],
    button: "Voir mon espace",
    closing: [
      "Vous ne savez pas de quoi il s’agit ? Vous n’avez rien à faire ; le service peut vous répondre.",
    ],
    brief: "Vous avez accès au compte de {objet}.",
  },
  en: {
    subject: "You have access to the account of {subject}",
    preview: "It is in your space at {organization}.",
    title: "One more account in your space",
    intro: [
      "Hello {name},",
      "You are given access to the account of {subject} at {organization}. You will find it in your space, with your usual sign-in.",
    ],
    button: "See my space",
    closing: ["You do not know what this is about? There is nothing to do; the office can answer you."],
    brief: "You have access to the account of {subject}.",
  },
};

const accessEnding: MailTexts = {
  fr: {
    subject: "Votre accès sera fermé le {date}",
    preview: "Connectez-vous pour le garder.",
    title: "Votre accès va être fermé",
    intro: [
      "Bonjour {nom},",
      "Vous ne vous êtes pas connecté depuis longtemps à votre espace chez {organisme}. Sans connexion de votre part, votre accès sera fermé le {date}.",
      "Pour le garder, il suffit de vous connecter une fois.",
    ],
    button: "Me connecter",
    closing: [
      "Vos comptes et vos factures ne changent pas. Après la fermeture, vous pourrez demander un nouvel accès.",
    ],
    brief: "Votre accès sera fermé le {date}. Connectez-vous pour le garder.",
  },
  en: {
    subject: "Your access will be closed on {date}",
    preview: "Sign in to keep it.",
    title: "Your access is about to be closed",
    intro: [
      "Hello {name},",
      "You have not signed in to your space at {organization} for a long time. Unless you do, your access will be closed on {date}.",
      "To keep it, just sign in once.",
    ],
    button: "Sign in",
    closing: ["Your accounts and your invoices do not change. Afterwards you can ask for a new access."],
    brief: "Your access will be closed on {date}. Sign in to keep it.",
  },
};

const erasureAsked: MailTexts = {
  fr: {
    subject: "{nom} demande à être effacé",
    preview: "Réponse due le {date}.",
    title: "Une demande d’effacement",
    intro: ["{nom} demande l’effacement de ses données. La loi laisse un mois : répondez avant le {date}."],
    button: "Étudier la demande",
  },
  en: {
    subject: "{name} asks to be erased",
    preview: "An answer is due on {date}.",
    title: "A request to be erased",
    intro: ["{name} asks for his or her data to be erased. The law gives one month: answer before {date}."],
    button: "Look into it",
  },
};

const protectionChanged: MailTexts = {
  fr: {
    subject: "Protection de votre accès : {objet}",
    preview: "Le {date}.",
    title: "La protection de votre accès a changé",
    intro: ["Bonjour {nom},", "Le {date} : {objet}."],
    button: "Voir mon accès",
    closing: [
      "Ce n’était pas vous ? Changez de mot de passe tout de suite, puis regardez vos protections et vos sessions dans « Mon accès ».",
    ],
    brief: "Protection de votre accès : {objet}.",
  },
  en: {
    subject: "Protection of your access: {subject}",
    preview: "On {date}.",
    title: "The protection of your access has changed",
    intro: ["Hello {name},", "On {date}: {subject}."],
    button: "See my access",
    closing: [
      "Was it not you? Change your password at once, then look at your protections and your sessions in “My access”.",
    ],
    brief: "Protection of your access: {subject}.",
  },
};

/** What happened to the protection of an access. */
export const protectionWords = {
  totpAdded: { fr: "une application de codes a été ajoutée", en: "an authenticator application was added" },
  totpRemoved: {
    fr: "l’application de codes a été retirée",
    en: "the authenticator application was removed",
  },
  passkeyAdded: { fr: "une clé d’accès a été ajoutée", en: "a passkey was added" },
  passkeyRemoved: { fr: "une clé d’accès a été retirée", en: "a passkey was removed" },
  codesMade: { fr: "d’autres codes de secours ont été faits", en: "other recovery codes were made" },
  codeUsed: { fr: "un code de secours a servi", en: "a recovery code was used" },
  reset: { fr: "le bureau a retiré toutes les protections", en: "the office took all protections away" },
} satisfies Record<string, Record<Language, string>>;

export const privacyTexts = {
  data_ready: dataReady,
  erasure_received: erasureReceived,
  erasure_decided: erasureDecided,
  erasure_asked: erasureAsked,
  access_given: accessGiven,
  access_ending: accessEnding,
  protection_changed: protectionChanged,
} satisfies Record<string, MailTexts>;
