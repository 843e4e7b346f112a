import { doors } from "../../platform/doors.ts";
import { activateParty } from "./activate-party.ts";
import { contract } from "./contract.ts";
import { giveAccess, listAccess, removeAccess } from "./give-access.ts";
import { downloadLetters, listLetters, readLetters } from "./list-letters.ts";
import { listParties, readParty } from "./list-parties.ts";
import { changeColleague, inviteColleague, listColleagues, removeColleague } from "./manage-colleagues.ts";
import { askLetters } from "./print-letters.ts";
import { cancelCode, useAccessCode } from "./use-access-code.ts";

export const routes = doors(contract, {
  useAccessCode: { out: (outer, { body }) => useAccessCode(outer, body) },
  listAccessLetters: (ctx, { query }) => listLetters(ctx, query),
  printAccessLetters: (ctx, { body }) => askLetters(ctx, body),
  readAccessLetters: (ctx, { params }) => readLetters(ctx, params.letters),
  downloadAccessLetters: { out: (outer, { params }) => downloadLetters(outer, params.letters) },
  cancelAccessCode: (ctx, { params }) => cancelCode(ctx, params.party),
  listColleagues: (ctx) => listColleagues(ctx),
  inviteColleague: { out: (outer, { params, body }) => inviteColleague(outer, params.party, body) },
  changeColleague: (ctx, { params, body }) => changeColleague(ctx, params.party, params.colleague, body),
  removeColleague: (ctx, { params }) => removeColleague(ctx, params.party, params.colleague),
  listParties: (ctx, { query }) => listParties(ctx, query),
  readParty: (ctx, { params }) => readParty(ctx, params.party),
  activateParty: (ctx, { params }) => activateParty(ctx, params.party),
  listAccess: (ctx, { params }) => listAccess(ctx, params.user),
  giveAccess: (ctx, { params, body }) => giveAccess(ctx, params.user, params.party, body),
  removeAccess: (ctx, { params }) => removeAccess(ctx, params.user, params.party),
});
