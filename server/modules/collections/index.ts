/** Collections: direct debits that are due, their batches, what came back. README.md tells the story. */
export { findBatchByReference, noteBlockCredited } from "./note-bank.ts";
export { hasComingDebit, personalKinds } from "./personal-data.ts";
export { type ReturnDone, recordReturns, type ToldReturn } from "./record-returns.ts";
export { settleCollections } from "./settle-collections.ts";
export { collectionForMail, type ToldCollection } from "./tell-collection.ts";
