/** What the ledger tells. */
export const facts = {
  /** Bills were handed to the public treasury; data {creditorId, overdueDays, entries, cents}. */
  handedOver: "ledger.handed_over",
  /** Bills came back from it; data {entries}. */
  takenBack: "ledger.taken_back",
  /** Staff asked that accounts leave the customers' space at the next publication; data {accounts}. */
  withdrawalAsked: "ledger.withdrawal_asked",
  /** Accounts left it, or came back; data {accounts}. */
  accountsWithdrawn: "ledger.accounts_withdrawn",
  accountsRestored: "ledger.accounts_restored",
  /** PDFs of invoices were attached; data {pdfs}. */
  pdfsAttached: "ledger.pdfs_attached",
  /** What the PDF of an invoice says is not what was published; data {creditorId, accountId, fields}. */
  invoiceDiffers: "ledger.invoice_differs",
} as const;
