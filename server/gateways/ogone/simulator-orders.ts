/** What the simulated provider remembers of each order, and what its answers hold. */
import { randomUUID } from "node:crypto";
import {
  type Algorithm,
  type Charset,
  decimalOfCents,
  deprecatedShaOut,
  type Fields,
  shaOut,
  writePairs,
} from "./protocol.ts";

/** A merchant's account, as its back office would hold it. */
export type OgoneAccount = {
  pspid: string;
  shaIn: string;
  shaOut: string;
  algorithm: Algorithm;
  /** Post-sale address; may hold `<PARAMVAR>`. Can be changed through /control. */
  notificationUrl?: string | null;
  notificationMethod?: "GET" | "POST";
  queryUser?: string;
  queryPassword?: string;
  /** Names of the "dynamic post-sale" list, upper-case; all of them by default. */
  feedback?: string[];
  /** Sends values in ISO-8859-1 whatever charset is signed, as PostFinance methods do. */
  feedbackCharset?: Charset;
  deprecatedShaOut?: boolean;
  /** Refusals after which the customer is sent away; 3 by default. */
  maxAttempts?: number;
};

export type NotificationTrace = { at: string; url: string; kind: string; tries: number; result: string };

export type SimulatedOrder = {
  token: string;
  pspid: string;
  environment: string;
  reference: string;
  payId: string;
  cents: number;
  currency: string;
  charset: Charset;
  /** As received, names upper-cased. */
  fields: Fields;
  status: string;
  refusals: number;
  trxDate: string;
  at: string;
  /** True once the order was captured (9), whatever came later. */
  accepted: boolean;
  history: { status: string; at: string }[];
  notifications: NotificationTrace[];
};

/** Statuses after which the customer has nothing more to do, and the same order may not be paid again. */
const closing = new Set(["5", "9", "4", "41", "51", "91", "52", "92", "93", "95", "8", "7", "6"]);

export const isClosed = (order: SimulatedOrder): boolean => closing.has(order.status);

/** The vendor's day, MM/DD/YY in Paris. */
function trxDateOf(now: Date): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: "Europe/Paris",
    year: "2-digit",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("month")}/${part("day")}/${part("year")}`;
}

/** Orders by account and reference; the newest attempt on a reference answers for it. */
export function createOrders(now: () => Date) {
  const all: SimulatedOrder[] = [];
  const byReference = new Map<string, SimulatedOrder>();
  const byToken = new Map<string, SimulatedOrder>();
  let lastPayId = 3_000_000_000;
  const keyOf = (pspid: string, reference: string) => `${pspid}\n${reference}`;

  function open(given: Pick<SimulatedOrder, "pspid" | "environment" | "charset" | "fields">): SimulatedOrder {
    const reference = given.fields.ORDERID ?? "";
    const known = byReference.get(keyOf(given.pspid, reference));
    if (known !== undefined && known.status === "0") return Object.assign(known, given);
    lastPayId += 1;
    const at = now();
    const order: SimulatedOrder = {
      ...given,
      token: randomUUID(),
      reference,
      payId: String(lastPayId),
      cents: Number(given.fields.AMOUNT),
      currency: given.fields.CURRENCY ?? "",
      status: "0",
      refusals: 0,
      trxDate: trxDateOf(at),
      at: at.toISOString(),
      accepted: false,
      history: [],
      notifications: [],
    };
    all.push(order);
    byReference.set(keyOf(given.pspid, reference), order);
    byToken.set(order.token, order);
    return order;
  }

  function record(order: SimulatedOrder, status: string): void {
    const at = now();
    order.status = status;
    order.at = at.toISOString();
    order.trxDate = trxDateOf(at);
    if (status === "9" || status === "95") order.accepted = true;
    order.history.push({ status, at: order.at });
  }

  return {
    all,
    open,
    record,
    find: (pspid: string, reference: string) => byReference.get(keyOf(pspid, reference)),
    /** Newest order with this reference, in every account or in one. */
    findAny: (reference: string, pspid?: string) =>
      all.findLast((one) => one.reference === reference && (pspid === undefined || one.pspid === pspid)),
    withToken: (token: string) => byToken.get(token),
    withPayId: (pspid: string, payId: string) =>
      all.find((one) => one.pspid === pspid && one.payId === payId),
  };
}

export type Orders = ReturnType<typeof createOrders>;

/** Fine for the accepted statuses; families 2 (uncertain) and 3 (refused by the acquirer) otherwise. */
export function ncErrorOf(status: string): string {
  if (status === "52" || status === "92") return "20001001";
  return status === "2" || status === "93" ? "30001001" : "0";
}

const withCard = (status: string) => status !== "0" && status !== "1";
const withAcceptance = (status: string) => /^(5|7|8|9|91|95)$/.test(status);

/** What is known of the payment, in the mixed case of the real messages. */
export function paymentFields(order: SimulatedOrder): Fields {
  const card = withCard(order.status);
  return {
    orderID: order.reference,
    currency: order.currency,
    amount: decimalOfCents(order.cents),
    PM: card ? "CreditCard" : "",
    ACCEPTANCE: withAcceptance(order.status) ? "test123" : "",
    STATUS: order.status,
    CARDNO: card ? "XXXXXXXXXXXX1111" : "",
    ED: card ? "1230" : "",
    CN: order.fields.CN ?? "",
    TRXDATE: order.trxDate,
    PAYID: order.payId,
    NCERROR: ncErrorOf(order.status),
    BRAND: card ? "VISA" : "",
    IP: "127.0.0.1",
  };
}

/** Signed fields of the post-sale request and of the return, percent-encoded. Empty values are sent, not signed. */
export function feedbackQuery(account: OgoneAccount, order: SimulatedOrder, altered: Fields = {}): string {
  const every: Fields = { ...paymentFields(order), ...altered };
  if (order.fields.COMPLUS) every.COMPLUS = order.fields.COMPLUS;
  const chosen = Object.fromEntries(
    Object.entries(every).filter(([name]) => account.feedback?.includes(name.toUpperCase()) ?? true),
  );
  const signing = { passphrase: account.shaOut, algorithm: account.algorithm, charset: order.charset };
  const sign = account.deprecatedShaOut ? deprecatedShaOut : shaOut;
  const extra = Object.fromEntries(new URLSearchParams(order.fields.PARAMPLUS ?? ""));
  return writePairs(
    { ...chosen, ...extra, SHASIGN: sign(chosen, signing) },
    account.feedbackCharset ?? order.charset,
  );
}

/** Where the browser goes for a status; null when the merchant gave no address that fits. */
export function returnUrlOf(order: SimulatedOrder): string | null {
  const { ACCEPTURL, DECLINEURL, EXCEPTIONURL, CANCELURL } = order.fields;
  if (order.status === "1") return CANCELURL || DECLINEURL || null;
  if (order.status === "2" || order.status === "93") return DECLINEURL || null;
  if (order.status === "52" || order.status === "92") return EXCEPTIONURL || ACCEPTURL || null;
  return ACCEPTURL || null;
}

/** Adds parameters to an address that may already have some. */
export function withQuery(url: string, query: string): string {
  const [address, fragment] = url.split("#", 2);
  const joint = address?.includes("?") ? "&" : "?";
  return `${address}${joint}${query}${fragment === undefined ? "" : `#${fragment}`}`;
}
