/** Calls to Stripe's API: one request, one answer of a known shape. */
import type { z } from "zod";
import { GatewayRefusal, type GatewayWorld } from "../payment-gateway.ts";
import { API_VERSION, ApiError } from "./protocol.ts";
import type { StripeConfig } from "./settings.ts";

const TIMEOUT_MS = 15_000;
const LONGEST_ANSWER = 1_048_576;

/** The text of an answer. @throws Error when it is longer than any answer that we ask for. */
async function textOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new Error("Stripe: the answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * What a refusal of the API is worth. A wrong request, a wrong key or a missing right will not mend by itself: staff must
 * look. Anything else (too many calls, a lock, a breakdown) may be tried again.
 */
function failureOf(status: number, body: unknown): Error {
  const { error } = ApiError.safeParse(body).data ?? {};
  const lasting = [400, 401, 402, 403, 404].includes(status) && error?.type !== "idempotency_error";
  const said = error?.message?.slice(0, 300) ?? `HTTP ${status}`;
  if (lasting && error) return new GatewayRefusal(error.code ?? error.type, said);
  return new Error(`Stripe: HTTP ${status}${error ? ` (${error.type}: ${said})` : ""}`);
}

type Call = { path: string; form?: URLSearchParams; key?: string };

/**
 * Calls the API. A form is posted; without one the path is read. `key` makes a post safe to send twice.
 * @throws GatewayRefusal when Stripe refuses for good; Error for a breakdown or an answer of another shape.
 */
export async function callStripe<T extends z.ZodType>(
  config: StripeConfig,
  { path, form, key }: Call,
  shape: T,
  world: GatewayWorld,
): Promise<z.output<T>> {
  const base = (config.url ?? "https://api.stripe.com").replace(/\/+$/, "");
  const answer = await world.fetch(`${base}/v1/${path}`, {
    method: form ? "POST" : "GET",
    headers: {
      authorization: `Bearer ${config.secretKey}`,
      "stripe-version": API_VERSION,
      ...(form && { "content-type": "application/x-www-form-urlencoded" }),
      ...(key && { "idempotency-key": key }),
    },
    ...(form && { body: form.toString() }),
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = parseJson(await textOf(answer));
  if (!answer.ok) throw failureOf(answer.status, body);
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join(".") ?? "";
  throw new Error(`Stripe: unreadable answer to ${path.split("?")[0]} (${where})`);
}
