import type { Context } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";
import { newToken } from "../../platform/secrets.ts";
import { done } from "../../platform/shapes.ts";
import { refusals, type Webhook } from "./contract.ts";
import { facts } from "./facts.ts";
import { type EventName, FORMER_KEY_MS, type Secret } from "./rules.ts";
import {
  deleteWebhookRow,
  insertWebhook,
  lockWebhook,
  selectWebhooks,
  updateWebhookRow,
  type WebhookFigures,
  type WebhookRow,
} from "./sql.ts";

const refuse = refuser(refusals);
/** So that a key that leaks into a text can be found there and recognized. */
const PREFIX = "whsec_";
/** What binds sealed keys to their place. */
const SEAL = "webhooks.secrets";

export type WebhookFields = { url: string; label: string; events: EventName[]; enabled: boolean };

const show = (row: WebhookRow & WebhookFigures): Webhook => ({
  id: outside("webhook", row.id),
  url: row.url,
  label: row.label,
  events: row.events as EventName[],
  enabled: row.enabled,
  disabledFor: row.disabled_for,
  waiting: row.waiting,
  failed: row.failed,
  lastDeliveredAt: row.lastDeliveredAt?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
});

/** Every webhook of the organization, never their keys. */
export const listWebhooks = async (ctx: Context) => ({ items: (await selectWebhooks(ctx)).map(show) });

const readWebhook = async (ctx: Context, id: string): Promise<Webhook> =>
  show(found((await selectWebhooks(ctx, id))[0]));

/** Creates a webhook; its key is in this answer and nowhere else. @throws Refusal `webhook.address`. */
export async function createWebhook(ctx: Context, given: WebhookFields) {
  checkAddress(ctx, given.url);
  const id = newId(ctx.clock().getTime());
  const secret = PREFIX + newToken();
  await insertWebhook(ctx, {
    id,
    ...given,
    events: [...new Set(given.events)],
    secrets: seal(ctx, [{ secret, until: null }]),
    created_at: ctx.clock(),
  });
  await tell(ctx, facts.created, id, { url: given.url });
  return { webhook: await readWebhook(ctx, id), secret };
}

/** Changes a webhook; switching it on again forgets why it was switched off. @throws Refusal `webhook.address`, `not_found`. */
export async function updateWebhook(ctx: Context, id: string, given: WebhookFields): Promise<Webhook> {
  checkAddress(ctx, given.url);
  found(await lockWebhook(ctx, id));
  await updateWebhookRow(ctx, id, { ...given, events: [...new Set(given.events)], disabled_for: null });
  await tell(ctx, facts.updated, id, { url: given.url, enabled: given.enabled });
  return readWebhook(ctx, id);
}

/** Deletes a webhook and its log. Twice: the second time it is not found. */
export async function deleteWebhook(ctx: Context, id: string): Promise<typeof done> {
  found((await deleteWebhookRow(ctx, id)) || null);
  await tell(ctx, facts.deleted, id);
  return done;
}

/** Gives a new key; the former one signs beside it for a day, those before it no more. */
export async function changeWebhookSecret(ctx: Context, id: string) {
  const row = found(await lockWebhook(ctx, id));
  const [current] = openSecrets(ctx, row.secrets);
  const secret = PREFIX + newToken();
  const until = new Date(ctx.clock().getTime() + FORMER_KEY_MS).toISOString();
  const former = current ? [{ secret: current.secret, until }] : [];
  await updateWebhookRow(ctx, id, { secrets: seal(ctx, [{ secret, until: null }, ...former]) });
  await tell(ctx, facts.secretChanged, id);
  return { webhook: await readWebhook(ctx, id), secret };
}

export const openSecrets = (ctx: Pick<Context, "services">, sealed: Buffer): Secret[] =>
  ctx.services.sealer.open<Secret[]>(sealed, SEAL);
const seal = (ctx: Context, secrets: Secret[]): Buffer => ctx.services.sealer.seal(secrets, SEAL);

const tell = (ctx: Context, name: string, id: string, data = {}): Promise<string> =>
  recordFact(ctx, { name, subject: { kind: "webhook", id }, data });

/** The shape only: what a name leads to is checked at each call, when it is resolved. */
function checkAddress(ctx: Context, address: string): void {
  const url = new URL(address);
  const vouched = ctx.services.config.OUTBOUND_HOSTS.includes(url.host);
  const secure = url.protocol === "https:" || (vouched && url.protocol === "http:");
  if (!secure || url.username || url.password) refuse("webhook.address");
}
