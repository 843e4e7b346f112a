import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import {
  account,
  ChannelShape,
  codeTarget,
  DebitSettingsShape,
  Download,
  IbanReading,
  Mandate,
  MandateRow,
  ModeShape,
  Offer,
  OfficeMandate,
  OfficeMandateRow,
  SchemeShape,
  SettingsIn,
  TypedBic,
  TypedIban,
} from "./mandate-shapes.ts";
import { STATES } from "./rules.ts";

export type {
  DebitSettingsShape,
  IbanReading,
  Mandate,
  MandateRow,
  Offer,
  OfficeMandate,
  OfficeMandateRow,
  Signing,
} from "./mandate-shapes.ts";

const accountParams = z.object({ account: idOf("account") });
const mandateParams = z.object({ mandate: idOf("mandate") });
const creditorParams = z.object({ creditor: idOf("creditor") });
export const contract = {
  readDebitOffer: route({
    method: "GET",
    path: "/api/accounts/:account/direct-debit",
    who: "user",
    summary:
      "What a mandate on this account would be: amount, plans, remembered IBANs, channels of the code (MAN-1)",
    params: accountParams,
    response: Offer,
  }),
  checkIban: route({
    method: "POST",
    path: "/api/iban-checks",
    who: "user",
    summary: "Check an IBAN as it is typed; the bank and the BIC when they can be known (MAN-1)",
    body: z.object({ iban: TypedIban, bic: TypedBic }),
    response: IbanReading,
  }),
  prepareMandate: route({
    method: "POST",
    path: "/api/accounts/:account/mandates",
    who: "user",
    summary: "Prepare a mandate to sign: its reference and its document are made (MAN-2, MAN-3)",
    params: accountParams,
    body: z.object({
      ...account,
      ...codeTarget,
      holder: line(70).min(1),
      mode: ModeShape.default("one_off"),
      /** One-off: what is debited. */
      cents: Cents.min(1).max(99_999_999_999).nullable().default(null),
      /** Automatic: over how many months the present balance is spread; 0 for none. */
      months: z.int().min(0).max(12).default(0),
    }),
    response: Mandate,
    idempotent: true,
  }),
  listMandates: route({
    method: "GET",
    path: "/api/mandates",
    who: "user",
    summary: "The mandates of the parties for whom the user acts, newest first (MAN-6)",
    query: PageQuery.extend({ account: idOf("account").optional() }),
    response: pageOf(MandateRow),
  }),
  readMandate: route({
    method: "GET",
    path: "/api/mandates/:mandate",
    who: "user",
    summary: "One mandate: what was signed, what happened to it",
    params: mandateParams,
    response: Mandate,
  }),
  readMandateDocument: route({
    method: "GET",
    path: "/api/mandates/:mandate/document",
    who: "user",
    summary: "The document: what is to be signed, or what was, sealed (MAN-4, MAN-5)",
    params: mandateParams,
    query: Download.extend({ which: z.enum(["current", "waiting"]).default("current") }),
    response: binary("application/pdf"),
  }),
  askMandateCode: route({
    method: "POST",
    path: "/api/mandates/:mandate/code",
    who: "user",
    summary: "Send a code to sign with; a former one dies (MAN-4)",
    params: mandateParams,
    body: z.object({ channel: ChannelShape.optional(), email: codeTarget.email, phone: codeTarget.phone }),
    response: Mandate,
  }),
  signMandate: route({
    method: "POST",
    path: "/api/mandates/:mandate/sign",
    who: "user",
    summary:
      "Sign with the code: the mandate, or the change of its bank account, is in force once sealed (MAN-5)",
    params: mandateParams,
    body: z.object({
      code: z
        .string()
        .transform((text) => text.replaceAll(/\s/g, ""))
        .pipe(z.string().regex(/^\d{6}$/)),
      agreed: z.literal(true),
    }),
    response: Mandate,
  }),
  changeMandateAccount: route({
    method: "POST",
    path: "/api/mandates/:mandate/account-change",
    who: "user",
    summary: "Prepare the change of the bank account that is debited, to be signed with a code (MAN-6)",
    params: mandateParams,
    body: z.object({ ...account, ...codeTarget }),
    response: Mandate,
  }),
  giveUpMandate: route({
    method: "POST",
    path: "/api/mandates/:mandate/give-up",
    who: "user",
    summary: "Give up what waits to be signed",
    params: mandateParams,
    response: Mandate,
  }),
  revokeMandate: route({
    method: "POST",
    path: "/api/mandates/:mandate/revoke",
    who: "user",
    summary: "Revoke one's mandate: nothing more is debited under it (MAN-6)",
    params: mandateParams,
    response: Mandate,
  }),
  listOfficeMandates: route({
    method: "GET",
    path: "/api/office/mandates",
    who: "staff:reader",
    summary: "Mandates, newest first",
    query: PageQuery.extend({
      search: line(120).optional(),
      /** `standing`: active, suspended or blocked. */
      state: z.enum([...STATES, "standing"]).optional(),
      creditor: idOf("creditor").optional(),
      account: idOf("account").optional(),
      mode: ModeShape.optional(),
    }),
    response: pageOf(OfficeMandateRow),
  }),
  readOfficeMandate: route({
    method: "GET",
    path: "/api/office/mandates/:mandate",
    who: "staff:reader",
    summary: "One mandate, with what happened to it",
    params: mandateParams,
    response: OfficeMandate,
  }),
  readOfficeMandateDocument: route({
    method: "GET",
    path: "/api/office/mandates/:mandate/document",
    who: "staff:reader",
    summary: "The sealed document, or the scan of the paper",
    params: mandateParams,
    query: Download,
    response: binary("application/pdf"),
  }),
  readMandateEvidence: route({
    method: "GET",
    path: "/api/office/mandates/:mandate/evidence",
    who: "staff:accountant",
    summary: "What proves the signatures of a mandate, as it is attached to the sealed files",
    params: mandateParams,
    response: z.object({ items: z.array(z.record(z.string(), z.unknown())) }),
  }),
  moveMandate: route({
    method: "POST",
    path: "/api/office/mandates/:mandate/state",
    who: "staff:accountant",
    summary: "Suspend, resume or revoke a mandate, and say why: the customer is told",
    params: mandateParams,
    body: z.object({ to: z.enum(["suspended", "active", "revoked"]), reason: line(300).min(1) }),
    response: OfficeMandate,
  }),
  sealMandate: route({
    method: "POST",
    path: "/api/office/mandates/:mandate/seal",
    who: "staff:accountant",
    summary: "Try again to seal a mandate whose code was right",
    params: mandateParams,
    response: OfficeMandate,
  }),
  typeMandate: route({
    method: "POST",
    path: "/api/office/accounts/:account/mandates",
    who: "staff:accountant",
    summary: "Type a mandate that was signed on paper; its scan comes next",
    params: accountParams,
    body: z.object({
      /** Its reference; empty for one of ours. */
      umr: line(35).default(""),
      iban: TypedIban.min(1),
      bic: TypedBic,
      holder: line(70).min(1),
      scheme: SchemeShape.default("CORE"),
      mode: ModeShape.default("automatic"),
      cents: Cents.min(1).nullable().default(null),
      signedOn: Day,
      /** Its last debit, when it was used before: the 36 months run from there, and its bank knows it. */
      lastCollectedOn: Day.nullable().default(null),
    }),
    response: OfficeMandate,
    idempotent: true,
  }),
  sendMandateScan: route({
    method: "PUT",
    path: "/api/office/mandates/:mandate/scan",
    who: "staff:accountant",
    summary: "Keep the scan of a mandate signed on paper (PDF, 10 MB at most)",
    params: mandateParams,
    body: binary("application/pdf"),
    limit: 11_000_000,
    response: OfficeMandate,
  }),
  readDebitSettings: route({
    method: "GET",
    path: "/api/office/creditors/:creditor/direct-debit",
    who: "staff:reader",
    summary: "What a creditor offers of direct debit",
    params: creditorParams,
    response: DebitSettingsShape,
  }),
  saveDebitSettings: route({
    method: "PUT",
    path: "/api/office/creditors/:creditor/direct-debit",
    who: "staff:manager",
    summary: "Change what a creditor offers of direct debit",
    params: creditorParams,
    body: SettingsIn,
    state: { of: "readDebitSettings" },
    response: DebitSettingsShape,
  }),
  listDebitCreditors: route({
    method: "GET",
    path: "/api/direct-debit-creditors",
    who: "user",
    summary: "The creditors that offer direct debit on line",
    response: z.object({ items: z.array(outsideId("creditor")) }),
  }),
};

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
