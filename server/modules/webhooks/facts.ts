/** What webhooks tell; the subject is the webhook. */
export const facts = {
  created: "webhooks.created",
  updated: "webhooks.updated",
  deleted: "webhooks.deleted",
  secretChanged: "webhooks.secret_changed",
  replayed: "webhooks.replayed",
  /** Switched off by Quitus: nobody answered for too long, or the address said that it is gone. */
  disabled: "webhooks.disabled",
} as const;
