import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Cents, Cursor, Day, Instant, Limit, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { handoverRoutes } from "./handover-contract.ts";
import { TransferDetails } from "./transfer-details.ts";
import { verificationRoutes } from "./verification-contract.ts";
import { Publication, withdrawalRoutes } from "./withdrawal-contract.ts";

const AccountKind = z.enum(["customer", "owner", "tenant", "co_owner", "supplier"]);

/** A space is an account that the user may read (ACC-7, ACT-1). */
export const Space = z.object({
  account: outsideId("account"),
  code: z.string(),
  label: z.string(),
  kind: AccountKind,
  party: z.object({ id: outsideId("party"), name: z.string() }),
  creditor: z.object({ id: outsideId("creditor"), name: z.string() }),
  balanceCents: Cents,
  publishedAt: Instant.nullable(),
});
export type Space = z.output<typeof Space>;

/** What stands above a statement: one sentence, and small figures under it. */
export const AccountSummary = Space.extend({
  /** Open debits that are due or will be, less what is being paid or disputed. */
  toPayCents: Cents,
  /** The part of it whose due date has passed. */
  overdueCents: Cents,
  nextDueOn: Day.nullable(),
  /** Reserved by an open attempt. */
  payingCents: Cents,
  /** Announced to be taken by direct debit, and the next day on which some is. */
  collectingCents: Cents,
  nextCollectOn: Day.nullable(),
  disputedCents: Cents,
  /** Declared paid by other means, until staff confirm (ACT-6). */
  declaredCents: Cents,
  /** Handed to the public treasury: no longer payable here (ACT-6). */
  treasuryCents: Cents,
  treasuryEntries: z.int(),
  /** Credits not yet used. */
  creditCents: Cents,
  /** Recorded here, not yet published by the accounting software (ACT-9). */
  pendingCents: Cents,
  openEntries: z.int(),
  earliestSearchable: Day,
  today: Day,
  /** Read as bills: unpaid, paid, at the treasury (ACT-6). */
  municipal: z.boolean(),
  /** Nothing can be paid for a while, with the service's own words (ACT-6). */
  suspension: z.object({ until: Day.nullable(), fr: z.string(), en: z.string() }).nullable(),
  /** Where to pay by transfer, when the organization shows it (ACT-8). */
  bank: z.object({ holder: z.string(), iban: z.string() }).nullable(),
  /** `owner`: the account of a tenant, read by the owner of the lot (ACT-7). */
  readAs: z.enum(["holder", "owner"]),
  publication: Publication.nullable().meta({
    description: "What customers may read of it: told to the office (OFF-8)",
  }),
  can: z.object({ pay: z.boolean(), dispute: z.boolean() }),
});
export type AccountSummary = z.output<typeof AccountSummary>;

const EntryState = z.enum([
  "settled",
  "unpaid",
  "overdue",
  "paying",
  "collecting",
  "disputed",
  "declared",
  "in_recovery",
  "treasury",
  "credit_available",
]);
export const Entry = z.object({
  id: outsideId("entry"),
  date: Day,
  dueOn: Day.nullable(),
  label: z.string(),
  piece: z.string(),
  journal: z.string(),
  debitCents: Cents,
  creditCents: Cents,
  /** What can be paid (positive) or used (negative, a credit) of it now; zero when held or settled. */
  toPayCents: Cents,
  /** What is not settled, held or not. */
  openCents: Cents,
  /** The part of it that is contested (DIS-2), and the dispute, which a module below tells of. */
  disputedCents: Cents,
  dispute: outsideId("dispute").nullable(),
  state: EntryState,
  lettering: z
    .object({ id: outsideId("lettering").nullable(), code: z.string(), provisional: z.boolean() })
    .nullable(),
  /** Since when it is handed to the public treasury. */
  treasuryOn: Day.nullable(),
  /** The day on which a direct debit that is announced takes the money (PAY-5). */
  collectOn: Day.nullable(),
  /** That debit, which a module below tells of. */
  collection: outsideId("collection").nullable(),
  /** This line stands for so many treasury entries of its day (ACT-8). */
  grouped: z.int().nullable(),
  invoice: outsideId("invoice").nullable(),
  /** Recorded here and not yet published by the accounting software. */
  pending: z.boolean(),
  payment: outsideId("payment").nullable(),
  /** Present in the ledger reading: the balance after this entry. */
  runningCents: Cents.nullable(),
});
export type Entry = z.output<typeof Entry>;

/**
 * Readings of an account: `due` = open entries, oldest due first; `all` = everything in the bounds, newest first;
 * `ledger` = everything in the bounds, oldest first, with running balance, opening and closing.
 */
const StatementQuery = z.object({
  reading: z.enum(["due", "all", "ledger"]).default("due"),
  from: Day.optional(),
  to: Day.optional(),
  settled: z.enum(["yes", "no"]).optional(),
  piece: line(60).optional(),
  /** Handed to the public treasury: those only, or all others (ACT-6). */
  treasury: z.enum(["yes", "no"]).optional(),
});
export const Statement = z.object({
  items: z.array(Entry),
  next: z.string().nullable(),
  /** Ledger reading: balance before the first entry of the bounds, and after the last. */
  openingCents: Cents.nullable(),
  closingCents: Cents.nullable(),
  /** Totals over the whole reading, not the page. */
  totals: z.object({ count: z.int(), debitCents: Cents, creditCents: Cents, toPayCents: Cents }),
});
export type Statement = z.output<typeof Statement>;

const LetteringGroup = z.object({
  id: outsideId("lettering"),
  code: z.string(),
  provisional: z.boolean(),
  createdAt: Instant,
  parts: z.array(
    z.object({
      entry: outsideId("entry"),
      date: Day,
      label: z.string(),
      piece: z.string(),
      entryCents: Cents,
      cents: Cents,
    }),
  ),
});

export const InvoiceDetail = z.object({
  id: outsideId("invoice"),
  number: z.string(),
  kind: z.enum(["invoice", "credit_note"]),
  subject: z.string(),
  issuedOn: Day,
  dueOn: Day.nullable(),
  netCents: Cents,
  vatCents: Cents,
  totalCents: Cents,
  openCents: Cents,
  lines: z.array(
    z.object({
      designation: z.string(),
      quantity: z.number(),
      unitCents: Cents,
      netCents: Cents,
      vatRate: z.number(),
    }),
  ),
  vat: z.array(z.object({ rate: z.number(), netCents: Cents, vatCents: Cents })),
  /** Where the lines come from: the publication, else the XML in the PDF (Factur-X). */
  linesFrom: z.enum(["published", "facturx"]).nullable(),
  /** What the PDF says of itself; null when it is no Factur-X. */
  facturx: z
    .object({
      profile: z.enum(["MINIMUM", "BASIC WL", "BASIC", "EN 16931", "EXTENDED", "XRECHNUNG", "unknown"]),
      /** The XML can be downloaded. */
      xml: z.boolean(),
      /** Seen by staff only: where the PDF and the publication do not say the same. */
      differences: z.array(
        z.object({
          field: z.enum(["number", "issuedOn", "dueOn", "netCents", "vatCents", "totalCents", "iban"]),
          published: z.string(),
          pdf: z.string(),
        }),
      ),
    })
    .nullable(),
  /** `published`: the accounting software's own PDF; `duplicate`: made by Quitus from the account. */
  pdf: z.enum(["published", "duplicate"]),
  entries: z.array(Entry),
  settledBy: z.array(
    z.object({ date: Day, label: z.string(), cents: Cents, payment: outsideId("payment").nullable() }),
  ),
  /** How to pay what is left of it by transfer (PAY-9); null when there is nothing to pay, or not that way. */
  transfer: TransferDetails.nullable(),
});
export type InvoiceDetail = z.output<typeof InvoiceDetail>;

const accountParams = z.object({ account: idOf("account") });

export const contract = {
  ...handoverRoutes,
  ...withdrawalRoutes,
  ...verificationRoutes,
  listSpaces: route({
    method: "GET",
    path: "/api/spaces",
    who: "user",
    summary: "The accounts that the user may read, by creditor then label",
    query: PageQuery.extend({ search: line(120).optional(), creditor: idOf("creditor").optional() }),
    response: pageOf(Space).extend({
      creditors: z.array(z.object({ id: outsideId("creditor"), name: z.string(), accounts: z.int() })),
    }),
  }),
  listTenantSpaces: route({
    method: "GET",
    path: "/api/tenant-spaces",
    who: "user",
    summary:
      "The accounts of the tenants of the lots that the user owns, if the organization shows them (ACT-7)",
    query: PageQuery.extend({ search: line(120).optional() }),
    response: pageOf(Space.extend({ lots: z.array(z.string()) })),
  }),
  readAccount: route({
    method: "GET",
    path: "/api/accounts/:account",
    who: "user",
    summary: "What an account owes now, in figures",
    params: accountParams,
    response: AccountSummary,
  }),
  readStatement: route({
    method: "GET",
    path: "/api/accounts/:account/entries",
    who: "user",
    summary: "The entries of an account, in one of three readings (ACT-2, ACT-3)",
    params: accountParams,
    query: StatementQuery.extend({ cursor: Cursor.optional(), limit: Limit.default(100) }),
    response: Statement,
  }),
  exportStatement: route({
    method: "GET",
    path: "/api/accounts/:account/extract",
    who: "user",
    summary: "What is seen, as PDF, XLSX or CSV (ACT-10)",
    params: accountParams,
    query: StatementQuery.extend({
      format: z.enum(["pdf", "xlsx", "csv"]),
      language: z.enum(["fr", "en"]).default("fr"),
    }),
    response: binary(
      "application/pdf",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "text/csv",
    ),
  }),
  readLettering: route({
    method: "GET",
    path: "/api/accounts/:account/letterings/:lettering",
    who: "user",
    summary: "The debits and credits that a lettering brings together (ACT-4)",
    params: accountParams.extend({ lettering: idOf("lettering") }),
    response: LetteringGroup,
  }),
  readInvoice: route({
    method: "GET",
    path: "/api/accounts/:account/invoices/:invoice",
    who: "user",
    summary: "An invoice or credit note in detail (ACT-5)",
    params: accountParams.extend({ invoice: idOf("invoice") }),
    response: InvoiceDetail,
  }),
  readInvoicePdf: route({
    method: "GET",
    path: "/api/accounts/:account/invoices/:invoice/pdf",
    who: "user",
    summary: "Its PDF: published, or a duplicate made from the account",
    params: accountParams.extend({ invoice: idOf("invoice") }),
    query: z.object({
      download: z.enum(["yes", "no"]).default("no"),
      language: z.enum(["fr", "en"]).default("fr"),
    }),
    response: binary("application/pdf"),
  }),
  readInvoiceXml: route({
    method: "GET",
    path: "/api/accounts/:account/invoices/:invoice/facturx",
    who: "user",
    summary: "The XML that its published PDF carries (Factur-X)",
    params: accountParams.extend({ invoice: idOf("invoice") }),
    response: binary("application/xml"),
  }),
  listAccounts: route({
    method: "GET",
    path: "/api/office/accounts",
    who: "staff:reader",
    summary: "Accounts by label or by balance; of a party, or searched by label, code or party",
    query: PageQuery.extend({
      search: line(120).optional(),
      creditor: idOf("creditor").optional(),
      party: idOf("party").optional(),
      balance: z.enum(["debit", "credit", "zero"]).optional(),
      publication: Publication.optional(),
      sort: z.enum(["label", "balance"]).default("label"),
    }),
    response: pageOf(Space.extend({ publication: Publication })).extend({
      totals: z.object({ count: z.int(), balanceCents: Cents }),
    }),
  }),
};

export const refusals = {
  "entries.bounds_invalid": {
    status: 422,
    fr: "La date de fin précède la date de début.",
    en: "The end date is before the start date.",
  },
  "entries.too_old": {
    status: 422,
    fr: "La recherche ne remonte pas avant le {earliest}.",
    en: "Searches go back no further than {earliest}.",
  },
  "payments.suspended": {
    status: 409,
    fr: "Le règlement en ligne est suspendu. {fr}",
    en: "Paying on line is suspended. {en}",
  },
  "handover.not_open": {
    status: 409,
    fr: "Cet organisme ne remet pas ses factures à une trésorerie : l’option se règle dans ses réglages.",
    en: "This organization hands no bills to a public treasury: it is an option of its settings.",
  },
  "handover.nothing": {
    status: 409,
    fr: "Aucune de ces factures ne peut être remise : elles sont réglées, retenues ou pas encore échues.",
    en: "None of these bills can be handed over: they are paid, held or not overdue yet.",
  },
} satisfies Refusals;
