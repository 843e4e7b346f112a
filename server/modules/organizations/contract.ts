import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Day, Email, Instant, line } from "../../platform/shapes.ts";

const Treasury = z.object({
  name: line(120).default(""),
  address: z.array(line(80)).max(6).default([]),
  phone: line(40).default(""),
  email: Email.or(z.literal("")).default(""),
});
const Suspension = z
  .object({
    from: Day,
    until: Day.nullable(),
    fr: z.string().trim().min(1).max(600),
    en: z.string().trim().max(600).default(""),
  })
  .refine(({ from, until }) => until === null || until >= from, {
    path: ["until"],
    error: "must not be before from",
  });

/**
 * How long what is held of people is kept once it no longer serves: a starting grid, which each organization answers for.
 * Books ten years (C. com. L123-22), logs six months to a year (CNIL), the rest by prescription and usage.
 */
const Retention = z.object({
  /** Years without a sign-in after which an access is over. */
  accessYears: z.int().min(1).max(10).default(2),
  /** Years after the end of the fiscal year. The law asks for ten: less is refused. */
  accountingYears: z.int().min(10).max(30).default(10),
  /** Years after a dispute, a mandate or an agreement ended (C. civ. 2224). */
  proofYears: z.int().min(1).max(30).default(5),
  /** Years after the last contact. */
  relationYears: z.int().min(1).max(10).default(3),
  /** Months after an attempt to pay: the delay of contest of cards (C. mon. fin. L133-24). */
  paymentMonths: z.int().min(13).max(36).default(15),
  logMonths: z.int().min(6).max(36).default(12),
});

/** Options of an organization (SPEC OFF-5), each with its default. */
export const Settings = z.object({
  /** ACC-1: when the proof of work is asked at sign-in. */
  captcha: z.enum(["always", "after_failures", "never"]).default("after_failures"),
  /** ACC-2: one neutral answer, or an explicit one. */
  activationAnswer: z.enum(["neutral", "explicit"]).default("neutral"),
  /** ACC-3: what is asked besides an access code. */
  accessCodeProof: z.enum(["party_code", "postcode", "name"]).default("party_code"),
  /** ACC-6: never under the CNIL 2022 recommendation (50 bits with access restriction). */
  passwordPolicy: z.enum(["standard", "strong"]).default("standard"),
  /** ACC-9: staff must have a second factor. */
  staffSecondFactor: z.boolean().default(false),
  /** ACT-3: which column comes first. */
  signConvention: z.enum(["debit_credit", "credit_debit"]).default("debit_credit"),
  /** PAY-2: several pieces in one payment. */
  paySeveral: z.boolean().default(true),
  /** PAY-2: a part of what is due, oldest first. */
  payPartially: z.boolean().default(false),
  /** PAY-8. */
  payWithoutEmail: z.boolean().default(false),
  /** PAY-9: customers may pay by transfer, with a reference and a QR code of their own. */
  payByTransfer: z.boolean().default(false),
  /** PAY-9: days after which a transfer that was announced is no longer expected. */
  transferTermDays: z.int().min(1).max(365).default(30),
  /** ACT-6: customers may declare a bill paid by other means; staff confirm. */
  declarePaid: z.boolean().default(true),
  /** MSG-3: customers write to the organization on line. */
  requests: z.boolean().default(true),
  /** MSG-1, MSG-2, MSG-4: customers read what the organization tells them. */
  announcements: z.boolean().default(true),
  /** INF-2: customers ask to change how they are reached. */
  coordinateChanges: z.boolean().default(true),
  /** INF-3: customers choose paper or not. */
  paperChoice: z.boolean().default(true),
  /** ACC-8: customers share their access. */
  colleagues: z.boolean().default(true),
  /** ACT-2: how many months back an account can be searched. */
  searchableMonths: z.int().min(1).max(240).default(36),
  /** DIS-1: customers may contest what they owe. */
  disputes: z.boolean().default(true),
  /** DIS-4: days within which a dispute is answered; past them it is late. */
  disputeDelayDays: z.int().min(1).max(120).default(10),
  /** ACT-6: bills unpaid, paid, at the treasury. `auto`: for municipalities. */
  municipalReading: z.enum(["auto", "on", "off"]).default("auto"),
  /** ACT-6: the public treasury to which overdue bills are handed. */
  treasury: Treasury.prefault({}),
  /** ACT-6: nothing can be paid between these days, both included; the service says why. */
  suspension: Suspension.nullable().default(null),
  /** PAY-10: bank lines whose best proposal has at least this score are matched without a hand; 101 for none. */
  bankAutomaticScore: z.int().min(70).max(101).default(95),
  /** ACT-7: owners read the accounts of the tenants of their lots. */
  ownersSeeTenants: z.boolean().default(false),
  /** ACT-8: accounts whose treasury entries of one day are one line, and the journals of those entries. */
  groupTreasury: z
    .array(z.enum(["customer", "owner", "tenant", "co_owner", "supplier"]))
    .max(5)
    .default([]),
  treasuryJournals: z.array(line(30).min(1)).max(20).default(["BQ"]),
  /** ACT-8: analytic codes whose entries customers do not read. */
  hiddenAnalytics: z.array(line(30).min(1)).max(50).default([]),
  /** ACT-8: the creditor's IBAN stands on accounts, for who pays by transfer. */
  showBankDetails: z.boolean().default(false),
  /** INF-5: how long what is held of people is kept. */
  retention: Retention.prefault({}),
});
export type Settings = z.output<typeof Settings>;

export const Contact = z.object({
  service: line(120).default(""),
  email: Email.or(z.literal("")).default(""),
  phone: line(40).default(""),
  address: z.array(line(80)).max(6).default([]),
  hours: line(200).default(""),
});

const placeFields = {
  name: line(120).min(1),
  address: z.array(line(80)).max(6).default([]),
  phone: line(40).default(""),
  fax: line(40).default(""),
  email: Email.or(z.literal("")).default(""),
  hours: line(200).default(""),
};
/** Who the organization is and whom to turn to (SPEC OFF-4, INF-1). */
export const Agency = z.object({
  general: z
    .object({
      legalName: line(160).default(""),
      legalForm: line(80).default(""),
      capital: line(60).default(""),
      siret: z
        .string()
        .regex(/^(\d{14})?$/)
        .default(""),
      rcs: line(80).default(""),
      vat: line(20).default(""),
    })
    .prefault({}),
  representative: z.object({ name: line(120).default(""), function: line(120).default("") }).prefault({}),
  /** The professional card of a property manager (law of 2 January 1970, article 3). */
  card: z
    .object({
      number: line(60).default(""),
      issuedBy: line(120).default(""),
      validUntil: Day.nullable().default(null),
      guarantor: line(200).default(""),
    })
    .prefault({}),
  services: z
    .array(z.object({ kind: z.enum(["billing", "recovery", "account_manager", "other"]), ...placeFields }))
    .max(20)
    .default([]),
  offices: z.array(z.object(placeFields)).max(50).default([]),
});
export type Agency = z.output<typeof Agency>;

export const PublicOrganization = z.object({
  id: outsideId("organization"),
  slug: z.string(),
  name: z.string(),
  kind: z.enum(["municipality", "property_manager", "company"]),
  accent: z.string(),
  logo: z
    .string()
    .nullable()
    .meta({ description: "Address of the logo, relative to the organization's base" }),
  contact: Contact,
  legalNotice: z.string(),
  accessibilityStatement: z.string(),
  settings: Settings,
  demoOutbox: z.string().nullable(),
});
export type PublicOrganization = z.output<typeof PublicOrganization>;

/** The due date of an entry published without one: `days` after its date, then, if asked, the end of that month. */
export const DueRule = z.object({
  kind: z.literal("days"),
  days: z.int().min(0).max(365),
  endOfMonth: z.boolean(),
});
export type DueRule = z.output<typeof DueRule>;

/** What staff change of the organization, saved or previewed. */
export const OrganizationFields = z.object({
  name: line(120).min(1),
  accent: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  contact: Contact,
  legalNotice: z.string().max(20_000),
  accessibilityStatement: z.string().max(20_000),
  settings: Settings,
});
export type OrganizationFields = z.output<typeof OrganizationFields>;

const CreditorFields = z.object({
  code: line(30).regex(/^[A-Za-z0-9_-]+$/),
  name: line(120).min(1),
  legalName: line(160).min(1),
  address: z.array(line(80)).max(6),
  siret: z.string().regex(/^(\d{14})?$/),
  ics: z.string().regex(/^([A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28})?$/),
  iban: z.string().regex(/^([A-Z]{2}\d{2}[A-Z0-9]{11,30})?$/),
  email: Email.or(z.literal("")),
  dueRule: DueRule,
  fiscalYearEndMonth: z.int().min(1).max(12),
  customerPrefixes: z
    .array(z.string().regex(/^\d{1,10}$/))
    .min(1)
    .max(20),
});
export const Creditor = CreditorFields.extend({
  id: outsideId("creditor"),
  publishedAt: Instant.nullable(),
  earliestSearchable: Day.nullable(),
});
export type Creditor = z.output<typeof Creditor>;
const creditorParams = z.object({ creditor: idOf("creditor") });

export const contract = {
  readOrganization: route({
    method: "GET",
    path: "/api/organization",
    who: "anyone",
    summary: "The organization served at this address: name, brand, contact, options",
    response: PublicOrganization,
  }),
  readLogo: route({
    method: "GET",
    path: "/api/organization/logo",
    who: "anyone",
    summary: "The logo",
    response: binary("image/png", "image/jpeg", "image/webp"),
  }),
  updateOrganization: route({
    method: "PUT",
    path: "/api/office/organization",
    who: "staff:manager",
    summary: "Change the name, brand, contact, texts and options of the organization",
    body: OrganizationFields,
    state: { of: "readOrganization" },
    response: PublicOrganization,
  }),
  updateLogo: route({
    method: "PUT",
    path: "/api/office/organization/logo",
    who: "staff:manager",
    summary: "Replace the logo (PNG, JPEG or WebP, 512 kB at most)",
    body: binary("image/png", "image/jpeg", "image/webp"),
    limit: 524_288,
    response: PublicOrganization,
  }),
  readAgency: route({
    method: "GET",
    path: "/api/agency",
    who: "anyone",
    summary: "Who the organization is and whom to turn to: legal identity, services, offices",
    response: Agency,
  }),
  updateAgency: route({
    method: "PUT",
    path: "/api/office/agency",
    who: "staff:manager",
    summary: "Change the legal identity, services and offices of the organization",
    body: Agency,
    state: { of: "readAgency" },
    response: Agency,
  }),
  listCreditors: route({
    method: "GET",
    path: "/api/office/creditors",
    who: "staff:reader",
    summary: "Creditors of the organization that this member of staff may see",
    response: z.object({ items: z.array(Creditor) }),
  }),
  createCreditor: route({
    method: "POST",
    path: "/api/office/creditors",
    who: "staff:administrator",
    summary: "Create a creditor",
    body: CreditorFields,
    response: Creditor,
    idempotent: true,
  }),
  updateCreditor: route({
    method: "PUT",
    path: "/api/office/creditors/:creditor",
    who: "staff:manager",
    summary: "Change a creditor",
    params: creditorParams,
    body: CreditorFields,
    state: { of: "listCreditors", without: ["publishedAt"] },
    response: Creditor,
  }),
};

export const refusals = {
  "creditor.code_taken": {
    status: 409,
    fr: "Un autre créancier porte déjà ce code.",
    en: "Another creditor already has this code.",
  },
  "creditor.iban_invalid": {
    status: 422,
    fr: "L’IBAN du créancier est incorrect.",
    en: "The creditor’s IBAN is wrong.",
  },
  "organization.address_taken": {
    status: 409,
    fr: "Un autre organisme est déjà servi à cette adresse : {address}.",
    en: "Another organization is already served at this address: {address}.",
  },
  "logo.not_an_image": {
    status: 422,
    fr: "Ce fichier n’est pas une image PNG, JPEG ou WebP.",
    en: "This file is not a PNG, JPEG or WebP image.",
  },
} satisfies Refusals;
