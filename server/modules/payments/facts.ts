/** What payments tell; the subject is the payment. */
export const facts = {
  started: "payments.started",
  opened: "payments.opened",
  refused: "payments.refused",
  resumed: "payments.resumed",
  cancelled: "payments.cancelled",
  denied: "payments.denied",
  expired: "payments.expired",
  /** A notification or a return was kept. */
  messageReceived: "payments.message_received",
  /** A message that proves nothing, or proves false. */
  messageRefused: "payments.message_refused",
  asked: "payments.asked",
  settled: "payments.settled",
  /** Money that could not be used as ordered: a visible credit, and staff are told. */
  unapplied: "payments.unapplied",
  alertSeen: "payments.alert_seen",
  settingsChanged: "payments.settings_changed",
} as const;
