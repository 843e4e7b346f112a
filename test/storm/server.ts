/** The server that the storm kills: the payments ladder on the storm's database, web and workers in one process. */
import { makeApp, makeJobDefinitions } from "../../server/app.ts";
import { readConfig } from "../../server/platform/config.ts";
import { openServices } from "../../server/start.ts";
import { paymentsModule } from "../harness/payments.ts";

const config = readConfig(process.env);
const { services } = openServices(config, config.DATABASE_URL!, [paymentsModule]);
await services.jobs.start(makeJobDefinitions(services, [paymentsModule]), { work: true });
const app = await makeApp(services, [paymentsModule], { requestsPerMinute: 0 });
await app.listen({ port: config.PORT, host: "127.0.0.1" });
process.send?.("up");
