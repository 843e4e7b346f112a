/** The ledger: accounts, entries, lettering, holds, invoices, statements. README.md says how to settle with it. */
export { recomputeBalances, recomputeSettlements } from "./check-balances.ts";
export {
  type AccountLine,
  accountsByIds,
  creditorOfEntries,
  entriesByIds,
  type PayableEntry,
  payableEntries,
} from "./find-entries.ts";
export { EntriesHeld, holdForPayment, releaseHolds } from "./hold-entries.ts";
export { letterPayment } from "./letter-payment.ts";
export { recordPaymentEntry } from "./record-payment-entry.ts";
