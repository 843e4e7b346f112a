import { doors } from "../../platform/doors.ts";
import { announceNow } from "./announce-collections.ts";
import { cancelByCustomer, cancelByStaff } from "./cancel-collection.ts";
import { readCollectionSettings, saveCollectionSettings, testDrop } from "./configure-collections.ts";
import { contract } from "./contract.ts";
import { dropAgain } from "./drop-file.ts";
import { answerNotTaken, cancelBatch, sayNotTaken } from "./give-up-batch.ts";
import { handleReturn, listReturns } from "./handle-return.ts";
import { importReturns } from "./import-returns.ts";
import { checkBatch, prepareBatch } from "./make-batch.ts";
import { listBatchCollections, listBatches, listComing, readBatch } from "./read-batch.ts";
import {
  listCollections,
  listOfficeCollections,
  readCollection,
  readOfficeCollection,
} from "./read-collection.ts";
import { releaseBatch } from "./release-batch.ts";
import { markSent } from "./send-batch.ts";
import { readFile } from "./write-file.ts";

export const routes = doors(contract, {
  listCollections: (ctx, { query }) => listCollections(ctx, query),
  readCollection: (ctx, { params }) => readCollection(ctx, params.collection),
  cancelCollection: (ctx, { params }) => cancelByCustomer(ctx, params.collection),
  listOfficeCollections: (ctx, { query }) => listOfficeCollections(ctx, query),
  readOfficeCollection: (ctx, { params }) => readOfficeCollection(ctx, params.collection),
  cancelOfficeCollection: (ctx, { params }) => cancelByStaff(ctx, params.collection),
  announceCollections: { out: (outer, { params }) => announceNow(outer, params.creditor) },
  listComing: (ctx) => listComing(ctx),
  listBatches: (ctx, { query }) => listBatches(ctx, query),
  prepareBatch: (ctx, { body }) => prepareBatch(ctx, body),
  readBatch: (ctx, { params }) => readBatch(ctx, params.batch),
  listBatchCollections: (ctx, { params, query }) => listBatchCollections(ctx, params.batch, query),
  checkBatch: (ctx, { params }) => checkBatch(ctx, params.batch),
  releaseBatch: (ctx, { params, body }) => releaseBatch(ctx, params.batch, body),
  cancelBatch: (ctx, { params }) => cancelBatch(ctx, params.batch),
  sayBatchNotTaken: (ctx, { params, body }) => sayNotTaken(ctx, params.batch, body.reason),
  answerBatchNotTaken: (ctx, { params, body }) => answerNotTaken(ctx, params.batch, body.answer),
  readBatchFile: (ctx, { params }) => readFile(ctx, params.batch),
  dropBatch: (ctx, { params }) => dropAgain(ctx, params.batch),
  markBatchSent: (ctx, { params }) => markSent(ctx, params.batch),
  listReturns: (ctx, { query }) => listReturns(ctx, query),
  handleReturn: (ctx, { params, body }) => handleReturn(ctx, params.collectionReturn, body.how),
  importReturns: { out: (outer, { body }) => importReturns(outer, body) },
  readCollectionSettings: (ctx, { params }) => readCollectionSettings(ctx, params.creditor),
  saveCollectionSettings: (ctx, { params, body }) => saveCollectionSettings(ctx, params.creditor, body),
  testCollectionDrop: { out: (outer, { params }) => testDrop(outer, params.creditor) },
});
