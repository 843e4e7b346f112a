import { doors } from "../../platform/doors.ts";
import { assignDispute } from "./assign-dispute.ts";
import { contract } from "./contract.ts";
import { draftDispute } from "./draft-dispute.ts";
import { readCategories, saveCategories } from "./edit-categories.ts";
import { listAssignees, listDisputes, listOfficeDisputes } from "./list-disputes.ts";
import { openDispute } from "./open-dispute.ts";
import { readDispute, readOfficeDispute } from "./read-dispute.ts";
import { releaseDispute, reopenDispute, resolveDispute, withdrawDispute } from "./resolve-dispute.ts";
import { readFile, readOfficeFile, storeFile } from "./store-file.ts";
import { answerDispute, noteDispute, writeToDispute } from "./write-message.ts";

export const routes = doors(contract, {
  draftDispute: (ctx, { params, query }) => draftDispute(ctx, params.account, query.entries),
  uploadDisputeFile: { out: (outer, { query, body }) => storeFile(outer, query.name, body) },
  openDispute: (ctx, { params, body }) => openDispute(ctx, params.account, body),
  listDisputes: (ctx, { query }) => listDisputes(ctx, query),
  readDispute: (ctx, { params }) => readDispute(ctx, params.dispute),
  writeToDispute: (ctx, { params, body }) => writeToDispute(ctx, params.dispute, body),
  withdrawDispute: (ctx, { params }) => withdrawDispute(ctx, params.dispute),
  readDisputeFile: {
    out: (outer, { params, query }) => readFile(outer, params.dispute, params.file, query),
  },
  listOfficeDisputes: (ctx, { query }) => listOfficeDisputes(ctx, query),
  readOfficeDispute: (ctx, { params }) => readOfficeDispute(ctx, params.dispute),
  answerDispute: (ctx, { params, body }) => answerDispute(ctx, params.dispute, body),
  noteDispute: (ctx, { params, body }) => noteDispute(ctx, params.dispute, body),
  assignDispute: (ctx, { params, body }) => assignDispute(ctx, params.dispute, body.user),
  resolveDispute: (ctx, { params, body }) => resolveDispute(ctx, params.dispute, body),
  reopenDispute: (ctx, { params, body }) => reopenDispute(ctx, params.dispute, body.text),
  releaseDispute: (ctx, { params }) => releaseDispute(ctx, params.dispute),
  listDisputeAssignees: (ctx, { query }) => listAssignees(ctx, query.dispute),
  readOfficeDisputeFile: {
    out: (outer, { params, query }) => readOfficeFile(outer, params.dispute, params.file, query),
  },
  listDisputeCategories: async (ctx) => ({ items: await readCategories(ctx) }),
  saveDisputeCategories: (ctx, { body }) => saveCategories(ctx, body.items),
});
