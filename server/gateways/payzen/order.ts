/** The signed form that opens an attempt on the hosted page. */
import { type Departure, GatewayRefusal, type PaymentOrder } from "../payment-gateway.ts";
import { type Fields, fieldText, signatureOf, stampOf, transactionIdOf } from "./protocol.ts";
import { modeOf, type PayzenConfig, pageUrl } from "./settings.ts";

const EURO = "978";
/** n..12 without a leading zero. */
const MOST_CENTS = 999_999_999_999;
/** Seconds on the provider's last page before it leads back by itself. */
const BACK_AFTER = "3";

function refuse(field: string, message: string): never {
  throw new GatewayRefusal(field, message);
}

const isAddress = (url: string) => url.length <= 1024 && /^https?:\/\/[\x21-\x2a\x2c-\x7e]+$/.test(url);

function check(order: PaymentOrder): void {
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(order.reference)) {
    refuse("vads_order_id", "The reference has a wrong form");
  }
  if (!Number.isSafeInteger(order.cents) || order.cents <= 0 || order.cents > MOST_CENTS) {
    refuse("vads_amount", "The amount must be a positive number of cents");
  }
  if (!isAddress(order.returnUrl))
    refuse("vads_url_return", "The return address must be absolute, ASCII, without a +");
  if (!isAddress(order.notificationUrl)) {
    refuse("vads_url_check", "The notification address must be absolute, ASCII, without a +");
  }
}

/** An address too long, not plain ASCII, or with a `+` (see `signedText`) is left out: the page works without it. */
const emailField = (email: string | null): string =>
  email !== null && email.length <= 127 && /^[\x21-\x2a\x2c-\x7e]+@[\x21-\x2a\x2c-\x7e]+$/.test(email)
    ? email
    : "";

/** Builds the form to post: non-empty fields only, all signed. `now` dates it; the page opens from 30 minutes before to 90 after. */
export function departureOf(config: PayzenConfig, order: PaymentOrder, now: Date): Departure {
  check(order);
  const fields: Fields = {
    vads_site_id: config.siteId,
    vads_ctx_mode: modeOf(config),
    vads_version: "V2",
    vads_page_action: "PAYMENT",
    vads_action_mode: "INTERACTIVE",
    vads_payment_config: "SINGLE",
    // Captured by itself: without it, a shop set to manual would leave every payment to be validated.
    vads_validation_mode: "0",
    vads_amount: String(order.cents),
    vads_currency: EURO,
    vads_trans_date: stampOf(now),
    vads_trans_id: transactionIdOf(order.reference),
    vads_order_id: order.reference,
    vads_order_info: fieldText(order.subject, 255),
    vads_cust_email: emailField(order.email),
    vads_cust_name: fieldText(order.payerName, 63),
    vads_language: order.language,
    vads_payment_cards: config.cards ?? "",
    // By GET: a cross-site POST would come back without the session's cookie.
    vads_return_mode: "GET",
    vads_url_return: order.returnUrl,
    vads_url_check: order.notificationUrl,
    vads_redirect_success_timeout: BACK_AFTER,
    vads_redirect_error_timeout: BACK_AFTER,
  };
  const sent = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  return { method: "POST", url: pageUrl(config), fields: { ...sent, signature: signatureOf(sent, config) } };
}
