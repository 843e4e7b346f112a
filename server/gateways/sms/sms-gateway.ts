/** What every SMS provider answers to. One text goes to one phone, in transactional mode: no advertising ever leaves this way. */
import type { z } from "zod";

export type OutgoingText = {
  /** Ours: it tags the text at the provider, so that it can be found again when an answer was lost. */
  id: string;
  /** E.164. */
  to: string;
  body: string;
  /** Where the provider tells what became of it. */
  receiptUrl: string;
};
/** The provider took it: its own reference, and how many parts it bills when it says so. */
export type Accepted = { reference: string; segments: number | null };
export type Delivery = { state: "sent" | "delivered" | "failed"; reason: string | null };
export type ReceivedReceipt = { reference: string; delivery: Delivery };

export type World = { fetch: typeof fetch; now: () => Date };
/** A receipt as it came over HTTP. */
export type ReceiptMessage = { url: string; body: string; header(name: string): string | undefined };

export type SmsGateway<C> = {
  configuration: z.ZodType<C>;
  /**
   * @throws TextRefused when trying again is of no use; NotTaken when it surely did not leave and may later; any other
   * error leaves a doubt.
   */
  send(config: C, text: OutgoingText, world: World): Promise<Accepted>;
  /** Whether a text in doubt was taken, asked of the provider. @param since when its first try began. */
  find(
    config: C,
    text: { id: string; to: string; body: string; since: Date },
    world: World,
  ): Promise<Accepted | null>;
  /** What became of a text, asked of the provider. */
  ask(config: C, reference: string, world: World): Promise<Delivery>;
  /** Reads a receipt; null when it does not come from the provider, or says nothing. */
  receive(config: C, message: ReceiptMessage): ReceivedReceipt | null;
};

/** Refused for good: a wrong number, a blocked one, a sender that is not allowed. */
export class TextRefused extends Error {}
/** Surely not taken: the account has to be mended, or the provider asks for patience. */
export class NotTaken extends Error {}

/**
 * Sorts a refusal by its HTTP status. A wrong key or an empty account (401, 402, 403), and patience asked (429), are not
 * the text's fault; what is left of class 4 is. Class 5 leaves a doubt.
 */
export function refusalOf(provider: string, status: number, body: string): Error {
  const message = `${provider} ${status}: ${body.slice(0, 300)}`;
  if ([401, 402, 403, 404, 408, 429].includes(status)) return new NotTaken(message);
  return status < 500 ? new TextRefused(message) : new Error(message);
}
