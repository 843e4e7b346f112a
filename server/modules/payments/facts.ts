/** What payments tell; the subject is the payment, unless it is said otherwise. */
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
  /** Money went back (PAY-11): `data.reversalId`. */
  refunded: "payments.refunded",
  chargedBack: "payments.charged_back",
  /** Told before the money itself was: applied when it comes. `data` is the reversal. */
  reversalEarly: "payments.reversal_early",
  /** The provider tells that more went back than came: written nowhere, staff are told. */
  reversalSetAside: "payments.reversal_set_aside",
  /** The provider says something odd of a paid payment: an inquiry is open, a dispute was won, it was paid twice. */
  warned: "payments.warned",
  alertSeen: "payments.alert_seen",
  settingsChanged: "payments.settings_changed",
  /** A bill declared paid by other means (ACT-6); the subject is the declaration. */
  declared: "payments.declared",
  declarationWithdrawn: "payments.declaration_withdrawn",
  declarationDecided: "payments.declaration_decided",
  /** A transfer that a customer says he will make (PAY-9); the subject is the order. */
  transferOrdered: "payments.transfer_ordered",
  transferCancelled: "payments.transfer_cancelled",
  transferMailAsked: "payments.transfer_mail_asked",
  transferReceived: "payments.transfer_received",
  transferExpired: "payments.transfer_expired",
  transferReopened: "payments.transfer_reopened",
} as const;
