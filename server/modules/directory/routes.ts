import { doors } from "../../platform/doors.ts";
import { activateParty } from "./activate-party.ts";
import { contract } from "./contract.ts";
import { giveAccess, listAccess, removeAccess } from "./give-access.ts";
import { listParties, readParty } from "./list-parties.ts";

export const routes = doors(contract, {
  listParties: (ctx, { query }) => listParties(ctx, query),
  readParty: (ctx, { params }) => readParty(ctx, params.party),
  activateParty: (ctx, { params }) => activateParty(ctx, params.party),
  listAccess: (ctx, { params }) => listAccess(ctx, params.user),
  giveAccess: (ctx, { params, body }) => giveAccess(ctx, params.user, params.party, body),
  removeAccess: (ctx, { params }) => removeAccess(ctx, params.user, params.party),
});
