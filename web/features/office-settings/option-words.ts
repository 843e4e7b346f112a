import type { Words } from "../../lib/words.ts";

/** Each option, with a sentence that says what it changes for customers (OFF-5). */
export const optionWords = {
  captcha: { fr: "Vérification à l’entrée", en: "Check at sign-in" },
  captchaHint: {
    fr: "Le navigateur du client fait un petit calcul qui décourage les robots ; le client n’a rien à faire.",
    en: "The customer’s browser does a small computation that discourages robots; the customer has nothing to do.",
  },
  always: { fr: "À chaque fois", en: "Every time" },
  after_failures: { fr: "Après des essais manqués", en: "After failed tries" },
  never: { fr: "Jamais", en: "Never" },
  activationAnswer: { fr: "Réponse à une demande d’activation", en: "Answer to a request for activation" },
  activationAnswerHint: {
    fr: "Neutre : personne ne peut deviner qui est client. Explicite : une adresse inconnue est annoncée comme telle, avec qui contacter.",
    en: "Neutral: nobody can guess who is a customer. Explicit: an unknown address is told so, with whom to contact.",
  },
  neutral: { fr: "Neutre", en: "Neutral" },
  explicit: { fr: "Explicite", en: "Explicit" },
  accessCodeProof: { fr: "Demandé avec un code d’accès", en: "Asked with an access code" },
  accessCodeProofHint: {
    fr: "Ce que le client donne avec le code de sa lettre. Seul le code client n’est pas écrit sur la lettre.",
    en: "What customers give with the code of their letter. Only the customer code is not written on the letter.",
  },
  party_code: {
    fr: "Le code client, qui est sur ses factures",
    en: "The customer code, which is on the invoices",
  },
  postcode: { fr: "Le code postal de son adresse", en: "The postcode of the address" },
  name: { fr: "Son nom", en: "The name" },
  passwordPolicy: { fr: "Mots de passe", en: "Passwords" },
  passwordPolicyHint: {
    fr: "S’applique au prochain mot de passe choisi ; les actuels continuent de servir.",
    en: "Applies to the next password chosen; the present ones keep working.",
  },
  standard: { fr: "Courants (recommandation de la CNIL)", en: "Standard (CNIL recommendation)" },
  strong: { fr: "Forts", en: "Strong" },
  staffSecondFactor: { fr: "Double protection des agents", en: "Second protection of staff" },
  staffSecondFactorHint: {
    fr: "Chaque agent ajoute une application ou une clé d’accès avant d’entrer au bureau ; la connexion unique en dispense.",
    en: "Each member of staff adds an application or a passkey before entering the office; single sign-on exempts from it.",
  },
  signConvention: { fr: "Ordre des colonnes", en: "Order of columns" },
  signConventionHint: {
    fr: "La colonne que les clients lisent en premier dans leur compte.",
    en: "The column that customers read first in their account.",
  },
  debit_credit: { fr: "Débit puis crédit", en: "Debit then credit" },
  credit_debit: { fr: "Crédit puis débit", en: "Credit then debit" },
  paySeveral: { fr: "Régler plusieurs pièces à la fois", en: "Pay several items at once" },
  paySeveralHint: {
    fr: "Sinon, le client règle ses factures une par une.",
    en: "Otherwise, the customer pays invoices one by one.",
  },
  payPartially: { fr: "Régler une partie", en: "Pay a part" },
  payPartiallyHint: {
    fr: "Le client choisit un montant ; il règle les pièces les plus anciennes de son règlement d’abord.",
    en: "The customer chooses an amount; it pays the oldest items of the cart first.",
  },
  payWithoutEmail: { fr: "Régler sans adresse électronique", en: "Pay without an e-mail address" },
  payWithoutEmailHint: {
    fr: "Un client sans adresse peut payer ; il trouve son reçu dans son espace.",
    en: "A customer without an address may pay; the receipt is found in the space.",
  },
  payByTransfer: { fr: "Payer par virement", en: "Pay by transfer" },
  payByTransferHint: {
    fr: "Le client reçoit l’IBAN du créancier, une référence et un code QR pour sa banque ; le relevé bancaire retrouve son virement.",
    en: "The customer is given the creditor’s IBAN, a reference and a QR code for the bank; the bank statement finds the transfer again.",
  },
  transferTermDays: {
    fr: "Jours pendant lesquels un virement est attendu",
    en: "Days for which a transfer is expected",
  },
  transferTermDaysHint: {
    fr: "Au-delà, le virement annoncé est montré comme expiré ; s’il arrive plus tard, il est quand même reconnu (1 à 365).",
    en: "After that the announced transfer is shown as expired; if it comes later, it is recognised all the same (1 to 365).",
  },
  declarePaid: { fr: "Déclarer une facture payée autrement", en: "Declare a bill paid by other means" },
  declarePaidHint: {
    fr: "Le client dit quand et comment il a payé ; la facture n’est plus réglable ici le temps que vous confirmiez.",
    en: "The customer says when and how it was paid; the bill cannot be paid here until you confirm.",
  },
  disputes: { fr: "Contester en ligne", en: "Contest on line" },
  disputesHint: {
    fr: "Le client ouvre un litige sur une facture, ou une partie ; ce montant est réservé le temps de la réponse.",
    en: "The customer opens a dispute about an invoice, or a part of it; that amount is held until it is answered.",
  },
  disputeDelayDays: { fr: "Jours pour répondre à un litige", en: "Days to answer a dispute" },
  disputeDelayDaysHint: {
    fr: "Annoncés au client ; au-delà, le litige est en retard et passe en tête de liste (1 à 120).",
    en: "Told to the customer; past them the dispute is late and comes first in the list (1 to 120).",
  },
  requests: { fr: "Écrire une demande en ligne", en: "Write requests on line" },
  requestsHint: {
    fr: "Le client vous écrit depuis son espace et suit vos réponses ; fermées, ses demandes passées restent au bureau.",
    en: "Customers write to you from their space and follow your answers; closed, past requests stay in the office.",
  },
  announcements: { fr: "Lire vos informations en ligne", en: "Read your announcements on line" },
  announcementsHint: {
    fr: "Messages importants, message d’accueil, informations et actualités.",
    en: "Important messages, welcome message, announcements and news.",
  },
  colleagues: { fr: "Partager son accès", en: "Share one’s access" },
  colleaguesHint: {
    fr: "Le client invite des collègues et choisit ce qu’ils peuvent faire ; fermé, ceux qui ont déjà un accès le gardent.",
    en: "Customers invite colleagues and choose what they may do; closed, those who already have an access keep it.",
  },
  coordinateChanges: { fr: "Demander à changer ses coordonnées", en: "Ask to change one’s details" },
  coordinateChangesHint: {
    fr: "Vous acceptez ou refusez chaque changement ; fermé, le client lit ses coordonnées seulement.",
    en: "You accept or refuse each change; closed, customers only read their details.",
  },
  paperChoice: { fr: "Choisir le papier ou non", en: "Choose paper or not" },
  paperChoiceHint: {
    fr: "Le client dit s’il veut encore ses factures sur papier.",
    en: "Customers say whether they still want their invoices on paper.",
  },
  bankAutomaticScore: {
    fr: "Note à partir de laquelle un virement est lettré seul",
    en: "Score from which a transfer is lettered by itself",
  },
  bankAutomaticScoreHint: {
    fr: "95 : références exactes seulement. 101 : jamais.",
    en: "95: exact references only. 101: never.",
  },
  searchableMonths: { fr: "Mois d’historique consultables", en: "Months of history that can be searched" },
  searchableMonthsHint: {
    fr: "Les clients ne remontent pas plus loin dans leurs écritures (1 à 240).",
    en: "Customers go back no further in their entries (1 to 240).",
  },
} satisfies Words;
