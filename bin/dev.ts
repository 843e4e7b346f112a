/**
 * `npm run dev`: the demonstration's data, the server restarted at each change of its sources, and Vite serving the web
 * application with its proxy to the API. Open the address of Vite.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createServer } from "vite";
import { credentials } from "../demo/credentials.ts";
import { prepareScene } from "../demo/scene.ts";
import { buildWeb } from "./build.ts";
import { firstFreePort } from "./ports.ts";

const ROOT = join(import.meta.dirname, "..");

// The server refuses to start without the pages that it serves; Vite serves the ones being written.
await buildWeb({ quiet: true });
const apiPort = await firstFreePort(3100);
const webPort = await firstFreePort(Number(process.env["PORT"] ?? 5173));
const publicUrl = `http://localhost:${webPort}`;
const scene = await prepareScene({
  folder: join(ROOT, ".data", "demo"),
  port: apiPort,
  host: "127.0.0.1",
  publicUrl,
});
process.env["QUITUS_URL"] = `http://127.0.0.1:${apiPort}`;
const server = spawn(
  process.execPath,
  ["--watch", "--watch-preserve-output", join(ROOT, "server", "main.ts")],
  {
    stdio: "inherit",
    env: { ...process.env, ...scene.env, LOG_LEVEL: process.env["LOG_LEVEL"] ?? "info" },
  },
);
const vite = await createServer({
  configFile: join(ROOT, "vite.config.ts"),
  server: { port: webPort, strictPort: true, host: "127.0.0.1" },
});
await vite.listen();
console.log(
  `\n${credentials(publicUrl, scene.madeOn)}\n\n  Mails: ${scene.outboxUrl}\n  API:   http://127.0.0.1:${apiPort} (restarted at each change)\n`,
);

let stopping: Promise<void> | undefined;
const stop = () =>
  (stopping ??= (async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    if (server.exitCode === null && server.kill("SIGTERM")) await gone;
    await vite.close();
    await scene.stop();
    process.exit(0);
  })());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
