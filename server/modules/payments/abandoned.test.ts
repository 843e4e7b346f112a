/** PAY-5: an attempt that the customer left is freed after its provider's own delay, once the provider was asked. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/harness/app.ts";
import {
  aDebtor,
  decideAtProvider,
  moneyOf,
  openShop,
  type Provider,
  paymentsModule,
  soundMoney,
  startSimulators,
} from "../../../test/harness/payments.ts";
import { GATEWAY_NAMES, gatewayNamed } from "../../gateways/payment-gateways.ts";
import type { Simulators } from "../../gateways/simulators.ts";
import { sweepPayments } from "./index.ts";

let app: TestApp;
let simulators: Simulators;
beforeAll(async () => {
  app = await startTestApp({ modules: [paymentsModule], work: true });
  simulators = await startSimulators({ clock: () => app.services.clock(), retryMs: 200 });
});
afterAll(async () => {
  await simulators.close();
  await app.close();
});
afterEach(() => app.setClock(null));

/** Minutes, from the providers' own documents; what is not documented is an hour. */
const DELAYS: Record<Provider, number> = {
  payfip: 20,
  tipi: 60,
  ogone: 60,
  payzen: 20,
  monetico: 60,
  stripe: 35,
};
const ASKED = ["payfip", "ogone", "payzen", "stripe"] as const;

async function leaving(provider: Provider) {
  const shop = await openShop(app, simulators, provider);
  const debtor = await aDebtor(app, shop, [3000]);
  const left = await debtor.leave();
  const sweepAfter = async (minutes: number) => {
    app.setClock(new Date(Date.now() + minutes * 60_000));
    await sweepPayments(app.outer(shop.organizationId));
    await app.quiet();
  };
  return { shop, debtor, left, sweepAfter };
}

describe.each<Provider>([...GATEWAY_NAMES])("an attempt left at %s", (provider) => {
  it("is said to be freed after the provider's own delay, and is, not before", async () => {
    expect(gatewayNamed(provider).abandonedAfterMinutes).toBe(DELAYS[provider]);
    const { debtor, left, sweepAfter } = await leaving(provider);
    const { createdAt, freesAt } = (await debtor.payment(left.id)).json;
    const told = (Date.parse(freesAt as string) - Date.parse(createdAt as string)) / 60_000;
    expect(Math.round(told)).toBe(DELAYS[provider]);
    // Stripe closes its page, and says so, five minutes before we give an attempt up.
    await sweepAfter(DELAYS[provider] - 6);
    expect((await debtor.payment(left.id)).json.state).toBe("waiting");
    await sweepAfter(DELAYS[provider] + 6);
    expect((await debtor.payment(left.id)).json).toMatchObject({ state: "expired", freesAt: null });
    app.setClock(null);
    expect((await debtor.cart()).json).toMatchObject({ totalCents: 3000, can: { pay: true } });
  });
});

describe.each(ASKED)("an attempt paid at %s while nothing was heard of it", (provider) => {
  it("PAY-6 is settled, not freed, for the provider is asked first", async () => {
    const { shop, debtor, left, sweepAfter } = await leaving(provider);
    await decideAtProvider(simulators, provider, left.reference, "accept", "lost");
    await sweepAfter(DELAYS[provider] + 6);
    expect((await debtor.payment(left.id)).json.state).toBe("paid");
    expect(await moneyOf(app, shop.organizationId)).toMatchObject(soundMoney(3000));
  });
});
