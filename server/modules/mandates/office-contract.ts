/** Routes of staff: mandates, those typed from a paper, and what a creditor offers. */
import { z } from "zod";
import { idOf } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import {
  DebitSettingsShape,
  Download,
  ModeShape,
  OfficeMandate,
  OfficeMandateRow,
  PaperTerms,
  SchemeShape,
  SettingsIn,
  TypedBic,
  TypedIban,
} from "./mandate-shapes.ts";
import { STATES } from "./rules.ts";

const accountParams = z.object({ account: idOf("account") });
const mandateParams = z.object({ mandate: idOf("mandate") });
const creditorParams = z.object({ creditor: idOf("creditor") });

export const officeRoutes = {
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
  readPaperTerms: route({
    method: "GET",
    path: "/api/office/accounts/:account/paper-terms",
    who: "staff:accountant",
    summary: "In which terms a mandate signed on paper may be typed: what is due, plans to the cent (MAN-3)",
    params: accountParams,
    query: z.object({ firstOn: Day.optional() }),
    response: PaperTerms,
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
      /** One-off: what is debited, and when; no day: as soon as its notice allows. */
      cents: Cents.min(1).max(99_999_999_999).nullable().default(null),
      wantedOn: Day.nullable().default(null),
      /** Automatic: over how many months the present balance is spread, 0 for none, and from which day. */
      months: z.int().min(0).max(12).default(0),
      firstOn: Day.nullable().default(null),
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
};
