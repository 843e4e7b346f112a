import { z } from "zod";
import { SMS_GATEWAYS } from "../../gateways/sms/gateways.ts";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { binary, route } from "../../platform/route.ts";
import { Done, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { CHANNELS, NEWS } from "./news-rules.ts";
import { templateContract } from "./template-contract.ts";

const MailState = z.enum(["queued", "sent", "failed", "bounced"]);
const MailRow = z.object({
  id: outsideId("mail"),
  kind: z.string(),
  to: z.string(),
  subject: z.string(),
  state: MailState,
  error: z.string().nullable(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
  subjectKind: z.string(),
  attachments: z.array(z.string()),
});
const Mail = MailRow.extend({ text: z.string(), can: z.object({ resend: z.boolean() }) });
const mailParams = z.object({ mail: idOf("mail") });

const News = z.enum(NEWS);
const Choice = z.object({ news: News, channel: z.enum(CHANNELS), wanted: z.boolean() });
const Cell = Choice.extend({
  fixed: z.boolean().meta({ description: "Always comes: nobody can switch it off" }),
});
const Cells = z.object({ cells: z.array(Cell) });
const MyNotifications = Cells.extend({
  email: z.string().nullable(),
  bounced: z.object({ address: z.string(), since: Instant }).nullable(),
  sms: z.boolean().meta({ description: "The organization sends SMS" }),
  phone: z.object({ shown: z.string(), confirmed: z.boolean() }).nullable(),
  devices: z.array(z.object({ id: outsideId("device"), name: z.string(), createdAt: Instant })),
  pushKey: z.string(),
});
const Unsubscription = z.object({ organization: z.string(), news: News, wanted: z.boolean() });
const linkParams = z.object({ token: z.string().max(150) });

const TextState = z.enum(["queued", "sending", "sent", "delivered", "failed"]);
const TextRow = z.object({
  id: outsideId("text"),
  kind: z.string(),
  to: z.string(),
  body: z.string(),
  segments: z.int(),
  state: TextState,
  gateway: z.enum(SMS_GATEWAYS).nullable(),
  error: z.string().nullable(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
});
const TextSettings = z.object({
  gateway: z.enum(SMS_GATEWAYS).nullable(),
  enabled: z.boolean(),
  configuration: z.record(z.string(), z.unknown()),
  monthlyCap: z.int(),
  usedThisMonth: z.int(),
  updatedAt: Instant.nullable(),
});

export const contract = {
  listMails: route({
    method: "GET",
    path: "/api/office/mails",
    who: "staff:reader",
    summary: "Mails sent or to be sent, newest first; of a state",
    query: PageQuery.extend({ search: line(120).optional(), state: MailState.optional() }),
    response: pageOf(MailRow),
  }),
  readMail: route({
    method: "GET",
    path: "/api/office/mails/:mail",
    who: "staff:accountant",
    summary: "One mail as it was sent; single-use links are masked",
    params: mailParams,
    response: Mail,
  }),
  resendMail: route({
    method: "POST",
    path: "/api/office/mails/:mail/again",
    who: "staff:accountant",
    summary: "Make a mail that failed or came back leave again; its address is trusted anew",
    params: mailParams,
    response: Mail,
  }),
  listInvoiceMails: route({
    method: "GET",
    path: "/api/accounts/:account/invoices/:invoice/mails",
    who: "user",
    summary: "The latest mails about an invoice: to the customer, those sent to him; to staff, all (ACT-5)",
    params: z.object({ account: idOf("account"), invoice: idOf("invoice") }),
    response: z.object({ items: z.array(MailRow.extend({ text: z.string() })) }),
  }),
  readMyNotifications: route({
    method: "GET",
    path: "/api/me/notifications",
    who: "user",
    summary: "What I am told, on which channels, and by what means I can be reached",
    response: MyNotifications,
  }),
  chooseNotification: route({
    method: "PUT",
    path: "/api/me/notifications",
    who: "user",
    summary: "Choose one channel of one kind of news",
    body: Choice,
    response: MyNotifications,
  }),
  askPhoneCode: route({
    method: "POST",
    path: "/api/me/phone",
    who: "user",
    summary: "Send a code to my mobile phone, to prove that it is mine",
    body: z.object({ phone: line(30).min(1) }),
    response: MyNotifications,
  }),
  provePhone: route({
    method: "POST",
    path: "/api/me/phone/proof",
    who: "user",
    summary: "Give the code that my phone received",
    body: z.object({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    response: MyNotifications,
  }),
  forgetPhone: route({
    method: "DELETE",
    path: "/api/me/phone",
    who: "user",
    summary: "Forget my phone: no text goes there any more",
    response: MyNotifications,
  }),
  keepDevice: route({
    method: "POST",
    path: "/api/me/push-devices",
    who: "user",
    summary: "This browser accepts notifications (W3C Push API subscription)",
    body: z.object({
      endpoint: z.url({ protocol: /^https?$/ }).max(1_000),
      p256dh: z.string().regex(/^[\w-]{87}=?$/),
      auth: z.string().regex(/^[\w-]{22}={0,2}$/),
      name: line(80),
    }),
    response: MyNotifications,
  }),
  forgetDevice: route({
    method: "DELETE",
    path: "/api/me/push-devices/:device",
    who: "user",
    summary: "Forget one of my browsers",
    params: z.object({ device: idOf("device") }),
    response: MyNotifications,
  }),
  vouchForAddress: route({
    method: "POST",
    path: "/api/me/email-works",
    who: "user",
    summary: "My e-mail address, from which mail came back, receives again",
    response: MyNotifications,
  }),
  readUnsubscription: route({
    method: "GET",
    path: "/api/unsubscriptions/:token",
    who: "anyone",
    summary: "What an unsubscribe link is about",
    params: linkParams,
    response: Unsubscription,
  }),
  changeUnsubscription: route({
    method: "PUT",
    path: "/api/unsubscriptions/:token",
    who: "anyone",
    summary: "Stop a kind of mail, or take it up again, by the link of a mail",
    params: linkParams,
    body: z.object({ wanted: z.boolean() }),
    response: Unsubscription,
  }),
  openUnsubscribe: route({
    method: "GET",
    path: "/api/unsubscribe/:token",
    who: "anyone",
    summary: "Where the unsubscribe link of a mail leads a person: the page that asks",
    params: linkParams,
    response: binary("text/plain"),
  }),
  unsubscribe: route({
    method: "POST",
    path: "/api/unsubscribe/:token",
    who: "anyone",
    summary: "One-click unsubscribe, called by mail programs (RFC 8058)",
    params: linkParams,
    body: z.any(),
    response: Done,
    foreign: true,
  }),
  receiveReceipt: route({
    method: "POST",
    path: "/api/text-receipts/:gateway/:text/:proof",
    who: "anyone",
    summary: "Where an SMS provider tells what became of a text",
    params: z.object({ gateway: z.enum(SMS_GATEWAYS), text: idOf("text"), proof: z.string().max(60) }),
    body: z.any(),
    response: Done,
    foreign: true,
  }),
  receiveBounce: route({
    method: "POST",
    path: "/api/inbound-mail/:token",
    who: "anyone",
    summary: "Where the mail server hands over mail that came back (RFC 3464), as it is",
    params: z.object({ token: z.string().max(200) }),
    body: binary("message/rfc822"),
    limit: 1_000_000,
    response: Done,
    foreign: true,
  }),
  readManifest: route({
    method: "GET",
    path: "/api/manifest.webmanifest",
    who: "anyone",
    summary: "What lets a phone install the portal among its applications",
    response: binary("application/manifest+json"),
  }),
  readDefaultNotifications: route({
    method: "GET",
    path: "/api/office/notification-defaults",
    who: "staff:reader",
    summary: "What customers are told, on which channels, while they have chosen nothing",
    response: Cells,
  }),
  changeDefaultNotification: route({
    method: "PUT",
    path: "/api/office/notification-defaults",
    who: "staff:manager",
    summary: "Change what customers are told while they have chosen nothing",
    body: Choice,
    response: Cells,
  }),
  listTexts: route({
    method: "GET",
    path: "/api/office/texts",
    who: "staff:reader",
    summary: "SMS sent or to be sent, newest first; of a state",
    query: PageQuery.extend({ state: TextState.optional() }),
    response: pageOf(TextRow),
  }),
  readTextSettings: route({
    method: "GET",
    path: "/api/office/text-settings",
    who: "staff:manager",
    summary: "How SMS leave: provider, cap, what the month has used; secrets are masked",
    response: TextSettings,
  }),
  updateTextSettings: route({
    method: "PUT",
    path: "/api/office/text-settings",
    who: "staff:manager",
    summary: "Change how SMS leave",
    body: z.object({
      gateway: z.enum(SMS_GATEWAYS),
      enabled: z.boolean(),
      configuration: z.record(z.string().max(40), z.unknown()),
      monthlyCap: z.int().min(0).max(1_000_000),
    }),
    state: { of: "readTextSettings", without: ["usedThisMonth"] },
    response: TextSettings,
  }),
  testTextSettings: route({
    method: "POST",
    path: "/api/office/text-settings/test",
    who: "staff:manager",
    summary: "Send a text to a number with the saved settings, now",
    body: z.object({ phone: line(30).min(1) }),
    response: z.object({ outcome: z.enum(["accepted", "failed"]), detail: z.string() }),
  }),
  ...templateContract,
};

export const refusals = {
  "mail.not_failed": {
    status: 409,
    fr: "Ce courriel est parti ou va partir : il n’y a pas lieu de le renvoyer.",
    en: "This mail has left or is about to: there is no need to send it again.",
  },
  "notification.fixed": {
    status: 409,
    fr: "Cet envoi ne peut pas être désactivé.",
    en: "This cannot be switched off.",
  },
  "phone.not_mobile": {
    status: 422,
    fr: "Ce numéro ne peut pas recevoir de SMS. Donnez un numéro de mobile, comme 06 12 34 56 78.",
    en: "This number cannot receive texts. Give a mobile number, such as 06 12 34 56 78.",
  },
  "phone.wrong_code": {
    status: 422,
    fr: "Ce code n’est pas le bon, ou n’est plus valable. Demandez-en un autre.",
    en: "This code is wrong, or no longer valid. Ask for another one.",
  },
  "push.unknown_service": {
    status: 422,
    fr: "Ce navigateur passe par un service de notifications que nous ne connaissons pas.",
    en: "This browser uses a notification service that we do not know.",
  },
  "template.unknown_field": {
    status: 422,
    fr: "Le champ « {field} » n’existe pas dans ce courriel. Champs possibles : {known}.",
    en: "There is no field “{field}” in this mail. Possible fields: {known}.",
  },
  "text_settings.invalid": {
    status: 422,
    fr: "Réglages incomplets ou incorrects : {fields}.",
    en: "Settings incomplete or wrong: {fields}.",
  },
  "text_settings.missing": {
    status: 409,
    fr: "L’envoi de SMS n’est pas en service.",
    en: "SMS are not in service.",
  },
} satisfies Refusals;
