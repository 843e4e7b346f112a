/** A server that is killed again and again, and dice that give the same storm for the same seed. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestApp } from "../harness/app.ts";

export type Dice = () => number;

/** mulberry32: the same seed gives the same storm, as far as a killed server lets it. */
export function dice(seed: number): Dice {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The server of the storm, on the address that shops were built with. */
export function mortalServer(app: TestApp, given: Record<string, string>) {
  let child: ChildProcess | null = null;
  let kills = 0;
  const start = (more: Record<string, string> = {}): Promise<void> =>
    new Promise((resolve, reject) => {
      const env = {
        ...process.env,
        ...given,
        ...more,
        NODE_ENV: "test",
        PORT: new URL(app.origin).port,
        PUBLIC_URL: app.origin,
        DATABASE_URL: app.databaseUrl,
        QUITUS_SECRET: app.services.config.QUITUS_SECRET,
        MAIL_FROM: "Quitus <no-reply@quitus.test>",
        LOG_LEVEL: "silent",
      };
      const born = fork(join(import.meta.dirname, "server.ts"), [], {
        env,
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      });
      let errors = "";
      born.stderr!.on("data", (chunk: Buffer) => (errors += chunk.toString()));
      born.once("message", () => resolve());
      born.once(
        "exit",
        (code) => code !== null && code !== 0 && reject(new Error(`the server stopped: ${errors}`)),
      );
      child = born;
    });
  const kill = () => void child?.kill("SIGKILL");
  return {
    start,
    kill,
    kills: () => kills,
    async killAgainAndAgain(raging: () => boolean, random: Dice): Promise<void> {
      while (raging()) {
        await start();
        await sleep(800 + random() * 2_500);
        kill();
        kills += 1;
      }
    },
  };
}
export type MortalServer = ReturnType<typeof mortalServer>;
