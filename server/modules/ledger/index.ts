/** The ledger: accounts, entries, lettering, holds, invoices, statements. README.md says how to settle with it. */
export { recomputeBalances, recomputeSettlements } from "./check-balances.ts";
export { type AccountLine, accountsByIds } from "./find-accounts.ts";
export { creditNotesSince } from "./find-credit-notes.ts";
export type { PayableEntry } from "./find-entries.ts";
export { contestableEntries, creditorOfEntries, entriesByIds, payableEntries } from "./find-entries.ts";
export { findNewPieces, type NewPieces } from "./find-new-pieces.ts";
export { holdEntries, holdForDispute, holdForPayment, releaseHolds } from "./hold-entries.ts";
export { EntriesHeld, EntryNotFree } from "./hold-rules.ts";
export { letterPayment } from "./letter-payment.ts";
export { type PublishedAccount, publishAccounts } from "./publish-accounts.ts";
export type { PublicationReport } from "./publish-entries.ts";
export { type PublishedLine, publishEntries, stageEntries } from "./publish-entries.ts";
export type { PublishedInvoice } from "./publish-invoices.ts";
export { attachInvoicePdfs, findAccountIds, publishInvoices } from "./publish-invoices.ts";
export { publishLinks } from "./publish-links.ts";
export { recordPaymentEntry } from "./record-payment-entry.ts";
export { refuseSuspended } from "./refuse-suspended.ts";
export { reversePayment } from "./reverse-payment.ts";
