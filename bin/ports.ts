/** Ports of this machine. */
import { createServer } from "node:net";

/** True when nothing listens on a port. */
export function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

const TRIED = 100;

/** The first free port from one on. @throws when a hundred are taken. */
export async function firstFreePort(from: number): Promise<number> {
  for (let port = from; port < from + TRIED; port += 1) if (await isFree(port)) return port;
  throw new Error(`no free port between ${from} and ${from + TRIED - 1}`);
}
