/** What privacy tells; the subject is the user, with the archive or the erasure in the data. Never a reason, never a name. */
export const facts = {
  archiveAsked: "privacy.archive_asked",
  archiveReady: "privacy.archive_ready",
  archiveDownloaded: "privacy.archive_downloaded",
  erasureAsked: "privacy.erasure_asked",
  erasureWithdrawn: "privacy.erasure_withdrawn",
  erasureDecided: "privacy.erasure_decided",
  erased: "privacy.erased",
  /** The subject is the organization: how many rows of each kind went at their term. */
  termsKept: "privacy.terms_kept",
  accessClosed: "privacy.access_closed",
} as const;
