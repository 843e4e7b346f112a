import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GATEWAY_NAMES } from "../../server/gateways/payment-gateways.ts";
import { startSimulators } from "../../server/gateways/simulators.ts";
import { sweepMessages } from "../../server/modules/notifications/sweep-messages.ts";
import { sweepPayments } from "../../server/modules/payments/index.ts";
import { outside } from "../../server/platform/ids.ts";
import { startTestApp } from "../harness/app.ts";
import { type Messages, notificationsModule, startMessages, switchTextsOn } from "../harness/messages.ts";
import { moneyOf, openShop, paymentsModule, type Shop, soundMoney } from "../harness/payments.ts";
import { aCustomer, type Customer, payOnAndOn, tellOnAndOn, type World } from "./customers.ts";
import { type Dice, dice, type MortalServer, mortalServer } from "./weather.ts";

const SECONDS = Number(process.env["STORM_SECONDS"] ?? 20);
const SEED = Number(process.env["STORM_SEED"] ?? 20_261_123);
const CUSTOMERS = 18;
const TEXT_GATEWAYS = ["ovh", "twilio", "brevo"] as const;
/** How far the clock of the last server is: sweeps have asked about everything, and what dead workers took is free. */
const AHEAD_MS = 150 * 60_000;

let world: World;
let server: MortalServer;

beforeAll(async () => {
  const messages = await startMessages({ receiptMs: 30 });
  const app = await startTestApp({ modules: [paymentsModule, notificationsModule], env: messages.env });
  const simulators = await startSimulators({ retryMs: 400, clock: () => app.services.clock() });
  world = { app, simulators, messages, paidAt: [] };
  const hosts = [messages.env.OUTBOUND_HOSTS, new URL(simulators.origin).host].join(",");
  server = mortalServer(app, { ...messages.env, OUTBOUND_HOSTS: hosts });
});
afterAll(async () => {
  server.kill();
  await world.simulators.close();
  await world.messages.close();
  await world.app.close();
});

const count = async (statement: string): Promise<number> =>
  (await world.app.admin.query<{ n: number }>(`select (${statement})::int as n`)).rows[0]!.n;

/** No server lives: the jobs that died with the last one wait again, as the queue has it once their time has passed. */
const giveDeadJobsBack = () =>
  world.app.admin.query(
    "update jobs.job set state = 'retry', retry_count = retry_count + 1, start_after = now() where state = 'active'",
  );
const retryNow = () => world.app.admin.query("update jobs.job set start_after = now() where state = 'retry'");

/** Mail servers greylist and dawdle, telephones and browsers fail before or after they took a message. */
function troubleMessages({ mailbox, phones, push }: Messages, random: Dice): () => void {
  phones.trouble(() => (random() < 0.25 ? "before" : random() < 0.3 ? "after" : null));
  push.trouble(() => (random() < 0.25 ? "before" : random() < 0.2 ? "after" : null));
  const timer = setInterval(() => {
    if (random() < 0.6) mailbox.accident({ kind: "greylist", times: 1 });
    if (random() < 0.1) mailbox.accident({ kind: "slow", times: 1, delayMs: 300 });
  }, 100);
  return () => {
    clearInterval(timer);
    mailbox.mend();
    phones.trouble(() => null);
    push.trouble(() => null);
  };
}

/** After the storm: the server stays up until each provider has said all that it had to say, and all of it is read. */
async function hearAll(shops: readonly Shop[]): Promise<void> {
  await giveDeadJobsBack();
  await server.start();
  const toSay = async () => {
    let pending = 0;
    for (const { provider } of shops)
      pending +=
        (await world.simulators.control<{ pending?: number }>(provider, "transactions")).pending ?? 0;
    return pending;
  };
  while ((await toSay()) > 0) await sleep(200);
  while ((await count("select count(*) from inbox where handled_at is null")) > 0) {
    await retryNow();
    await sleep(200);
  }
  server.kill();
}

/** Time passes: the sweep asks about every payment that is left. */
async function settleAll(shops: readonly Shop[]): Promise<void> {
  for (const minutes of [70, 140]) {
    world.app.setClock(new Date(Date.now() + minutes * 60_000));
    for (const shop of shops)
      while ((await sweepPayments(world.app.outer(shop.organizationId))) > 0) await sleep(1);
  }
}

/** Everything is told: no piece of news waits to be written, and no message to leave. */
async function tellAll(shops: readonly Shop[]): Promise<void> {
  await giveDeadJobsBack();
  world.app.setClock(new Date(Date.now() + AHEAD_MS));
  await server.start({ AHEAD_MS: String(AHEAD_MS) });
  const untold = () =>
    count(`select (select count(*) from jobs.job where name = 'notifications.payer' and state in ('created', 'retry', 'active'))
      + (select count(*) from mails where state = 'queued') + (select count(*) from texts where state in ('queued', 'sending'))
      + (select count(*) from pushes where state = 'queued')`);
  for (let round = 0; round < 240 && (await untold()) > 0; round += 1) {
    await retryNow();
    if (round % 20 === 10)
      for (const shop of shops) await sweepMessages(world.app.outer(shop.organizationId), 0);
    await sleep(250);
  }
  expect(await untold()).toBe(0);
  server.kill();
}

/** Each euro that a provider accepted is recorded, once. @returns what each accepted. */
async function checkMoney(shops: readonly Shop[]): Promise<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (const { provider, organizationId } of shops) {
    const accepted = await world.simulators.control<{ count: number; cents: number }>(provider, "accepted");
    seen[provider] = accepted.count;
    expect(accepted.count, provider).toBeGreaterThan(0);
    expect(await moneyOf(world.app, organizationId), provider).toMatchObject({
      ...soundMoney(accepted.cents),
      receipts: accepted.count,
    });
    const { rows } = await world.app.admin.query(
      "select state, count(*)::int from payments where organization_id = $1 and state in ('starting', 'waiting') group by state",
      [organizationId],
    );
    expect(rows, provider).toEqual([]);
  }
  return seen;
}

/** What reached one customer about one page: each channel once. @returns mails sent again. */
function checkTold({ mailbox, phones, push }: Messages, to: Customer, page: string, byText: boolean): number {
  const mails = mailbox.messages(to.email).filter((mail) => mail.text.includes(`${page}\n`));
  // SMTP has no way to ask: a mail sent twice bears one Message-ID, by which mail programs know it.
  expect(new Set(mails.map((mail) => mail.headers["message-id"])).size, `mails about ${page}`).toBe(1);
  const texts = phones.texts(to.phone).filter((text) => text.body.endsWith(page));
  expect(texts, `texts about ${page}`).toHaveLength(byText ? 1 : 0);
  const pushes = push
    .messages(to.browser.endpoint)
    .filter((one) => String(one.payload["url"]).endsWith(page));
  // A browser shows one notification for one tag.
  expect(new Set(pushes.map((one) => one.payload["tag"])).size, `pushes about ${page}`).toBe(1);
  return mails.length - 1;
}

/** Each receipt reached who paid, and each answer who contested. @returns how many, and mails sent again. */
async function checkMessages(customers: readonly Customer[], told: ReadonlyMap<string, Customer>) {
  const { rows } = await world.app.admin.query<{ user_id: string; id: string }>(
    "select p.user_id, p.id from receipts r join payments p on p.organization_id = r.organization_id and p.id = r.payment_id",
  );
  const byUser = new Map(customers.map((one) => [one.userId, one]));
  let again = 0;
  for (const { user_id, id } of rows)
    again += checkTold(world.messages, byUser.get(user_id)!, `/paiements/${outside("payment", id)}`, false);
  for (const [reference, customer] of told)
    again += checkTold(world.messages, customer, `/litiges/${reference}`, true);
  return { receipts: rows.length, answers: told.size, mailsAgain: again };
}

it("PAY-6 MSG-5 every euro is recorded once and told once on each channel, though providers, SMTP, SMS and push misbehave and the server is killed", async () => {
  const random = dice(SEED);
  const shops: Shop[] = [];
  for (const provider of GATEWAY_NAMES) {
    const shop = await openShop(world.app, world.simulators, provider, { payPartially: true });
    const gateway = TEXT_GATEWAYS[shops.length % TEXT_GATEWAYS.length]!;
    await switchTextsOn(world.app, world.messages, shop.organization, { gateway, monthlyCap: 100_000 });
    shops.push(shop);
  }
  const customers: Customer[] = [];
  for (let rank = 0; rank < CUSTOMERS; rank += 1)
    customers.push(await aCustomer(world, shops[rank % shops.length]!, rank, dice(SEED + rank)));
  await world.app.app.close();
  const end = Date.now() + SECONDS * 1000;
  // On a machine that is busy it lasts until enough has happened, thrice as long at most.
  const enough = () =>
    new Set(world.paidAt).size === GATEWAY_NAMES.length && world.paidAt.length > 30 && server.kills() > 3;
  const raging = () => Date.now() < end || (!enough() && Date.now() < end + 2 * SECONDS * 1000);
  const mend = troubleMessages(world.messages, dice(SEED - 1));
  const [attempts, answers] = await Promise.all([
    Promise.all(customers.map((one, rank) => payOnAndOn(world, one, raging, dice(SEED + rank)))),
    tellOnAndOn(world, customers, raging, dice(SEED - 2)),
    server.killAgainAndAgain(raging, random),
  ]);
  await hearAll(shops);
  await settleAll(shops);
  mend();
  await tellAll(shops);

  const accepted = await checkMoney(shops);
  const told = await checkMessages(customers, answers);
  const tried = attempts.reduce((sum, n) => sum + n, 0);
  console.log("storm:", JSON.stringify({ kills: server.kills(), tried, accepted, ...told }));
  expect(told.receipts).toBeGreaterThan(20);
  expect(told.answers).toBeGreaterThan(20);
  expect(server.kills()).toBeGreaterThan(3);
  expect(await count("select count(*) from mails where state = 'failed'")).toBe(0);
  expect(await count("select count(*) from texts where state = 'failed'")).toBe(0);
}, 600_000);
