/** Coming in and going out: passwords, passkeys, second steps, links received by mail (ACC-1, 2, 5, 9). */
import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { route } from "../../platform/route.ts";
import { Done, Email } from "../../platform/shapes.ts";
import {
  Captcha,
  CeremonyOptions,
  GUESSED_DOORS,
  Me,
  PasskeyAnswer,
  Password,
  PasswordRules,
  SecondStep,
  Token,
} from "./access-shapes.ts";

export const signInRoutes = {
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
};

export const signInRefusals = {
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
} satisfies Refusals;
