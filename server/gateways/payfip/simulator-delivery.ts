/** How the simulated PayFiP tells the merchant: notifications, with their accidents, and the browser's return. */
import type { Departure } from "../payment-gateway.ts";
import {
  newIdOp,
  type ResultCode,
  recordResult,
  type SimulatedPayment,
  type SimulatorState,
} from "./simulator-state.ts";

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
  fetch: typeof fetch;
  returnMethod: "GET" | "POST";
  notificationMethod: "GET" | "POST";
  /** Spelling of the parameter: clients of the real service disagree. */
  parameter: "idop" | "idOp";
  retries: number;
  retryEveryMs: number;
};

export type Postman = {
  state: SimulatorState;
  options: DeliveryOptions;
  timers: Set<NodeJS.Timeout>;
  closing: AbortController;
};

const ATTEMPT_TIMEOUT_MS = 15_000;

export function createPostman(state: SimulatorState, options: DeliveryOptions): Postman {
  return { state, options, timers: new Set(), closing: new AbortController() };
}

/** Cancels every timer and every request under way. */
export function closePostman({ timers, closing }: Postman): void {
  closing.abort();
  for (const timer of timers) clearTimeout(timer);
  timers.clear();
}

function later({ timers, closing }: Postman, ms: number, action: () => void): void {
  if (closing.signal.aborted) return;
  const timer = setTimeout(() => {
    timers.delete(timer);
    action();
  }, ms);
  timers.add(timer);
}

/** @returns the HTTP status, or null when nobody answered. */
async function call(
  { options, closing }: Postman,
  urlnotif: string,
  fields: Record<string, string>,
): Promise<number | null> {
  const form = new URLSearchParams(fields);
  const url = new URL(urlnotif);
  const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]);
  try {
    if (options.notificationMethod === "GET") {
      for (const [name, value] of form) url.searchParams.append(name, value);
    }
    const body = options.notificationMethod === "GET" ? undefined : form;
    const response = await options.fetch(url, { method: options.notificationMethod, body, signal });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

/** One notification, tried again as configured. Never throws; resolves after the first try. */
async function notify(
  postman: Postman,
  payment: SimulatedPayment,
  fields: Record<string, string>,
  retriesLeft: number,
): Promise<void> {
  const status = await call(postman, payment.urlnotif, fields);
  const idop = fields[postman.options.parameter] ?? "";
  payment.deliveries.push({ at: postman.state.now(), idop, status });
  const delivered = status !== null && status >= 200 && status < 300;
  if (delivered || retriesLeft <= 0) return;
  later(postman, postman.options.retryEveryMs, () => void notify(postman, payment, fields, retriesLeft - 1));
}

/** Lies to the notification address, once under an invented idOp, once under the true one (the payer knows it). */
async function forge(postman: Postman, payment: SimulatedPayment): Promise<void> {
  const claims = { resultrans: "P", refdet: payment.refdet, montant: String(payment.cents) };
  const lies = [newIdOp(postman.state), payment.idOp].map((idOp) =>
    notify(postman, payment, { [postman.options.parameter]: idOp, ...claims }, 0),
  );
  await Promise.all(lies);
}

async function send(
  postman: Postman,
  payment: SimulatedPayment,
  behaviour: Behaviour,
  delayMs: number,
): Promise<void> {
  const { parameter, retries } = postman.options;
  const notifyNow = () => notify(postman, payment, { [parameter]: payment.idOp }, retries);
  switch (behaviour) {
    case "lost":
      return;
    case "forged":
      return forge(postman, payment);
    case "before-return":
      return notifyNow();
    case "late":
    case "after-return":
      return later(postman, delayMs, () => void notifyNow());
    case "double":
      void notifyNow();
      void notifyNow();
      return;
    case "normal":
      void notifyNow();
  }
}

function returnOf({ options }: Postman, payment: SimulatedPayment): Departure {
  const { parameter, returnMethod } = options;
  if (returnMethod === "POST") {
    return { method: "POST", url: payment.urlredirect, fields: { [parameter]: payment.idOp } };
  }
  const url = new URL(payment.urlredirect);
  url.searchParams.set(parameter, payment.idOp);
  return { method: "GET", url: url.href, fields: {} };
}

/**
 * What a button of the hosted page does: records, notifies, and gives the browser's return (null when the payer
 * closes the page without finishing: then nothing is recorded, and only a forger notifies).
 */
export async function decide(
  postman: Postman,
  payment: SimulatedPayment,
  outcome: Outcome,
  behaviour: Behaviour,
  delayMs: number,
): Promise<Departure | null> {
  payment.opened = true;
  if (outcome === "close") {
    if (behaviour === "forged") await forge(postman, payment);
    return null;
  }
  recordResult(postman.state, payment, outcome);
  await send(postman, payment, behaviour, delayMs);
  return returnOf(postman, payment);
}
