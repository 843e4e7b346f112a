/** Sentences of the mails about mandates of direct debit. */
import type { Language } from "../../platform/money.ts";
import type { MailTexts } from "./words.ts";

const mandateCode: MailTexts = {
  fr: {
    subject: "Votre code de signature, mandat {référence}",
    preview: "Un code à usage unique, valable {durée}.",
    title: "Votre code de signature",
    intro: [
      "Bonjour {nom},",
      "Vous signez un mandat de prélèvement au profit de {créancier}, référence {référence}, sur le compte bancaire qui finit par {objet}.",
    ],
    closing: [
      "Ce code reste valable {durée}. Ne le donnez à personne, pas même à nous.",
      "Vous ne signez rien ? N’en faites rien, et prévenez-nous : quelqu’un utilise peut-être votre accès.",
    ],
  },
  en: {
    subject: "Your signature code, mandate {reference}",
    preview: "A single-use code, good for {lifetime}.",
    title: "Your signature code",
    intro: [
      "Hello {name},",
      "You are signing a direct debit mandate for {creditor}, reference {reference}, on the bank account that ends in {subject}.",
    ],
    closing: [
      "This code is good for {lifetime}. Give it to nobody, not even to us.",
      "Are you signing nothing? Do not use it, and tell us: somebody may be using your access.",
    ],
  },
};

const mandateSigned: MailTexts = {
  fr: {
    subject: "Mandat {référence} signé",
    preview: "Votre mandat de prélèvement pour {créancier} est en place.",
    title: "Votre mandat est signé",
    intro: [
      "Bonjour {nom},",
      "Votre mandat de prélèvement au profit de {créancier} est signé. Sa référence unique (RUM) est {référence}. Chaque prélèvement vous sera annoncé.",
    ],
    button: "Voir mon mandat",
    closing: [
      "Vous n’avez rien signé ? Révoquez ce mandat depuis votre espace et prévenez-nous sans attendre.",
    ],
    brief: "Votre mandat {référence} pour {créancier} est signé.",
  },
  en: {
    subject: "Mandate {reference} signed",
    preview: "Your direct debit mandate for {creditor} is in place.",
    title: "Your mandate is signed",
    intro: [
      "Hello {name},",
      "Your direct debit mandate for {creditor} is signed. Its unique reference (UMR) is {reference}. Every debit will be announced to you.",
    ],
    button: "See my mandate",
    closing: ["Did you sign nothing? Revoke this mandate from your space and tell us at once."],
    brief: "Your mandate {reference} for {creditor} is signed.",
  },
};

const mandateAccount: MailTexts = {
  fr: {
    subject: "Mandat {référence} : nouveau compte bancaire",
    preview: "Les prochains prélèvements se feront sur le compte {objet}.",
    title: "Compte bancaire changé",
    intro: [
      "Bonjour {nom},",
      "Les prélèvements de {créancier} sous le mandat {référence} se feront désormais sur le compte qui finit par {objet}.",
    ],
    button: "Voir mon mandat",
    closing: ["Ce changement ne vient pas de vous ? Révoquez ce mandat et prévenez-nous sans attendre."],
    brief: "Mandat {référence} : les prélèvements se feront sur le compte {objet}.",
  },
  en: {
    subject: "Mandate {reference}: another bank account",
    preview: "The next debits will be made on the account {subject}.",
    title: "Bank account changed",
    intro: [
      "Hello {name},",
      "The debits of {creditor} under the mandate {reference} will be made from now on the account that ends in {subject}.",
    ],
    button: "See my mandate",
    closing: ["Does this change not come from you? Revoke this mandate and tell us at once."],
    brief: "Mandate {reference}: debits will be made on the account {subject}.",
  },
};

const mandateState: MailTexts = {
  fr: {
    subject: "Mandat {référence} : {réponse}",
    preview: "Mandat de prélèvement pour {créancier}.",
    title: "Du nouveau sur votre mandat",
    intro: [
      "Bonjour {nom},",
      "Votre mandat de prélèvement {référence} au profit de {créancier} : {réponse}.",
    ],
    button: "Voir mon mandat",
    brief: "Votre mandat {référence} pour {créancier} : {réponse}.",
  },
  en: {
    subject: "Mandate {reference}: {answer}",
    preview: "Direct debit mandate for {creditor}.",
    title: "News of your mandate",
    intro: ["Hello {name},", "Your direct debit mandate {reference} for {creditor}: {answer}."],
    button: "See my mandate",
    brief: "Your mandate {reference} for {creditor}: {answer}.",
  },
};

const mandateNews: MailTexts = {
  fr: {
    subject: "{nom} : mandat {référence} {réponse}",
    preview: "{créancier}",
    title: "Mandat de prélèvement",
    intro: ["Le mandat {référence} de {nom} ({créancier}) : {réponse}."],
    button: "Voir le mandat",
  },
  en: {
    subject: "{name}: mandate {reference} {answer}",
    preview: "{creditor}",
    title: "Direct debit mandate",
    intro: ["The mandate {reference} of {name} ({creditor}): {answer}."],
    button: "See the mandate",
  },
};

export const mandateTexts = {
  mandate_code: mandateCode,
  mandate_signed: mandateSigned,
  mandate_account: mandateAccount,
  mandate_state: mandateState,
  mandate_news: mandateNews,
} satisfies Record<string, MailTexts>;

/** What became of a mandate, by the last word of its fact; the end of a sentence. */
export const becameWords: Record<string, Record<Language, string>> = {
  signed: { fr: "signé", en: "signed" },
  account_changed: { fr: "compte bancaire changé", en: "bank account changed" },
  suspended: {
    fr: "suspendu, plus rien n’est prélevé pour le moment",
    en: "suspended, nothing is debited for now",
  },
  resumed: { fr: "de nouveau en place", en: "in place again" },
  blocked: {
    fr: "bloqué par votre banque ; indiquez un autre compte bancaire",
    en: "blocked by your bank; give another bank account",
  },
  stopped: { fr: "arrêté, plus rien ne sera prélevé", en: "stopped, nothing will be debited any more" },
  revoked: { fr: "révoqué, plus rien ne sera prélevé", en: "revoked, nothing will be debited any more" },
  dormant: {
    fr: "expiré, faute de prélèvement pendant 36 mois",
    en: "expired, after 36 months without a debit",
  },
};

/** What a mail of a mandate says in rows. */
export const mandateLabels = {
  code: { fr: "Code", en: "Code" },
  creditor: { fr: "Créancier", en: "Creditor" },
  umr: { fr: "Référence (RUM)", en: "Reference (UMR)" },
  account: { fr: "Compte bancaire", en: "Bank account" },
  reason: { fr: "Motif", en: "Reason" },
} satisfies Record<string, Record<Language, string>>;

/** Stands in a kept text where the code goes, of the same length: the code exists only in the text that leaves. */
export const CODE_MASK = "******";

/** The text that carries a code: whom for, which mandate, which account (MAN-4). */
export const codeText: Record<
  Language,
  (given: { creditor: string; umr: string; lastFour: string; minutes: number }) => string
> = {
  fr: ({ creditor, umr, lastFour, minutes }) =>
    `${CODE_MASK} : votre code pour signer le mandat ${umr} de ${creditor}, compte finissant par ${lastFour}. Valable ${minutes} min. Ne le donnez à personne.`,
  en: ({ creditor, umr, lastFour, minutes }) =>
    `${CODE_MASK}: your code to sign the mandate ${umr} of ${creditor}, account ending in ${lastFour}. Good for ${minutes} min. Give it to nobody.`,
};
