/** How the simulated PayFiP tells the merchant: notifications, with their accidents, and the browser's return. */
import type { Departure } from "../payment-gateway.ts";
import type { ResultCode, SimulatedPayment, SimulatorState } from "./simulator-state.ts";

export const BEHAVIOURS = [
  "normal",
  "before-return",
  "after-return",
  "double",
  "late",
  "lost",
  "forged",
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];
export type Outcome = ResultCode | "close";

export type DeliveryOptions = {
  now: () => Date;
  fetch: typeof fetch;
  returnMethod: "GET" | "POST";
  notificationMethod: "GET" | "POST";
  /** Spelling of the parameter: clients of the real service disagree. */
  parameter: "idop" | "idOp";
  retries: number;
  retryEveryMs: number;
};

const ATTEMPT_TIMEOUT_MS = 15_000;

/** Sends notifications; `close()` cancels every timer and every request under way. */
export function createDelivery(state: SimulatorState, options: DeliveryOptions) {
  const timers = new Set<NodeJS.Timeout>();
  const closing = new AbortController();

  function later(ms: number, action: () => void): void {
    if (closing.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, ms);
    timers.add(timer);
  }

  async function post(payment: SimulatedPayment, fields: Record<string, string>): Promise<number | null> {
    const form = new URLSearchParams(fields);
    const get = options.notificationMethod === "GET";
    const url = new URL(payment.urlnotif);
    if (get) for (const [name, value] of form) url.searchParams.append(name, value);
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]);
    try {
      const response = await options.fetch(
        url,
        get ? { method: "GET", signal } : { method: "POST", body: form, signal },
      );
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  /** One notification, tried again as configured. Never throws; resolves after the first try. */
  async function notify(
    payment: SimulatedPayment,
    fields: Record<string, string>,
    retriesLeft = options.retries,
  ): Promise<void> {
    const status = await post(payment, fields);
    payment.deliveries.push({ at: options.now(), idop: fields[options.parameter] ?? "", status });
    const delivered = status !== null && status >= 200 && status < 300;
    if (!delivered && retriesLeft > 0) {
      later(options.retryEveryMs, () => void notify(payment, fields, retriesLeft - 1));
    }
  }

  /** Lies to the notification address, once under an invented idOp, once under the true one (the payer knows it). */
  function forge(payment: SimulatedPayment): Promise<unknown> {
    const claims = { resultrans: "P", refdet: payment.refdet, montant: String(payment.cents) };
    return Promise.all(
      [state.newIdOp(), payment.idOp].map((idOp) =>
        notify(payment, { [options.parameter]: idOp, ...claims }, 0),
      ),
    );
  }

  async function send(payment: SimulatedPayment, behaviour: Behaviour, delayMs: number): Promise<void> {
    const fields = { [options.parameter]: payment.idOp };
    switch (behaviour) {
      case "lost":
        return;
      case "forged":
        await forge(payment);
        return;
      case "before-return":
        return notify(payment, fields);
      case "late":
      case "after-return":
        return later(delayMs, () => void notify(payment, fields));
      case "double":
        void notify(payment, fields);
        void notify(payment, fields);
        return;
      case "normal":
        void notify(payment, fields);
    }
  }

  function returnOf(payment: SimulatedPayment): Departure {
    if (options.returnMethod === "POST") {
      return { method: "POST", url: payment.urlredirect, fields: { [options.parameter]: payment.idOp } };
    }
    const url = new URL(payment.urlredirect);
    url.searchParams.set(options.parameter, payment.idOp);
    return { method: "GET", url: url.href, fields: {} };
  }

  /**
   * What a button of the hosted page does: records, notifies, and gives the browser's return (null when the payer
   * closes the page without finishing: then nothing is recorded, and only a forger notifies).
   */
  async function decide(
    payment: SimulatedPayment,
    outcome: Outcome,
    behaviour: Behaviour,
    delayMs: number,
  ): Promise<Departure | null> {
    payment.opened = true;
    if (outcome === "close") {
      if (behaviour === "forged") await forge(payment);
      return null;
    }
    state.record(payment, outcome);
    await send(payment, behaviour, delayMs);
    return returnOf(payment);
  }

  function close(): void {
    closing.abort();
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  }

  return { decide, close };
}
