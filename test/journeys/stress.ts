/** Journeys on a machine that is slow, to bring out what waits for nothing: `JOURNEY_DELAY_MS=900 JOURNEY_CPU=3`. */
import type { RequestListener, Server } from "node:http";
import type { Browser } from "@playwright/test";

/** The longest that a call of the API is held before it is dealt with, in milliseconds; none when 0. */
const DELAY_MS = Number(process.env["JOURNEY_DELAY_MS"] ?? 0);
/** By how much pages run slower than the machine. */
const SLOWER = Number(process.env["JOURNEY_CPU"] ?? 1);

/** Holds every call of the API for a while of its own, so that answers come in another order than questions left. */
export function delayCalls(server: Server): void {
  if (DELAY_MS === 0) return;
  const listeners = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, answer) => {
    const held = /\/api\//.test(request.url ?? "") ? Math.random() * DELAY_MS : 0;
    setTimeout(() => {
      for (const listener of listeners) listener(request, answer);
    }, held);
  });
}

/** Every page of the browser from now on runs slower. */
export function slowPages(browser: Browser): void {
  if (SLOWER === 1) return;
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.on("page", (page) => {
      context
        .newCDPSession(page)
        .then((cdp) => cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER }))
        // A page that was closed meanwhile.
        .catch(() => undefined);
    });
    return context;
  };
}
