/** The shape of a mail's words, and those about access. `{nom}`, `{name}`: fields, whose names `kind-words.ts` lists. */
import type { Language } from "../../platform/money.ts";

/** What a mail says in one language. An organization may write `subject`, `intro` and `closing` its own way. */
export type MailText = {
  subject: string;
  /** Shown beside the subject in lists of mails. */
  preview: string;
  title: string;
  intro: string[];
  closing?: string[];
  button?: string;
  /** In a text or a notification, where one short sentence must do. */
  brief?: string;
};
export type MailTexts = Record<Language, MailText>;

const once = {
  fr: "Ce lien sert une seule fois et reste valable {durée}. Ne le transmettez à personne.",
  en: "This link works once and for {lifetime}. Do not pass it on to anyone.",
};

const activation: MailTexts = {
  fr: {
    subject: "Activez votre accès",
    preview: "Choisissez votre mot de passe pour ouvrir votre espace.",
    title: "Votre espace vous attend",
    intro: [
      "Bonjour {nom},",
      "Un accès est prêt à votre nom. Choisissez un mot de passe : vous verrez aussitôt vos comptes, vos factures et vos règlements.",
    ],
    button: "Choisir mon mot de passe",
    closing: [
      once.fr,
      "Vous n’attendiez pas ce message ? Ignorez-le : sans votre mot de passe, rien ne s’ouvre.",
    ],
  },
  en: {
    subject: "Activate your access",
    preview: "Choose your password to open your space.",
    title: "Your space is ready",
    intro: [
      "Hello {name},",
      "An access is ready in your name. Choose a password: you will see your accounts, invoices and payments at once.",
    ],
    button: "Choose my password",
    closing: [
      once.en,
      "Were you not expecting this message? Ignore it: without your password, nothing opens.",
    ],
  },
};

const password: MailTexts = {
  fr: {
    subject: "Choisissez un nouveau mot de passe",
    preview: "Le lien que vous avez demandé.",
    title: "Un nouveau mot de passe",
    intro: [
      "Bonjour {nom},",
      "Vous avez demandé à choisir un nouveau mot de passe. L’ancien reste valable tant que vous n’en avez pas choisi un autre.",
    ],
    button: "Choisir un mot de passe",
    closing: [once.fr, "Ce n’est pas vous ? Ignorez ce message : rien n’a changé dans votre accès."],
  },
  en: {
    subject: "Choose a new password",
    preview: "The link that you asked for.",
    title: "A new password",
    intro: [
      "Hello {name},",
      "You asked to choose a new password. The old one works until you choose another.",
    ],
    button: "Choose a password",
    closing: [once.en, "Was it not you? Ignore this message: nothing has changed in your access."],
  },
};

const email: MailTexts = {
  fr: {
    subject: "Confirmez votre nouvelle adresse",
    preview: "Un geste, et vos messages arriveront ici.",
    title: "Confirmez votre adresse",
    intro: [
      "Bonjour {nom},",
      "Vous avez demandé à recevoir vos messages à cette adresse. Elle servira aussi à vous connecter, dès que vous l’aurez confirmée.",
    ],
    button: "Confirmer cette adresse",
    closing: [once.fr, "Ce n’est pas vous ? Ignorez ce message : l’adresse ne sera pas changée."],
  },
  en: {
    subject: "Confirm your new address",
    preview: "One step, and your messages will come here.",
    title: "Confirm your address",
    intro: [
      "Hello {name},",
      "You asked to receive your messages at this address. You will also sign in with it, once you have confirmed it.",
    ],
    button: "Confirm this address",
    closing: [once.en, "Was it not you? Ignore this message: the address will not be changed."],
  },
};

const passwordChanged: MailTexts = {
  fr: {
    subject: "Votre mot de passe a été changé",
    preview: "Changé le {date}.",
    title: "Votre mot de passe a été changé",
    intro: [
      "Bonjour {nom},",
      "Votre mot de passe a été changé le {date}. Si c’est vous, il n’y a rien à faire.",
      "Si ce n’est pas vous, choisissez-en aussitôt un autre et prévenez-nous.",
    ],
    button: "Ce n’est pas moi",
  },
  en: {
    subject: "Your password was changed",
    preview: "Changed on {date}.",
    title: "Your password was changed",
    intro: [
      "Hello {name},",
      "Your password was changed on {date}. If it was you, there is nothing to do.",
      "If it was not you, choose another one at once and tell us.",
    ],
    button: "It was not me",
  },
};

const emailChanged: MailTexts = {
  fr: {
    subject: "Votre adresse électronique a été changée",
    preview: "Vos messages n’arriveront plus ici.",
    title: "Votre adresse a été changée",
    intro: [
      "Bonjour {nom},",
      "Depuis le {date}, vos messages arrivent à une autre adresse. Celle-ci ne sert plus à vous connecter.",
      "Si ce n’est pas vous, prévenez-nous sans attendre.",
    ],
  },
  en: {
    subject: "Your e-mail address was changed",
    preview: "Your messages will no longer come here.",
    title: "Your address was changed",
    intro: [
      "Hello {name},",
      "Since {date}, your messages go to another address. This one no longer lets you sign in.",
      "If it was not you, tell us without delay.",
    ],
  },
};

const newDevice: MailTexts = {
  fr: {
    subject: "Connexion depuis un nouvel appareil",
    preview: "{appareil}, le {date}.",
    title: "Un nouvel appareil s’est connecté",
    intro: [
      "Bonjour {nom},",
      "Votre accès vient de servir sur un appareil que nous ne connaissions pas : {appareil}, le {date}. Si c’est vous, il n’y a rien à faire.",
      "Si ce n’est pas vous, changez aussitôt de mot de passe : toutes les autres sessions seront fermées.",
    ],
    button: "Ce n’est pas moi",
    brief: "Connexion depuis un nouvel appareil : {appareil}.",
  },
  en: {
    subject: "Sign-in from a new device",
    preview: "{device}, on {date}.",
    title: "A new device signed in",
    intro: [
      "Hello {name},",
      "Your access was just used on a device that we did not know: {device}, on {date}. If it was you, there is nothing to do.",
      "If it was not you, change your password at once: all other sessions will end.",
    ],
    button: "It was not me",
    brief: "Sign-in from a new device: {device}.",
  },
};

export const accessTexts = {
  activation_link: activation,
  password_link: password,
  email_link: email,
  password_changed: passwordChanged,
  email_changed: emailChanged,
  new_device: newDevice,
};
/** Words around the fields of these mails. */
export const accessLabels = {
  identifier: { fr: "Votre identifiant", en: "Your identifier" },
  newEmail: { fr: "Nouvelle adresse", en: "New address" },
} satisfies Record<string, Record<Language, string>>;

export const unknownDevice: Record<Language, string> = {
  fr: "navigateur inconnu",
  en: "unknown browser",
};

/** How long, in words: `24 heures`. */
export function lasting(
  language: Language,
  { count, unit }: { count: number; unit: "hours" | "minutes" },
): string {
  const units = { hours: { fr: "heures", en: "hours" }, minutes: { fr: "minutes", en: "minutes" } };
  return `${count} ${units[unit][language]}`;
}
