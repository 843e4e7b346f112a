/** What staff hand over to the public treasury, and take back (ACT-6). */
import { z } from "zod";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Cents, Day, Instant, PageQuery, pageOf } from "../../platform/shapes.ts";

const OverdueEntry = z.object({
  entry: outsideId("entry"),
  account: z.object({ id: outsideId("account"), code: z.string(), label: z.string() }),
  label: z.string(),
  piece: z.string(),
  date: Day,
  dueOn: Day,
  daysLate: z.int(),
  openCents: Cents,
});
export const Handover = z.object({
  id: outsideId("handover"),
  creditor: z.object({ id: outsideId("creditor"), name: z.string() }),
  /** The rule, or null when entries were chosen one by one. */
  overdueDays: z.int().nullable(),
  entries: z.int(),
  cents: Cents,
  /** Entries of it that are at the treasury still, and what is open of them. */
  heldEntries: z.int(),
  heldCents: Cents,
  handedBy: z.string(),
  handedAt: Instant,
  undoneBy: z.string().nullable(),
  undoneAt: Instant.nullable(),
});
export type Handover = z.output<typeof Handover>;
const HandedEntry = OverdueEntry.omit({ daysLate: true }).extend({
  dueOn: Day.nullable(),
  handedCents: Cents,
  state: z.enum(["treasury", "settled", "taken_back"]),
});

const OverdueDays = z.coerce.number().int().min(0).max(3650);
const handoverParams = z.object({ handover: idOf("handover") });

export const handoverRoutes = {
  listOverdueEntries: route({
    method: "GET",
    path: "/api/office/creditors/:creditor/overdue-entries",
    who: "staff:reader",
    summary:
      "Bills of a creditor overdue by more than some days and held by nothing: what could be handed over",
    params: z.object({ creditor: idOf("creditor") }),
    query: PageQuery.extend({ overdueDays: OverdueDays.default(30) }),
    response: pageOf(OverdueEntry).extend({ totals: z.object({ count: z.int(), cents: Cents }) }),
  }),
  listHandovers: route({
    method: "GET",
    path: "/api/office/handovers",
    who: "staff:reader",
    summary: "Hand-overs to the public treasury, newest first",
    query: PageQuery,
    response: pageOf(Handover).extend({ open: z.boolean() }),
  }),
  listHandedEntries: route({
    method: "GET",
    path: "/api/office/handovers/:handover/entries",
    who: "staff:reader",
    summary: "The bills of a hand-over, and where each stands",
    params: handoverParams,
    query: PageQuery,
    response: pageOf(HandedEntry).extend({ handover: Handover }),
  }),
  handOver: route({
    method: "POST",
    path: "/api/office/handovers",
    who: "staff:accountant",
    summary:
      "Hand overdue bills to the public treasury: those chosen, or all that are overdue by more than some days",
    body: z.strictObject({
      creditor: idOf("creditor"),
      overdueDays: z.int().min(0).max(3650),
      /** Left out: every bill of the rule, 5,000 at most. */
      entries: z.array(idOf("entry")).min(1).max(500).optional(),
    }),
    response: Handover.extend({
      /** Bills that were asked for and are not handed over: paid, held or not overdue meanwhile. */
      left: z.int(),
      /** There are more of the rule. */
      more: z.boolean(),
    }),
    idempotent: true,
  }),
  undoHandover: route({
    method: "POST",
    path: "/api/office/handovers/:handover/undo",
    who: "staff:accountant",
    summary: "Take bills back from the treasury: some, or all of a hand-over",
    params: handoverParams,
    body: z.strictObject({ entries: z.array(idOf("entry")).min(1).max(500).optional() }),
    response: Handover,
  }),
};
