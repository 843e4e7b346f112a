/** Mailbox, phones and browsers of a test, behind real SMTP and HTTP. */
import Fastify from "fastify";
import { startMailSimulator } from "../../server/gateways/mail/simulator.ts";
import { pushSimulator } from "../../server/gateways/push/simulator.ts";
import { smsSimulator } from "../../server/gateways/sms/simulator.ts";
import { contract, refusals } from "../../server/modules/notifications/contract.ts";
import { jobs } from "../../server/modules/notifications/jobs.ts";
import { routes } from "../../server/modules/notifications/routes.ts";
import { moduleOf } from "../../server/platform/doors.ts";
import type { TestApp } from "./app.ts";
import { aStaffUser, call } from "./builders.ts";

export const notificationsModule = moduleOf("notifications", contract, routes, refusals, jobs);
export const INBOUND_TOKEN = "inbound-token-of-tests";

/** Starts them. `env` is what an application needs to speak to them. */
export async function startMessages(options: { receiptMs?: number | null } = {}) {
  const mailbox = await startMailSimulator();
  const phones = smsSimulator({ receiptMs: options.receiptMs === undefined ? null : options.receiptMs });
  const push = pushSimulator();
  const server = Fastify({ forceCloseConnections: true });
  await server.register(phones.plugin, { prefix: "/sms" });
  await server.register(push.plugin, { prefix: "/push" });
  const origin = await server.listen({ port: 0, host: "127.0.0.1" });
  return {
    mailbox,
    phones,
    push,
    env: {
      SMTP_URL: mailbox.url,
      OUTBOUND_HOSTS: new URL(origin).host,
      BOUNCE_ADDRESS: "bounces@quitus.test",
      INBOUND_TOKEN,
    },
    /** A browser that accepted notifications. */
    browser: () => push.browser(`${origin}/push`),
    settings: (provider: "ovh" | "twilio" | "brevo") => phones.configuration(provider, `${origin}/sms`),
    clear() {
      mailbox.clear();
      mailbox.mend();
      phones.clear();
      phones.trouble(() => null);
      push.clear();
      push.trouble(() => null);
    },
    async close() {
      await server.close();
      await mailbox.close();
    },
  };
}
export type Messages = Awaited<ReturnType<typeof startMessages>>;

/** Switches SMS on for an organization, as its manager would. */
export async function switchTextsOn(
  app: TestApp,
  messages: Pick<Messages, "settings">,
  org: { organization_id: string; base: string },
  over: { gateway?: "ovh" | "twilio" | "brevo"; monthlyCap?: number } = {},
) {
  const gateway = over.gateway ?? "ovh";
  const manager = await aStaffUser(app, org.organization_id, "manager");
  const answer = await call("PUT", `${org.base}/api/office/text-settings`, {
    cookie: manager.cookie,
    body: {
      gateway,
      enabled: true,
      configuration: messages.settings(gateway),
      monthlyCap: over.monthlyCap ?? 500,
    },
  });
  if (answer.status !== 200) throw new Error(answer.buffer.toString());
  return manager;
}

/** A report of delivery as mail servers write it (RFC 3464), about one of our mails. */
export const aBounce = (of: {
  messageId: string;
  to: string;
  status?: string;
  action?: string;
  said?: string;
}) =>
  [
    "From: MAILER-DAEMON@mx.example.org",
    "To: bounces@quitus.test",
    "Subject: Undelivered Mail Returned to Sender",
    `Message-ID: <${Math.random().toString(36).slice(2)}@mx.example.org>`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    "",
    "--b1",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "I'm sorry to have to inform you that your message could not be delivered.",
    "",
    "--b1",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.org",
    "",
    `Final-Recipient: rfc822; ${of.to}`,
    `Action: ${of.action ?? "failed"}`,
    `Status: ${of.status ?? "5.1.1"}`,
    `Diagnostic-Code: smtp; ${of.said ?? `550 5.1.1 <${of.to}>: Recipient address rejected:`}`,
    "    User unknown in virtual mailbox table",
    "",
    "--b1",
    "Content-Type: message/rfc822",
    "",
    "From: Quitus <no-reply@quitus.test>",
    `To: ${of.to}`,
    "Subject: Bonjour",
    `Message-ID: ${of.messageId}`,
    "",
    "Bonjour",
    "--b1--",
    "",
  ].join("\r\n");
