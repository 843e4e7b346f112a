/** The ledger: accounts, entries, lettering, holds, invoices, statements. README.md says how to settle with it. */
export { recomputeBalances, recomputeSettlements } from "./check-balances.ts";
export { type AccountLine, accountsByIds } from "./find-accounts.ts";
export { creditNotesSince } from "./find-credit-notes.ts";
export { contestableEntries, creditorOfEntries, entriesByIds, payableEntries } from "./find-entries.ts";
export { holdEntries, holdForDispute, holdForPayment, releaseHolds } from "./hold-entries.ts";
export { letterPayment } from "./letter-payment.ts";
export { publishAccounts } from "./publish-accounts.ts";
export { publishEntries, stageEntries } from "./publish-entries.ts";
export { attachInvoicePdfs, findAccountIds, publishInvoices } from "./publish-invoices.ts";
export { recordPaymentEntry } from "./record-payment-entry.ts";
export { reversePayment } from "./reverse-payment.ts";

// What they take, give and throw.

export type { PayableEntry } from "./find-entries.ts";
export { EntriesHeld, EntryNotFree } from "./hold-entries.ts";
export type { PublishedAccount } from "./publish-accounts.ts";
export type { PublicationReport, PublishedLine } from "./publish-entries.ts";
export type { PublishedInvoice } from "./publish-invoices.ts";
