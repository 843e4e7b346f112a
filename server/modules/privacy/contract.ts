import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { BASES, TERMS } from "../../platform/personal-data.ts";
import { binary, route } from "../../platform/route.ts";
import { Day, Done, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

const Said = z.object({ fr: z.string(), en: z.string() });
const HeldKind = z.object({
  kind: z.string(),
  label: Said,
  why: Said,
  basis: z.enum(BASES),
  term: z.enum(TERMS),
  /** How long it is kept: one of the two. */
  years: z.int().nullable(),
  months: z.int().nullable(),
  count: z.int(),
  from: Instant.nullable(),
  to: Instant.nullable(),
});
const Consent = z.object({
  kind: z.string(),
  label: Said,
  detail: z.string(),
  given: z.boolean(),
  at: Instant.nullable(),
  path: z.string(),
});
const Archive = z.object({
  id: outsideId("archive"),
  state: z.enum(["making", "ready", "gone"]),
  rowsTotal: z.int(),
  rowsDone: z.int(),
  bytes: z.int().nullable(),
  askedAt: Instant,
  readyAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
});
export type Archive = z.output<typeof Archive>;
const State = z.enum(["waiting", "withdrawn", "refused", "erasing", "done"]);
const OwnErasure = z.object({
  id: outsideId("erasure"),
  state: State,
  reason: z.string(),
  askedAt: Instant,
  dueOn: Day,
  decidedAt: Instant.nullable(),
  answer: z.string(),
});
const ErasureRow = z.object({
  id: outsideId("erasure"),
  state: State,
  user: z.object({ id: outsideId("user"), name: z.string(), identifier: z.string() }),
  byStaff: z.boolean(),
  askedAt: Instant,
  dueOn: Day,
  late: z.boolean(),
  decidedAt: Instant.nullable(),
});
export type ErasureRow = z.output<typeof ErasureRow>;
const ErasureKind = z.object({
  kind: z.string(),
  label: Said,
  count: z.int(),
  /** `part`: what says who the person is goes, the rest is kept. */
  may: z.enum(["erase", "part", "keep"]),
  /** Until when the law, or a term, keeps what stays. */
  keptUntil: Day.nullable(),
  /** What became of it, once decided. */
  outcome: z.enum(["erased", "part", "kept"]).nullable(),
});
const Erasure = ErasureRow.extend({
  reason: z.string(),
  answer: z.string(),
  askedBy: z.string(),
  decidedBy: z.string().nullable(),
  doneAt: Instant.nullable(),
  kinds: z.array(ErasureKind),
  /** What has to be over first: an attempt to pay, a mandate under which money may be debited. */
  blockers: z.array(z.enum(["payment", "mandate"])),
  /** Whether there is an address to send the answer to; without one, staff write a letter. */
  hasAddress: z.boolean(),
  /** What has to be typed to erase: the identifier of the person. */
  toType: z.string(),
  can: z.object({ decide: z.boolean() }),
});
export type Erasure = z.output<typeof Erasure>;
const Reason = z.string().trim().max(2000);
const ofArchive = z.object({ archive: idOf("archive") });
const ofErasure = z.object({ erasure: idOf("erasure") });

export const contract = {
  readMyData: route({
    method: "GET",
    path: "/api/me/data",
    who: "user",
    summary:
      "What is held of me, by kind: why and for how long; what I agreed to; my archive and my erasure (INF-5)",
    response: z.object({
      kinds: z.array(HeldKind),
      consents: z.array(Consent),
      archive: Archive.nullable(),
      erasure: OwnErasure.nullable(),
      proof: z.enum(["password", "provider", "given"]).meta({
        description:
          "How I prove again that it is me before my archive is handed over: my password, my provider of single sign-on, or I just did",
      }),
      can: z.object({ askArchive: z.boolean(), askErasure: z.boolean() }),
    }),
  }),
  askArchive: route({
    method: "POST",
    path: "/api/me/data/archives",
    who: "user",
    summary: "Have an archive of all that is held of me made: one at a time, three a day",
    response: Archive,
  }),
  readArchive: route({
    method: "GET",
    path: "/api/me/data/archives/:archive",
    who: "user",
    summary: "How far my archive is",
    params: ofArchive,
    response: Archive,
  }),
  downloadArchive: route({
    method: "POST",
    path: "/api/me/data/archives/:archive/file",
    who: "user",
    summary: "My archive (zip), for its days; the password, or the provider of who has none, is asked again",
    params: ofArchive,
    body: z.object({ password: z.string().max(1000).default("") }),
    response: binary("application/zip"),
  }),
  askErasure: route({
    method: "POST",
    path: "/api/me/erasures",
    who: "user",
    summary: "Ask to be erased: staff answer within a month (GDPR articles 17 and 12.3)",
    body: z.object({ reason: Reason, confirmation: line(40) }),
    response: OwnErasure,
    idempotent: true,
  }),
  withdrawErasure: route({
    method: "POST",
    path: "/api/me/erasures/:erasure/withdraw",
    who: "user",
    summary: "Take my request back, as long as nobody has decided it",
    params: ofErasure,
    response: Done,
  }),
  listErasures: route({
    method: "GET",
    path: "/api/office/erasures",
    who: "staff:manager",
    summary: "Requests to be erased: those that wait by their term, the others newest first",
    query: PageQuery.extend({ state: z.enum(["waiting", "decided"]).default("waiting") }),
    response: pageOf(ErasureRow),
  }),
  readErasure: route({
    method: "GET",
    path: "/api/office/erasures/:erasure",
    who: "staff:manager",
    summary: "One request: what can be erased now, and what is kept until when",
    params: ofErasure,
    response: Erasure,
  }),
  openErasure: route({
    method: "POST",
    path: "/api/office/erasures",
    who: "staff:manager",
    summary: "Open a request for a person who asked otherwise: by letter, by phone",
    body: z.object({ user: idOf("user"), reason: Reason.min(1) }),
    response: Erasure,
    idempotent: true,
  }),
  decideErasure: route({
    method: "POST",
    path: "/api/office/erasures/:erasure/decide",
    who: "staff:manager",
    summary: "Erase what can be, all or but some kinds, or refuse; the person is told by mail",
    params: ofErasure,
    body: z.object({
      decision: z.enum(["erase", "refuse"]),
      keep: z.array(line(60)).max(100).default([]),
      answer: Reason.default(""),
      confirmation: line(254).default(""),
    }),
    response: Erasure,
    idempotent: true,
  }),
};

export const refusals = {
  "archive.not_ready": {
    status: 409,
    fr: "Votre archive n’est pas prête, ou ses jours sont passés. Demandez-en une autre.",
    en: "Your archive is not ready, or its days are over. Ask for another.",
  },
  "erasure.not_confirmed": {
    status: 422,
    fr: "Le texte de confirmation ne correspond pas.",
    en: "The text of confirmation does not match.",
  },
  "erasure.open": {
    status: 409,
    fr: "Une demande d’effacement est déjà en cours.",
    en: "A request to be erased is already under way.",
  },
  "erasure.done": {
    status: 409,
    fr: "Cette personne est déjà effacée.",
    en: "This person is erased already.",
  },
  "erasure.staff": {
    status: 409,
    fr: "Un membre du bureau ne s’efface pas ainsi : retirez d’abord son rôle.",
    en: "Staff are not erased this way: take the role away first.",
  },
  "erasure.decided": {
    status: 409,
    fr: "Cette demande n’attend plus de décision.",
    en: "This request no longer waits for a decision.",
  },
  "erasure.answer_missing": {
    status: 422,
    fr: "Dites pourquoi : la personne doit le savoir.",
    en: "Say why: the person must know.",
  },
  "erasure.payment_open": {
    status: 409,
    fr: "Un paiement est encore en cours : attendez qu’il soit terminé.",
    en: "A payment is still under way: wait until it is over.",
  },
  "erasure.mandate_living": {
    status: 409,
    fr: "Un mandat de prélèvement est encore en vigueur, et la personne doit être prévenue de chaque prélèvement : arrêtez-le d’abord.",
    en: "A direct debit mandate is still in force, and the person must be told before each debit: stop it first.",
  },
  "erasure.kind_unknown": {
    status: 422,
    fr: "Cette donnée n’est pas de celles qui s’effacent.",
    en: "This is not among what can be erased.",
  },
} satisfies Refusals;
