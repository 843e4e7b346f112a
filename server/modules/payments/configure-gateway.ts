import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { PaymentGateway } from "../../gateways/payment-gateway.ts";
import { type GatewayName, gatewayNamed } from "../../gateways/payment-gateways.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { mayStaffSee, readCreditor } from "../organizations/index.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { findSettings, formerSettings, keepFormer, type SettingsRow, saveSettings } from "./sql/settings.ts";

const refuse = refuser(refusals);
/** How a secret that is set reads; sent back unchanged, it is kept. */
const MASK = "••••";
const purpose = (creditorId: string) => `payment-settings:${creditorId}`;

/** A creditor's gateway, ready to be used. */
export type ReadyGateway = {
  name: GatewayName;
  gateway: PaymentGateway<unknown>;
  config: unknown;
  enabled: boolean;
  /** When others replaced these settings; null for those of today. */
  until: Date | null;
};
/** Days during which an account that was left still proves what is said of its attempts. */
const FORMER_DAYS = 30;

/** The gateway of a creditor with its opened configuration; null when none is set. */
export async function gatewayOf(ctx: Context, creditorId: string): Promise<ReadyGateway | null> {
  const row = await findSettings(ctx, creditorId);
  return row ? openSettings(ctx, row) : null;
}

/**
 * The gateways that may speak of attempts at a provider: that of today, if the creditor is still paid there, then those of
 * other accounts that it left lately, the newest first. Whoever changes settings does not know who is at the provider at that
 * moment; an account that was left speaks of attempts of before only (`speaksOf`), and for a month.
 */
export async function gatewaysOf(
  ctx: Context,
  creditorId: string,
  gateway: GatewayName,
): Promise<ReadyGateway[]> {
  const today = await gatewayOf(ctx, creditorId);
  const since = new Date(ctx.clock().getTime() - FORMER_DAYS * 86_400_000);
  const former = await formerSettings(ctx, creditorId, gateway, since);
  const all = [
    ...(today?.name === gateway ? [today] : []),
    ...former.map((row) => openSettings(ctx, { ...row, enabled: false })),
  ];
  const accounts = all.map((one) => one.gateway.account(one.config));
  return all.filter((_, rank) => accounts.indexOf(accounts[rank]!) === rank);
}

export const speaksOf = ({ until }: ReadyGateway, attempt: { created_at: Date }): boolean =>
  until === null || attempt.created_at <= until;

type Openable = Omit<SettingsRow, "updated_at"> & { until?: Date };

function openSettings(ctx: Context, row: Openable): ReadyGateway {
  const gateway = gatewayNamed(row.gateway);
  const config = gateway.configuration.parse(
    ctx.services.sealer.open(row.configuration, purpose(row.creditor_id)),
  );
  return { name: row.gateway, gateway, config, enabled: row.enabled, until: row.until ?? null };
}

/** The settings as staff see them: secrets masked. */
export async function readPaymentSettings(ctx: Context, creditorId: string) {
  await mustManage(ctx, creditorId);
  const row = await findSettings(ctx, creditorId);
  const configuration = row
    ? ctx.services.sealer.open<Record<string, unknown>>(row.configuration, purpose(creditorId))
    : {};
  return {
    creditor: outside("creditor", creditorId),
    gateway: row?.gateway ?? null,
    enabled: row?.enabled ?? false,
    configuration: row ? masked(configuration, row.gateway) : {},
    notificationUrl: notificationUrl(ctx, creditorId, row?.gateway ?? "ogone"),
    updatedAt: row?.updated_at.toISOString() ?? null,
  };
}

/** Where the provider notifies: declared in its back office (Ogone) or sent with each order (PayFiP). */
export const notificationUrl = (
  ctx: Pick<Outer, "baseUrl">,
  creditorId: string,
  gateway: GatewayName,
): string => `${ctx.baseUrl}/api/notifications/${outside("creditor", creditorId)}/${gateway}`;

/**
 * Changes how a creditor is paid. The configuration is checked by the gateway's own schema and sealed; the former one is kept
 * for the attempts that are under way.
 * @throws Refusal `payment_settings.invalid` naming the fields.
 */
export async function updatePaymentSettings(
  ctx: Context,
  creditorId: string,
  change: { gateway: GatewayName; enabled: boolean; configuration: Record<string, unknown> },
) {
  await mustManage(ctx, creditorId);
  const before = await findSettings(ctx, creditorId);
  const kept =
    before?.gateway === change.gateway
      ? ctx.services.sealer.open<Record<string, unknown>>(before.configuration, purpose(creditorId))
      : {};
  const merged = withKeptSecrets(change.configuration, kept);
  const parsed = gatewayNamed(change.gateway).configuration.safeParse(merged);
  if (!parsed.success)
    return refuse("payment_settings.invalid", {
      fields: [...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "configuration"))].join(
        ", ",
      ),
    });
  if (before && !isDeepStrictEqual(kept, merged)) await keepFormer(ctx, before);
  await saveSettings(ctx, {
    creditor_id: creditorId,
    gateway: change.gateway,
    enabled: change.enabled,
    configuration: ctx.services.sealer.seal(merged, purpose(creditorId)),
  });
  await recordFact(ctx, {
    name: facts.settingsChanged,
    subject: { kind: "creditor", id: creditorId },
    data: { gateway: change.gateway, enabled: change.enabled },
  });
  return readPaymentSettings(ctx, creditorId);
}

/**
 * Asks the provider something harmless with the saved settings: an attempt that does not exist. `unasked` when there is
 * no query access: notifications alone settle payments. `detail` is what the provider or the network said, in its words.
 */
export async function testPaymentSettings(
  outer: Outer,
  creditorId: string,
): Promise<{ outcome: "answered" | "unasked" | "failed"; detail: string }> {
  const ready = await outer.transaction(async (ctx) => {
    await mustManage(ctx, creditorId);
    return gatewayOf(ctx, creditorId);
  });
  if (!ready) return refuse("payment_settings.missing");
  try {
    const attempt = {
      reference: "QTESTQUITUS00",
      providerReference: null,
      cents: 100,
      startedAt: outer.clock(),
    };
    const truth = await ready.gateway.ask(ready.config, attempt, {
      fetch: outer.services.fetch,
      now: outer.clock,
    });
    return truth ? { outcome: "answered", detail: truth.code } : { outcome: "unasked", detail: "" };
  } catch (error) {
    return { outcome: "failed", detail: (error as Error).message };
  }
}

/** The creditor exists here, and this member of staff may see it. */
async function mustManage(ctx: Context, creditorId: string): Promise<void> {
  if (!mayStaffSee(ctx.actor, creditorId)) found(null);
  found(await readCreditor(ctx, creditorId));
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function withKeptSecrets(sent: Fields, kept: Fields): Fields {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      if (value === MASK) return [name, kept[name]];
      return [name, isFields(value) ? withKeptSecrets(value, isFields(kept[name]) ? kept[name] : {}) : value];
    }),
  );
}

/** A field is secret when its schema says so (`.meta({ secret: true })`). */
function masked(configuration: Fields, gateway: GatewayName): Fields {
  const schema = z.toJSONSchema(gatewayNamed(gateway).configuration, {
    io: "input",
    unrepresentable: "any",
  }) as JsonShape;
  return maskFields(configuration, schema);
}

type JsonShape = { properties?: Record<string, JsonShape>; secret?: boolean; anyOf?: JsonShape[] };

function maskFields(fields: Fields, shape: JsonShape): Fields {
  const properties = shape.properties ?? shape.anyOf?.find((one) => one.properties)?.properties ?? {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (properties[name]?.secret) return [name, value ? MASK : ""];
      return [name, isFields(value) ? maskFields(value, properties[name] ?? {}) : value];
    }),
  );
}
