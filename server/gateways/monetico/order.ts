/** The sealed form that opens an attempt on the hosted page. */
import { type Departure, GatewayRefusal, type PaymentOrder } from "../payment-gateway.ts";
import { amountText, type Fields, parisStamp, seal } from "./protocol.ts";
import { type MoneticoConfig, vendorPageUrl } from "./settings.ts";

function refuse(code: string, message: string): never {
  throw new GatewayRefusal(code, message);
}

function check(order: PaymentOrder): void {
  if (!/^[A-Za-z0-9]{1,50}$/.test(order.reference)) refuse("reference", "The reference has a wrong form");
  if (!Number.isSafeInteger(order.cents) || order.cents <= 0 || order.cents >= 1e12)
    refuse("montant", "The amount must be a positive number of cents");
  if (!/^https?:\/\/[\x21-\x7e]{1,2000}$/.test(order.returnUrl))
    refuse("url_retour_ok", "The return address must be absolute and ASCII");
}

/** Plain ASCII on one line: terminals of different ages write accents in different charsets, and the seal covers them. */
export const plainText = (text: string, limit: number): string =>
  text
    .replaceAll("œ", "oe")
    .replaceAll("Œ", "OE")
    .replaceAll("’", "'")
    .normalize("NFKD")
    .replace(/\s+/g, " ")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, limit)
    .trimEnd();

/** The order's context: the bank asks for the payer's address to judge the risk. Absent values are left out. */
function contextOf(config: MoneticoConfig, order: PaymentOrder): string {
  const { line, postalCode, city, country } = config.address;
  const name = order.payerName.trim().slice(0, 45).toWellFormed();
  const billing = { ...(name && { name }), addressLine1: line, city, postalCode, country };
  return Buffer.from(JSON.stringify({ billing }), "utf8").toString("base64");
}

/** Builds the form. Every field is sealed; an empty one is left out rather than posted. */
export function departureOf(config: MoneticoConfig, order: PaymentOrder, now: Date): Departure {
  check(order);
  const fields: Fields = {
    version: "3.0",
    TPE: config.tpe,
    date: parisStamp(now),
    montant: amountText(order.cents),
    reference: order.reference,
    "texte-libre": plainText(order.subject, 200),
    lgue: order.language === "en" ? "EN" : "FR",
    societe: config.societe,
    mail: order.email ?? "",
    contexte_commande: contextOf(config, order),
    url_retour_ok: order.returnUrl,
    url_retour_err: order.returnUrl,
  };
  const sent = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  return {
    method: "POST",
    url: config.url ?? vendorPageUrl(config.environment),
    fields: { ...sent, MAC: seal(sent, config.key) },
  };
}
