/** Reads Stripe's events and the browser's return. An event says that something happened; the API says what is true now. */
import type { ForeignMessage, MessageReading } from "../payment-gateway.ts";
import { REFERENCE } from "./order.ts";
import { Event, signatureFault } from "./protocol.ts";
import { isLive, type StripeConfig } from "./settings.ts";

const longestMessage = 262_144;
const refused = (reason: string): MessageReading => ({ kind: "refused", reason });

type Named = Record<string, unknown>;
const textIn = (object: Named, name: string): string => {
  const value = object[name];
  return typeof value === "string" ? value : "";
};
const isReference = (text: string) => /^[A-Z0-9]{6,30}$/.test(text);
const isId = (text: string, prefix: string) => new RegExp(`^${prefix}_[A-Za-z0-9_]{1,200}$`).test(text);

function metadataReference(object: Named): string {
  const metadata = object.metadata;
  return typeof metadata === "object" && metadata !== null ? textIn(metadata as Named, REFERENCE) : "";
}

/**
 * Which of our attempts an event is about. Orders of other shops on the same account, and the many events that we do not
 * follow, are nobody's.
 */
function attemptOf(type: string, object: Named): { reference?: string; providerReference: string } | null {
  const providerReference = textIn(object, "payment_intent");
  if (type.startsWith("checkout.session.")) {
    const reference = textIn(object, "client_reference_id");
    return isReference(reference) ? { reference, providerReference: textIn(object, "id") } : null;
  }
  if (type.startsWith("charge.dispute.")) return isId(providerReference, "pi") ? { providerReference } : null;
  if (type !== "charge.refunded" && type !== "charge.refund.updated") return null;
  const reference = metadataReference(object);
  if (isReference(reference)) return { reference, providerReference };
  return isId(providerReference, "pi") ? { providerReference } : null;
}

function parseEvent(body: string) {
  try {
    return Event.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

function readEvent(config: StripeConfig, message: ForeignMessage): MessageReading {
  const { signature, receivedAt, rawBody } = message;
  if (!signature || !receivedAt) return refused("no signature");
  const fault = signatureFault(rawBody, signature, config.webhookSecret, new Date(receivedAt));
  if (fault !== null) return refused(fault);
  const event = parseEvent(rawBody);
  if (!event) return refused("signed, but no readable event");
  if (event.livemode !== isLive(config)) return refused("signed, but of the other mode (test or production)");
  const attempt = attemptOf(event.type, event.data.object);
  return attempt ? { kind: "ask", ...attempt, key: event.id } : { kind: "ignored" };
}

/** The return names its session and proves nothing. */
function readReturn(rawQuery: string): MessageReading {
  const sessions = new Set(new URLSearchParams(rawQuery).getAll("session_id"));
  const [session = ""] = sessions;
  if (sessions.size !== 1 || !isId(session, "cs")) return refused("no session in the message");
  return { kind: "ask", providerReference: session, key: `return:${session}` };
}

/** Verifies and reads what came. Stripe gives no order to its events: whichever comes, the present state is asked for. */
export function readMessage(config: StripeConfig, message: ForeignMessage): MessageReading {
  if (message.rawBody.length + message.rawQuery.length > longestMessage) return refused("message too long");
  return message.method === "POST" ? readEvent(config, message) : readReturn(message.rawQuery);
}
