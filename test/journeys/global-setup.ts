import { fork } from "node:child_process";
import { join } from "node:path";
import { buildWeb } from "../../bin/build.ts";

export type House = { origin: string; tools: string; bases: { ogone: string; payfip: string } };

/** Builds the web application if need be, starts the server, and tells the workers where everything is. */
export default async function setup(): Promise<() => Promise<void>> {
  await buildWeb({ quiet: true });
  const server = fork(join(import.meta.dirname, "server.ts"), [], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    execArgv: [],
  });
  const house = await new Promise<House>((resolve, reject) => {
    server.once("message", (message) => resolve(message as House));
    server.once("exit", (code) => reject(new Error(`the journeys' server stopped with ${code}`)));
  });
  process.env["QUITUS_HOUSE"] = JSON.stringify(house);
  return async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.send("stop");
    await gone;
  };
}
