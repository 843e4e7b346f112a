/** HTTP requests of this process that nobody has answered yet: what simulators tell us on their own, first of all. */
import { subscribe } from "node:diagnostics_channel";

/** A request that has waited so long hangs on purpose: a test of a provider that never answers. */
const HANGING_MS = 5_000;
const asked = new Map<object, number>();
const of = (message: unknown) => (message as { request: object }).request;
subscribe("undici:request:create", (message) => void asked.set(of(message), Date.now()));
for (const end of ["undici:request:headers", "undici:request:error"])
  subscribe(end, (message) => void asked.delete(of(message)));

/** How many there are. */
export const requestsUnderWay = (): number =>
  [...asked.values()].filter((at) => Math.abs(Date.now() - at) < HANGING_MS).length;
