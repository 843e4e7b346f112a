/** The ledger: accounts, entries, lettering, holds, invoices, statements. README.md says how to settle with it. */
export { recomputeBalances, recomputeSettlements } from "./check-balances.ts";
export { type AccountLine, accountsByIds } from "./find-accounts.ts";
export {
  contestableEntries,
  creditorOfEntries,
  entriesByIds,
  type PayableEntry,
  payableEntries,
} from "./find-entries.ts";
export { EntriesHeld, EntryNotFree, holdForDispute, holdForPayment, releaseHolds } from "./hold-entries.ts";
export { letterPayment } from "./letter-payment.ts";
export { type PublishedAccount, publishAccounts } from "./publish-accounts.ts";
export {
  type PublishedLine,
  publishEntries,
  stageEntries,
} from "./publish-entries.ts";
export {
  attachInvoicePdfs,
  findAccountIds,
  publishInvoices,
} from "./publish-invoices.ts";
export { recordPaymentEntry } from "./record-payment-entry.ts";
