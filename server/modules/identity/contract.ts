/** Identity, family by family: coming in, what protects an access, one's own, users in the office. */
import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { route } from "../../platform/route.ts";
import { Done, Email } from "../../platform/shapes.ts";
import { OrganizationFields } from "../organizations/index.ts";
import { Password } from "./access-shapes.ts";
import { securityRefusals, securityRoutes } from "./security-contract.ts";
import { signInRefusals, signInRoutes } from "./sign-in-contract.ts";
import { userRefusals, userRoutes } from "./users-contract.ts";

export type { CaptchaAnswer, Me, PasskeyAnswer, SecondStep } from "./access-shapes.ts";
export { UserRow } from "./users-contract.ts";

export const contract = {
  ...securityRoutes,
  ...signInRoutes,
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
  ...userRoutes,
};

export const refusals = {
  ...securityRefusals,
  ...signInRefusals,
  ...userRefusals,
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
  "email.taken": {
    status: 409,
    fr: "Cette adresse sert déjà à un autre compte d’accès.",
    en: "This address is already used by another access account.",
  },
} satisfies Refusals;
