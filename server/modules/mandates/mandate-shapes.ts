/** What mandates look like outside: shapes of the contract. IBANs are masked in every answer. */
import { z } from "zod";
import { idOf, outsideId } from "../../platform/ids.ts";
import { Cents, Day, Email, Instant, line } from "../../platform/shapes.ts";
import { STATES } from "./rules.ts";

export const ModeShape = z.enum(["one_off", "automatic"]);
export const SchemeShape = z.enum(["CORE", "B2B"]);
export const ChannelShape = z.enum(["email", "sms"]);
/** The SHA-256 of what it holds. */
const DocumentId = z.string().regex(/^[0-9a-f]{64}$/);
export const Download = z.object({
  download: z.enum(["yes", "no"]).default("yes"),
  /** One of the documents that the mandate lists; the one in force without. */
  document: DocumentId.optional(),
});
/** As it is typed: blanks and case do not matter; read again by the server. */
export const TypedIban = line(60);
export const TypedBic = line(15).default("");
/** Where the code goes: the address or phone of one's access when nothing is typed. */
export const codeTarget = {
  channel: ChannelShape,
  email: Email.or(z.literal("")).default(""),
  phone: line(30).default(""),
};
/** One IBAN: typed, or that of a former mandate. */
export const account = {
  iban: TypedIban.default(""),
  remembered: idOf("mandate").nullable().default(null),
  bic: TypedBic,
};

const Named = z.object({ id: z.string(), name: z.string() });

const Instalment = z.object({ rank: z.int(), dueOn: Day, cents: Cents });

const Plans = z.array(z.object({ months: z.int(), instalments: z.array(Instalment) }));
const WantedDays = z.object({ first: Day, last: Day });
/** How the code may reach who signs. */
const codeWays = {
  channels: z.array(ChannelShape),
  email: z.string().nullable(),
  /** The phone that the user proved to be his, most of it hidden. */
  phone: z.string().nullable(),
};

/** What an account may be debited of, and in which terms (MAN-1 to MAN-4). */
export const Offer = z.object({
  account: Named.extend({ code: z.string() }),
  creditor: Named.extend({ legalName: z.string(), address: z.array(z.string()), ics: z.string() }),
  /** Why no mandate can be signed now; null when it can. */
  why: z.enum(["not_offered", "incomplete", "not_signer", "viewing"]).nullable(),
  /** What is to be paid on the account today, credits deducted: the amount proposed. */
  dueCents: Cents,
  /** Payments are suspended, with the message of the organization: nothing is debited once meanwhile (ACT-6). */
  suspended: z.object({ until: Day.nullable(), fr: z.string(), en: z.string() }).nullable(),
  holder: z.object({ name: z.string(), address: z.array(z.string()) }),
  ...codeWays,
  remembered: z.array(
    z.object({ mandate: outsideId("mandate"), maskedIban: z.string(), bank: z.string().nullable() }),
  ),
  automaticOffered: z.boolean(),
  /** The mandate that already debits this account by itself. */
  automatic: outsideId("mandate").nullable(),
  /** What may be signed now. */
  can: z.object({ once: z.boolean(), automatic: z.boolean() }),
  plans: Plans,
  /** Between which days that of a one-off may be chosen. */
  wantedDays: WantedDays,
  preNotificationDays: z.int(),
});
export type Offer = z.output<typeof Offer>;

/** The terms that a mandate signed on paper may have here. */
export const PaperTerms = z.object({
  dueCents: Cents,
  /** The mandate that already debits this account by itself. */
  automatic: outsideId("mandate").nullable(),
  /** From the first day that was asked for, else the first that is possible. */
  plans: Plans,
  wantedDays: WantedDays,
});
export type PaperTerms = z.output<typeof PaperTerms>;

export const IbanReading = z.object({
  ok: z.boolean(),
  /** Why not: what the screen says of it. */
  problem: z.enum(["empty", "country", "not_sepa", "length", "shape", "checksum", "national_key"]).nullable(),
  bank: z.string().nullable(),
  /** The BIC when it can be known. */
  bic: z.string().nullable(),
  /** Whether the BIC that was typed fits. */
  bicOk: z.boolean(),
});
export type IbanReading = z.output<typeof IbanReading>;

export const MandateRow = z.object({
  id: outsideId("mandate"),
  umr: z.string(),
  creditor: Named,
  account: Named,
  mode: ModeShape,
  scheme: SchemeShape,
  state: z.enum(STATES),
  origin: z.enum(["online", "paper"]),
  maskedIban: z.string(),
  debtor: z.string(),
  oneOffCents: Cents.nullable(),
  /** The day that the debtor of a one-off chose; null: as soon as its notice allows. */
  wantedOn: Day.nullable(),
  /** What its plan spreads. */
  planCents: Cents.nullable(),
  signedOn: Day.nullable(),
  createdAt: Instant,
});
export type MandateRow = z.output<typeof MandateRow>;

const EventShape = z.object({
  id: z.string(),
  at: Instant,
  kind: z.string(),
  side: z.enum(["customer", "staff", "system"]),
  author: z.string(),
  /** What the event is about: a masked address, the last four of an IBAN, a reason; never a code. */
  detail: z.string(),
});

export const Signing = z.object({
  kind: z.enum(["mandate", "account_change"]),
  /** `prepared`: no code was asked for; `waiting`: a code is on its way; `expired`, `locked`: another is needed; `sealing`: done. */
  state: z.enum(["prepared", "waiting", "expired", "locked", "sealing"]),
  channel: ChannelShape,
  maskedTarget: z.string(),
  maskedIban: z.string(),
  codeUntil: Instant.nullable(),
  triesLeft: z.int(),
  codesLeft: z.int(),
});
export type Signing = z.output<typeof Signing>;

const DocumentShape = z.object({
  id: DocumentId,
  /** What was signed: the mandate, or another bank account, sealed; the scan of a paper. */
  kind: z.enum(["mandate", "account_change", "scan"]),
  /** When it was signed. */
  on: Day,
  /** Attested by an authority with the signature, later (it did not answer then), not yet, or never: there is none. */
  timestamp: z.enum(["signed", "later", "awaited", "none"]),
});

export const Mandate = MandateRow.extend({
  creditorFull: z.object({ legalName: z.string(), ics: z.string() }),
  bank: z.string().nullable(),
  bic: z.string().nullable(),
  debtorAddress: z.array(z.string()),
  purpose: z.string(),
  preNotificationDays: z.int(),
  instalments: z.array(Instalment.extend({ taken: z.boolean() })),
  lastCollectedOn: Day.nullable(),
  /** Without a debit until then it ends by itself (36 months). */
  usableUntil: Day.nullable(),
  signing: Signing.nullable(),
  /** A document can be read; `sealed`: it carries the signature, or is the scan of the paper. */
  document: z.enum(["none", "unsigned", "sealed"]),
  /** All that was signed, oldest first. */
  documents: z.array(DocumentShape),
  events: z.array(EventShape),
  /** How another code may be had by who signs; null for anybody else. */
  codeWays: z.object(codeWays).nullable(),
  can: z.object({ sign: z.boolean(), revoke: z.boolean(), changeAccount: z.boolean() }),
});
export type Mandate = z.output<typeof Mandate>;

export const OfficeMandateRow = MandateRow.extend({ party: Named });
export type OfficeMandateRow = z.output<typeof OfficeMandateRow>;
export const OfficeMandate = Mandate.omit({ can: true, codeWays: true }).extend({
  party: Named,
  reason: z.string(),
  signer: z.string(),
  seal: z.object({ level: z.string(), fingerprint: z.string() }).nullable(),
  /** What the next collection tells the bank. */
  amendment: z.object({ account: z.boolean(), creditor: z.boolean() }),
  /** Its account left the customers' space: nothing is debited meanwhile. */
  withdrawn: z.boolean(),
  /** There is evidence to read. */
  evidence: z.boolean(),
  can: z.object({
    suspend: z.boolean(),
    resume: z.boolean(),
    revoke: z.boolean(),
    scan: z.boolean(),
    seal: z.boolean(),
  }),
});
export type OfficeMandate = z.output<typeof OfficeMandate>;

export const SettingsIn = z.object({
  offered: z.boolean(),
  automatic: z.boolean(),
  planMonths: z
    .int()
    .min(0)
    .max(12)
    .refine((months) => months !== 1, "must be 0, or 2 to 12"),
  preNotificationDays: z.int().min(1).max(30),
  channels: z.array(ChannelShape).min(1).max(2),
  signers: z.enum(["any", "main"]),
  /** Staff read what the law says of plans that last too long. */
  creditWarningRead: z.boolean().default(false),
});
export const DebitSettingsShape = SettingsIn.extend({
  creditor: Named.extend({ ics: z.string(), iban: z.string() }),
  /** What the creditor still lacks to collect. */
  missing: z.array(z.enum(["ics", "iban", "address"])),
  /** From how many months on a plan may be credit to a consumer. */
  creditFromMonths: z.int(),
  creditWarning: z.object({ at: Instant, by: z.string() }).nullable(),
  textsReady: z.boolean(),
  can: z.object({ save: z.boolean() }),
});
export type DebitSettingsShape = z.output<typeof DebitSettingsShape>;
