import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";
import { listIdentities } from "./list-identities.ts";
import { readHome } from "./read-home.ts";
import { searchEverything } from "./search-everything.ts";

export const routes = doors(contract, {
  readHome: (ctx) => readHome(ctx),
  listIdentities: (ctx, { query }) => listIdentities(ctx, query),
  search: (ctx, { query }) => searchEverything(ctx, query.q),
});
