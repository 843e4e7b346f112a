import { doors } from "../../platform/doors.ts";
import { askArchive, readArchive } from "./ask-archive.ts";
import { askErasure, openErasure, withdrawErasure } from "./ask-erasure.ts";
import { contract } from "./contract.ts";
import { decideErasure } from "./decide-erasure.ts";
import { downloadArchive } from "./download-archive.ts";
import { listErasures } from "./list-erasures.ts";
import { readMyData } from "./read-data.ts";
import { readErasure } from "./read-erasure.ts";

export const routes = doors(contract, {
  readMyData: (ctx) => readMyData(ctx),
  askArchive: { out: (outer) => askArchive(outer) },
  readArchive: (ctx, { params }) => readArchive(ctx, params.archive),
  downloadArchive: {
    out: (outer, { params, body }) => downloadArchive(outer, params.archive, body.password),
  },
  askErasure: (ctx, { body }) => askErasure(ctx, body),
  withdrawErasure: (ctx, { params }) => withdrawErasure(ctx, params.erasure),
  listErasures: (ctx, { query }) => listErasures(ctx, query),
  readErasure: (ctx, { params }) => readErasure(ctx, params.erasure),
  openErasure: (ctx, { body }) => openErasure(ctx, body),
  decideErasure: (ctx, { params, body }) => decideErasure(ctx, params.erasure, body),
});
