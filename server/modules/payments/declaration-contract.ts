/** Bills declared paid by other means (ACT-6): routes and shapes. */
import { z } from "zod";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Cents, Day, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

const DeclarationMeans = z.enum(["transfer", "cheque", "cash", "card", "direct_debit", "other"]);
const DeclarationState = z.enum(["declared", "withdrawn", "accepted", "refused"]);

/** Several lines of plain text, without control characters. */
const comment = z
  .string()
  .trim()
  .max(1000)
  // oxlint-disable-next-line no-control-regex
  .refine((text) => !/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text), "must be plain text");

export const Declaration = z.object({
  id: outsideId("declaration"),
  state: DeclarationState,
  entry: outsideId("entry"),
  account: outsideId("account"),
  creditor: z.object({ id: outsideId("creditor"), name: z.string() }),
  label: z.string(),
  piece: z.string(),
  dueOn: Day.nullable(),
  cents: Cents,
  paidOn: Day,
  means: DeclarationMeans,
  reference: z.string(),
  comment: z.string(),
  /** What staff answered. */
  answer: z.string(),
  declaredAt: Instant,
  closedAt: Instant.nullable(),
  can: z.object({ withdraw: z.boolean() }),
});
export type Declaration = z.output<typeof Declaration>;

const DeclarationRecord = Declaration.extend({
  user: z.object({ id: outsideId("user"), name: z.string() }),
  accountLabel: z.string(),
  /** What is open of the entry now: zero when the books have settled it since. */
  openCents: Cents,
  decidedBy: z.string().nullable(),
  can: z.object({ withdraw: z.boolean(), accept: z.boolean(), refuse: z.boolean() }),
});
export type DeclarationRecord = z.output<typeof DeclarationRecord>;

const entryParams = z.object({ entry: idOf("entry") });
const declarationParams = z.object({ declaration: idOf("declaration") });

export const declarationRoutes = {
  declarePaid: route({
    method: "POST",
    path: "/api/entries/:entry/declaration",
    who: "user",
    option: "declarePaid",
    summary:
      "Declare that a bill was paid by other means: it is neither paid here nor dunned until staff answer",
    params: entryParams,
    body: z.object({
      paidOn: Day,
      means: DeclarationMeans,
      reference: line(80).default(""),
      comment: comment.default(""),
    }),
    response: Declaration,
    idempotent: true,
  }),
  listDeclarations: route({
    method: "GET",
    path: "/api/declarations",
    who: "user",
    summary: "What one declared paid, newest first",
    query: PageQuery,
    response: pageOf(Declaration),
  }),
  withdrawDeclaration: route({
    method: "POST",
    path: "/api/declarations/:declaration/withdraw",
    who: "user",
    summary: "Take back a declaration that staff have not answered: the bill can be paid again",
    params: declarationParams,
    response: Declaration,
  }),
  listOfficeDeclarations: route({
    method: "GET",
    path: "/api/office/declarations",
    who: "staff:reader",
    summary: "Declarations: those that wait, oldest first; others newest first",
    query: PageQuery.extend({ state: DeclarationState.optional(), creditor: idOf("creditor").optional() }),
    response: pageOf(DeclarationRecord),
  }),
  readOfficeDeclaration: route({
    method: "GET",
    path: "/api/office/declarations/:declaration",
    who: "staff:reader",
    summary: "One declaration",
    params: declarationParams,
    response: DeclarationRecord,
  }),
  decideDeclaration: route({
    method: "POST",
    path: "/api/office/declarations/:declaration/decision",
    who: "staff:accountant",
    summary: "Confirm that the money came, or refuse: refused, the bill can be paid again",
    params: declarationParams,
    body: z.object({ accept: z.boolean(), answer: comment.max(500).default("") }),
    response: DeclarationRecord,
  }),
};
