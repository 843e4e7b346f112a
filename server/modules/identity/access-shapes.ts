/** Shapes of signing in and of what makes an access safe, shared by the contracts of this module. */
import { z } from "zod";
import { outsideId } from "../../platform/ids.ts";
import { Instant } from "../../platform/shapes.ts";

/** The doors at which somebody from outside may guess who is known, or a secret short enough to be guessed (ACC-1). */
export const GUESSED_DOORS = ["sign_in", "activation", "password_reset", "access_code"] as const;
export type GuessedDoor = (typeof GUESSED_DOORS)[number];

/** What a browser is asked for a passkey (WebAuthn `...OptionsJSON`), handed over as it is. */
export const CeremonyOptions = z.record(z.string(), z.unknown());
/** What a browser answers (WebAuthn `RegistrationResponseJSON`, `AuthenticationResponseJSON`): the library checks the rest. */
export const PasskeyAnswer = z.looseObject({
  id: z.string().min(1).max(2000),
  rawId: z.string().max(2000),
  type: z.literal("public-key"),
  response: z.record(z.string(), z.unknown()),
});
export type PasskeyAnswer = z.output<typeof PasskeyAnswer>;

export const StaffRole = z.enum(["reader", "accountant", "manager", "administrator"]);
export const Password = z.string().min(1).max(200);
export const SecondStep = z.object({
  secondStep: z.object({
    token: z.string(),
    totp: z.boolean(),
    passkey: CeremonyOptions.nullable(),
    recovery: z.boolean(),
  }),
});
export type SecondStep = z.input<typeof SecondStep>;
export const Token = z.string().regex(/^[A-Za-z0-9_-]{20,100}$/);

/** Answer to a proof-of-work challenge (ACC-1). */
export const CaptchaAnswer = z.object({ challenge: z.string().max(500), number: z.int().min(0) });
export type CaptchaAnswer = z.output<typeof CaptchaAnswer>;
export const Captcha = CaptchaAnswer.nullable().default(null);
export const PasswordRules = z.object({
  minLength: z.int(),
  minClasses: z.int().meta({ description: "How many of: lower case, upper case, digits, others" }),
  summary: z.enum(["standard", "strong"]),
});

export const Me = z.object({
  id: outsideId("user"),
  identifier: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  language: z.enum(["fr", "en"]),
  staff: z.object({ role: StaffRole, creditors: z.array(outsideId("creditor")).nullable() }).nullable(),
  viewedBy: z.object({ name: z.string() }).nullable(),
  preview: z
    .boolean()
    .meta({ description: "Seen under settings that are not saved: what could be done is offered, not done" }),
  mustChangePassword: z.boolean(),
  mustEnrol: z.boolean().meta({ description: "Staff who must add a second factor before anything else" }),
  passwordRules: PasswordRules,
  lastSignInAt: Instant.nullable(),
});
export type Me = z.output<typeof Me>;
