import { doors } from "../../platform/doors.ts";
import { askChange, choosePaper, withdrawChange } from "./ask-change.ts";
import { contract } from "./contract.ts";
import { decideChange } from "./decide-change.ts";
import { listChanges, readChange } from "./list-changes.ts";
import { listMyParties, readCoordinates } from "./read-coordinates.ts";

export const routes = doors(contract, {
  listMyParties: (ctx) => listMyParties(ctx),
  readCoordinates: (ctx, { params }) => readCoordinates(ctx, params.party),
  askChange: (ctx, { params, body }) => askChange(ctx, params.party, body),
  withdrawChange: (ctx, { params }) => withdrawChange(ctx, params.party),
  choosePaper: (ctx, { params, body }) => choosePaper(ctx, params.party, body.paper),
  listChanges: (ctx, { query }) => listChanges(ctx, query),
  readChange: (ctx, { params }) => readChange(ctx, params.change),
  decideChange: (ctx, { params, body }) => decideChange(ctx, params.change, body.decisions),
});
