/**
 * What collections tell; the subject is the collection, unless it is said otherwise. Data of a collection: {accountId,
 * creditorId, partyId, cents, collectOn, endToEndId}, never an IBAN.
 */
export const facts = {
  /** It will be taken: its notice goes to the debtor. */
  announced: "collections.announced",
  /** It will be taken on another day: `was`. */
  moved: "collections.moved",
  /** `by`: customer, staff or system. */
  cancelled: "collections.cancelled",
  /** The money was written, subject to a return: `leftCents` settled nothing. */
  collected: "collections.collected",
  /** Refused before it came, or taken back after: `returnId`, `reasonCode`, `retryOn`. */
  rejected: "collections.rejected",
  returned: "collections.returned",
  /** Why it came back was told after that it did: `reasonCode`. */
  reasonLearnt: "collections.reason_learnt",
  /** Staff dealt with a return: `how`. */
  returnHandled: "collections.return_handled",
  /** The subject is the batch. */
  batchPrepared: "collections.batch_prepared",
  batchChecked: "collections.batch_checked",
  batchReleased: "collections.batch_released",
  fileMade: "collections.file_made",
  fileRead: "collections.file_read",
  batchSent: "collections.batch_sent",
  /** The bank credited a block of it: `blockId`, `cents`, `expectedCents`. */
  blockCredited: "collections.block_credited",
  /** Given up; `how: not_taken` after its file had left, with the `reason` that was typed. */
  batchCancelled: "collections.batch_cancelled",
  /** Somebody says that the bank did not take a file that had left: `reason`; then takes it back. */
  notTakenSaid: "collections.not_taken_said",
  notTakenWithdrawn: "collections.not_taken_withdrawn",
  /** The bank had it all the same: `restored` debits are in it again, `elsewhere` are not. */
  batchRestored: "collections.batch_restored",
  /** The SFTP drop was given up: staff are told. */
  dropFailed: "collections.drop_failed",
  /** A file of the bank was read; the subject is the creditor or the user. */
  returnsRead: "collections.returns_read",
  settingsChanged: "collections.settings_changed",
} as const;
