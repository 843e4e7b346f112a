/** What disputes tell; the subject is the dispute. Data: {accountId, creditorId, partyId, by?: "customer"|"staff", outcome?}. */
export const facts = {
  opened: "disputes.opened",
  /** Somebody wrote; `by` says which side. */
  answered: "disputes.answered",
  noted: "disputes.noted",
  assigned: "disputes.assigned",
  /** Decided by staff, or withdrawn by the customer; `by` and `outcome` say so. */
  resolved: "disputes.resolved",
  reopened: "disputes.reopened",
  /** The books say what was decided: nothing is held any more. */
  released: "disputes.released",
  categoriesChanged: "disputes.categories_changed",
} as const;
