/** The server that the storm kills: payments and notifications on the storm's database, web and workers in one process. */
import { makeApp, makeJobDefinitions } from "../../server/app.ts";
import { readConfig } from "../../server/platform/config.ts";
import { openServices } from "../../server/start.ts";
import { notificationsModule } from "../harness/messages.ts";
import { paymentsModule } from "../harness/payments.ts";

const modules = [paymentsModule, notificationsModule];
const config = readConfig(process.env);
const { services } = openServices(config, config.DATABASE_URL!, modules);
// After the storm time has passed: what dead workers had taken is free again.
const aheadMs = Number(process.env["AHEAD_MS"] ?? 0);
services.clock = () => new Date(Date.now() + aheadMs);
await services.jobs.start(makeJobDefinitions(services, modules), { work: true });
const app = await makeApp(services, modules, { requestsPerMinute: 0 });
await app.listen({ port: config.PORT, host: "127.0.0.1" });
process.send?.("up");
