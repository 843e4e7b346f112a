/** What the simulated PayFiP remembers, and its life-cycle rules (P1, P3, P4, P5). In memory, by an injected clock. */
import { randomBytes } from "node:crypto";
import { parisStamp } from "./paris-time.ts";

export type ResultCode = "P" | "V" | "R" | "Z" | "A";

/** One delivery of a notification: an HTTP status, or null when nobody answered. */
export type Delivery = { at: Date; idop: string; status: number | null };

export type SimulatedPayment = {
  idOp: string;
  numcli: string;
  exer: string;
  refdet: string;
  objet: string;
  cents: number;
  mel: string;
  saisie: string;
  urlnotif: string;
  urlredirect: string;
  createdAt: Date;
  opened: boolean;
  result: { code: ResultCode; numauto: string | null; dattrans: string; heurtrans: string } | null;
  deliveries: Delivery[];
};

export type SimulatedClient = { numcli: string; labels?: [string, string, string]; enabled?: boolean };

const OPENABLE_MS = 15 * 60_000;
const NIGHT_HOUR_MS = 3 * 3_600_000;
/** 100 ns ticks between the start of UUID time (1582-10-15) and 1970. */
const UUID_EPOCH_TICKS = 122_192_928_000_000_000n;

export type SimulatorState = ReturnType<typeof createState>;

/** @param clients the client numbers that exist; null when every well-shaped one does. */
export function createState(now: () => Date, clients: SimulatedClient[] | null) {
  const payments = new Map<string, SimulatedPayment>();
  const latestByRefdet = new Map<string, SimulatedPayment>();
  const node = randomBytes(8).toString("hex");
  let sequence = 0;
  let authorisations = 100_000;

  /** A version-1 UUID of the clock's instant; a counter in its sub-millisecond ticks keeps it unique. */
  function newIdOp(): string {
    const ticks = BigInt(now().getTime()) * 10_000n + UUID_EPOCH_TICKS + BigInt(sequence++);
    const hex = ticks.toString(16).padStart(15, "0");
    const clockSequence = ((Number.parseInt(node.slice(0, 4), 16) & 0x3fff) | 0x8000).toString(16);
    return `${hex.slice(7)}-${hex.slice(3, 7)}-1${hex.slice(0, 3)}-${clockSequence}-${node.slice(4)}`;
  }

  function create(
    order: Omit<SimulatedPayment, "idOp" | "createdAt" | "opened" | "result" | "deliveries">,
  ): SimulatedPayment {
    const payment = {
      ...order,
      idOp: newIdOp(),
      createdAt: now(),
      opened: false,
      result: null,
      deliveries: [],
    };
    payments.set(payment.idOp, payment);
    latestByRefdet.set(payment.refdet, payment);
    return payment;
  }

  const age = (payment: SimulatedPayment) => now().getTime() - payment.createdAt.getTime();

  /** Never completed, and a night (3 o'clock in Paris) has passed since its page could last be opened. */
  function isPurged(payment: SimulatedPayment): boolean {
    if (payment.result) return false;
    const lastOpenable = payment.createdAt.getTime() + OPENABLE_MS;
    const nightOf = (instant: number) => {
      const { dattrans } = parisStamp(new Date(instant - NIGHT_HOUR_MS));
      return dattrans.slice(4) + dattrans.slice(2, 4) + dattrans.slice(0, 2);
    };
    return nightOf(now().getTime()) > nightOf(lastOpenable);
  }

  /** What forbids to show the page: P1 unknown, P3 used, P4 too old; null when it opens. */
  function pageRefusal(payment: SimulatedPayment | undefined): "P1" | "P3" | "P4" | null {
    if (!payment || isPurged(payment)) return "P1";
    if (payment.result && payment.result.code !== "A") return "P3";
    return age(payment) > OPENABLE_MS ? "P4" : null;
  }

  /** A page opened in time may be finished late: this is how money comes after the 20 minutes. */
  function decisionRefusal(payment: SimulatedPayment | undefined): "P1" | "P3" | "P4" | null {
    const refusal = pageRefusal(payment);
    return refusal === "P4" && payment?.opened && !payment.result ? null : refusal;
  }

  function record(payment: SimulatedPayment, code: ResultCode): void {
    const number = String(++authorisations);
    const numauto = code === "P" ? number : code === "V" ? `${number.padStart(12, "1")}-tip` : null;
    payment.result = { code, numauto, ...parisStamp(now()) };
  }

  /** What a look-up answers: the payment when its result is known, else P1 or P5. */
  function lookUp(idOp: string): SimulatedPayment | "P1" | "P5" {
    const payment = payments.get(idOp);
    if (!payment || isPurged(payment)) return "P1";
    return payment.result ? payment : "P5";
  }

  /** Every euro accepted, card or direct debit. */
  function accepted() {
    const paid = [...payments.values()].filter(({ result }) => result?.code === "P" || result?.code === "V");
    return {
      count: paid.length,
      cents: paid.reduce((sum, { cents }) => sum + cents, 0),
      payments: paid.map(({ idOp, refdet, cents }) => ({ idOp, refdet, cents })),
    };
  }

  const get = (idOp: string) => payments.get(idOp);
  /** By idOp, else the latest of that refdet. */
  const find = (reference: string) => payments.get(reference) ?? latestByRefdet.get(reference);

  /** The client of a number: null when unknown. */
  function clientOf(numcli: string): SimulatedClient | null {
    if (clients === null) return /^[0-9]{6}$/.test(numcli) ? { numcli } : null;
    return clients.find((client) => client.numcli === numcli) ?? null;
  }

  const list = () => [...payments.values()];
  return {
    newIdOp,
    create,
    pageRefusal,
    decisionRefusal,
    record,
    lookUp,
    accepted,
    get,
    find,
    clientOf,
    list,
  };
}
