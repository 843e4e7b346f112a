/**
 * What mandates tell; the subject is the mandate. Data: {accountId, creditorId, partyId, umr, by?: "customer"|"staff"|"system"},
 * never a code, never a whole IBAN.
 */
export const facts = {
  /** A code is to be sent; data.signatureId says for which signature. */
  codeAsked: "mandates.code_asked",
  /** The sealed file is kept: the mandate is in force. */
  signed: "mandates.signed",
  /** The timestamp that was missed when it was sealed is there; data.sealedSha256 begins with data.unstampedSha256. */
  timestamped: "mandates.timestamped",
  typed: "mandates.typed",
  /** Another bank account, signed; data.lastFour. */
  accountChanged: "mandates.account_changed",
  suspended: "mandates.suspended",
  resumed: "mandates.resumed",
  blocked: "mandates.blocked",
  stopped: "mandates.stopped",
  revoked: "mandates.revoked",
  dormant: "mandates.dormant",
  finished: "mandates.finished",
  settingsChanged: "mandates.settings_changed",
  /** Staff read what the law says of plans settled more than 50 days after the supply. */
  creditWarningRead: "mandates.credit_warning_read",
} as const;
