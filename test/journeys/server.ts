/** The Quitus that journeys visit: everything real, with a door for building what a story needs. Runs in its own process. */
import { join } from "node:path";
import { startMailSimulator } from "../../server/gateways/mail/simulator.ts";
import { GATEWAY_NAMES } from "../../server/gateways/payment-gateways.ts";
import { type Simulators, startSimulators } from "../../server/gateways/simulators.ts";
import { smsSimulator } from "../../server/gateways/sms/simulator.ts";
import { hashPassword } from "../../server/modules/identity/index.ts";
import { modules } from "../../server/modules.ts";
import { outside } from "../../server/platform/ids.ts";
import { startTestApp, type TestApp } from "../harness/app.ts";
import { aCustomer, anAccount, anEntry, aStaffUser } from "../harness/builders.ts";
import { freePort, startTestPostgres } from "../harness/global-setup.ts";
import { INBOUND_TOKEN, switchTextsOn } from "../harness/messages.ts";
import { openShop, type Provider, type Shop } from "../harness/payments.ts";
import { type BillsWish, buildBills } from "./bills.ts";
import { buildCollecting, collectDebits } from "./collections.ts";
import { buildDebits, type DebitsWish, letCodesExpire } from "./debits.ts";
import { buildPlace, type PlaceWish, townProvider } from "./places.ts";
import { delayCalls } from "./stress.ts";
import { buildTill, type TillWish } from "./tills.ts";

export const PASSWORD = "Marguerite-2026";

/** What a story asks for. */
export type CustomerWish = {
  shop: Provider;
  entries?: { label: string; cents: number; piece?: string; dueOn?: string; enteredOn?: string }[];
  invited?: boolean;
  withoutEmail?: boolean;
  /** A party that nobody may sign in for yet. */
  withoutAccess?: boolean;
  accounts?: string[];
  /** What he is to the creditor; a customer when absent. */
  kind?: "owner" | "tenant" | "co_owner" | "supplier";
};
export type BuiltCustomer = {
  identifier: string;
  email: string;
  name: string;
  partyCode: string;
  account: string;
  user: string;
  base: string;
  creditorCode: string;
};

const FEED = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Le Phare en bref</title>
  <item><title>Un nouveau magazine &lt;b&gt;d’hiver&lt;/b&gt;</title><link>https://phare.example/hiver</link>
  <pubDate>Mon, 16 Nov 2026 08:30:00 +0100</pubDate><description><![CDATA[<p>En kiosque<script>alert(1)</script> lundi.</p>]]></description></item>
  <item><title>Sans adresse sûre</title><link>javascript:alert(1)</link></item></channel></rss>`;
const postgres = await startTestPostgres();
const mailbox = await startMailSimulator();
const phones = smsSimulator();
const port = await freePort();
let app: TestApp;
const townOidc = townProvider(() => simulators.origin);
const simulators: Simulators = await startSimulators({
  retryMs: 300,
  also: async (server) => {
    await server.register(mailbox.outbox, { prefix: "/outbox" });
    await server.register(phones.plugin, { prefix: "/sms" });
    // The site of a town hall, whose news are read.
    server.get("/feed.xml", (_request, reply) => reply.type("application/rss+xml").send(FEED));
    // Other software, that is told what happens.
    server.post("/webhook", () => "");
    await server.register(townOidc.plugin, { prefix: "/oidc" });
    server.post("/build/place", async (request) =>
      buildPlace(app, request.body as PlaceWish, { passwordHash, provider: townOidc }),
    );
    server.post("/build/bills", async (request) =>
      buildBills(app, request.body as BillsWish, { passwordHash }),
    );
    server.post("/build/collecting", async () => buildCollecting(app, simulators, passwordHash));
    server.post("/build/collected", async (request) =>
      collectDebits(app, (request.body as { organizationId: string }).organizationId),
    );
    server.post("/build/till", async (request) =>
      buildTill(app, simulators, request.body as TillWish, passwordHash),
    );
    server.post("/build/debits", async (request) =>
      buildDebits(app, textSettings, request.body as DebitsWish, passwordHash),
    );
    server.post("/build/late-codes", async (request) =>
      letCodesExpire(app, (request.body as { organizationId: string }).organizationId),
    );
    server.post("/build/customer", async (request) => buildCustomer(request.body as CustomerWish));
    server.post("/build/staff", async (request) =>
      buildStaff(
        request.body as { shop: Provider; role: "reader" | "accountant" | "manager" | "administrator" },
      ),
    );
  },
});
app = await startTestApp({
  modules,
  work: true,
  port,
  postgresUrl: postgres.url,
  web: join(import.meta.dirname, "../../dist/web"),
  env: {
    SMTP_URL: mailbox.url,
    PAYMENT_ORIGINS: simulators.origin,
    OUTBOUND_HOSTS: new URL(simulators.origin).host,
    INBOUND_TOKEN,
    TEST_LOG: process.env["TEST_LOG"] ?? "silent",
  },
});
delayCalls(app.app.server);
const shops = {} as Record<Provider, Shop>;
for (const provider of GATEWAY_NAMES) shops[provider] = await openShop(app, simulators, provider);
await app.admin.query(
  "update organizations set name = 'Éditions du Phare', contact = $2 where organization_id = $1",
  [
    shops.ogone.organizationId,
    JSON.stringify({ service: "Service clients", email: "clients@phare.example", phone: "02 00 00 00 00" }),
  ],
);
await app.admin.query(
  "update organizations set name = 'Ville de Montfleuri', kind = 'municipality' where organization_id = $1",
  [shops.payfip.organizationId],
);
await app.admin.query("update creditors set email = 'regie@montfleuri.example' where id = $1", [
  shops.payfip.creditorId,
]);
const textSettings = {
  settings: (provider: "ovh" | "twilio" | "brevo") =>
    phones.configuration(provider, `${simulators.origin}/sms`),
};
await switchTextsOn(app, textSettings, {
  organization_id: shops.ogone.organizationId,
  base: shops.ogone.base,
});
const passwordHash = await hashPassword(PASSWORD);
let serial = 0;
/** Of four digits, so that no name begins with another: a story finds its own people only. */
const nextSerial = () => String((serial += 1)).padStart(4, "0");

async function buildCustomer(wish: CustomerWish): Promise<BuiltCustomer> {
  const own = nextSerial();
  const shop = shops[wish.shop];
  const email = `client${own}@example.org`;
  const state = wish.invited ? { state: "invited" } : { password_hash: passwordHash };
  const customer = await aCustomer(app, shop.organizationId, shop.creditorId, {
    user: {
      identifier: `client${own}`,
      name: `Camille Client ${own}`,
      email: wish.withoutEmail ? null : email,
      ...state,
    },
    party: { code: `T${own}`, name: `Camille Client ${own}`, email },
    account: { label: `Abonnement ${own}`, kind: wish.kind ?? "customer" },
  });
  if (wish.withoutAccess) await app.admin.query("delete from users where id = $1", [customer.user.id]);
  for (const label of wish.accounts ?? [])
    await anAccount(app, shop.organizationId, shop.creditorId, customer.party.id as string, { label });
  for (const entry of wish.entries ?? []) {
    await anEntry(app, shop.organizationId, customer.account.id as string, entry.cents, {
      label: entry.label,
      piece: entry.piece ?? "",
      due_on: entry.dueOn ?? "2026-12-15",
      entered_on: entry.enteredOn ?? "2026-11-02",
    });
  }
  return {
    identifier: `client${own}`,
    email,
    name: `Camille Client ${own}`,
    partyCode: customer.party.code as string,
    account: outside("account", customer.account.id as string),
    user: outside("user", customer.user.id as string),
    base: shop.base,
    creditorCode: shop.creditor.code as string,
  };
}

async function buildStaff(wish: {
  shop: Provider;
  role: "reader" | "accountant" | "manager" | "administrator";
}) {
  const own = nextSerial();
  const shop = shops[wish.shop];
  await aStaffUser(app, shop.organizationId, wish.role, {
    identifier: `agent${own}`,
    name: `Alex Agent ${own}`,
    email: `agent${own}@example.org`,
    password_hash: passwordHash,
  });
  return { identifier: `agent${own}`, base: shop.base, creditorCode: shop.creditor.code };
}

async function stop() {
  await app.close();
  await simulators.close();
  await mailbox.close();
  await postgres.stop();
  process.exit(0);
}
// Whoever runs the journeys was killed: nothing of them stays, the database least of all.
process.on("disconnect", () => void postgres.stop().then(() => process.exit(0)));
// Signals reach everybody at once, from a keyboard too: whoever runs the journeys answers them, and then this hears of it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
process.on("message", (message) => {
  if (message === "stop") void stop();
});
process.send?.({
  origin: app.origin,
  tools: simulators.origin,
  bases: { ogone: shops.ogone.base, payfip: shops.payfip.base },
});
