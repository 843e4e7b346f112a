import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Done, Email, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { OrganizationFields } from "../organizations/index.ts";
import {
  Captcha,
  CeremonyOptions,
  GUESSED_DOORS,
  Me,
  PasskeyAnswer,
  Password,
  PasswordRules,
  SecondStep,
  StaffRole,
  Token,
} from "./access-shapes.ts";
import { securityRefusals, securityRoutes } from "./security-contract.ts";

export type { CaptchaAnswer, Me, PasskeyAnswer, SecondStep } from "./access-shapes.ts";

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

export const contract = {
  ...securityRoutes,
  readChallenge: route({
    method: "GET",
    path: "/api/sign-in/challenge",
    who: "anyone",
    summary: "A proof-of-work challenge; `required` tells whether a door asks for it now (ACC-1)",
    query: z.object({
      identifier: z.string().max(254).default(""),
      door: z.enum(GUESSED_DOORS).default("sign_in"),
    }),
    response: z.object({
      required: z.boolean(),
      challenge: z.string(),
      salt: z.string(),
      hash: z.string(),
      maximum: z.int(),
    }),
  }),
  signIn: route({
    method: "POST",
    path: "/api/sign-in",
    who: "anyone",
    summary: "Sign in with an identifier or an e-mail address; who has a second factor is asked for it next",
    body: z.object({
      identifier: z.string().trim().min(1).max(254),
      password: Password,
      remember: z.boolean().default(false),
      captcha: Captcha,
    }),
    response: z.union([Me, SecondStep]),
  }),
  passSecondStep: route({
    method: "POST",
    path: "/api/sign-in/second-step",
    who: "anyone",
    summary: "The second step of signing in: a code, a passkey or a recovery code (ACC-9)",
    limit: 32_768,
    body: z.object({
      token: Token,
      proof: z.union([
        z.object({ code: z.string().trim().min(6).max(12) }),
        z.object({ recoveryCode: z.string().trim().min(8).max(40) }),
        z.object({ passkey: PasskeyAnswer }),
      ]),
    }),
    response: Me,
  }),
  askPasskey: route({
    method: "POST",
    path: "/api/sign-in/passkey/challenge",
    who: "anyone",
    summary: "Begin to sign in by a passkey alone, without a name or a password (ACC-9)",
    response: z.object({ token: z.string(), options: CeremonyOptions }),
  }),
  signInWithPasskey: route({
    method: "POST",
    path: "/api/sign-in/passkey",
    who: "anyone",
    summary: "Sign in by a passkey alone",
    limit: 32_768,
    body: z.object({ token: Token, answer: PasskeyAnswer, remember: z.boolean().default(false) }),
    response: Me,
  }),
  signOut: route({
    method: "POST",
    path: "/api/sign-out",
    who: "user",
    summary: "End this session",
    response: Done,
  }),
  readSession: route({
    method: "GET",
    path: "/api/session",
    who: "user",
    summary: "Who is signed in",
    response: Me,
  }),
  askActivation: route({
    method: "POST",
    path: "/api/activation",
    who: "anyone",
    summary: "Ask for an activation link by e-mail (ACC-2)",
    body: z.object({ email: Email, language: z.enum(["fr", "en"]).default("fr"), captcha: Captcha }),
    response: z.object({ answer: z.enum(["neutral", "sent", "unknown"]) }),
  }),
  askPasswordReset: route({
    method: "POST",
    path: "/api/password-reset",
    who: "anyone",
    summary: "Ask for a link to choose a new password, by e-mail address or identifier (ACC-5)",
    body: z.object({ identifier: z.string().trim().min(1).max(254), captcha: Captcha }),
    response: Done,
  }),
  readMailLink: route({
    method: "GET",
    path: "/api/mail-links/:token",
    who: "anyone",
    summary: "What a link received by mail is for",
    params: z.object({ token: Token }),
    response: z.object({
      kind: z.enum(["activation", "password", "email"]),
      name: z.string(),
      identifier: z.string(),
      newEmail: z.string().nullable(),
      passwordRules: PasswordRules,
    }),
  }),
  followMailLink: route({
    method: "POST",
    path: "/api/mail-links/:token",
    who: "anyone",
    summary:
      "Use a link received by mail: choose a password, or confirm an address. Signs in for a password.",
    params: z.object({ token: Token }),
    body: z.object({ password: Password.optional() }),
    response: z.object({ kind: z.enum(["activation", "password", "email"]), signedIn: z.boolean() }),
  }),
  changePassword: route({
    method: "POST",
    path: "/api/me/password",
    who: "user",
    summary: "Change one's password; other sessions end (ACC-6)",
    body: z.object({ oldPassword: Password, newPassword: Password }),
    response: Done,
  }),
  changeEmail: route({
    method: "POST",
    path: "/api/me/email",
    who: "user",
    summary: "Ask to change one's address: confirmed from the new one, told to the old one (ACC-6)",
    body: z.object({ email: Email, password: Password }),
    response: Done,
  }),
  changeLanguage: route({
    method: "POST",
    path: "/api/me/language",
    who: "user",
    summary: "Language of mails and documents",
    body: z.object({ language: z.enum(["fr", "en"]) }),
    response: Done,
  }),
  stopViewing: route({
    method: "POST",
    path: "/api/view-as/stop",
    who: "user",
    summary: "Staff: leave the customer's space (ACC-12)",
    response: Done.extend({
      preview: OrganizationFields.nullable().meta({ description: "What was previewed, for its form" }),
    }),
  }),
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

export const refusals = {
  ...securityRefusals,
  "sign_in.failed": {
    status: 401,
    fr: "L’identifiant ou le mot de passe n’est pas le bon.",
    en: "The identifier or the password is wrong.",
  },
  "sign_in.captcha_needed": {
    status: 403,
    fr: "Une vérification est nécessaire ; elle se fait toute seule, réessayez.",
    en: "A check is needed; it runs by itself, try again.",
  },
  "mail_link.dead": {
    status: 410,
    fr: "Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau.",
    en: "This link was already used or has expired. Ask for a new one.",
  },
  "password.too_weak": {
    status: 422,
    fr: "Ce mot de passe ne suit pas les règles affichées.",
    en: "This password does not follow the rules shown.",
  },
  "password.old_wrong": {
    status: 422,
    fr: "Le mot de passe actuel n’est pas le bon.",
    en: "The current password is wrong.",
  },
  "password.same": {
    status: 422,
    fr: "Choisissez un mot de passe différent de l’actuel.",
    en: "Choose a password different from the current one.",
  },
  "password.letter_mismatch": {
    status: 409,
    fr: "Ce mot de passe provisoire n’est plus le dernier donné.",
    en: "This temporary password is no longer the last one given.",
  },
  "email.taken": {
    status: 409,
    fr: "Cette adresse sert déjà à un autre compte d’accès.",
    en: "This address is already used by another access account.",
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
    fr: "Cette personne a été effacée à sa demande : rien ne la rétablit.",
    en: "This person was erased at his or her request: nothing brings the account back.",
  },
  "user.last_administrator": {
    status: 409,
    fr: "Il doit rester un administrateur actif.",
    en: "One active administrator must remain.",
  },
} satisfies Refusals;
