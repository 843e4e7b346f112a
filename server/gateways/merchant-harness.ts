/** For tests of gateways: a merchant's server that hears notifications, over real HTTP on this machine. */
import Fastify from "fastify";
import type { ForeignMessage } from "./payment-gateway.ts";

/** Starts it. `answers` are the statuses of the next answers; 200 after them. */
export async function startMerchant() {
  const heard: ForeignMessage[] = [];
  const answers: number[] = [];
  const app = Fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.all("/notify", async (request, reply) => {
    heard.push({
      method: request.method as "GET" | "POST",
      rawQuery: request.url.split("?")[1] ?? "",
      rawBody: typeof request.body === "string" ? request.body : "",
      sender: request.ip,
    });
    return reply.code(answers.shift() ?? 200).send("OK");
  });
  const origin = await app.listen({ host: "127.0.0.1", port: 0 });
  return { origin, heard, answers, close: () => app.close() };
}

/** Waits for what comes by itself. @throws after five seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("never came");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
