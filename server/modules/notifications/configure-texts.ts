import { z } from "zod";
import { type SmsGatewayName, smsGatewayNamed } from "../../gateways/sms/gateways.ts";
import { toE164 } from "../../gateways/sms/phone.ts";
import type { SmsGateway } from "../../gateways/sms/sms-gateway.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { readBrand } from "../organizations/index.ts";
import { refusals } from "./contract.ts";
import { findTextSettings, saveTextSettings, segmentsOf } from "./sql/texts.ts";

const refuse = refuser(refusals);
const PURPOSE = "text-settings";
/** How a secret that is set reads; sent back unchanged, it is kept. */
const MASK = "••••";
type Fields = Record<string, unknown>;

/** The organization's SMS provider, ready to be used. */
export type ReadyTexts = {
  name: SmsGatewayName;
  gateway: SmsGateway<unknown>;
  config: unknown;
  monthlyCap: number;
};

/** The provider with its opened settings; null when SMS are not set up, or switched off. */
export async function openTextGateway(ctx: Context): Promise<ReadyTexts | null> {
  const row = await findTextSettings(ctx);
  if (!row?.enabled) return null;
  const gateway = smsGatewayNamed(row.gateway);
  const config = gateway.configuration.parse(ctx.services.sealer.open(row.configuration, PURPOSE));
  return { name: row.gateway, gateway, config, monthlyCap: row.monthly_cap };
}

/** The settings as staff see them: secrets masked; and how much of the month's cap is used. */
export async function readTextSettings(ctx: Context) {
  const row = await findTextSettings(ctx);
  const kept = row ? ctx.services.sealer.open<Fields>(row.configuration, PURPOSE) : {};
  const secrets = row ? secretsOf(row.gateway) : new Set<string>();
  const month = dayInParis(ctx.clock()).slice(0, 7);
  return {
    gateway: row?.gateway ?? null,
    enabled: row?.enabled ?? false,
    configuration: Object.fromEntries(
      Object.entries(kept).map(([name, value]) => [name, secrets.has(name) && value ? MASK : value]),
    ),
    monthlyCap: row?.monthly_cap ?? 500,
    usedThisMonth: await segmentsOf(ctx, month),
    updatedAt: row?.updated_at.toISOString() ?? null,
  };
}

/**
 * Changes how SMS leave. The provider's own schema checks its settings, which are kept sealed.
 * @throws Refusal `text_settings.invalid` naming the fields.
 */
export async function updateTextSettings(
  ctx: Context,
  change: { gateway: SmsGatewayName; enabled: boolean; configuration: Fields; monthlyCap: number },
) {
  const before = await findTextSettings(ctx);
  const kept =
    before?.gateway === change.gateway ? ctx.services.sealer.open<Fields>(before.configuration, PURPOSE) : {};
  const merged = Object.fromEntries(
    Object.entries(change.configuration).map(([name, value]) => [name, value === MASK ? kept[name] : value]),
  );
  const parsed = smsGatewayNamed(change.gateway).configuration.safeParse(merged);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join(".") || "configuration");
    return refuse("text_settings.invalid", { fields: [...new Set(names)].join(", ") });
  }
  await saveTextSettings(ctx, {
    gateway: change.gateway,
    enabled: change.enabled,
    configuration: ctx.services.sealer.seal(merged, PURPOSE),
    monthly_cap: change.monthlyCap,
  });
  await recordFact(ctx, {
    name: "notifications.text_settings_changed",
    subject: { kind: "organization", id: ctx.organizationId },
    data: { gateway: change.gateway, enabled: change.enabled, monthlyCap: change.monthlyCap },
  });
  return readTextSettings(ctx);
}

/** Sends a text to a number with the saved settings, now; `detail` is what the provider or the network said. */
export async function testTextSettings(
  outer: Outer,
  phone: string,
): Promise<{ outcome: "accepted" | "failed"; detail: string }> {
  const to = toE164(phone);
  if (!to) return refuse("phone.not_mobile");
  const found = await outer.transaction(async (ctx) => ({
    ready: await openTextGateway(ctx),
    name: (await readBrand(ctx)).name,
  }));
  if (!found.ready) return refuse("text_settings.missing");
  const { gateway, config } = found.ready;
  const text = { id: newId(), to, body: `${found.name} : essai de SMS / SMS test.`, receiptUrl: "" };
  try {
    const { reference } = await gateway.send(config, text, { fetch: outer.services.fetch, now: outer.clock });
    return { outcome: "accepted", detail: reference };
  } catch (error) {
    return { outcome: "failed", detail: (error as Error).message };
  }
}

/** A field is secret when its schema says so (`.meta({ secret: true })`). */
function secretsOf(name: SmsGatewayName): Set<string> {
  const schema = z.toJSONSchema(smsGatewayNamed(name).configuration, {
    io: "input",
    unrepresentable: "any",
  }) as {
    properties?: Record<string, { secret?: boolean }>;
  };
  const fields = Object.entries(schema.properties ?? {});
  return new Set(fields.filter(([, field]) => field.secret).map(([field]) => field));
}
