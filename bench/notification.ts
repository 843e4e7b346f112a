/** From the provider's notification to the entry lettered, with the workers that run in production. */
import pg from "pg";
import { modules } from "../server/modules.ts";
import { startTestApp, type TestApp } from "../test/harness/app.ts";
import {
  aDebtor,
  decideAtProvider,
  openShop,
  type Provider,
  startSimulators,
} from "../test/harness/payments.ts";
import { startBenchPostgres } from "./database.ts";
import { type Benchmark, median, percentile, short, told } from "./measure.ts";

const POLL_MS = 2;
const PATIENCE_MS = 30_000;
const PROVIDERS = ["ogone", "payfip"] as const satisfies readonly Provider[];

/** One payment after the other, each provider in turn; the simulated providers are in this process too. */
export const notification: Benchmark = async ({ quick }, say) => {
  const payments = quick ? 60 : 300;
  const postgres = await startBenchPostgres();
  const simulators = await startSimulators();
  let app: TestApp | undefined;
  let watch: pg.Client | undefined;
  try {
    const env = { PAYMENT_ORIGINS: simulators.origin };
    app = await startTestApp({ modules, work: true, postgresUrl: postgres.url, env });
    watch = new pg.Client({ connectionString: app.databaseUrl });
    await watch.connect();
    const times: Record<(typeof PROVIDERS)[number], number[]> = { ogone: [], payfip: [] };
    const shops = {
      ogone: await openShop(app, simulators, "ogone"),
      payfip: await openShop(app, simulators, "payfip"),
    };
    for (let i = 0; i < payments; i += 1) {
      const provider = PROVIDERS[i % PROVIDERS.length]!;
      const debtor = await aDebtor(app, shops[provider], [5_000 + i]);
      const { reference } = await debtor.leave();
      const start = performance.now();
      const decided = decideAtProvider(simulators, provider, reference, "accept");
      await lettered(watch, debtor.entryIds[0]!);
      times[provider].push(performance.now() - start);
      await decided;
      if ((i + 1) % 50 === 0) say(`${i + 1} payments`);
    }
    return PROVIDERS.map((provider) => {
      const all = times[provider];
      const figures = `median ${short(median(all))} ms, 99th percentile ${short(percentile(all, 0.99))} ms`;
      return told(`notification to lettered, ${provider}`, `${figures} (${all.length} payments)`);
    });
  } finally {
    await watch?.end();
    await app?.close();
    await simulators.close();
    await postgres.stop();
  }
};

/** Resolves once a committed lettering settles the whole entry, as another connection sees it. */
async function lettered(watch: pg.Client, entryId: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  const query = {
    name: "lettered",
    text: "select from entries where id = $1 and settled_cents = amount_cents and lettering_id is not null",
    values: [entryId],
  };
  while ((await watch.query(query)).rowCount === 0) {
    if (performance.now() > end) throw new Error(`not lettered after ${PATIENCE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
