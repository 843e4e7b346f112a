/** What the routes of notifications need, and how I call them. */
import { unsubscribeToken } from "../../server/modules/notifications/rules.ts";
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import type { Case } from "./cases.ts";

export type Notifications = Awaited<ReturnType<typeof buildNotifications>>;

/** A browser of mine, a mail that failed, and the link by which I unsubscribe. */
export async function buildNotifications(app: TestApp, organizationId: string, userId: string) {
  const [device, mail] = [newId(), newId()];
  await app.admin.query(
    `insert into push_devices (organization_id, id, user_id, endpoint, p256dh, auth, name, created_at)
     values ($1, $2, $3, 'https://updates.push.services.mozilla.com/x', '', '', 'Firefox', now())`,
    [organizationId, device, userId],
  );
  await app.admin.query(
    `insert into mails (organization_id, id, user_id, kind, to_address, subject, text, html, subject_kind, subject_id, once_key, state, created_at)
     values ($1, $2, $3, 'test', 'a@example.org', 'Bonjour', 'Bonjour', '<p>Bonjour</p>', 'user', $4, $5, 'failed', now())`,
    [organizationId, mail, userId, userId, mail],
  );
  const secret = app.services.config.QUITUS_SECRET;
  return {
    device: outside("device", device),
    failed: outside("mail", mail),
    token: unsubscribeToken(secret, { organizationId, userId, news: "invoices" }),
  };
}

/** How I call the routes of notifications. */
export function notificationCases({ device, failed, token }: Notifications): Record<string, Case> {
  const choice = { news: "invoices", channel: "mail", wanted: true };
  const template = { kind: "new_invoices", language: "fr" };
  const words = { subject: "Objet", intro: "Bonjour {nom}", closing: "" };
  const browser = {
    endpoint: "https://fcm.googleapis.com/fcm/send/x",
    p256dh: "B".repeat(87),
    auth: "A".repeat(22),
    name: "Chrome",
  };
  const sms = { gateway: "brevo", enabled: false, configuration: { apiKey: "12345678", sender: "QUITUS" } };
  const someText = outside("text", newId());
  return {
    resendMail: { params: { mail: failed } },
    readMyNotifications: { own: true },
    chooseNotification: { own: true, body: choice },
    askPhoneCode: { own: true, body: { phone: "0612345678" }, mine: 409 },
    provePhone: { own: true, body: { code: "123456" }, mine: 422 },
    forgetPhone: { own: true },
    keepDevice: { own: true, body: browser },
    forgetDevice: { params: { device } },
    vouchForAddress: { own: true },
    readUnsubscription: { open: true, params: { token } },
    changeUnsubscription: { open: true, params: { token }, body: { wanted: true } },
    openUnsubscribe: { open: true, params: { token }, mine: 303 },
    unsubscribe: { open: true, params: { token } },
    receiveReceipt: {
      open: true,
      params: { gateway: "brevo", text: someText, proof: "x" },
      body: {},
      mine: 404,
    },
    receiveBounce: {
      open: true,
      params: { token: "nobody-knows-this-one" },
      body: "Subject: x",
      contentType: "message/rfc822",
      mine: 404,
    },
    readManifest: { open: true },
    readDefaultNotifications: {},
    changeDefaultNotification: { body: choice },
    listTexts: {},
    readTextSettings: {},
    updateTextSettings: { body: { ...sms, monthlyCap: 10 } },
    testTextSettings: { body: { phone: "0612345678" }, mine: 409 },
    listTemplates: {},
    readTemplate: { common: true, params: template },
    changeTemplate: { common: true, params: template, body: words },
    resetTemplate: { common: true, params: template },
    previewTemplate: { common: true, params: template, body: words },
    showTemplate: { common: true, params: template, query: `?${new URLSearchParams(words)}` },
  };
}
