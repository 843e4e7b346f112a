import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Day, Done, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { codeRefusals, codeRoutes } from "./codes-contract.ts";
import { colleagueRefusals, colleagueRoutes, Right } from "./colleagues-contract.ts";

export { Right };

const PartyRow = z.object({
  id: outsideId("party"),
  code: z.string(),
  kind: z.enum(["person", "company"]),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  hasAccess: z.boolean(),
  accessCodeUntil: Day.nullable().meta({ description: "Last day of the code of its letter, when one works" }),
});
const PartyRecord = PartyRow.extend({
  address: z.array(z.string()),
  users: z.array(
    z.object({
      user: outsideId("user"),
      name: z.string(),
      identifier: z.string(),
      main: z.boolean().meta({ description: "Invites others and limits them (ACC-8)" }),
      invited: z.boolean().meta({ description: "Has never come in" }),
      rights: z.array(Right),
      endsOn: Day.nullable(),
    }),
  ),
});
const AccessAccount = z.object({
  party: outsideId("party"),
  partyName: z.string(),
  partyCode: z.string(),
  rights: z.array(Right),
  endsOn: Day.nullable(),
});
const userParams = z.object({ user: idOf("user") });

export const contract = {
  ...codeRoutes,
  ...colleagueRoutes,
  listParties: route({
    method: "GET",
    path: "/api/office/parties",
    who: "staff:reader",
    summary: "Parties by name; searched by name, code or address",
    query: PageQuery.extend({
      search: line(120).optional(),
      access: z.enum(["with", "without"]).optional(),
    }),
    response: pageOf(PartyRow),
  }),
  readParty: route({
    method: "GET",
    path: "/api/office/parties/:party",
    who: "staff:reader",
    summary: "One party and who has access to it",
    params: z.object({ party: idOf("party") }),
    response: PartyRecord,
  }),
  activateParty: route({
    method: "POST",
    path: "/api/office/parties/:party/user",
    who: "staff:accountant",
    summary:
      "Create the main user of a party from its name and address (identifier: the party's code), or return the one it has",
    params: z.object({ party: idOf("party") }),
    response: z.object({ user: outsideId("user"), created: z.boolean() }),
  }),
  listAccess: route({
    method: "GET",
    path: "/api/office/users/:user/access",
    who: "staff:reader",
    summary: "For whom a user acts",
    params: userParams,
    response: z.object({ items: z.array(AccessAccount) }),
  }),
  giveAccess: route({
    method: "PUT",
    path: "/api/office/users/:user/access/:party",
    who: "staff:manager",
    summary: "Let a user act for a party",
    params: userParams.extend({ party: idOf("party") }),
    body: z.object({ rights: z.array(Right).min(1), endsOn: Day.nullable().default(null) }),
    response: AccessAccount,
  }),
  removeAccess: route({
    method: "DELETE",
    path: "/api/office/users/:user/access/:party",
    who: "staff:manager",
    summary: "Stop a user from acting for a party",
    params: userParams.extend({ party: idOf("party") }),
    response: Done,
  }),
};

export const refusals = { ...codeRefusals, ...colleagueRefusals } satisfies Refusals;
