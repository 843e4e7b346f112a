/** What mandates offer: each family of routes beside this file, joined here (docs/decisions/0006). */
import type { Refusals } from "../../platform/errors.ts";
import { mandateRoutes } from "./mandate-contract.ts";
import { officeRoutes } from "./office-contract.ts";

export type {
  DebitSettingsShape,
  IbanReading,
  Mandate,
  MandateRow,
  Offer,
  OfficeMandate,
  OfficeMandateRow,
  PaperTerms,
  Signing,
} from "./mandate-shapes.ts";

export const contract = { ...mandateRoutes, ...officeRoutes };

export const refusals = {
  "mandate.iban": {
    status: 422,
    fr: "Format de l’IBAN incorrect.",
    en: "This IBAN is not well formed.",
  },
  "mandate.bic": {
    status: 422,
    fr: "Ce BIC est incorrect, ou n’est pas celui d’une banque du pays de l’IBAN.",
    en: "This BIC is wrong, or is not that of a bank of the IBAN’s country.",
  },
  "mandate.not_offered": {
    status: 409,
    fr: "Le prélèvement n’est pas proposé en ligne pour ce compte.",
    en: "Direct debit is not offered on line for this account.",
  },
  "mandate.not_signer": {
    status: 403,
    fr: "Seul l’utilisateur principal de ce compte peut signer un mandat.",
    en: "Only the main user of this account may sign a mandate.",
  },
  "mandate.amount_needed": {
    status: 422,
    fr: "Indiquez le montant à prélever.",
    en: "Say how much is to be debited.",
  },
  "mandate.wanted_on": {
    status: 422,
    fr: "Ce jour est trop proche pour que le prélèvement soit annoncé à temps, ou dans plus d’un an.",
    en: "This day is too near for the debit to be announced in time, or more than a year away.",
  },
  "mandate.first_on": {
    status: 422,
    fr: "La première échéance doit être à venir, d’ici un an au plus.",
    en: "The first instalment must be to come, within a year.",
  },
  "mandate.plan_not_offered": {
    status: 422,
    fr: "Cet étalement n’est pas proposé.",
    en: "This plan is not offered.",
  },
  "mandate.nothing_to_spread": {
    status: 409,
    fr: "Il n’y a rien à étaler : aucun montant n’est dû.",
    en: "There is nothing to spread: nothing is due.",
  },
  "mandate.already_automatic": {
    status: 409,
    fr: "Un mandat automatique existe déjà pour ce compte. Changez de compte bancaire ou révoquez-le.",
    en: "This account already has an automatic mandate. Change its bank account, or revoke it.",
  },
  "mandate.same_account": {
    status: 422,
    fr: "C’est le compte bancaire qui est déjà débité.",
    en: "This is the bank account that is debited already.",
  },
  "mandate.channel": {
    status: 422,
    fr: "Le code ne peut pas être envoyé par ce moyen. Choisissez l’autre, ou indiquez une adresse ou un numéro de mobile.",
    en: "The code cannot be sent this way. Choose the other one, or give an address or a mobile number.",
  },
  "mandate.not_open": {
    status: 409,
    fr: "Il n’y a plus rien à signer ici. Recommencez depuis votre compte.",
    en: "There is nothing left to sign here. Start again from your account.",
  },
  "mandate.outdated": {
    status: 409,
    fr: "Ce document n’est plus à jour : le compte, le créancier ou les dates ont changé depuis. Préparez-en un autre.",
    en: "This document is out of date: the account, the creditor or the dates changed since. Prepare another one.",
  },
  "mandate.code_wrong": {
    status: 422,
    fr: "Ce code n’est pas le bon. Essais restants : {left}.",
    en: "This is not the right code. Tries left: {left}.",
  },
  "mandate.code_expired": {
    status: 422,
    fr: "Ce code a expiré. Demandez-en un autre.",
    en: "This code has expired. Ask for another one.",
  },
  "mandate.code_locked": {
    status: 422,
    fr: "Trop de codes erronés : demandez un nouveau code.",
    en: "Too many wrong codes: ask for a new one.",
  },
  "mandate.too_many_codes": {
    status: 409,
    fr: "Trop de codes ont été envoyés pour ce document. Recommencez depuis votre compte.",
    en: "Too many codes were sent for this document. Start again from your account.",
  },
  "mandate.sealing": {
    status: 409,
    fr: "Votre signature est enregistrée : le document est en cours de scellement.",
    en: "Your signature is recorded: the document is being sealed.",
  },
  "mandate.not_now": {
    status: 409,
    fr: "L’état de ce mandat ne le permet pas.",
    en: "The state of this mandate does not allow this.",
  },
  "mandate.umr": {
    status: 422,
    fr: "Cette référence (RUM) est mal formée, ou réservée à l’organisme.",
    en: "This reference (UMR) is malformed, or reserved.",
  },
  "mandate.umr_taken": {
    status: 409,
    fr: "Un autre mandat de ce créancier porte déjà cette référence.",
    en: "Another mandate of this creditor already has this reference.",
  },
  "mandate.signed_on": {
    status: 422,
    fr: "La date de signature est dans le futur, ou a plus de 36 mois sans qu’un prélèvement l’ait suivie.",
    en: "The date of signature is in the future, or more than 36 months ago without a debit since.",
  },
  "mandate.last_use": {
    status: 422,
    fr: "Le dernier prélèvement est avant la signature, dans le futur ou a plus de 36 mois.",
    en: "The last debit is before the signature, in the future, or more than 36 months ago.",
  },
  "mandate.scan_type": {
    status: 422,
    fr: "Ce fichier n’est pas un PDF.",
    en: "This file is not a PDF.",
  },
  "mandate.credit_warning": {
    status: 422,
    fr: "Confirmez que vous avez lu l’avertissement sur le crédit à la consommation.",
    en: "Confirm that you have read the warning about consumer credit.",
  },
  "mandate.creditor_incomplete": {
    status: 422,
    fr: "Complétez d’abord la fiche du créancier : ICS, IBAN et adresse.",
    en: "Complete the creditor first: its identifier (ICS), IBAN and address.",
  },
} satisfies Refusals;
