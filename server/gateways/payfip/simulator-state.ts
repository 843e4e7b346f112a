/** What the simulated PayFiP remembers, and its life-cycle rules (P1, P3, P4, P5). In memory, by an injected clock. */
import { randomBytes } from "node:crypto";
import { parisStamp } from "./paris-time.ts";

export type ResultCode = "P" | "V" | "R" | "Z" | "A";

/** One delivery of a notification: an HTTP status, or null when nobody answered. */
export type Delivery = { at: Date; idop: string; status: number | null };

export type SimulatedOrder = {
  numcli: string;
  exer: string;
  refdet: string;
  objet: string;
  cents: number;
  mel: string;
  saisie: string;
  urlnotif: string;
  urlredirect: string;
};

export type SimulatedPayment = SimulatedOrder & {
  idOp: string;
  createdAt: Date;
  opened: boolean;
  result: { code: ResultCode; numauto: string | null; dattrans: string; heurtrans: string } | null;
  deliveries: Delivery[];
};

export type SimulatedClient = { numcli: string; labels?: [string, string, string]; enabled?: boolean };

export type SimulatorState = {
  now: () => Date;
  /** The client numbers that exist; null when every well-shaped one does. */
  clients: SimulatedClient[] | null;
  /** By idOp, in the order of creation. */
  payments: Map<string, SimulatedPayment>;
  latestByRefdet: Map<string, SimulatedPayment>;
  /** Random part of the idOps of this run. */
  node: string;
  sequence: number;
  authorisations: number;
};

/** Why an operation cannot be paid: P1 unknown or purged, P3 used, P4 too old. */
export type PageRefusal = "P1" | "P3" | "P4";

const OPENABLE_MS = 15 * 60_000;
const NIGHT_MS = 3 * 3_600_000;
/** 100 ns ticks between the start of UUID time (1582-10-15) and 1970. */
const UUID_EPOCH_TICKS = 122_192_928_000_000_000n;

export function createState(now: () => Date, clients: SimulatedClient[] | null): SimulatorState {
  return {
    now,
    clients,
    payments: new Map(),
    latestByRefdet: new Map(),
    node: randomBytes(8).toString("hex"),
    sequence: 0,
    authorisations: 100_000,
  };
}

/** A version-1 UUID of the clock's instant; a counter in its sub-millisecond ticks keeps it unique. */
export function newIdOp(state: SimulatorState): string {
  const ticks = BigInt(state.now().getTime()) * 10_000n + UUID_EPOCH_TICKS + BigInt(state.sequence++);
  const hex = ticks.toString(16).padStart(15, "0");
  const clockSequence = ((Number.parseInt(state.node.slice(0, 4), 16) & 0x3fff) | 0x8000).toString(16);
  return `${hex.slice(7)}-${hex.slice(3, 7)}-1${hex.slice(0, 3)}-${clockSequence}-${state.node.slice(4)}`;
}

/** Remembers a valid order under a new idOp. */
export function createPayment(state: SimulatorState, order: SimulatedOrder): SimulatedPayment {
  const idOp = newIdOp(state);
  const payment = { ...order, idOp, createdAt: state.now(), opened: false, result: null, deliveries: [] };
  state.payments.set(idOp, payment);
  state.latestByRefdet.set(payment.refdet, payment);
  return payment;
}

/** The night that an instant belongs to, as a sortable date: nights change at 3 o'clock in Paris. */
function nightOf(instant: number): string {
  const { dattrans } = parisStamp(new Date(instant - NIGHT_MS));
  return dattrans.slice(4) + dattrans.slice(2, 4) + dattrans.slice(0, 2);
}

/** Never completed, and a night has passed since its page could last be opened. */
function isPurged(state: SimulatorState, payment: SimulatedPayment): boolean {
  if (payment.result) return false;
  return nightOf(state.now().getTime()) > nightOf(payment.createdAt.getTime() + OPENABLE_MS);
}

/** What forbids to show the page; null when it opens. An abandoned operation opens again while it is young. */
export function pageRefusal(
  state: SimulatorState,
  payment: SimulatedPayment | undefined,
): PageRefusal | null {
  if (!payment || isPurged(state, payment)) return "P1";
  if (payment.result && payment.result.code !== "A") return "P3";
  const age = state.now().getTime() - payment.createdAt.getTime();
  return age > OPENABLE_MS ? "P4" : null;
}

/** What forbids to finish. A page opened in time may be finished late: this is how money comes after the 20 minutes. */
export function decisionRefusal(
  state: SimulatorState,
  payment: SimulatedPayment | undefined,
): PageRefusal | null {
  const refusal = pageRefusal(state, payment);
  return refusal === "P4" && payment?.opened && !payment.result ? null : refusal;
}

/** Records what the payer did; only what was paid gets an authorisation number. */
export function recordResult(state: SimulatorState, payment: SimulatedPayment, code: ResultCode): void {
  const number = String(++state.authorisations);
  const numauto = code === "P" ? number : code === "V" ? `${number.padStart(12, "1")}-tip` : null;
  payment.result = { code, numauto, ...parisStamp(state.now()) };
}

/** What a look-up answers: the payment when its result is known, else P1 or P5. */
export function lookUp(state: SimulatorState, idOp: string): SimulatedPayment | "P1" | "P5" {
  const payment = state.payments.get(idOp);
  if (!payment || isPurged(state, payment)) return "P1";
  return payment.result ? payment : "P5";
}

/** By idOp, else the latest of that refdet. */
export function findPayment(state: SimulatorState, reference: string): SimulatedPayment | undefined {
  return state.payments.get(reference) ?? state.latestByRefdet.get(reference);
}

/** The client of a number: null when unknown. */
export function clientOf(state: SimulatorState, numcli: string): SimulatedClient | null {
  if (state.clients === null) return /^[0-9]{6}$/.test(numcli) ? { numcli } : null;
  return state.clients.find((client) => client.numcli === numcli) ?? null;
}

/** Every euro accepted, card or direct debit. */
export function acceptedTotals(state: SimulatorState) {
  const paid = [...state.payments.values()].filter(({ result }) => result && "PV".includes(result.code));
  return {
    count: paid.length,
    cents: paid.reduce((sum, { cents }) => sum + cents, 0),
    payments: paid.map(({ idOp, refdet, cents }) => ({ idOp, refdet, cents })),
  };
}
