import { z } from "zod";
import type { Refusals } from "../../platform/errors.ts";
import { idOf, outsideId } from "../../platform/ids.ts";
import { route } from "../../platform/route.ts";
import { Done, Instant, line, PageQuery, pageOf } from "../../platform/shapes.ts";
import { type EventName, eventNames } from "./rules.ts";

const Event = z.enum(eventNames as [EventName, ...EventName[]]);
const Fields = z.object({
  url: z.url().max(500),
  label: line(80).min(1),
  events: z.array(Event).min(1),
  enabled: z.boolean().default(true),
});
const Webhook = Fields.extend({
  id: outsideId("webhook"),
  /** Why Quitus switched it off by itself. */
  disabledFor: z.enum(["gone", "failing"]).nullable(),
  waiting: z.int(),
  failed: z.int(),
  lastDeliveredAt: Instant.nullable(),
  createdAt: Instant,
});
export type Webhook = z.output<typeof Webhook>;
const Delivery = z.object({
  id: outsideId("delivery"),
  event: Event,
  eventId: z.string(),
  replay: z.boolean(),
  state: z.enum(["waiting", "delivered", "failed"]),
  tries: z.int(),
  nextTryAt: Instant.nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  createdAt: Instant,
  deliveredAt: Instant.nullable(),
});
export type Delivery = z.output<typeof Delivery>;
const one = z.object({ webhook: idOf("webhook") });
const secret = z.object({
  webhook: Webhook,
  secret: z.string().meta({ description: "The signing key: in this answer and nowhere else" }),
});

export const contract = {
  listWebhooks: route({
    method: "GET",
    path: "/api/office/webhooks",
    who: "staff:administrator",
    summary: "Webhooks, and how they fare",
    response: z.object({ items: z.array(Webhook) }),
  }),
  createWebhook: route({
    method: "POST",
    path: "/api/office/webhooks",
    who: "staff:administrator",
    summary: "Be told of events at an https address; the answer holds the signing key",
    body: Fields,
    response: secret,
  }),
  updateWebhook: route({
    method: "PUT",
    path: "/api/office/webhooks/:webhook",
    who: "staff:administrator",
    summary: "Change the address or the events of a webhook, switch it on or off",
    params: one,
    body: Fields,
    response: Webhook,
  }),
  deleteWebhook: route({
    method: "DELETE",
    path: "/api/office/webhooks/:webhook",
    who: "staff:administrator",
    summary: "Delete a webhook and the log of its deliveries",
    params: one,
    response: Done,
  }),
  changeWebhookSecret: route({
    method: "POST",
    path: "/api/office/webhooks/:webhook/secret",
    who: "staff:administrator",
    summary: "Give a new signing key; the former one still signs for a day",
    params: one,
    response: secret,
  }),
  testWebhook: route({
    method: "POST",
    path: "/api/office/webhooks/:webhook/test",
    who: "staff:administrator",
    summary: "Send a signed `ping` now, and tell what was answered",
    params: one,
    response: z.object({
      delivered: z.boolean(),
      status: z.int().nullable(),
      error: z.string().nullable(),
    }),
  }),
  listDeliveries: route({
    method: "GET",
    path: "/api/office/webhooks/:webhook/deliveries",
    who: "staff:administrator",
    summary: "What was told to a webhook, newest first; of a state",
    params: one,
    query: PageQuery.extend({ state: Delivery.shape.state.optional() }),
    response: pageOf(Delivery),
  }),
  replayDelivery: route({
    method: "POST",
    path: "/api/office/webhooks/:webhook/deliveries/:delivery/replay",
    who: "staff:administrator",
    summary: "Tell one event again",
    params: one.extend({ delivery: idOf("delivery") }),
    response: Delivery,
  }),
  replayEvents: route({
    method: "POST",
    path: "/api/office/webhooks/:webhook/replay",
    who: "staff:administrator",
    summary: "Tell again the events of a webhook since an instant, oldest first, a thousand at most",
    params: one,
    body: z.object({ since: Instant }),
    response: z.object({ count: z.int(), more: z.boolean() }),
  }),
};

export const refusals = {
  "webhook.address": {
    status: 422,
    fr: "L’adresse doit être publique et commencer par https://.",
    en: "The address must be public and start with https://.",
  },
  "webhook.disabled": {
    status: 409,
    fr: "Ce webhook est désactivé : réactivez-le d’abord.",
    en: "This webhook is switched off: switch it on first.",
  },
} satisfies Refusals;
