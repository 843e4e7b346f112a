/** What this module records; the subject is the organization. Never a key, never a password. */
export const facts = {
  /** data {origin, fingerprint, name, issuer, validUntil, replaced}: `replaced` is the fingerprint of the one before, if any. */
  identityChanged: "signatures.identity_changed",
  /** data {address} */
  timestampSet: "signatures.timestamp_set",
  timestampRemoved: "signatures.timestamp_removed",
  /** A document was signed without a timestamp, though one was wanted; data {reason} */
  timestampMissed: "signatures.timestamp_missed",
} as const;
