/** One decision on an order: recorded, told to the merchant's server, and where the browser goes next. */
import type { Departure } from "../payment-gateway.ts";
import {
  feedbackQuery,
  isClosed,
  type OgoneAccount,
  type Orders,
  returnUrlOf,
  type SimulatedOrder,
  withQuery,
} from "./simulator-orders.ts";
import type { Behaviour, PostSaleSender } from "./simulator-post-sale.ts";

export type Decision = {
  /** A status code, or `abandoned`: the customer closes the page and nothing is recorded. */
  outcome: string;
  behaviour: Behaviour;
  /** Delay of the late and after-return behaviours. */
  delayMs: number;
  /** A refusal (2) counts one attempt, or ends the customer's attempts at once. */
  final: boolean;
  /** A later change of status, made in the back office: allowed on a closed order, with no browser. */
  backOffice: boolean;
};

export type Decided = { kind: "left" } | { kind: "retry" } | { kind: "closed" } | Returned;
type Returned = { kind: "returned"; departure: Departure | null };

export type Deciding = {
  orders: Orders;
  sender: PostSaleSender;
  notificationUrlOf: (account: OgoneAccount) => string | null;
};

async function notify(world: Deciding, account: OgoneAccount, order: SimulatedOrder, decision: Decision) {
  const address = world.notificationUrlOf(account);
  if (address === null || decision.behaviour === "lost") return;
  const url = address.replaceAll("<PARAMVAR>", encodeURIComponent(order.fields.PARAMVAR ?? ""));
  const method = account.notificationMethod ?? "POST";
  const genuine = { url, method, query: feedbackQuery(account, order), kind: "genuine" };
  const { behaviour, delayMs } = decision;
  if (behaviour === "forged") {
    const stranger = { ...account, shaOut: `${account.shaOut} guessed` };
    const query = feedbackQuery(stranger, order, { STATUS: "9", ACCEPTANCE: "forged", NCERROR: "0" });
    await world.sender.send({ url, method, query, kind: "forged" }, order.notifications);
  }
  const delayed = behaviour === "late" || behaviour === "after-return";
  await world.sender.send(genuine, order.notifications, delayed ? Math.max(1, delayMs) : 0);
  if (behaviour === "double") await world.sender.send(genuine, order.notifications);
}

/** The signed way back, or null when the order gave no address: the platform then shows its own last page. */
function departureOf(account: OgoneAccount, order: SimulatedOrder): Departure | null {
  const url = returnUrlOf(order);
  if (url === null) return null;
  return { method: "GET", url: withQuery(url, feedbackQuery(account, order)), fields: {} };
}

/** Does what the button does. The order is recorded before anything is awaited: a second click finds it closed. */
export async function decide(
  world: Deciding,
  account: OgoneAccount,
  order: SimulatedOrder,
  decision: Decision,
): Promise<Decided> {
  if (decision.outcome === "abandoned") return { kind: "left" };
  if (isClosed(order) && !decision.backOffice) return { kind: "closed" };
  // An order that asked for an authorisation only is never captured by the customer's own act.
  const authorised = decision.outcome === "9" && order.fields.OPERATION === "RES" && !decision.backOffice;
  world.orders.record(order, authorised ? "5" : decision.outcome);
  if (decision.outcome === "2" && !decision.backOffice) {
    order.refusals += 1;
    if (!decision.final && order.refusals < (account.maxAttempts ?? 3)) return { kind: "retry" };
  }
  await notify(world, account, order, decision);
  return { kind: "returned", departure: decision.backOffice ? null : departureOf(account, order) };
}
