/** What the platform checks in an order before it shows a page, with its own error strings. */
import { type Charset, type Fields, sameDigest, shaIn } from "./protocol.ts";
import type { OgoneAccount } from "./simulator-orders.ts";

/** Limits in characters. */
const limits: Record<string, number> = {
  PSPID: 30,
  ORDERID: 40,
  CN: 35,
  EMAIL: 50,
  COM: 100,
  OWNERADDRESS: 50,
  OWNERZIP: 10,
  OWNERTOWN: 40,
  OWNERCTY: 2,
  OWNERTELNO: 30,
  PARAMVAR: 50,
  ACCEPTURL: 200,
  DECLINEURL: 200,
  EXCEPTIONURL: 200,
  CANCELURL: 200,
  BACKURL: 200,
};

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** The error string to show, or null. Fields have upper-case names. */
export function orderFault(fields: Fields, account: OgoneAccount | null, charset: Charset): string | null {
  for (const name of ["PSPID", "ORDERID", "AMOUNT", "CURRENCY", "LANGUAGE"]) {
    if (!fields[name]) return `no ${name}`;
  }
  if (account === null) return "PSPID not found or not active";
  if (!fields.SHASIGN) return "unknown order/0/s";
  const signing = { passphrase: account.shaIn, algorithm: account.algorithm, charset };
  if (!sameDigest(shaIn(fields, signing), fields.SHASIGN)) return "unknown order/1/s";
  for (const [name, limit] of Object.entries(limits)) {
    if ((fields[name]?.length ?? 0) > limit) return `${name} too long`;
  }
  if (!/^[1-9]\d{0,14}$/.test(fields.AMOUNT ?? "")) return "amount too long or not numeric";
  if (!currencies.has(fields.CURRENCY ?? "")) return "not a valid currency";
  return null;
}
