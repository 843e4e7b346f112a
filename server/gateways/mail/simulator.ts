/** A mail server that speaks real SMTP, keeps what it receives in memory, and has accidents on demand. */
import type { AddressInfo } from "node:net";
import type { FastifyPluginAsync } from "fastify";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { newId } from "../../platform/ids.ts";
import { outboxPages } from "./simulator-pages.ts";

export type ReceivedMail = {
  id: string;
  receivedAt: Date;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  attachments: { fileName: string; mediaType: string; content: Buffer }[];
};

export type Accident = {
  /** `refuse`: 550 for good; `greylist`: 451, come back later; `slow`: takes the message after `delayMs`. */
  kind: "refuse" | "greylist" | "slow";
  /** For this recipient only. */
  to?: string | undefined;
  /** For the next messages only; always when absent. */
  times?: number | undefined;
  delayMs?: number | undefined;
};

export type MailSimulator = {
  /** What to give as SMTP_URL. */
  url: string;
  /** Newest last; with an address, only what it received. */
  messages(to?: string): ReceivedMail[];
  clear(): void;
  accident(accident: Accident): void;
  /** Every accident is over. */
  mend(): void;
  /** Fastify plugin: the messages as pages for people and, under `/messages`, as JSON. */
  outbox: FastifyPluginAsync;
  close(): Promise<void>;
};

const MOST_KEPT = 2_000;

/** Starts listening. @param options.port any free one when absent or 0. @param options.phones where simulated phones are shown. */
export async function startMailSimulator(
  options: { port?: number; host?: string; phones?: string } = {},
): Promise<MailSimulator> {
  const received: ReceivedMail[] = [];
  const accidents: Accident[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    closeTimeout: 500,
    size: 30_000_000,
    onRcptTo(address, _session, reply) {
      reply(verdict(accidents, address.address));
    },
    onData(stream, session, reply) {
      const delayMs = takeDelay(accidents, recipients(session));
      receive(received, delayMs, () => keep(stream, session)).then(
        () => reply(),
        (error: Error) => reply(error),
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve);
  });
  // A client that breaks off is its own affair.
  server.on("error", () => undefined);
  const { port } = server.server.address() as AddressInfo;
  const messages = (to?: string) =>
    to ? received.filter((mail) => mail.to.includes(to.toLowerCase())) : [...received];
  const simulator = {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    clear: () => void received.splice(0),
    accident: (accident: Accident) => void accidents.push({ ...accident }),
    mend: () => void accidents.splice(0),
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
  return { ...simulator, outbox: outboxPages(simulator, options.phones) };
}

async function receive(received: ReceivedMail[], delayMs: number, read: () => Promise<ReceivedMail>) {
  const mail = await read();
  if (delayMs > 0) await new Promise((done) => setTimeout(done, delayMs));
  received.push(mail);
  if (received.length > MOST_KEPT) received.shift();
}

const recipients = (session: SMTPServerSession): string[] =>
  session.envelope.rcptTo.map((one) => one.address.toLowerCase());

function take(
  accidents: Accident[],
  kinds: readonly Accident["kind"][],
  to: readonly string[],
): Accident | undefined {
  const found = accidents.find(
    (one) => kinds.includes(one.kind) && (!one.to || to.includes(one.to.toLowerCase())),
  );
  if (found?.times !== undefined) {
    found.times -= 1;
    if (found.times <= 0) accidents.splice(accidents.indexOf(found), 1);
  }
  return found;
}

function verdict(accidents: Accident[], address: string): Error | null {
  const accident = take(accidents, ["refuse", "greylist"], [address.toLowerCase()]);
  if (!accident) return null;
  const [responseCode, sentence] =
    accident.kind === "refuse"
      ? [550, "5.1.1 This mailbox does not exist"]
      : [451, "4.7.1 Greylisted, try again later"];
  return Object.assign(new Error(sentence), { responseCode });
}

const takeDelay = (accidents: Accident[], to: readonly string[]): number =>
  take(accidents, ["slow"], to)?.delayMs ?? 0;

async function keep(
  stream: NodeJS.ReadableStream & { sizeExceeded: boolean },
  session: SMTPServerSession,
): Promise<ReceivedMail> {
  const parsed = await simpleParser(stream as never);
  if (stream.sizeExceeded) throw Object.assign(new Error("5.3.4 Message too big"), { responseCode: 552 });
  return {
    id: newId(),
    receivedAt: new Date(),
    from: parsed.from?.text ?? "",
    to: recipients(session),
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: typeof parsed.html === "string" ? parsed.html : "",
    headers: headersOf(parsed),
    attachments: parsed.attachments.map((file) => ({
      fileName: file.filename ?? "attachment",
      mediaType: file.contentType,
      content: file.content,
    })),
  };
}

const headersOf = (parsed: ParsedMail): Record<string, string> =>
  Object.fromEntries(
    parsed.headerLines.map(({ key, line }) => [key.toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
