/** A creditor paid through a simulated provider, a customer who owes, and the gestures of paying, over real HTTP. */
import type { GatewayName } from "../../server/gateways/payment-gateways.ts";
import { type Simulators, startSimulators } from "../../server/gateways/simulators.ts";
import { contract, refusals } from "../../server/modules/payments/contract.ts";
import { updatePaymentSettings } from "../../server/modules/payments/index.ts";
import { jobs } from "../../server/modules/payments/jobs.ts";
import { routes } from "../../server/modules/payments/routes.ts";
import type { Actor } from "../../server/platform/context.ts";
import type { Doors, Module } from "../../server/platform/doors.ts";
import { outside } from "../../server/platform/ids.ts";
import type { Contract } from "../../server/platform/route.ts";
import type { TestApp } from "./app.ts";
import { aCreditor, aCustomer, anEntry, anOrganization, call } from "./builders.ts";

export const paymentsModule: Module = {
  name: "payments",
  contract,
  doors: routes as unknown as Doors<Contract>,
  refusals,
  jobs,
};

export type Provider = GatewayName;
export type Shop = Awaited<ReturnType<typeof openShop>>;
let serial = 0;

/** Opens a merchant's account at each simulated provider. @returns the settings of the creditor. */
const MERCHANTS: Record<
  Provider,
  (simulators: Simulators, n: number, notificationUrl: string) => Record<string, unknown>
> = {
  ogone: (simulators, n, url) => simulators.ogoneAccount(`PSP${n}P${process.pid}`, url),
  payfip: (simulators, n) => simulators.payfipClient(String(100_000 + n)),
  tipi: (simulators, n) => simulators.tipiClient(String(200_000 + n)),
  payzen: (simulators, n) => simulators.payzenShop(String(30_000_000 + n)),
  monetico: (simulators, n, url) => simulators.moneticoTerminal(String(4_000_000 + n), url),
  stripe: (simulators, n, url) => simulators.stripeAccount(`shop${n}`, url),
};

/** An organization with one creditor, open for payment at the provider. */
export async function openShop(
  app: TestApp,
  simulators: Simulators,
  provider: Provider,
  settings: Record<string, unknown> = {},
) {
  const organization = await anOrganization(app, { settings });
  const creditor = await aCreditor(app, organization.organization_id);
  serial += 1;
  const creditorOut = outside("creditor", creditor.id as string);
  const notificationUrl = `${organization.base}/api/notifications/${creditorOut}/${provider}`;
  const configuration = MERCHANTS[provider](simulators, serial, notificationUrl);
  const administrator: Actor = {
    kind: "user",
    userId: creditor.id as string,
    sessionId: "",
    name: "Test",
    staff: { role: "administrator", creditorIds: null },
    viewedBy: null,
    mustChangePassword: false,
  };
  await app.inside(
    organization.organization_id,
    (ctx) =>
      updatePaymentSettings(ctx, creditor.id as string, { gateway: provider, enabled: true, configuration }),
    administrator,
  );
  return {
    organization,
    creditor,
    creditorOut,
    provider,
    base: organization.base,
    organizationId: organization.organization_id,
    creditorId: creditor.id as string,
  };
}

/** A customer of the shop who owes these amounts. */
export async function aDebtor(
  app: TestApp,
  shop: Shop,
  amounts: readonly number[],
  user: Record<string, unknown> = {},
) {
  const customer = await aCustomer(app, shop.organizationId, shop.creditorId, { user });
  const entries = [];
  for (const cents of amounts)
    entries.push(await anEntry(app, shop.organizationId, customer.account.id as string, cents));
  const cookie = customer.user.cookie;
  const entryIds = entries.map((entry) => entry.id as string);
  const api = (method: string, path: string, body?: unknown) =>
    call(method, `${shop.base}/api${path}`, { cookie, body });
  return {
    ...customer,
    entryIds,
    accountId: customer.account.id as string,
    api,
    fill: (ids: readonly string[] = entryIds) =>
      api("POST", `/carts/${shop.creditorOut}/entries`, { entries: ids.map((id) => outside("entry", id)) }),
    cart: () => api("GET", `/carts/${shop.creditorOut}`),
    start: (expectedCents: number, email: string | null = null, amountCents: number | null = null) =>
      api("POST", `/carts/${shop.creditorOut}/payment`, { expectedCents, email, amountCents }),
    /** Fills the cart with everything owed and leaves for the provider. */
    async leave() {
      const cart = await this.fill();
      const started = await this.start(cart.json.totalCents as number);
      if (started.status !== 200) throw new Error(JSON.stringify(started.json));
      const departure = started.json.departure as {
        method: string;
        url: string;
        fields: Record<string, string>;
      };
      await openHostedPage(departure);
      const payment = await api("GET", `/payments/${started.json.payment as string}`);
      return { id: started.json.payment as string, reference: payment.json.reference as string, departure };
    },
    payment: (id: string) => api("GET", `/payments/${id}`),
  };
}

/** The browser opens the hosted page: some providers know an order only from then on. */
export async function openHostedPage(departure: {
  method: string;
  url: string;
  fields: Record<string, string>;
}): Promise<string> {
  const form = new URLSearchParams(departure.fields);
  const response =
    departure.method === "POST"
      ? await fetch(departure.url, { method: "POST", body: form })
      : await fetch(departure.url);
  return response.text();
}

export type Outcome = "accept" | "refuse" | "cancel";
const OUTCOMES: Record<Provider, Record<Outcome, string>> = {
  ogone: { accept: "9", refuse: "2", cancel: "1" },
  payfip: { accept: "P", refuse: "R", cancel: "A" },
  tipi: { accept: "P", refuse: "R", cancel: "A" },
  payzen: { accept: "AUTHORISED", refuse: "REFUSED", cancel: "ABANDONED" },
  monetico: { accept: "accept", refuse: "refuse", cancel: "cancel" },
  stripe: { accept: "accept", refuse: "refuse", cancel: "cancel" },
};

/** The customer decides on the hosted page; the provider notifies as told. @returns where it sends the browser. */
export async function decideAtProvider(
  simulators: Simulators,
  provider: Provider,
  reference: string,
  outcome: Outcome,
  behaviour = "normal",
) {
  const answer = await simulators.control<Record<string, unknown>>(provider, "decide", {
    reference,
    outcome: OUTCOMES[provider][outcome],
    behaviour,
    ...(provider === "ogone" ? { final: true } : {}),
  });
  const departure = (provider === "payfip" ? answer : answer.redirect) as {
    method: string;
    url: string;
    fields: Record<string, string>;
  } | null;
  return departure;
}

/** What the ledger says of a shop: the invariants of money that every payment must keep. */
export async function moneyOf(app: TestApp, organizationId: string) {
  const one = async (text: string) =>
    (await app.admin.query<{ n: number }>(text, [organizationId])).rows[0]!.n;
  return {
    receiptsCents: await one(
      "select coalesce(sum(cents), 0)::bigint as n from receipts where organization_id = $1",
    ),
    receipts: await one("select count(*)::int as n from receipts where organization_id = $1"),
    creditCents: await one(
      "select coalesce(-sum(amount_cents), 0)::bigint as n from entries where organization_id = $1 and origin = 'payment'",
    ),
    unbalancedLetterings: await one(
      "select count(*)::int as n from (select lettering_id from lettering_parts where organization_id = $1 group by lettering_id having sum(cents) <> 0) x",
    ),
    wronglySettled: await one(
      "select count(*)::int as n from entries e where organization_id = $1 and settled_cents <> coalesce((select sum(p.cents) from lettering_parts p where p.organization_id = e.organization_id and p.entry_id = e.id), 0)",
    ),
    wrongBalances: await one(
      "select count(*)::int as n from accounts a where organization_id = $1 and balance_cents <> coalesce((select sum(e.amount_cents) from entries e where e.organization_id = a.organization_id and e.account_id = a.id and e.superseded_at is null), 0)",
    ),
    orphanHolds: await one(
      "select count(*)::int as n from holds h where organization_id = $1 and released_at is null and kind = 'payment' and not exists (select from payments p where p.organization_id = h.organization_id and p.id = h.reference_id and p.state in ('starting', 'waiting'))",
    ),
  };
}

/** All is well when money in equals money recorded, and nothing is left hanging. */
export const soundMoney = (cents: number) => ({
  receiptsCents: cents,
  creditCents: cents,
  unbalancedLetterings: 0,
  wronglySettled: 0,
  wrongBalances: 0,
  orphanHolds: 0,
});

export { startSimulators };
