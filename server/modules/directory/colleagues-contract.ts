/** Main and secondary access accounts: the main user of a party invites colleagues and limits them (ACC-8). */
import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Day, Done, Email, line } from "../../platform/shapes.ts";

export const Right = z.enum(["read", "pay", "dispute"]);
const Colleague = z.object({
  colleague: outsideId("colleague"),
  name: z.string(),
  email: z.string().nullable(),
  main: z.boolean(),
  me: z.boolean(),
  invited: z.boolean().meta({ description: "Has not come in since he was invited, known before or not" }),
  rights: z.array(Right),
  endsOn: Day.nullable(),
  can: z.object({ change: z.boolean() }),
});
const PartyOfMine = z.object({
  party: outsideId("party"),
  name: z.string(),
  code: z.string(),
  rights: z.array(Right).meta({ description: "Those that I may give: mine" }),
  endsOn: Day.nullable().meta({ description: "The last day of my own access, and of those that I give" }),
  can: z.object({ invite: z.boolean() }),
  colleagues: z.array(Colleague),
});
const partyParams = z.object({ party: idOf("party") });
const colleagueParams = partyParams.extend({ colleague: idOf("colleague") });
const limits = { rights: z.array(Right).min(1), endsOn: Day.nullable().default(null) };

export const colleagueRoutes = {
  listColleagues: route({
    method: "GET",
    path: "/api/me/parties",
    who: "user",
    option: "colleagues",
    summary: "The parties for which I act and, where I am a main user, who else does (ACC-8)",
    response: z.object({ items: z.array(PartyOfMine) }),
  }),
  inviteColleague: route({
    method: "POST",
    path: "/api/me/parties/:party/colleagues",
    who: "user",
    option: "colleagues",
    summary:
      "Invite somebody by e-mail to act for a party; the answer is the same whoever has the address. Invited again, limits are replaced and the mail sent again",
    params: partyParams,
    body: z.object({
      name: line(120).min(1),
      email: Email,
      language: z.enum(["fr", "en"]).default("fr"),
      ...limits,
    }),
    response: Colleague,
  }),
  changeColleague: route({
    method: "PUT",
    path: "/api/me/parties/:party/colleagues/:colleague",
    who: "user",
    option: "colleagues",
    summary: "Change what a colleague may do, and for how long; it takes effect at once",
    params: colleagueParams,
    body: z.object(limits),
    response: Colleague,
  }),
  removeColleague: route({
    method: "DELETE",
    path: "/api/me/parties/:party/colleagues/:colleague",
    who: "user",
    option: "colleagues",
    summary: "Stop a colleague from acting for a party, at once",
    params: colleagueParams,
    response: Done,
  }),
};

export const colleagueRefusals = {
  "colleague.impossible": {
    status: 409,
    fr: "Cette adresse ne peut pas être invitée. Adressez-vous au service.",
    en: "This address cannot be invited. Ask the office.",
  },
  "colleague.main": {
    status: 409,
    fr: "Cet accès est principal : seul le service peut le changer.",
    en: "This access is a main one: only the office can change it.",
  },
  "colleague.beyond_yours": {
    status: 422,
    fr: "Vous ne pouvez donner ni plus de droits que les vôtres, ni pour plus longtemps.",
    en: "You can give neither more rights than your own, nor for longer.",
  },
  "colleague.ended": {
    status: 422,
    fr: "Le dernier jour est déjà passé.",
    en: "The last day is already past.",
  },
  "colleague.too_many": {
    status: 409,
    fr: "Cinquante personnes ont déjà accès. Retirez quelqu’un d’abord.",
    en: "Fifty people have access already. Remove somebody first.",
  },
} satisfies Refusals;
