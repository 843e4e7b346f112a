/** A process of its own for the server that is loaded: the whole ladder on an existing database, configured as ever. */
import { makeApp } from "../server/app.ts";
import { modules } from "../server/modules.ts";
import { readConfig } from "../server/platform/config.ts";
import { openServices } from "../server/start.ts";

const config = readConfig(process.env);
const { services, close } = openServices(config, config.DATABASE_URL!, modules);
const app = await makeApp(services, modules, { requestsPerMinute: 0 });
await app.listen({ port: config.PORT, host: "127.0.0.1" });
process.once("SIGTERM", () => void app.close().then(close));
process.send?.("up");
