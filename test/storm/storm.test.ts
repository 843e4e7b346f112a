import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulators, startSimulators } from "../../server/gateways/simulators.ts";
import { sweepPayments } from "../../server/modules/payments/index.ts";
import { startTestApp, type TestApp } from "../harness/app.ts";
import {
  aDebtor,
  decideAtProvider,
  moneyOf,
  type Outcome,
  openHostedPage,
  openShop,
  type Provider,
  paymentsModule,
  type Shop,
  soundMoney,
} from "../harness/payments.ts";

const SECONDS = Number(process.env["STORM_SECONDS"] ?? 30);
const SEED = Number(process.env["STORM_SEED"] ?? 20_261_123);
const CUSTOMERS = 16;

/** mulberry32: the same seed gives the same storm, as far as a killed server lets it. */
function dice(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let app: TestApp;
let simulators: Simulators;
let server: ChildProcess | null = null;
let kills = 0;

beforeAll(async () => {
  app = await startTestApp({ modules: [paymentsModule] });
  simulators = await startSimulators({ retryMs: 400, clock: () => app.services.clock() });
});
afterAll(async () => {
  server?.kill("SIGKILL");
  await simulators.close();
  await app.close();
});

/** Starts the server that will be killed, on the address that shops were built with. */
function startServer(): Promise<ChildProcess> {
  const env = {
    ...process.env,
    NODE_ENV: "test",
    PORT: new URL(app.origin).port,
    PUBLIC_URL: app.origin,
    DATABASE_URL: app.databaseUrl,
    QUITUS_SECRET: app.services.config.QUITUS_SECRET,
    SMTP_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "Quitus <no-reply@quitus.test>",
    OUTBOUND_HOSTS: new URL(simulators.origin).host,
    LOG_LEVEL: "silent",
  };
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "server.ts"), [], {
      env,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let errors = "";
    child.stderr!.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.once("message", () => resolve(child));
    child.once(
      "exit",
      (code) => code !== null && code !== 0 && reject(new Error(`the server stopped: ${errors}`)),
    );
  });
}

async function killAgainAndAgain(until: number, random: () => number): Promise<void> {
  while (Date.now() < until) {
    server = await startServer();
    await sleep(800 + random() * 2_500);
    server.kill("SIGKILL");
    kills += 1;
  }
}

const BEHAVIOURS = ["normal", "double", "late", "lost", "forged", "after-return"] as const;

/** One customer who pays and pays, whatever happens: a call that fails because the server is dead is a page that does not load. */
async function payOnAndOn(shop: Shop, until: number, random: () => number): Promise<number> {
  const amounts = Array.from({ length: 80 }, () => 100 + Math.floor(random() * 50_000));
  const debtor = await aDebtor(app, shop, amounts);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let attempts = 0;
  while (Date.now() < until) {
    try {
      attempts += 1;
      const cart = await debtor.fill([pick(debtor.entryIds), pick(debtor.entryIds)]);
      const total = cart.json?.totalCents ?? (await debtor.cart()).json.totalCents;
      const started = await debtor.start(total as number);
      if (started.status === 200) await onHostedPage(shop.provider, debtor, started.json, pick, random);
      else await sleep(50);
    } catch {
      await sleep(100);
    }
  }
  return attempts;
}

type Debtor = Awaited<ReturnType<typeof aDebtor>>;

async function onHostedPage(
  provider: Provider,
  debtor: Debtor,
  started: { payment: string; departure: never },
  pick: <T>(list: readonly T[]) => T,
  random: () => number,
) {
  await openHostedPage(started.departure);
  const reference = (await debtor.payment(started.payment)).json.reference as string;
  const act = random();
  if (act < 0.1) return; // abandoned
  if (act < 0.2) await debtor.api("POST", `/payments/${started.payment}/cancel`).catch(() => null);
  const outcome: Outcome = act < 0.8 ? "accept" : pick(["refuse", "cancel"]);
  const back = await decideAtProvider(simulators, provider, reference, outcome, pick(BEHAVIOURS));
  if (back && random() < 0.5) await openHostedPage(back);
}

/** After the storm: time passes, the sweep asks about everything that is left. */
async function calmDown(shops: readonly Shop[]): Promise<void> {
  for (const minutes of [70, 140]) {
    app.setClock(new Date(Date.now() + minutes * 60_000));
    for (const shop of shops) {
      while ((await sweepPayments(app.outer(shop.organizationId))) > 0) await sleep(1);
    }
  }
}

it("PAY-6 every euro accepted is recorded exactly once, whatever the notifications and however often the server is killed", async () => {
  const random = dice(SEED);
  const shops = [await openShop(app, simulators, "ogone"), await openShop(app, simulators, "payfip")];
  await app.app.close();
  const until = Date.now() + SECONDS * 1000;
  const customers = Array.from({ length: CUSTOMERS }, (_, i) =>
    payOnAndOn(shops[i % shops.length]!, until, dice(SEED + i)),
  );
  const [attempts] = await Promise.all([Promise.all(customers), killAgainAndAgain(until, random)]);
  await calmDown(shops);

  const seen: Record<string, unknown> = { kills, attempts: attempts.reduce((sum, n) => sum + n, 0) };
  for (const shop of shops) {
    const accepted = await simulators.control<{ count: number; cents: number }>(shop.provider, "accepted");
    seen[shop.provider] = accepted;
    expect(accepted.count).toBeGreaterThan(10);
    expect(await moneyOf(app, shop.organizationId)).toMatchObject({
      ...soundMoney(accepted.cents),
      receipts: accepted.count,
    });
    const { rows } = await app.admin.query(
      "select state, count(*)::int from payments where organization_id = $1 and state in ('starting', 'waiting') group by state",
      [shop.organizationId],
    );
    expect(rows).toEqual([]);
  }
  console.log(
    "storm:",
    JSON.stringify(seen, (key, value) => (key === "transactions" || key === "payments" ? undefined : value)),
  );
  expect(kills).toBeGreaterThan(3);
}, 240_000);
