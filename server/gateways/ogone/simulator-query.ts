/** The simulated querydirect.asp. */
import { decimalOfCents, type Fields } from "./protocol.ts";
import { ncErrorOf, type OgoneAccount, type Orders, paymentFields } from "./simulator-orders.ts";
import { escapeHtml } from "./simulator-page.ts";

function write(attributes: Fields): string {
  const text = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<?xml version="1.0"?>\n<ncresponse${text.join("")}/>\n`;
}

function failure(orderId: string, ncError: string, words: string, status: string): string {
  return write({
    orderID: orderId,
    PAYID: "0",
    NCSTATUS: "5",
    NCERROR: ncError,
    NCERRORPLUS: words,
    ACCEPTANCE: "",
    STATUS: status,
    amount: "",
    currency: "",
  });
}

const hasAccess = (account: OgoneAccount, fields: Fields) =>
  Boolean(account.queryUser && account.queryPassword) &&
  account.queryUser === fields.USERID &&
  account.queryPassword === fields.PSWD;

/** Answers by PAYID or by ORDERID, always with HTTP 200, as the platform does. */
export async function queryAnswer(
  world: { orders: Orders; findAccount: (pspid: string) => Promise<OgoneAccount | null> },
  fields: Fields,
): Promise<string> {
  const { PSPID: pspid = "", ORDERID: reference = "", PAYID: payId = "" } = fields;
  const account = await world.findAccount(pspid);
  if (account === null || !hasAccess(account, fields)) {
    return failure(reference, "50001111", "API user or password incorrect", "0");
  }
  const order = payId ? world.orders.withPayId(pspid, payId) : world.orders.find(pspid, reference);
  if (order === undefined) {
    return failure(reference, "50001130", `unknown orderid ${reference} for merchant ${pspid}`, "88");
  }
  const known = paymentFields(order);
  return write({
    orderID: order.reference,
    PAYID: order.payId,
    PAYIDSUB: "0",
    NCSTATUS: ncErrorOf(order.status).charAt(0),
    NCERROR: ncErrorOf(order.status),
    NCERRORPLUS: "",
    ACCEPTANCE: known.ACCEPTANCE ?? "",
    STATUS: order.status,
    ECI: order.status === "0" ? "" : "7",
    amount: decimalOfCents(order.cents),
    currency: order.currency,
    PM: known.PM ?? "",
    BRAND: known.BRAND ?? "",
    CARDNO: known.CARDNO ?? "",
    IP: known.IP ?? "",
  });
}
