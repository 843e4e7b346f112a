import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";

/** What can be changed of a party (SPEC INF-2), in the order of the screen. */
export const Field = z.enum([
  "contactLastName",
  "contactFirstName",
  "contactFunction",
  "address1",
  "address2",
  "address3",
  "postcode",
  "city",
  "country",
  "phone",
  "mobile",
  "fax",
  "email",
  "iban",
  "bic",
]);
export type Field = z.output<typeof Field>;
/** What a change may be about: the choice of paper is one too, accepted as it comes (INF-3). */
export const ChangeField = z.enum([...Field.options, "paper"]);
export type ChangeField = z.output<typeof ChangeField>;
const Values = z.record(Field, z.string());

/** The parts of a French bank account (RIB): bank, branch, account, key. */
const Rib = z.object({
  bank: line(5),
  branch: line(5),
  account: line(11),
  key: line(2),
});

const Decided = z.object({
  field: ChangeField,
  was: z.string(),
  wanted: z.string(),
  outcome: z.enum(["accepted", "refused"]).nullable(),
  reason: z.string(),
});
const Coordinates = z.object({
  party: outsideId("party"),
  name: z.string(),
  code: z.string(),
  values: Values,
  rib: Rib.nullable().meta({ description: "The parts of a French IBAN; null for another or none" }),
  paper: z.boolean(),
  pending: z
    .object({ askedAt: Instant, fields: z.array(Decided) })
    .nullable()
    .meta({ description: "The change that waits for staff, the fields already decided included" }),
  lastAnswer: z.object({ closedAt: Instant, fields: z.array(Decided) }).nullable(),
  can: z.object({ change: z.boolean(), withdraw: z.boolean(), paper: z.boolean() }),
});
const ChangeRow = z.object({
  id: outsideId("change"),
  party: outsideId("party"),
  partyName: z.string(),
  partyCode: z.string(),
  askedBy: z.string(),
  askedAt: Instant,
  state: z.enum(["pending", "decided", "withdrawn"]),
  fields: z.array(ChangeField),
});
const Change = ChangeRow.extend({
  closedAt: Instant.nullable(),
  details: z.array(
    Decided.extend({
      now: z.string().meta({ description: "What is known today" }),
      moved: z.boolean().meta({ description: "A publication changed it since it was asked" }),
      decidedBy: z.string().nullable(),
    }),
  ),
  can: z.object({ decide: z.boolean() }),
});
const partyParams = z.object({ party: idOf("party") });
const changeParams = z.object({ change: idOf("change") });

export const contract = {
  listMyParties: route({
    method: "GET",
    path: "/api/coordinates",
    who: "user",
    summary: "The parties for whom I act",
    response: z.object({
      items: z.array(z.object({ party: outsideId("party"), name: z.string(), code: z.string() })),
    }),
  }),
  readCoordinates: route({
    method: "GET",
    path: "/api/coordinates/:party",
    who: "user",
    summary: "What is known of a party for whom I act, and what I asked to change",
    params: partyParams,
    response: Coordinates,
  }),
  askChange: route({
    method: "PUT",
    path: "/api/coordinates/:party/change",
    who: "user",
    option: "coordinateChanges",
    summary: "Ask for a change of coordinates; asked while another waits, it joins it",
    params: partyParams,
    body: z.object({
      values: z.partialRecord(Field, line(120)),
      rib: Rib.nullable()
        .default(null)
        .meta({ description: "Instead of values.iban: the IBAN is made of it" }),
    }),
    response: Coordinates,
  }),
  withdrawChange: route({
    method: "DELETE",
    path: "/api/coordinates/:party/change",
    who: "user",
    summary: "Take back what waits for staff",
    params: partyParams,
    response: Coordinates,
  }),
  choosePaper: route({
    method: "PUT",
    path: "/api/coordinates/:party/paper",
    who: "user",
    option: "paperChoice",
    summary: "Invoices on paper, or no more",
    params: partyParams,
    body: z.object({ paper: z.boolean() }),
    response: Coordinates,
  }),
  listChanges: route({
    method: "GET",
    path: "/api/office/changes",
    who: "staff:reader",
    summary:
      "Changes of coordinates that customers asked for: pending ones oldest first, others newest first",
    query: PageQuery.extend({ state: z.enum(["pending", "decided", "withdrawn"]).default("pending") }),
    response: pageOf(ChangeRow),
  }),
  readChange: route({
    method: "GET",
    path: "/api/office/changes/:change",
    who: "staff:reader",
    summary: "One change, field by field",
    params: changeParams,
    response: Change,
  }),
  decideChange: route({
    method: "POST",
    path: "/api/office/changes/:change/decision",
    who: "staff:accountant",
    summary: "Accept or refuse fields of a change; it is closed with its last field",
    params: changeParams,
    body: z.object({
      decisions: z
        .array(z.object({ field: Field, accept: z.boolean(), reason: line(300).default("") }))
        .min(1)
        .max(Field.options.length),
    }),
    response: Change,
  }),
};

export const refusals = {
  "coordinates.iban_invalid": {
    status: 422,
    fr: "Cet IBAN est incorrect : vérifiez chaque caractère.",
    en: "This IBAN is wrong: check each character.",
  },
  "coordinates.rib_invalid": {
    status: 422,
    fr: "Ce RIB est incorrect : sa clé ne correspond pas aux autres parties.",
    en: "This RIB is wrong: its key does not match the other parts.",
  },
  "coordinates.bic_invalid": {
    status: 422,
    fr: "Ce BIC est incorrect : il a 8 ou 11 caractères.",
    en: "This BIC is wrong: it has 8 or 11 characters.",
  },
  "coordinates.email_invalid": {
    status: 422,
    fr: "Cette adresse e-mail est incorrecte.",
    en: "This e-mail address is wrong.",
  },
  "coordinates.postcode_invalid": {
    status: 422,
    fr: "Un code postal français a cinq chiffres.",
    en: "A French postcode has five digits.",
  },
  "coordinates.phone_invalid": {
    status: 422,
    fr: "Un numéro de téléphone n’a que des chiffres, des espaces et un « + » au début.",
    en: "A phone number has only digits, spaces and a “+” at its start.",
  },
  "coordinates.nothing_changed": {
    status: 422,
    fr: "Rien n’a changé : modifiez au moins un champ.",
    en: "Nothing has changed: change at least one field.",
  },
  "coordinates.read_only": {
    status: 403,
    fr: "Votre accès permet de consulter, pas de modifier. Demandez au titulaire du compte.",
    en: "Your access lets you read, not change. Ask the holder of the account.",
  },
  "change.closed": {
    status: 409,
    fr: "Un de ces champs a déjà reçu sa réponse, ou la demande a été retirée.",
    en: "One of these fields is already answered, or the request was taken back.",
  },
  "change.reason_needed": {
    status: 422,
    fr: "Dites au client pourquoi vous refusez ce champ.",
    en: "Tell the customer why you refuse this field.",
  },
} satisfies Refusals;
