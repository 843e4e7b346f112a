/** The simulated post-sale requests: online, else deferred with four more tries, like the real platform's option. */
import { setTimeout as later } from "node:timers";
import type { NotificationTrace } from "./simulator-orders.ts";
import { withQuery } from "./simulator-orders.ts";

export const behaviours = [
  "normal",
  "before-return",
  "double",
  "late",
  "after-return",
  "lost",
  "forged",
] as const;
export type Behaviour = (typeof behaviours)[number];

export type PostSale = { url: string; method: "GET" | "POST"; query: string; kind: string };

const timeoutMs = 5_000;
const retries = 4;

/** One try, in words: an HTTP status, or the kind of breakdown. */
async function request(send: typeof fetch, message: PostSale, stop: AbortSignal): Promise<string> {
  try {
    const get = message.method === "GET";
    const answer = await send(get ? withQuery(message.url, message.query) : message.url, {
      method: message.method,
      ...(get ? {} : { body: message.query }),
      headers: get ? {} : { "content-type": "application/x-www-form-urlencoded" },
      redirect: "manual",
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
    });
    await answer.body?.cancel();
    return String(answer.status);
  } catch (error) {
    return `failed: ${error instanceof Error ? error.name : "unknown"}`;
  }
}

/** @param retryMs between two tries of a failed request: ten minutes at the real provider. */
export function createPostSale(options: { fetch: typeof fetch; now: () => Date; retryMs: number }) {
  const timers = new Set<NodeJS.Timeout>();
  const stop = new AbortController();
  let underWay = 0;

  function schedule(run: () => Promise<void>, ms: number): void {
    if (stop.signal.aborted) return;
    const timer = later(() => {
      timers.delete(timer);
      void run();
    }, ms);
    timers.add(timer);
  }

  async function attempt(message: PostSale, trace: NotificationTrace): Promise<void> {
    underWay += 1;
    trace.tries += 1;
    trace.result = await request(options.fetch, message, stop.signal);
    underWay -= 1;
    if (/^[23]\d\d$/.test(trace.result) || trace.tries > retries) return;
    schedule(() => attempt(message, trace), options.retryMs);
  }

  /** Sends now (resolves after the first try) or after a delay (resolves at once). Never throws. */
  async function send(message: PostSale, traces: NotificationTrace[], delayMs = 0): Promise<void> {
    const trace = {
      at: options.now().toISOString(),
      url: message.url,
      kind: message.kind,
      tries: 0,
      result: "waiting",
    };
    traces.push(trace);
    if (delayMs > 0) schedule(() => attempt(message, trace), delayMs);
    else await attempt(message, trace);
  }

  return {
    send,
    /** Requests scheduled or under way: zero when nothing more will come by itself. */
    pending: () => timers.size + underWay,
    close: () => {
      stop.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

export type PostSaleSender = ReturnType<typeof createPostSale>;
