/** Customers who pay and pay, whatever happens, each with a mailbox, a telephone and a browser. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Simulators } from "../../server/gateways/simulators.ts";
import { tellPerson } from "../../server/modules/notifications/index.ts";
import type { TestApp } from "../harness/app.ts";
import type { Messages } from "../harness/messages.ts";
import {
  aDebtor,
  decideAtProvider,
  type Outcome,
  openHostedPage,
  type Provider,
  type Shop,
} from "../harness/payments.ts";
import type { Dice } from "./weather.ts";

export type World = {
  app: TestApp;
  simulators: Simulators;
  messages: Messages /** Where each accepted payment was made. */;
  paidAt: Provider[];
};
type Debtor = Awaited<ReturnType<typeof aDebtor>>;
type Pick = <T>(list: readonly T[]) => T;

const BEHAVIOURS = ["normal", "double", "late", "lost", "forged", "after-return"] as const;
/** These cannot be asked: the notification is their only word, and nothing can be known of one that is lost for good. */
const UNASKABLE = new Set<Provider>(["tipi", "monetico"]);
const behavioursOf = (provider: Provider) =>
  BEHAVIOURS.filter((one) => one !== "lost" || !UNASKABLE.has(provider));

/** A customer who is told on every channel: by mail, on a proved telephone, in a browser. */
export async function aCustomer({ app, messages }: World, shop: Shop, rank: number, random: Dice) {
  const amounts = Array.from({ length: 80 }, () => 100 + Math.floor(random() * 50_000));
  const debtor = await aDebtor(app, shop, amounts);
  const phone = `+3360000${String(1000 + rank)}`;
  await app.admin.query(
    "insert into notification_phones (organization_id, user_id, phone, confirmed_at) values ($1, $2, $3, now())",
    [shop.organizationId, debtor.user.id, phone],
  );
  const browser = messages.browser();
  await debtor.api("POST", "/me/push-devices", { ...browser, name: "Firefox" });
  await debtor.api("PUT", "/me/notifications", { news: "disputes", channel: "sms", wanted: true });
  return {
    shop,
    debtor,
    userId: debtor.user.id as string,
    email: debtor.user.email as string,
    phone,
    browser,
  };
}
export type Customer = Awaited<ReturnType<typeof aCustomer>>;

/** A call that fails because the server is dead is a page that does not load. @returns how often he tried. */
export async function payOnAndOn(
  world: World,
  { shop, debtor }: Customer,
  raging: () => boolean,
  random: Dice,
): Promise<number> {
  const pick: Pick = (list) => list[Math.floor(random() * list.length)]!;
  let attempts = 0;
  while (raging()) {
    try {
      attempts += 1;
      const cart = await debtor.fill([pick(debtor.entryIds), pick(debtor.entryIds)]);
      const total = cart.json?.totalCents ?? (await debtor.cart()).json.totalCents;
      const part = 100 + Math.floor(random() * (total as number));
      const started = await debtor.start(total as number, null, random() < 0.5 ? part : null);
      if (started.status === 200)
        await onHostedPage(world, shop.provider, debtor, started.json, pick, random);
      else await sleep(50);
    } catch {
      await sleep(100);
    }
  }
  return attempts;
}

/** Answers to disputes, each told twice as whatever runs twice would. @returns what was told to whom, by reference. */
export async function tellOnAndOn(
  { app }: World,
  customers: readonly Customer[],
  raging: () => boolean,
  random: Dice,
): Promise<Map<string, Customer>> {
  const told = new Map<string, Customer>();
  while (raging()) {
    const customer = customers[Math.floor(random() * customers.length)]!;
    const reference = `R-${told.size}`;
    told.set(reference, customer);
    const person = { id: customer.userId, name: "Zoé", email: customer.email, language: "fr" as const };
    for (const _ of [1, 2])
      await app.inside(customer.shop.organizationId, (ctx) =>
        tellPerson(ctx, {
          kind: "dispute_answered",
          person,
          given: { fields: { name: "Zoé", reference, subject: "Relevé", creditor: "Régie" } },
          path: `/litiges/${reference}`,
          subject: { kind: "dispute", id: reference },
          onceKey: `storm:${reference}`,
        }),
      );
    await sleep(120);
  }
  return told;
}

async function onHostedPage(
  { simulators, paidAt }: World,
  provider: Provider,
  debtor: Debtor,
  started: { payment: string; departure: never },
  pick: Pick,
  random: Dice,
) {
  await openHostedPage(started.departure);
  const reference = (await debtor.payment(started.payment)).json.reference as string;
  const act = random();
  if (act < 0.1) return; // abandoned
  if (act < 0.2) await debtor.api("POST", `/payments/${started.payment}/cancel`).catch(() => null);
  const outcome: Outcome = act < 0.8 ? "accept" : pick(["refuse", "cancel"]);
  const back = await decideAtProvider(simulators, provider, reference, outcome, pick(behavioursOf(provider)));
  if (outcome === "accept") paidAt.push(provider);
  if (back && random() < 0.5) await openHostedPage(back);
}
