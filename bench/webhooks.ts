/** Webhooks delivered, log included, against the same signed posts by a bare HTTP client. */
import Fastify from "fastify";
import { announceFact } from "../server/modules/webhooks/announce-fact.ts";
import { deliverEvent } from "../server/modules/webhooks/deliver-event.ts";
import { modules } from "../server/modules.ts";
import { recordFact } from "../server/platform/facts.ts";
import { newId } from "../server/platform/ids.ts";
import { publicFetch } from "../server/platform/public-fetch.ts";
import { startTestApp } from "../test/harness/app.ts";
import { anOrganization } from "../test/harness/builders.ts";
import { freePort } from "../test/harness/global-setup.ts";
import { startBenchPostgres } from "./database.ts";
import { type Benchmark, interleave, median, medianRatio, short, told } from "./measure.ts";

const LANES = 8;

/** Each round tells new events to one webhook on this machine, eight at a time. */
export const webhooks: Benchmark = async ({ quick }, say) => {
  const [rounds, events] = quick ? [3, 200] : [7, 1000];
  const postgres = await startBenchPostgres();
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const receiver = Fastify();
  receiver.post("/", () => "");
  await receiver.listen({ port, host: "127.0.0.1" });
  const app = await startTestApp({ modules, postgresUrl: postgres.url, env: { OUTBOUND_HOSTS: host } });
  try {
    const { organization_id: organization } = await anOrganization(app);
    await app.admin.query(
      `insert into webhooks (organization_id, id, url, label, events, secrets, created_at)
       values ($1, $2, $3, 'bench', '{payment.settled}', $4, now())`,
      [
        organization,
        newId(),
        `http://${host}/`,
        app.services.sealer.seal([{ secret: "k", until: null }], "webhooks.secrets"),
      ],
    );
    const outer = app.outer(organization);
    const deliver = async () => {
      const ids = await announce(events);
      return perSecond(ids, (id) => deliverEvent(outer, id));
    };
    const announce = async (count: number): Promise<string[]> => {
      await outer.transaction(async (ctx) => {
        for (let n = 0; n < count; n += 1) {
          const fact = { name: "payments.settled", subject: { kind: "payment", id: newId() } };
          await announceFact(ctx, { factId: await recordFact(ctx, fact), fact: fact.name });
        }
      });
      const { rows } = await app.admin.query("select id from webhook_deliveries where state = 'waiting'");
      return rows.map((row) => row.id as string);
    };
    const bare = () =>
      perSecond(
        Array.from({ length: events }, () => "x".repeat(200)),
        async (body) => {
          await publicFetch(`http://${host}/`, {
            method: "POST",
            headers: { "content-type": "text/plain", "content-length": String(body.length) },
            body,
            timeoutMs: 10_000,
            maxBytes: 1000,
            trustedHosts: [host],
          });
        },
      );
    say(`${rounds} rounds of ${events} events`);
    const results = await interleave(rounds, { deliver, bare });
    const speeds = `${short(median(results.deliver))} of ${short(median(results.bare))} a second`;
    return [
      told(
        "webhooks: delivered and logged / posted only",
        `${medianRatio(results.deliver, results.bare).toFixed(3)} (${speeds})`,
      ),
    ];
  } finally {
    await app.close();
    await receiver.close();
    await postgres.stop();
  }
};

async function perSecond<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<number> {
  const start = performance.now();
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return items.length / ((performance.now() - start) / 1000);
}
