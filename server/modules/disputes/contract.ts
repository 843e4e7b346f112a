import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { UPLOAD_TYPES } from "../../platform/uploads.ts";
import {
  Category,
  Dispute,
  DisputeFile,
  DisputeRow,
  Draft,
  OfficeDispute,
  OfficeDisputeRow,
  Outcome,
} from "./dispute-shapes.ts";

export type {
  Category,
  Dispute,
  DisputeFile,
  DisputeRow,
  Draft,
  OfficeDispute,
  OfficeDisputeRow,
  Step,
} from "./dispute-shapes.ts";

/** What the office decides; only the customer withdraws. */
const Decision = Outcome.exclude(["withdrawn"]);
/** Plain text of several lines. */
const Text = z
  .string()
  .trim()
  .max(4000)
  // oxlint-disable-next-line no-control-regex
  .refine((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text), "must be plain text");

const accountParams = z.object({ account: idOf("account") });
const disputeParams = z.object({ dispute: idOf("dispute") });
const fileParams = disputeParams.extend({ file: idOf("dispute_file") });
const FileIds = z.array(idOf("dispute_file")).max(10).default([]);
const Written = z.object({ text: Text.min(1), files: FileIds });
const Download = z.object({ download: z.enum(["yes", "no"]).default("yes") });
const Bounds = { from: Day.optional(), to: Day.optional() };
const LabelIn = z.object({ fr: line(80).min(1), en: line(80).default("") });
const subtypeIn = z.object({ id: idOf("dispute_category").nullable().default(null), label: LabelIn });

export const contract = {
  draftDispute: route({
    method: "GET",
    path: "/api/accounts/:account/dispute-draft",
    who: "user",
    option: "disputes",
    summary: "What can be contested of some entries, and in which terms (DIS-1)",
    params: accountParams,
    query: z.object({
      entries: z
        .string()
        .max(4000)
        .transform((ids) => ids.split(","))
        .pipe(z.array(idOf("entry")).min(1).max(100)),
    }),
    response: Draft,
  }),
  uploadDisputeFile: route({
    method: "POST",
    path: "/api/dispute-files",
    who: "user",
    option: "disputes",
    summary: "Send a file, to be named by what is written next (PDF, PNG, JPEG or WebP; 10 MB at most)",
    query: z.object({ name: line(255).min(1) }),
    body: binary("application/octet-stream"),
    limit: 11_000_000,
    response: DisputeFile,
  }),
  openDispute: route({
    method: "POST",
    path: "/api/accounts/:account/disputes",
    who: "user",
    option: "disputes",
    summary:
      "Contest entries, wholly or in part: what is contested is held, the rest stays payable (DIS-1, DIS-2)",
    params: accountParams,
    body: z.object({
      entries: z
        .array(z.object({ entry: idOf("entry"), cents: Cents.min(1) }))
        .min(1)
        .max(100),
      category: idOf("dispute_category"),
      subtype: idOf("dispute_category").nullable().default(null),
      text: Text.min(1),
      files: FileIds,
    }),
    response: Dispute,
    idempotent: true,
  }),
  listDisputes: route({
    method: "GET",
    path: "/api/disputes",
    who: "user",
    option: "disputes",
    summary: "The disputes of the parties for whom the user acts, newest first (DIS-3)",
    query: PageQuery.extend({
      ...Bounds,
      state: z.enum(["open", "resolved"]).optional(),
      account: idOf("account").optional(),
      creditor: idOf("creditor").optional(),
    }),
    response: pageOf(DisputeRow),
  }),
  readDispute: route({
    method: "GET",
    path: "/api/disputes/:dispute",
    who: "user",
    option: "disputes",
    summary: "One dispute: pieces, and what was said and done",
    params: disputeParams,
    response: Dispute,
  }),
  writeToDispute: route({
    method: "POST",
    path: "/api/disputes/:dispute/messages",
    who: "user",
    option: "disputes",
    summary: "Add to one's dispute",
    params: disputeParams,
    body: Written,
    response: Dispute,
    idempotent: true,
  }),
  withdrawDispute: route({
    method: "POST",
    path: "/api/disputes/:dispute/withdraw",
    who: "user",
    option: "disputes",
    summary: "Give one's dispute up: what was contested can be paid again",
    params: disputeParams,
    response: Dispute,
  }),
  readDisputeFile: route({
    method: "GET",
    path: "/api/disputes/:dispute/files/:file",
    who: "user",
    option: "disputes",
    summary: "A file of a dispute",
    params: fileParams,
    query: Download,
    response: binary(...UPLOAD_TYPES),
  }),
  listOfficeDisputes: route({
    method: "GET",
    path: "/api/office/disputes",
    who: "staff:reader",
    summary: "Disputes: those that wait for us first, the longest wait before (DIS-4)",
    query: PageQuery.extend({
      ...Bounds,
      search: line(120).optional(),
      /** `active`: not resolved; `waiting`: for us; `held`: resolved, and the books still to say so. */
      state: z.enum(["active", "waiting", "answered", "resolved", "held"]).optional(),
      creditor: idOf("creditor").optional(),
      category: idOf("dispute_category").optional(),
      assigned: z.enum(["me", "nobody"]).or(idOf("user")).optional(),
      late: z.enum(["yes"]).optional(),
      account: idOf("account").optional(),
    }),
    response: pageOf(OfficeDisputeRow),
  }),
  readOfficeDispute: route({
    method: "GET",
    path: "/api/office/disputes/:dispute",
    who: "staff:reader",
    summary: "One dispute with its internal notes",
    params: disputeParams,
    response: OfficeDispute,
  }),
  answerDispute: route({
    method: "POST",
    path: "/api/office/disputes/:dispute/messages",
    who: "staff:accountant",
    summary: "Answer the customer",
    params: disputeParams,
    body: Written,
    response: OfficeDispute,
    idempotent: true,
  }),
  noteDispute: route({
    method: "POST",
    path: "/api/office/disputes/:dispute/notes",
    who: "staff:accountant",
    summary: "Write a note that the customer never sees",
    params: disputeParams,
    body: Written,
    response: OfficeDispute,
    idempotent: true,
  }),
  assignDispute: route({
    method: "PUT",
    path: "/api/office/disputes/:dispute/assignee",
    who: "staff:accountant",
    summary: "Give it to a member of staff, or to nobody",
    params: disputeParams,
    body: z.object({ user: idOf("user").nullable() }),
    response: OfficeDispute,
  }),
  resolveDispute: route({
    method: "POST",
    path: "/api/office/disputes/:dispute/resolve",
    who: "staff:accountant",
    summary:
      "Decide: credit note expected, accepted (both hold until the books say so) or rejected (to be paid again)",
    params: disputeParams,
    body: z.object({ outcome: Decision, text: Text.default("") }),
    response: OfficeDispute,
  }),
  reopenDispute: route({
    method: "POST",
    path: "/api/office/disputes/:dispute/reopen",
    who: "staff:accountant",
    summary: "Open it again: what is still due of what was contested is held again",
    params: disputeParams,
    body: z.object({ text: Text.default("") }),
    response: OfficeDispute,
  }),
  releaseDispute: route({
    method: "POST",
    path: "/api/office/disputes/:dispute/release",
    who: "staff:accountant",
    summary: "The books say what was decided (the credit note has come): nothing is held any more",
    params: disputeParams,
    response: OfficeDispute,
  }),
  listDisputeAssignees: route({
    method: "GET",
    path: "/api/office/dispute-assignees",
    who: "staff:reader",
    summary: "Members of staff to whom a dispute can be given",
    query: z.object({ dispute: idOf("dispute").optional() }),
    response: z.object({ items: z.array(z.object({ id: outsideId("user"), name: z.string() })) }),
  }),
  readOfficeDisputeFile: route({
    method: "GET",
    path: "/api/office/disputes/:dispute/files/:file",
    who: "staff:reader",
    summary: "A file of a dispute, internal ones too",
    params: fileParams,
    query: Download,
    response: binary(...UPLOAD_TYPES),
  }),
  listDisputeCategories: route({
    method: "GET",
    path: "/api/office/dispute-categories",
    who: "staff:reader",
    summary: "The categories and sub-types that are offered",
    response: z.object({ items: z.array(Category) }),
  }),
  saveDisputeCategories: route({
    method: "PUT",
    path: "/api/office/dispute-categories",
    who: "staff:manager",
    summary:
      "Replace the categories and sub-types; one left out is no longer offered, and stays on the disputes that have it",
    body: z.object({
      items: z
        .array(subtypeIn.extend({ subtypes: z.array(subtypeIn).max(30).default([]) }))
        .min(1)
        .max(30),
    }),
    state: { of: "listDisputeCategories" },
    response: z.object({ items: z.array(Category) }),
  }),
};

export const refusals = {
  "dispute.entry_not_contestable": {
    status: 409,
    fr: "« {label} » ne peut pas être contestée à cette hauteur maintenant.",
    en: "“{label}” cannot be contested for that amount now.",
  },
  "dispute.category_unknown": {
    status: 422,
    fr: "Choisissez une catégorie, puis un motif de cette catégorie.",
    en: "Choose a category, then a reason of that category.",
  },
  "dispute.not_active": {
    status: 409,
    fr: "Ce litige est clos : il ne peut plus être complété.",
    en: "This dispute is closed: nothing can be added to it.",
  },
  "dispute.not_resolved": {
    status: 409,
    fr: "Ce litige n’est pas clos.",
    en: "This dispute is not closed.",
  },
  "dispute.nothing_left": {
    status: 409,
    fr: "Il n’y a plus rien à payer de ce qui était contesté : le litige ne peut pas être rouvert.",
    en: "Nothing is left to pay of what was contested: the dispute cannot be opened again.",
  },
  "dispute.reason_needed": {
    status: 422,
    fr: "Dites au client pourquoi sa contestation est rejetée.",
    en: "Tell the customer why the dispute is rejected.",
  },
  "dispute.nothing_held": {
    status: 409,
    fr: "Rien n’est plus en attente pour ce litige.",
    en: "Nothing is held for this dispute any more.",
  },
  "dispute.assignee_unknown": {
    status: 422,
    fr: "Cette personne ne peut pas traiter ce litige.",
    en: "This person cannot deal with this dispute.",
  },
  "dispute.file_unknown": {
    status: 422,
    fr: "Un fichier joint n’est plus là. Joignez-le de nouveau.",
    en: "An attached file is no longer there. Attach it again.",
  },
  "dispute.file_type": {
    status: 422,
    fr: "Ce fichier n’est pas un PDF ni une image (PNG, JPEG, WebP).",
    en: "This file is not a PDF nor a picture (PNG, JPEG, WebP).",
  },
} satisfies Refusals;
