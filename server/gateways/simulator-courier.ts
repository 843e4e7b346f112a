/** How a simulated provider tells the merchant's server: one request, doubled, late, lost, after a forged one, tried again. */
import { setTimeout as later } from "node:timers";

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

/** What is posted to the merchant's server: a form, unless its headers (made for each try: some are signed with the hour) say otherwise. */
export type Message = {
  url: string;
  body: string;
  kind: "genuine" | "forged";
  headers?: () => Record<string, string>;
};
export type Trace = { at: string; url: string; kind: string; tries: number; result: string };
export type Telling = { genuine: Message; lies: Message[]; behaviour: Behaviour; delayMs: number };

const TIMEOUT_MS = 5_000;

type Posted = { result: string; acknowledged: boolean };

async function post(options: CourierOptions, message: Message, stop: AbortSignal): Promise<Posted> {
  try {
    const answer = await options.fetch(message.url, {
      method: "POST",
      headers: message.headers?.() ?? { "content-type": "application/x-www-form-urlencoded" },
      body: message.body,
      redirect: "manual",
      signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await answer.text();
    const acknowledged = options.acknowledged?.(answer.status, text) ?? answer.ok;
    return { result: String(answer.status), acknowledged };
  } catch (error) {
    return { result: `failed: ${error instanceof Error ? error.name : "unknown"}`, acknowledged: false };
  }
}

export type CourierOptions = {
  fetch: typeof fetch;
  now: () => Date;
  /** Further tries of a request that was not acknowledged, and the milliseconds between them. */
  retries: number;
  retryMs: number;
  /** What this provider takes for an acknowledgement; any 2xx by default. */
  acknowledged?: (status: number, body: string) => boolean;
};

/** Sends notifications, and remembers in the traces of each order what became of them. Nothing here ever throws. */
export function createCourier(options: CourierOptions) {
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

  async function attempt(message: Message, trace: Trace): Promise<void> {
    underWay += 1;
    trace.tries += 1;
    const { result, acknowledged } = await post(options, message, stop.signal);
    trace.result = result;
    underWay -= 1;
    // A forger does not insist.
    if (acknowledged || message.kind === "forged" || trace.tries > options.retries) return;
    schedule(() => attempt(message, trace), options.retryMs);
  }

  /** Now (resolves after the first try), or after a delay (resolves at once). */
  async function send(message: Message, traces: Trace[], delayMs: number): Promise<void> {
    const at = options.now().toISOString();
    const trace = { at, url: message.url, kind: message.kind, tries: 0, result: "waiting" };
    traces.push(trace);
    if (delayMs > 0) schedule(() => attempt(message, trace), delayMs);
    else await attempt(message, trace);
  }

  return {
    /** Tells as the behaviour says; a forger speaks first, then the provider itself. */
    async tell({ genuine, lies, behaviour, delayMs }: Telling, traces: Trace[]): Promise<void> {
      if (behaviour === "lost") return;
      if (behaviour === "forged") for (const lie of lies) await send(lie, traces, 0);
      const delayed = behaviour === "late" || behaviour === "after-return";
      await send(genuine, traces, delayed ? Math.max(1, delayMs) : 0);
      if (behaviour === "double") await send(genuine, traces, 0);
    },
    /** Requests scheduled or under way: zero when nothing more will come by itself. */
    pending: () => timers.size + underWay,
    close: () => {
      stop.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

export type Courier = ReturnType<typeof createCourier>;
