/** What the routes of webhooks are called with: one webhook, and one delivery of it. */
import { EVENTS } from "../../server/modules/webhooks/rules.ts";
import { newId, outside } from "../../server/platform/ids.ts";
import type { TestApp } from "../harness/app.ts";
import type { Case } from "./cases.ts";

const URL = "https://receiver.example/quitus";

/** A webhook that is on, a fact, and its delivery. */
async function buildWebhook(app: TestApp, organizationId: string) {
  const [webhook, delivery, fact] = [newId(), newId(), newId()];
  const secrets = app.services.sealer.seal([{ secret: "whsec_x", until: null }], "webhooks.secrets");
  await app.admin.query(
    `insert into webhooks (organization_id, id, url, label, events, secrets, created_at)
     values ($1, $2, $3, 'test', '{payment.settled}', $4, now())`,
    [organizationId, webhook, URL, secrets],
  );
  await app.admin.query(
    `insert into facts (organization_id, id, at, name, subject_kind, subject_id, actor_kind, request_id, data)
     values ($1, $2, now(), $3, 'payment', $4, 'system', 'x', '{}')`,
    [organizationId, fact, EVENTS["payment.settled"].fact, newId()],
  );
  await app.admin.query(
    `insert into webhook_deliveries (organization_id, id, webhook_id, fact_id, event, created_at, state)
     values ($1, $2, $3, $4, 'payment.settled', now(), 'delivered')`,
    [organizationId, delivery, webhook, fact],
  );
  return { webhook: outside("webhook", webhook), delivery: outside("delivery", delivery) };
}

/** One to keep, one to delete. */
export async function buildWebhooks(app: TestApp, organizationId: string) {
  const doomed = await buildWebhook(app, organizationId);
  return { ...(await buildWebhook(app, organizationId)), doomedWebhook: doomed.webhook };
}

export function webhookCases(ids: Awaited<ReturnType<typeof buildWebhooks>>): Record<string, Case> {
  const { webhook, delivery, doomedWebhook } = ids;
  const params = { webhook };
  const body = { url: URL, label: "Comptabilité", events: ["payment.settled"] };
  return {
    listWebhooks: {},
    createWebhook: { body },
    updateWebhook: { params, body },
    deleteWebhook: { params: { webhook: doomedWebhook } },
    changeWebhookSecret: { params },
    testWebhook: { params },
    listDeliveries: { params },
    replayDelivery: { params: { webhook, delivery } },
    replayEvents: { params, body: { since: "2026-01-01T00:00:00Z" } },
  };
}
