/** The REST service's Order/Get: what the platform knows of an order, with every operation made on it. */
import { z } from "zod";
import type { AskedAttempt, GatewayWorld, ProviderTruth } from "../payment-gateway.ts";
import { modeOf, type PayzenConfig, restUrl } from "./settings.ts";
import { meansOf, type Operation, reversalOf, truthOf, verdictOf } from "./statuses.ts";

/** The page lives ten minutes and cannot be prolonged: with a margin as long, nothing more is expected after twenty. */
export const ABANDONED_AFTER_MINUTES = 20;

const TIMEOUT_MS = 15_000;
const LONGEST_ANSWER = 1_048_576;
/** "transaction not found": the customer has not decided anything on the page. */
const UNKNOWN_ORDER = "PSP_010";

const transactionShape = z.object({
  uuid: z.string(),
  amount: z.number().int().nonnegative(),
  currency: z.string(),
  detailedStatus: z.string(),
  operationType: z.string(),
  paymentMethodType: z.string().nullish(),
  creationDate: z.string().nullish(),
  transactionDetails: z
    .object({
      effectiveAmount: z.number().int().nonnegative().nullish(),
      effectiveCurrency: z.string().nullish(),
      cardDetails: z
        .object({
          effectiveBrand: z.string().nullish(),
          authorizationResponse: z.object({ authorizationNumber: z.string().nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
type Transaction = z.infer<typeof transactionShape>;

const envelopeShape = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("SUCCESS"),
    answer: z.object({
      shopId: z.string(),
      orderDetails: z.object({ orderId: z.string(), mode: z.string() }),
      transactions: z.array(transactionShape).max(500),
    }),
  }),
  z.object({
    status: z.literal("ERROR"),
    answer: z.object({ errorCode: z.string(), errorMessage: z.string().nullish() }),
  }),
]);

const isYoung = (attempt: AskedAttempt, now: Date) =>
  now.getTime() - attempt.startedAt.getTime() < ABANDONED_AFTER_MINUTES * 60_000;

/** Nothing was decided on the page: wait while it may be, then free. */
function undecided(code: string, attempt: AskedAttempt, now: Date): ProviderTruth {
  return {
    state: isYoung(attempt, now) ? "waiting" : "expired",
    cents: null,
    means: null,
    providerReference: attempt.providerReference,
    authorisation: null,
    at: null,
    alert: null,
    code,
  };
}

function operationOf(one: Transaction): Operation {
  const details = one.transactionDetails;
  const inEuros = (details?.effectiveCurrency ?? "EUR") === "EUR";
  const at = new Date(one.creationDate ?? "");
  return {
    kind: one.operationType === "CREDIT" ? "credit" : "debit",
    uuid: one.uuid,
    status: one.detailedStatus,
    cents: inEuros ? (details?.effectiveAmount ?? one.amount) : one.amount,
    means: meansOf(details?.cardDetails?.effectiveBrand ?? one.paymentMethodType),
    authorisation: details?.cardDetails?.authorizationResponse?.authorizationNumber || null,
    at: Number.isNaN(at.getTime()) ? null : at,
  };
}

const RANK: Record<ProviderTruth["state"], number> = {
  paid: 4,
  waiting: 3,
  denied: 2,
  cancelled: 1,
  expired: 0,
};
const rankOf = ({ status }: Operation) => RANK[verdictOf(status).state];

/** An order tried several times has several debits: the one with money counts, else one still under way, else the last. */
function decisiveOf(debits: Operation[]): Operation | undefined {
  return debits.toSorted(
    (a, b) => rankOf(b) - rankOf(a) || (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0),
  )[0];
}

/**
 * What an answer says of an attempt. @throws Error when the question itself failed (wrong password, another order, mode
 * or currency, an unexpected shape): nothing is known then, ask later.
 */
export function truthOfOrder(
  config: PayzenConfig,
  json: unknown,
  attempt: AskedAttempt,
  now: Date,
): ProviderTruth {
  const fail = (why: string): never => {
    throw new Error(`PayZen query of ${attempt.reference}: ${why}`);
  };
  const parsed = envelopeShape.safeParse(json);
  if (!parsed.success) return fail("unreadable answer");
  if (parsed.data.status === "ERROR") {
    const { errorCode, errorMessage } = parsed.data.answer;
    if (errorCode === UNKNOWN_ORDER) return undecided(errorCode, attempt, now);
    return fail(`${errorCode} ${errorMessage ?? ""}`.trim().slice(0, 200));
  }
  const { shopId, orderDetails, transactions } = parsed.data.answer;
  if (shopId !== config.siteId) fail(`answer of shop ${shopId}`);
  if (orderDetails.orderId !== attempt.reference) fail(`answer about ${orderDetails.orderId}`);
  if (orderDetails.mode !== modeOf(config)) fail(`answer of mode ${orderDetails.mode}`);
  const foreign = transactions.find((one) => one.currency !== "EUR");
  if (foreign) fail(`currency ${foreign.currency} is not EUR`);
  const operations = transactions
    .filter((one) => one.operationType === "DEBIT" || one.operationType === "CREDIT")
    .map(operationOf);
  const debits = operations.filter((one) => one.kind === "debit");
  const decisive = decisiveOf(debits);
  if (!decisive) return undecided("none", attempt, now);
  const reversals = [decisive, ...operations.filter((one) => one.kind === "credit")]
    .map(reversalOf)
    .filter((one) => one !== null);
  const truth = { ...truthOf(decisive), ...(reversals.length > 0 && { reversals }) };
  const twice = debits.filter((one) => rankOf(one) === RANK.paid).length > 1;
  return twice
    ? { ...truth, alert: "the order was paid more than once at the provider: give one back" }
    : truth;
}

async function readJson(answer: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new Error("PayZen query: the answer is too long");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new Error("PayZen query: the answer is no JSON");
  }
}

/** Asks by our own reference. Null when the shop's REST password is not set. */
export async function askOrder(
  config: PayzenConfig,
  attempt: AskedAttempt,
  world: GatewayWorld,
): Promise<ProviderTruth | null> {
  if (config.query === undefined) return null;
  const credentials = Buffer.from(`${config.siteId}:${config.query.password}`).toString("base64");
  const answer = await world.fetch(`${restUrl(config)}/api-payment/V4/Order/Get`, {
    method: "POST",
    headers: {
      authorization: `Basic ${credentials}`,
      "content-type": "application/json",
      accept: "application/json",
    },
    body: JSON.stringify({ orderId: attempt.reference }),
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Error(`PayZen query: HTTP ${answer.status}`);
  }
  return truthOfOrder(config, await readJson(answer), attempt, world.now());
}
