import { doors } from "../../platform/doors.ts";
import { contract } from "./contract.ts";
import { testWebhook } from "./deliver-event.ts";
import { listDeliveries } from "./list-deliveries.ts";
import {
  changeWebhookSecret,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  updateWebhook,
} from "./manage-webhooks.ts";
import { replayDelivery, replayEvents } from "./replay-events.ts";

export const routes = doors(contract, {
  listWebhooks: (ctx) => listWebhooks(ctx),
  createWebhook: (ctx, { body }) => createWebhook(ctx, body),
  updateWebhook: (ctx, { params, body }) => updateWebhook(ctx, params.webhook, body),
  deleteWebhook: (ctx, { params }) => deleteWebhook(ctx, params.webhook),
  changeWebhookSecret: (ctx, { params }) => changeWebhookSecret(ctx, params.webhook),
  testWebhook: { out: (outer, { params }) => testWebhook(outer, params.webhook) },
  listDeliveries: (ctx, { params, query }) => listDeliveries(ctx, params.webhook, query),
  replayDelivery: (ctx, { params }) => replayDelivery(ctx, params.webhook, params.delivery),
  replayEvents: (ctx, { params, body }) => replayEvents(ctx, params.webhook, new Date(body.since)),
});
