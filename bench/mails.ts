/** Receipt mails rendered and handed over to SMTP, against nodemailer alone handing over the very same mail. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { openMailer } from "../server/gateways/mail/mailer.ts";
import { mailTexts, sampleOf } from "../server/modules/notifications/kind-words.ts";
import { renderMail } from "../server/modules/notifications/render-mail.ts";
import { composeMail } from "../server/modules/notifications/template-rules.ts";
import { newId } from "../server/platform/ids.ts";
import { atLeast, type Benchmark, interleave, median, medianRatio, short } from "./measure.ts";

/** The mailer's own number of connections. */
const CONNECTIONS = 4;
const FROM = "no-reply@quitus.test";
const sender = {
  name: "Ville de Montfleuri",
  accent: "#1f5f8b",
  contact: { service: "Régie", email: "regie@example.org", phone: "03 84 00 00 00", address: [], hours: "" },
  baseUrl: "https://compte.montfleuri.example",
};
const attachment = {
  fileName: "recu.pdf",
  mediaType: "application/pdf",
  content: Buffer.alloc(20_000, "quitus"),
};

function render() {
  const given = sampleOf("payment_receipt", "fr", `${sender.baseUrl}/paiements/x`);
  const content = composeMail("fr", mailTexts.payment_receipt.fr, given);
  return { subject: content.subject, ...renderMail(sender, "fr", content) };
}

export const mails: Benchmark = async ({ quick }, say) => {
  const [rounds, count] = quick ? [3, 100] : [9, 1000];
  const { port, sink } = await startSink();
  const url = `smtp://127.0.0.1:${port}`;
  const mailer = openMailer(url, `Quitus <${FROM}>`);
  const bare = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    idleTimeout: 10_000,
  });
  const made = render();
  const ours = () =>
    perSecond(count, (rank) =>
      mailer.send({
        id: newId(),
        to: `client${rank}@example.org`,
        fromName: sender.name,
        ...render(),
        language: "fr",
        attachments: [attachment],
      }),
    );
  const theirs = () =>
    perSecond(count, (rank) =>
      bare.sendMail({
        from: { name: sender.name, address: FROM },
        to: `client${rank}@example.org`,
        ...made,
        attachments: [
          { filename: attachment.fileName, contentType: attachment.mediaType, content: attachment.content },
        ],
      }),
    );
  try {
    say(`${rounds} rounds of ${count} mails`);
    const results = await interleave(rounds, { ours, theirs });
    const speeds = `${short(median(results.ours))} of ${short(median(results.theirs))} a second`;
    return [
      atLeast(
        "mails: rendered and handed over / handed over by nodemailer alone",
        medianRatio(results.ours, results.theirs),
        0.8,
        speeds,
      ),
    ];
  } finally {
    mailer.close();
    bare.close();
    sink.disconnect();
  }
};

function startSink(): Promise<{ port: number; sink: ChildProcess }> {
  const sink = fork(join(import.meta.dirname, "mail-sink.ts"));
  return new Promise((resolve) => sink.once("message", (port) => resolve({ port: port as number, sink })));
}

async function perSecond(count: number, work: (rank: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  const ranks = Array.from({ length: count }, (_, rank) => rank).values();
  const lane = async () => {
    for (const rank of ranks) await work(rank);
  };
  await Promise.all(Array.from({ length: CONNECTIONS * 2 }, lane));
  return count / ((performance.now() - start) / 1000);
}
