/** Routes of customers: what can be signed, preparing, signing, and what was signed (MAN-1 to MAN-6). */
import { z } from "zod";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import {
  account,
  ChannelShape,
  codeTarget,
  Download,
  IbanReading,
  Mandate,
  MandateRow,
  ModeShape,
  Offer,
  TypedBic,
  TypedIban,
} from "./mandate-shapes.ts";

const accountParams = z.object({ account: idOf("account") });
const mandateParams = z.object({ mandate: idOf("mandate") });

export const mandateRoutes = {
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
      /** One-off: the day on which it is debited; null: as soon as its notice allows. */
      wantedOn: Day.nullable().default(null),
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
  listDebitCreditors: route({
    method: "GET",
    path: "/api/direct-debit-creditors",
    who: "user",
    summary: "The creditors that offer direct debit on line",
    response: z.object({ items: z.array(outsideId("creditor")) }),
  }),
};
