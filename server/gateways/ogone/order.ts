/** The signed form that opens an attempt on the hosted page. */
import { type Departure, GatewayRefusal, type PaymentOrder } from "../payment-gateway.ts";
import { type Charset, type Fields, shaIn } from "./protocol.ts";
import { type OgoneConfig, vendorPageUrl } from "./settings.ts";

const languages = { fr: "fr_FR", en: "en_US" } as const;

/**
 * Text that arrives at the provider as the bytes that we signed: one line, no quote in it, nothing outside the
 * basic plane. On the ISO-8859-1 page it is plain ASCII, because the browser posts in the charset of our own page.
 * @param limit in characters, the vendor's.
 */
export function fieldText(text: string, limit: number, charset: Charset): string {
  const composed = text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .replace(/["\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
  const plain =
    charset === "utf-8"
      ? composed
      : composed
          .replaceAll("œ", "oe")
          .replaceAll("Œ", "OE")
          .replaceAll("’", "'")
          .normalize("NFKD")
          .replace(/[^\x20-\x7e]/g, "");
  return plain.replace(/ +/g, " ").trim().slice(0, limit).trimEnd();
}

/** An address too long or not plain ASCII is left out: the page works without it. */
function emailField(email: string | null): string {
  return email !== null && /^[\x21-\x7e]{3,50}$/.test(email) && email.includes("@") ? email : "";
}

function refuse(code: string, message: string): never {
  throw new GatewayRefusal(code, message);
}

function check(config: OgoneConfig, order: PaymentOrder): void {
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(order.reference)) refuse("ORDERID", "The reference has a wrong form");
  if (!Number.isSafeInteger(order.cents) || order.cents <= 0 || order.cents >= 1e15) {
    refuse("AMOUNT", "The amount must be a positive number of cents");
  }
  if (order.returnUrl.length > 200 || !/^https?:\/\/[\x21-\x7e]+$/.test(order.returnUrl)) {
    refuse("ACCEPTURL", "The return address must be absolute, ASCII and at most 200 characters long");
  }
  if (config.pspid.trim() === "") refuse("PSPID", "The account has no PSPID");
}

/** Builds the form to post. Only known, non-empty fields are sent, and all of them are signed. */
export function departureOf(config: OgoneConfig, order: PaymentOrder): Departure {
  check(config, order);
  const fields: Fields = {
    PSPID: config.pspid,
    ORDERID: order.reference,
    AMOUNT: String(order.cents),
    CURRENCY: "EUR",
    LANGUAGE: languages[order.language],
    CN: fieldText(order.payerName, 35, config.charset),
    EMAIL: emailField(order.email),
    COM: fieldText(order.subject, 100, config.charset),
    OPERATION: config.operation,
    ACCEPTURL: order.returnUrl,
    DECLINEURL: order.returnUrl,
    EXCEPTIONURL: order.returnUrl,
    CANCELURL: order.returnUrl,
  };
  const sent = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  const { algorithm, charset } = config;
  return {
    method: "POST",
    url: config.url ?? vendorPageUrl(config.environment, charset),
    fields: { ...sent, SHASIGN: shaIn(sent, { passphrase: config.shaIn, algorithm, charset }) },
  };
}
