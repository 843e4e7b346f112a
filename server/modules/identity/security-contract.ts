/** Routes of second factors, sessions, single sign-on and API tokens; the front of them all is `contract.ts`. */
import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Done, Instant, line } from "../../platform/shapes.ts";
import { CeremonyOptions, PasskeyAnswer, Password, Token } from "./access-shapes.ts";

const withPassword = z.object({ password: Password });
const RecoveryCodes = z.array(z.string());
const Kept = z.object({
  recoveryCodes: RecoveryCodes.nullable().meta({ description: "Shown once, with the first factor" }),
});
const sessionParams = z.object({ session: idOf("session") });

/** The provider as staff set it; its secret is never told. */
const Sso = z.object({
  label: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  enabled: z.boolean(),
  hasSecret: z.boolean(),
  redirectUri: z.string().meta({ description: "To be declared at the provider" }),
});
const SsoFields = z.object({
  label: line(60).min(1),
  issuer: z.url({ protocol: /^https?$/ }).max(300),
  clientId: line(200).min(1),
  clientSecret: line(500).nullable().default(null).meta({ description: "Null keeps the one there is" }),
  enabled: z.boolean(),
});

export const securityRoutes = {
  readSignInMeans: route({
    method: "GET",
    path: "/api/sign-in/means",
    who: "anyone",
    summary: "By which means besides a password one signs in here",
    response: z.object({ passkeys: z.boolean(), sso: z.object({ label: z.string() }).nullable() }),
  }),
  startSso: route({
    method: "GET",
    path: "/api/sign-in/sso",
    who: "anyone",
    summary: "Staff: leave for the organization's OpenID Connect provider (ACC-9)",
    query: z.object({
      retour: z.string().max(500).optional(),
      again: z.enum(["yes", "no"]).default("no").meta({
        description: "Signs in anew at the provider: it proves who one is where a password is asked again",
      }),
    }),
    response: binary("text/html"),
  }),
  endSso: route({
    method: "GET",
    path: "/api/sign-in/sso/return",
    who: "anyone",
    summary: "Staff: back from the provider, with a code",
    response: binary("text/html"),
  }),
  readProtection: route({
    method: "GET",
    path: "/api/me/protection",
    who: "user",
    summary: "One's second factors (ACC-9)",
    response: z.object({
      totp: z.boolean(),
      passkeys: z.array(
        z.object({
          id: outsideId("passkey"),
          name: z.string(),
          createdAt: Instant,
          lastUsedAt: Instant.nullable(),
          synchronized: z.boolean(),
        }),
      ),
      recoveryCodesLeft: z.int(),
      owed: z.boolean().meta({ description: "The organization asks its staff for one" }),
      can: z.object({ addPasskey: z.boolean(), change: z.boolean() }),
    }),
  }),
  startTotp: route({
    method: "POST",
    path: "/api/me/totp",
    who: "user",
    summary: "Make the secret of an authenticator application; it counts once confirmed",
    body: withPassword,
    response: z.object({
      secret: z.string(),
      uri: z.string(),
      qr: z.object({ size: z.int(), path: z.string() }).meta({ description: "An SVG path on that grid" }),
    }),
  }),
  confirmTotp: route({
    method: "POST",
    path: "/api/me/totp/confirm",
    who: "user",
    summary: "Confirm the authenticator application by a code of it; other sessions end",
    body: z.object({ code: z.string().trim().min(6).max(12) }),
    response: Kept,
  }),
  removeTotp: route({
    method: "POST",
    path: "/api/me/totp/remove",
    who: "user",
    summary: "Give the authenticator application up",
    body: withPassword,
    response: Done,
  }),
  makeRecoveryCodes: route({
    method: "POST",
    path: "/api/me/recovery-codes",
    who: "user",
    summary: "Make other recovery codes, shown once; the former ones are worth nothing",
    body: withPassword,
    response: z.object({ recoveryCodes: RecoveryCodes }),
  }),
  askNewPasskey: route({
    method: "POST",
    path: "/api/me/passkeys/challenge",
    who: "user",
    summary: "Begin to add a passkey",
    body: withPassword,
    response: z.object({ token: z.string(), options: CeremonyOptions }),
  }),
  addPasskey: route({
    method: "POST",
    path: "/api/me/passkeys",
    who: "user",
    summary: "Keep the passkey that the browser made; other sessions end",
    limit: 32_768,
    body: z.object({ token: Token, name: line(60).min(1), answer: PasskeyAnswer }),
    response: Kept,
  }),
  removePasskey: route({
    method: "POST",
    path: "/api/me/passkeys/:passkey/remove",
    who: "user",
    summary: "Give a passkey up",
    params: z.object({ passkey: idOf("passkey") }),
    body: withPassword,
    response: Done,
  }),
  listSessions: route({
    method: "GET",
    path: "/api/me/sessions",
    who: "user",
    summary: "Where one is signed in (ACC-10)",
    response: z.object({
      items: z.array(
        z.object({
          id: outsideId("session"),
          browser: z.string().nullable(),
          system: z.string().nullable(),
          address: z.string().nullable().meta({ description: "IP address of the sign-in" }),
          openedAt: Instant,
          seenAt: Instant,
          remembered: z.boolean(),
          current: z.boolean(),
        }),
      ),
    }),
  }),
  endSession: route({
    method: "DELETE",
    path: "/api/me/sessions/:session",
    who: "user",
    summary: "End one of one's sessions",
    params: sessionParams,
    response: Done,
  }),
  endOtherSessions: route({
    method: "POST",
    path: "/api/me/sessions/end-others",
    who: "user",
    summary: "End all one's sessions but this one",
    response: z.object({ ended: z.int() }),
  }),
  readSso: route({
    method: "GET",
    path: "/api/office/sso",
    who: "staff:administrator",
    summary: "The OpenID Connect provider of the organization's staff",
    response: Sso,
  }),
  updateSso: route({
    method: "PUT",
    path: "/api/office/sso",
    who: "staff:administrator",
    summary: "Set the provider; its discovery document is read first (ACC-9)",
    body: SsoFields,
    state: { of: "readSso" },
    response: Sso,
  }),
  listTokens: route({
    method: "GET",
    path: "/api/office/api-tokens",
    who: "staff:administrator",
    summary: "API tokens",
    response: z.object({
      items: z.array(
        z.object({
          id: outsideId("token"),
          name: z.string(),
          scopes: z.array(z.string()),
          createdAt: Instant,
          lastUsedAt: Instant.nullable(),
          revokedAt: Instant.nullable(),
        }),
      ),
    }),
  }),
  createToken: route({
    method: "POST",
    path: "/api/office/api-tokens",
    who: "staff:administrator",
    summary: "Create an API token; its secret is shown once",
    body: z.object({
      name: line(80).min(1),
      scopes: z.array(z.enum(["read", "publish"])).min(1),
      creditors: z.array(idOf("creditor")).nullable().default(null),
    }),
    response: z.object({ id: outsideId("token"), secret: z.string() }),
  }),
  revokeToken: route({
    method: "DELETE",
    path: "/api/office/api-tokens/:token",
    who: "staff:administrator",
    summary: "Revoke an API token",
    params: z.object({ token: idOf("token") }),
    response: Done,
  }),
};

export const securityRefusals = {
  "second_step.over": {
    status: 410,
    fr: "Cette étape a trop attendu ou a déjà servi. Recommencez.",
    en: "This step waited too long or was already used. Start again.",
  },
  "second_step.wrong": {
    status: 422,
    fr: "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, puis réessayez.",
    en: "This code is wrong or was already used. Wait for the next one, then try again.",
  },
  "second_factor.none": {
    status: 409,
    fr: "Ajoutez d’abord une application ou une clé d’accès.",
    en: "Add an application or a passkey first.",
  },
  "totp.already": {
    status: 409,
    fr: "Une application est déjà en place. Retirez-la d’abord.",
    en: "An application is already set up. Remove it first.",
  },
  "totp.not_begun": {
    status: 409,
    fr: "Affichez d’abord le code à scanner.",
    en: "Show the code to scan first.",
  },
  "passkey.unknown": {
    status: 401,
    fr: "Cette clé d’accès n’est pas connue ici.",
    en: "This passkey is not known here.",
  },
  "passkey.refused": {
    status: 422,
    fr: "La réponse de l’appareil n’est pas valable. Recommencez.",
    en: "The device’s answer is not valid. Start again.",
  },
  "passkey.already": {
    status: 409,
    fr: "Cette clé d’accès est déjà enregistrée.",
    en: "This passkey is already kept.",
  },
  "passkey.too_many": {
    status: 409,
    fr: "Vous avez déjà vingt clés d’accès. Retirez-en une.",
    en: "You already have twenty passkeys. Remove one.",
  },
  "passkey.no_secure_page": {
    status: 409,
    fr: "Les clés d’accès demandent une adresse sécurisée (https).",
    en: "Passkeys need a secure address (https).",
  },
  "session.current": {
    status: 409,
    fr: "C’est la session d’où vous regardez : déconnectez-vous plutôt.",
    en: "This is the session you are looking from: sign out instead.",
  },
  "proof.sign_in_again": {
    status: 409,
    fr: "Vous n’avez pas de mot de passe ici : identifiez-vous de nouveau auprès de votre organisme.",
    en: "You have no password here: sign in again at your organization.",
  },
  "sso.off": {
    status: 404,
    fr: "La connexion unique n’est pas proposée ici.",
    en: "Single sign-on is not offered here.",
  },
  "sso.unreachable": {
    status: 422,
    fr: "Ce fournisseur ne répond pas comme attendu : {reason}.",
    en: "This provider does not answer as expected: {reason}.",
  },
  "sso.secret_needed": {
    status: 422,
    fr: "Saisissez le secret donné par le fournisseur.",
    en: "Type the secret that the provider gave.",
  },
} satisfies Refusals;
