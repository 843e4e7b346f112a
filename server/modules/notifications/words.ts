/** Sentences of the mails about access; those about payments are in payment-words. */
import type { Language } from "../../platform/money.ts";
import type { MailContent } from "./render-mail.ts";

type Lifetime = { count: number; unit: "hours" | "minutes" };
export type LinkMail = {
  name: string;
  identifier: string;
  newEmail: string;
  url: string;
  lifetime: Lifetime;
};
type Writer<T> = (language: Language, given: T) => MailContent;

const hello = (language: Language, name: string): string =>
  language === "fr" ? `Bonjour ${name},` : `Hello ${name},`;

function lasting(language: Language, { count, unit }: Lifetime): string {
  const units = { hours: { fr: "heures", en: "hours" }, minutes: { fr: "minutes", en: "minutes" } };
  return language === "fr"
    ? `Ce lien sert une seule fois et reste valable ${count} ${units[unit].fr}. Ne le transmettez à personne.`
    : `This link works once and for ${count} ${units[unit].en}. Do not pass it on to anyone.`;
}

const activation: Writer<LinkMail> = (language, { name, identifier, url, lifetime }) =>
  language === "fr"
    ? {
        subject: "Activez votre accès",
        preview: "Choisissez votre mot de passe pour ouvrir votre espace.",
        title: "Votre espace vous attend",
        paragraphs: [
          hello("fr", name),
          "Un accès est prêt à votre nom. Choisissez un mot de passe : vous verrez aussitôt vos comptes, vos factures et vos règlements.",
        ],
        rows: [{ label: "Votre identifiant", value: identifier }],
        button: { label: "Choisir mon mot de passe", url },
        notes: [
          lasting("fr", lifetime),
          "Vous n’attendiez pas ce message ? Ignorez-le : sans votre mot de passe, rien ne s’ouvre.",
        ],
      }
    : {
        subject: "Activate your access",
        preview: "Choose your password to open your space.",
        title: "Your space is ready",
        paragraphs: [
          hello("en", name),
          "An access is ready in your name. Choose a password: you will see your accounts, invoices and payments at once.",
        ],
        rows: [{ label: "Your identifier", value: identifier }],
        button: { label: "Choose my password", url },
        notes: [
          lasting("en", lifetime),
          "Were you not expecting this message? Ignore it: without your password, nothing opens.",
        ],
      };

const password: Writer<LinkMail> = (language, { name, identifier, url, lifetime }) =>
  language === "fr"
    ? {
        subject: "Choisissez un nouveau mot de passe",
        preview: "Le lien que vous avez demandé.",
        title: "Un nouveau mot de passe",
        paragraphs: [
          hello("fr", name),
          "Vous avez demandé à choisir un nouveau mot de passe. L’ancien reste valable tant que vous n’en avez pas choisi un autre.",
        ],
        rows: [{ label: "Votre identifiant", value: identifier }],
        button: { label: "Choisir un mot de passe", url },
        notes: [
          lasting("fr", lifetime),
          "Ce n’est pas vous ? Ignorez ce message : rien n’a changé dans votre accès.",
        ],
      }
    : {
        subject: "Choose a new password",
        preview: "The link that you asked for.",
        title: "A new password",
        paragraphs: [
          hello("en", name),
          "You asked to choose a new password. The old one works until you choose another.",
        ],
        rows: [{ label: "Your identifier", value: identifier }],
        button: { label: "Choose a password", url },
        notes: [
          lasting("en", lifetime),
          "Was it not you? Ignore this message: nothing has changed in your access.",
        ],
      };

const email: Writer<LinkMail> = (language, { name, newEmail, url, lifetime }) =>
  language === "fr"
    ? {
        subject: "Confirmez votre nouvelle adresse",
        preview: "Un geste, et vos messages arriveront ici.",
        title: "Confirmez votre adresse",
        paragraphs: [
          hello("fr", name),
          "Vous avez demandé à recevoir vos messages à cette adresse. Elle servira aussi à vous connecter, dès que vous l’aurez confirmée.",
        ],
        rows: [{ label: "Nouvelle adresse", value: newEmail }],
        button: { label: "Confirmer cette adresse", url },
        notes: [
          lasting("fr", lifetime),
          "Ce n’est pas vous ? Ignorez ce message : l’adresse ne sera pas changée.",
        ],
      }
    : {
        subject: "Confirm your new address",
        preview: "One step, and your messages will come here.",
        title: "Confirm your address",
        paragraphs: [
          hello("en", name),
          "You asked to receive your messages at this address. You will also sign in with it, once you have confirmed it.",
        ],
        rows: [{ label: "New address", value: newEmail }],
        button: { label: "Confirm this address", url },
        notes: [
          lasting("en", lifetime),
          "Was it not you? Ignore this message: the address will not be changed.",
        ],
      };

export const linkWords = { activation, password, email };

const passwordChanged: Writer<{ name: string; at: string; url: string }> = (language, { name, at, url }) =>
  language === "fr"
    ? {
        subject: "Votre mot de passe a été changé",
        preview: `Changé le ${at}.`,
        title: "Votre mot de passe a été changé",
        paragraphs: [
          hello("fr", name),
          `Votre mot de passe a été changé le ${at}. Si c’est vous, il n’y a rien à faire.`,
          "Si ce n’est pas vous, choisissez-en aussitôt un autre et prévenez-nous.",
        ],
        button: { label: "Ce n’est pas moi", url },
      }
    : {
        subject: "Your password was changed",
        preview: `Changed on ${at}.`,
        title: "Your password was changed",
        paragraphs: [
          hello("en", name),
          `Your password was changed on ${at}. If it was you, there is nothing to do.`,
          "If it was not you, choose another one at once and tell us.",
        ],
        button: { label: "It was not me", url },
      };

const emailChanged: Writer<{ name: string; at: string; newEmail: string }> = (
  language,
  { name, at, newEmail },
) =>
  language === "fr"
    ? {
        subject: "Votre adresse électronique a été changée",
        preview: "Vos messages n’arriveront plus ici.",
        title: "Votre adresse a été changée",
        paragraphs: [
          hello("fr", name),
          `Depuis le ${at}, vos messages arrivent à une autre adresse. Celle-ci ne sert plus à vous connecter.`,
          "Si ce n’est pas vous, prévenez-nous sans attendre.",
        ],
        rows: [{ label: "Nouvelle adresse", value: newEmail }],
      }
    : {
        subject: "Your e-mail address was changed",
        preview: "Your messages will no longer come here.",
        title: "Your address was changed",
        paragraphs: [
          hello("en", name),
          `Since ${at}, your messages go to another address. This one no longer lets you sign in.`,
          "If it was not you, tell us without delay.",
        ],
        rows: [{ label: "New address", value: newEmail }],
      };

export const changeWords = { password: passwordChanged, email: emailChanged };
