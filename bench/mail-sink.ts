/** A mail server in a process of its own that takes every message and keeps none. */
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

const server = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  logger: false,
  onData(stream, _session, done) {
    stream.on("end", () => done()).resume();
  },
});
server.on("error", () => undefined);
server.listen(0, "127.0.0.1", () => process.send?.((server.server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit(0));
