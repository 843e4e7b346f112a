/** A time-stamping authority that answers on the real wire, well or badly as it is told to. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { makeIdentity } from "../../formats/signature/index.ts";
import { rejection, stampReply, type TokenFault } from "./authority.ts";

export type TimestampBehaviour =
  | "normal"
  | TokenFault
  | "refuse"
  | "wrong-purpose"
  | "wrong-time"
  | "down"
  | "silent"
  | "no-authority"
  | "huge";

export type TimestampSimulator = {
  plugin: FastifyPluginAsync;
  behave(how: TimestampBehaviour): void;
  /** Wants these credentials from now on; null: none. */
  protect(credentials: { user: string; password: string } | null): void;
  /** How many tokens were given. */
  stamped(): number;
};

const REPLY = "application/timestamp-reply";
const isFault = (how: TimestampBehaviour): how is TokenFault =>
  how === "wrong-imprint" || how === "wrong-nonce" || how === "altered";

export function timestampSimulator(options: { clock: () => Date }): TimestampSimulator {
  const from = new Date(options.clock().getTime() - 86_400_000);
  const make = (purpose: "sign" | "stamp") =>
    makeIdentity({ name: "Horodatage de démonstration", from, years: 10, purpose });
  const [authority, impostor] = [make("stamp"), make("sign")];
  let behaviour: TimestampBehaviour = "normal";
  let credentials: { user: string; password: string } | null = null;
  let serial = 0;
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const proof =
      credentials && Buffer.from(`${credentials.user}:${credentials.password}`).toString("base64");
    if (proof && request.headers.authorization !== `Basic ${proof}`) return reply.status(401).send("who?");
    if (behaviour === "down") return reply.status(503).send("later");
    if (behaviour === "silent") return reply.hijack();
    if (behaviour === "no-authority") return reply.type("text/html").send("<p>Bonjour</p>");
    if (behaviour === "huge") return reply.type(REPLY).send(Buffer.alloc(200_000));
    if (behaviour === "refuse") return reply.type(REPLY).send(rejection("quota exceeded"));
    serial += 1;
    const identity = behaviour === "wrong-purpose" ? impostor : authority;
    const at = new Date(options.clock().getTime() - (behaviour === "wrong-time" ? 3_600_000 : 0));
    const fault = isFault(behaviour) ? behaviour : undefined;
    return reply.type(REPLY).send(stampReply(request.body as Buffer, { identity, at, serial }, fault));
  };
  return {
    plugin: async (app) => {
      app.addContentTypeParser("application/timestamp-query", { parseAs: "buffer" }, (_request, body, done) =>
        done(null, body),
      );
      app.post("/", answer);
    },
    behave: (how) => void (behaviour = how),
    protect: (given) => void (credentials = given),
    stamped: () => serial,
  };
}
