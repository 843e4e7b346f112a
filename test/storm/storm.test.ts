import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GATEWAY_NAMES } from "../../server/gateways/payment-gateways.ts";
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
const CUSTOMERS = 18;

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
const paidAt = new Set<Provider>();

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

async function killAgainAndAgain(raging: () => boolean, random: () => number): Promise<void> {
  while (raging()) {
    server = await startServer();
    await sleep(800 + random() * 2_500);
    server.kill("SIGKILL");
    kills += 1;
  }
}

const BEHAVIOURS = ["normal", "double", "late", "lost", "forged", "after-return"] as const;
/** These cannot be asked: the notification is their only word, and nothing can be known of one that is lost for good. */
const UNASKABLE = new Set<Provider>(["tipi", "monetico"]);
const behavioursOf = (provider: Provider) =>
  BEHAVIOURS.filter((one) => one !== "lost" || !UNASKABLE.has(provider));

/** One customer who pays and pays, whatever happens: a call that fails because the server is dead is a page that does not load. */
async function payOnAndOn(shop: Shop, raging: () => boolean, random: () => number): Promise<number> {
  const amounts = Array.from({ length: 80 }, () => 100 + Math.floor(random() * 50_000));
  const debtor = await aDebtor(app, shop, amounts);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let attempts = 0;
  while (raging()) {
    try {
      attempts += 1;
      const cart = await debtor.fill([pick(debtor.entryIds), pick(debtor.entryIds)]);
      const total = cart.json?.totalCents ?? (await debtor.cart()).json.totalCents;
      const part = 100 + Math.floor(random() * (total as number));
      const started = await debtor.start(total as number, null, random() < 0.5 ? part : null);
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
  const back = await decideAtProvider(simulators, provider, reference, outcome, pick(behavioursOf(provider)));
  if (outcome === "accept") paidAt.add(provider);
  if (back && random() < 0.5) await openHostedPage(back);
}

/**
 * After the storm: the server stays up until each provider has said all that it had to say, and every message is read. Jobs
 * that died with a server are made old, as if their time had passed: the queue takes them up again by itself.
 */
async function hearAll(shops: readonly Shop[]): Promise<void> {
  server = await startServer();
  const toSay = async () => {
    let count = 0;
    for (const { provider } of shops)
      count += (await simulators.control<{ pending?: number }>(provider, "transactions")).pending ?? 0;
    return count;
  };
  const unread = async () =>
    (await app.admin.query<{ n: number }>("select count(*)::int as n from inbox where handled_at is null"))
      .rows[0]!.n;
  while ((await toSay()) > 0) await sleep(200);
  await app.admin.query(
    "update jobs.job set started_on = started_on - interval '10 minutes' where state = 'active'",
  );
  while ((await unread()) > 0) {
    await app.admin.query("update jobs.job set start_after = now() where state = 'retry'");
    await sleep(200);
  }
  server.kill("SIGKILL");
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
  const shops: Shop[] = [];
  for (const provider of GATEWAY_NAMES)
    shops.push(await openShop(app, simulators, provider, { payPartially: true }));
  await app.app.close();
  const end = Date.now() + SECONDS * 1000;
  // On a machine that is busy it lasts until every provider was paid at, twice as long at most.
  const raging = () =>
    Date.now() < end || (paidAt.size < GATEWAY_NAMES.length && Date.now() < end + SECONDS * 1000);
  const customers = Array.from({ length: CUSTOMERS }, (_, i) =>
    payOnAndOn(shops[i % shops.length]!, raging, dice(SEED + i)),
  );
  const [attempts] = await Promise.all([Promise.all(customers), killAgainAndAgain(raging, random)]);
  await hearAll(shops);
  await calmDown(shops);

  const seen: Record<string, unknown> = { kills, attempts: attempts.reduce((sum, n) => sum + n, 0) };
  let all = 0;
  for (const shop of shops) {
    const { provider } = shop;
    const { count, cents } = await simulators.control<{ count: number; cents: number }>(provider, "accepted");
    seen[provider] = { count, cents };
    all += count;
    expect(count, provider).toBeGreaterThan(0);
    expect(await moneyOf(app, shop.organizationId), provider).toMatchObject({
      ...soundMoney(cents),
      receipts: count,
    });
    const { rows } = await app.admin.query(
      "select state, count(*)::int from payments where organization_id = $1 and state in ('starting', 'waiting') group by state",
      [shop.organizationId],
    );
    expect(rows, provider).toEqual([]);
  }
  console.log("storm:", JSON.stringify(seen));
  expect(all).toBeGreaterThan(20);
  expect(kills).toBeGreaterThan(3);
}, 240_000);
