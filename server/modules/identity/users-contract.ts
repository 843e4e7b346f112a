/** Users, as the office deals with them (ACC-4, 9, 12, OFF-3). */
import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Done, Email, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { OrganizationFields } from "../organizations/index.ts";
import { Password, StaffRole } from "./access-shapes.ts";

export const UserRow = z.object({
  id: outsideId("user"),
  identifier: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  state: z.enum(["invited", "active", "disabled"]),
  staffRole: StaffRole.nullable(),
  lastSignInAt: Instant.nullable(),
});
const UserRecord = UserRow.extend({
  language: z.enum(["fr", "en"]),
  staffCreditors: z.array(outsideId("creditor")).nullable(),
  temporaryUntil: Instant.nullable(),
  createdAt: Instant,
  sessions: z.int(),
  protection: z.object({
    totp: z.boolean(),
    passkeys: z.int(),
    recoveryCodesLeft: z.int(),
    sso: z.boolean().meta({ description: "Has signed in by single sign-on" }),
  }),
});
const userParams = z.object({ user: idOf("user") });
const UserFields = z.object({
  identifier: line(80)
    .min(2)
    .regex(/^[\p{L}\p{N}._@+-]+$/u),
  name: line(120).min(1),
  email: Email.nullable(),
  language: z.enum(["fr", "en"]).default("fr"),
  staffRole: StaffRole.nullable().default(null),
  staffCreditors: z.array(idOf("creditor")).nullable().default(null),
});

export const userRoutes = {
  listUsers: route({
    method: "GET",
    path: "/api/office/users",
    who: "staff:reader",
    summary: "Users, by name; searched by name, identifier or address",
    query: PageQuery.extend({
      search: line(120).optional(),
      state: z.enum(["invited", "active", "disabled"]).optional(),
      staff: z.enum(["yes", "no"]).optional(),
    }),
    response: pageOf(UserRow),
  }),
  readUser: route({
    method: "GET",
    path: "/api/office/users/:user",
    who: "staff:reader",
    summary: "One user",
    params: userParams,
    response: UserRecord,
  }),
  createUser: route({
    method: "POST",
    path: "/api/office/users",
    who: "staff:manager",
    summary: "Create a user; a staff role can be given by an administrator only",
    body: UserFields,
    response: UserRecord,
    idempotent: true,
  }),
  updateUser: route({
    method: "PUT",
    path: "/api/office/users/:user",
    who: "staff:manager",
    summary: "Change a user",
    params: userParams,
    body: UserFields,
    response: UserRecord,
  }),
  sendActivation: route({
    method: "POST",
    path: "/api/office/users/:user/activation",
    who: "staff:accountant",
    summary: "Send the activation link by mail",
    params: userParams,
    response: Done,
  }),
  giveTemporaryPassword: route({
    method: "POST",
    path: "/api/office/users/:user/temporary-password",
    who: "staff:accountant",
    summary: "Make a temporary password, shown once; must be changed at first sign-in (ACC-4)",
    params: userParams,
    response: z.object({ identifier: z.string(), temporaryPassword: z.string(), expiresAt: Instant }),
  }),
  printTemporaryPassword: route({
    method: "POST",
    path: "/api/office/users/:user/temporary-password/letter",
    who: "staff:accountant",
    summary: "The letter (PDF) that carries a temporary password just made",
    params: userParams,
    body: z.object({ temporaryPassword: Password, address: z.array(line(80)).max(6).default([]) }),
    response: binary("application/pdf"),
  }),
  setUserState: route({
    method: "POST",
    path: "/api/office/users/:user/state",
    who: "staff:manager",
    summary: "Disable or enable a user; disabling ends his sessions",
    params: userParams,
    body: z.object({ state: z.enum(["active", "disabled"]) }),
    response: UserRecord,
  }),
  resetProtection: route({
    method: "POST",
    path: "/api/office/users/:user/protection/reset",
    who: "staff:manager",
    summary: "Take the second factors of a user away, who lost them all; his sessions end (ACC-9)",
    params: userParams,
    response: UserRecord,
  }),
  viewAs: route({
    method: "POST",
    path: "/api/office/users/:user/view-as",
    who: "staff:accountant",
    summary: "See exactly what a customer sees, reading only; it is logged (ACC-12)",
    params: userParams,
    response: Done,
  }),
  previewAs: route({
    method: "POST",
    path: "/api/office/users/:user/preview",
    who: "staff:manager",
    summary:
      "See what a customer would see and could do under settings that are not saved, for half an hour, reading only; it is logged (OFF-5)",
    params: userParams,
    body: OrganizationFields,
    response: Done,
  }),
};

export const userRefusals = {
  "password.letter_mismatch": {
    status: 409,
    fr: "Ce mot de passe provisoire n’est plus le dernier donné.",
    en: "This temporary password is no longer the last one given.",
  },
  "user.identifier_taken": {
    status: 409,
    fr: "Cet identifiant est déjà pris.",
    en: "This identifier is already taken.",
  },
  "user.no_email": {
    status: 422,
    fr: "Ce compte d’accès n’a pas d’adresse électronique.",
    en: "This access account has no e-mail address.",
  },
  "user.not_a_customer": {
    status: 422,
    fr: "Seul l’espace d’un client peut être vu ainsi.",
    en: "Only a customer’s space can be viewed this way.",
  },
  "user.disabled": {
    status: 409,
    fr: "Ce compte d’accès est désactivé.",
    en: "This access account is disabled.",
  },
  "user.staff_needs_administrator": {
    status: 403,
    fr: "Seul un administrateur gère les agents.",
    en: "Only an administrator manages staff.",
  },
  "user.erased": {
    status: 409,
    fr: "Cet accès a été effacé : rien ne le rétablit. La personne peut en demander un nouveau.",
    en: "This access was erased: nothing brings it back. The person can ask for a new one.",
  },
  "user.last_administrator": {
    status: 409,
    fr: "Il doit rester un administrateur actif.",
    en: "One active administrator must remain.",
  },
} satisfies Refusals;
