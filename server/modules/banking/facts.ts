/** What banking tells. */
export const facts = {
  /** The subject is the file. */
  fileImported: "banking.file_imported",
  fileFailed: "banking.file_failed",
  accountSaved: "banking.account_saved",
  /**
   * Money of a line was given to accounts; the subject is the allocation. Data: {lineId, reference, cents, leftCents, creditorId,
   * accountIds, shares: {accountId, cents}[], ordered, on, source: "rule"|"staff", reason, score}.
   */
  transferReceived: "banking.transfer_received",
  /** It was taken back; the subject is the allocation. */
  matchUndone: "banking.match_undone",
  /** Of a line: data {reason, cents}. */
  lineSetAside: "banking.line_set_aside",
  lineReopened: "banking.line_reopened",
  /** A line that credits a batch of direct debits, or tells returns, was given to its owner. */
  lineHandedOver: "banking.line_handed_over",
  noted: "banking.noted",
} as const;
