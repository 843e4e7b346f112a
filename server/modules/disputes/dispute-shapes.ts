/** What disputes look like outside: shapes of the contract. */
import { z } from "zod";
import { outsideId } from "../../platform/ids.ts";
import { Cents, Day, Instant } from "../../platform/shapes.ts";
import { UPLOAD_TYPES } from "../../platform/uploads.ts";

const DisputeState = z.enum(["open", "answered", "resolved"]);
export const Outcome = z.enum(["credit_note_expected", "accepted", "rejected", "withdrawn"]);
const Label = z.object({ fr: z.string(), en: z.string() });
const Named = z.object({ id: z.string(), name: z.string() });
const SubType = z.object({ id: outsideId("dispute_category"), label: Label });
export const Category = SubType.extend({ subtypes: z.array(SubType) });
export type Category = z.output<typeof Category>;

export const DisputeFile = z.object({
  id: outsideId("dispute_file"),
  name: z.string(),
  mediaType: z.enum(UPLOAD_TYPES),
  bytes: z.int(),
});
export type DisputeFile = z.output<typeof DisputeFile>;

/** What can be contested of the entries that were ticked (DIS-1). */
export const Draft = z.object({
  account: outsideId("account"),
  accountLabel: z.string(),
  creditor: Named,
  pieces: z.array(
    z.object({
      entry: outsideId("entry"),
      date: Day,
      dueOn: Day.nullable(),
      label: z.string(),
      piece: z.string(),
      amountCents: Cents,
      /** What of it can be contested now. */
      freeCents: Cents,
    }),
  ),
  /** Ticked, but nothing of it can be contested. */
  left: z.array(
    z.object({
      entry: outsideId("entry"),
      label: z.string(),
      reason: z.enum(["settled", "paying", "disputed", "held", "credit"]),
    }),
  ),
  totalCents: Cents,
  categories: z.array(Category),
  limits: z.object({ fileBytes: z.int(), files: z.int(), mediaTypes: z.array(z.string()) }),
  /** Days within which the organization answers. */
  answerDays: z.int(),
  can: z.object({ open: z.boolean() }),
});
export type Draft = z.output<typeof Draft>;

export const DisputeRow = z.object({
  id: outsideId("dispute"),
  reference: z.string(),
  creditor: Named,
  account: Named,
  category: Label,
  subtype: Label.nullable(),
  state: DisputeState,
  outcome: Outcome.nullable(),
  totalCents: Cents,
  pieces: z.int(),
  openedOn: Day,
  openedAt: Instant,
  resolvedAt: Instant.nullable(),
  /** The contested part is not asked for now. */
  holding: z.boolean(),
});
export type DisputeRow = z.output<typeof DisputeRow>;

export const Step = z.object({
  id: z.string(),
  at: Instant,
  kind: z.enum(["opened", "message", "note", "assigned", "resolved", "reopened", "released", "withdrawn"]),
  side: z.enum(["customer", "staff", "system"]),
  author: z.string(),
  mine: z.boolean(),
  internal: z.boolean(),
  text: z.string(),
  outcome: Outcome.nullable(),
  assignee: z.string().nullable(),
  files: z.array(DisputeFile),
});
export type Step = z.output<typeof Step>;

export const Dispute = DisputeRow.omit({ pieces: true }).extend({
  pieces: z.array(
    z.object({
      entry: outsideId("entry"),
      invoice: outsideId("invoice").nullable(),
      date: Day,
      dueOn: Day.nullable(),
      label: z.string(),
      piece: z.string(),
      /** Amount of the entry, what was open of it when it was contested, what is contested, what is open today. */
      amountCents: Cents,
      wasOpenCents: Cents,
      cents: Cents,
      openCents: Cents,
    }),
  ),
  steps: z.array(Step),
  limits: z.object({ fileBytes: z.int(), files: z.int(), mediaTypes: z.array(z.string()) }),
  can: z.object({ write: z.boolean(), withdraw: z.boolean() }),
});
export type Dispute = z.output<typeof Dispute>;

const OfficeFields = {
  party: Named,
  assignee: z.object({ id: outsideId("user"), name: z.string() }).nullable(),
  /** Since when the customer waits for us, and when the delay of the organization is over. */
  waitingSince: Instant.nullable(),
  answerBy: Day.nullable(),
  late: z.boolean(),
};
export const OfficeDisputeRow = DisputeRow.extend(OfficeFields);
export type OfficeDisputeRow = z.output<typeof OfficeDisputeRow>;
export const OfficeDispute = Dispute.omit({ can: true }).extend({
  ...OfficeFields,
  openedBy: z.object({ user: outsideId("user"), name: z.string(), email: z.string().nullable() }),
  can: z.object({
    answer: z.boolean(),
    assign: z.boolean(),
    resolve: z.boolean(),
    reopen: z.boolean(),
    release: z.boolean(),
  }),
});
export type OfficeDispute = z.output<typeof OfficeDispute>;
