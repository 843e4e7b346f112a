/** `npm run demo`: Quitus with data, payment providers and a mailbox, all on this machine. `--reset` starts afresh. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { credentials } from "../demo/credentials.ts";
import { prepareScene, resetScene, type Scene } from "../demo/scene.ts";
import { type Running, start } from "../server/main.ts";
import { addDays, dayInParis } from "../server/platform/dates.ts";
import { buildWeb } from "./build.ts";
import { isFree } from "./ports.ts";

const FOLDER = join(import.meta.dirname, "..", ".data", "demo");
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

type Options = { port: number; host: string; reset: boolean };

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      host: { type: "string" },
      reset: { type: "boolean", default: false },
    },
  });
  const port = Number(values.port ?? process.env["PORT"] ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_000)
    throw new Error(`--port: ${values.port} is not a port between 1 and 65000`);
  return { port, host: values.host ?? process.env["HOST"] ?? "127.0.0.1", reset: values.reset };
}

/** Quitus on `port`, providers and mailbox on the next one: a pair that is free. */
async function freePair(wanted: number, host: string): Promise<number> {
  for (let port = wanted; port < wanted + 50; port += 10) {
    if ((await isFree(port, host)) && (await isFree(port + 1))) {
      if (port !== wanted)
        console.log(`Port ${wanted} or ${wanted + 1} is taken: using ${port} and ${port + 1}.`);
      return port;
    }
  }
  throw new Error(`ports ${wanted} to ${wanted + 41} are taken: choose another with --port`);
}

function tell(scene: Scene, options: Options, times: Record<string, number>): void {
  const publicUrl = scene.env["PUBLIC_URL"]!;
  const parts = Object.entries(times).map(([step, ms]) => `${step} ${seconds(ms)}`);
  console.log(`
Quitus is up: ${publicUrl}/o/montfleuri   ${publicUrl}/o/lafargue   ${publicUrl}/o/phare

${credentials(publicUrl, scene.madeOn)}

  Mails / messages : ${scene.outboxUrl}
  Next FEC         : ${scene.fecPath}
                     (sign in to Éditions du Phare as "compta", Imports)
  Next bank file   : ${scene.bankPaths.join("\n                     ")}
                     (sign in to the office of each, Banque)
  Payments         : simulated on ${new URL(scene.outboxUrl).origin}; no money moves.

Started in ${parts.join(", ")}${options.host === "127.0.0.1" ? "" : ` (listening on ${options.host})`}. Ctrl+C stops everything; --reset starts afresh.`);
  if (scene.madeOn < addDays(dayInParis(new Date()), -30))
    console.log(`These data were made on ${scene.madeOn}: --reset makes them recent again.`);
}

async function main(): Promise<void> {
  const options = readOptions();
  const began = performance.now();
  const built = await buildWeb({ quiet: true });
  const building = performance.now() - began;
  if (options.reset) await resetScene(FOLDER);
  const port = await freePair(options.port, options.host);
  const preparing = prepareScene({
    folder: FOLDER,
    port,
    host: options.host,
    publicUrl: `http://localhost:${port}`,
  });
  let starting: Promise<Running> | undefined;
  let stopping: Promise<void> | undefined;
  // Asked for while something is being started, a stop waits for it: so nothing is left behind, the database least of all.
  const stop = () =>
    (stopping ??= (async () => {
      const scene = await preparing.catch(() => null);
      const running = await starting?.catch(() => null);
      await running?.stop();
      await scene?.stop();
    })());
  const onSignal = () => {
    if (stopping) process.exit(1);
    console.log("\nStopping…");
    void stop().then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  const scene = await preparing;
  if (stopping) return;
  try {
    const before = performance.now();
    starting = start(scene.env);
    await starting;
    const times = {
      ...(built ? { "web build": building } : {}),
      ...scene.times,
      server: performance.now() - before,
    };
    tell(scene, options, { ...times, total: performance.now() - began });
  } catch (error) {
    await stop();
    throw error;
  }
}

try {
  await main();
} catch (error) {
  console.error(`The demonstration could not start: ${(error as Error).message}`);
  process.exit(1);
}
