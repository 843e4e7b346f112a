/** Events, signatures and patience of webhooks (API-5). Pure. */
import { createHmac } from "node:crypto";
import { type IdKind, outside } from "../../platform/ids.ts";

/** The public name of an event, the fact behind it, and what its subject is. */
export const EVENTS = {
  "payment.settled": { fact: "payments.settled", subject: "payment" },
  "payment.unapplied": { fact: "payments.unapplied", subject: "payment" },
  "payment.refunded": { fact: "payments.refunded", subject: "payment" },
  "payment.charged_back": { fact: "payments.charged_back", subject: "payment" },
  "declaration.made": { fact: "payments.declared", subject: "declaration" },
  "declaration.withdrawn": { fact: "payments.declaration_withdrawn", subject: "declaration" },
  "declaration.decided": { fact: "payments.declaration_decided", subject: "declaration" },
  "transfer.ordered": { fact: "payments.transfer_ordered", subject: "transfer" },
  "transfer.cancelled": { fact: "payments.transfer_cancelled", subject: "transfer" },
  "transfer.expired": { fact: "payments.transfer_expired", subject: "transfer" },
  "transfer.received": { fact: "payments.transfer_received", subject: "transfer" },
  "dispute.opened": { fact: "disputes.opened", subject: "dispute" },
  "dispute.answered": { fact: "disputes.answered", subject: "dispute" },
  "dispute.resolved": { fact: "disputes.resolved", subject: "dispute" },
  "dispute.reopened": { fact: "disputes.reopened", subject: "dispute" },
  "mandate.signed": { fact: "mandates.signed", subject: "mandate" },
  "mandate.account_changed": { fact: "mandates.account_changed", subject: "mandate" },
  "mandate.suspended": { fact: "mandates.suspended", subject: "mandate" },
  "mandate.resumed": { fact: "mandates.resumed", subject: "mandate" },
  "mandate.blocked": { fact: "mandates.blocked", subject: "mandate" },
  "mandate.stopped": { fact: "mandates.stopped", subject: "mandate" },
  "mandate.revoked": { fact: "mandates.revoked", subject: "mandate" },
  "mandate.dormant": { fact: "mandates.dormant", subject: "mandate" },
  "collection.announced": { fact: "collections.announced", subject: "collection" },
  "collection.cancelled": { fact: "collections.cancelled", subject: "collection" },
  "collection.collected": { fact: "collections.collected", subject: "collection" },
  "collection.rejected": { fact: "collections.rejected", subject: "collection" },
  "collection.returned": { fact: "collections.returned", subject: "collection" },
  "batch.released": { fact: "collections.batch_released", subject: "batch" },
  "batch.sent": { fact: "collections.batch_sent", subject: "batch" },
  "request.opened": { fact: "messaging.request_opened", subject: "request" },
  "request.answered": { fact: "messaging.request_answered", subject: "request" },
  "request.closed": { fact: "messaging.request_closed", subject: "request" },
  "import.finished": { fact: "exchange.import_finished", subject: "import" },
  "import.failed": { fact: "exchange.import_failed", subject: "import" },
} as const satisfies Record<string, { fact: string; subject: IdKind }>;
export type EventName = keyof typeof EVENTS;

export const eventNames = Object.keys(EVENTS) as EventName[];
const byFact = new Map<string, EventName>(eventNames.map((name) => [EVENTS[name].fact, name]));
export const eventOfFact = (fact: string): EventName | undefined => byFact.get(fact);

/** What of a fact's data leaves the house: ids in their outside form and a few plain words; everything else stays. */
const SHOWN: Record<string, IdKind | "plain"> = {
  accountId: "account",
  creditorId: "creditor",
  partyId: "party",
  entryId: "entry",
  by: "plain",
  outcome: "plain",
  accepted: "plain",
  cents: "plain",
  collectOn: "plain",
  reasonCode: "plain",
};

export type StoredFact = {
  id: string;
  at: Date;
  subjectId: string;
  data: Record<string, unknown>;
};

/** The body of a delivery. Thin: who receives it reads the rest by the API, with a token of its own. */
export function payloadOf(event: EventName, fact: StoredFact) {
  const { subject } = EVENTS[event];
  const data: Record<string, unknown> = { [subject]: outside(subject, fact.subjectId) };
  for (const [key, value] of Object.entries(fact.data)) {
    const kind = SHOWN[key];
    if (kind === "plain") data[key] = value;
    else if (kind && typeof value === "string") data[kind] = outside(kind, value);
  }
  return { id: `evt_${fact.id.replaceAll("-", "")}`, type: event, at: fact.at.toISOString(), data };
}

export type Secret = { secret: string; until: string | null };

/**
 * `t=<seconds>,v1=<hex>[,v1=<hex>]`: HMAC-SHA256 of `<t>.<body>` by each living key, the newest first, so that a key is
 * changed without a message being refused.
 */
export function signatureOf(body: string, secrets: readonly Secret[], now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const living = secrets.filter(({ until }) => until === null || new Date(until) > now);
  const sign = (secret: string) => createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return [`t=${seconds}`, ...living.map(({ secret }) => `v1=${sign(secret)}`)].join(",");
}

/** How long the former key still signs. */
export const FORMER_KEY_MS = 24 * 3_600_000;

const MINUTE = 60;
/** Seconds before each new try: ten tries in some thirty hours. */
const PATIENCE = [30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 3600, 7200, 14_400, 28_800, 43_200];

/** Seconds before the next try after `tries` of them failed; null when that was the last. */
export const nextTryAfter = (tries: number): number | null => PATIENCE[tries - 1] ?? null;

/** Deliveries are shown and replayed for this many days. */
export const KEPT_DAYS = 90;
/** Events that one replay tells again at most. */
export const REPLAYED_AT_MOST = 1000;
