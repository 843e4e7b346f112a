import { maskIban, readBic } from "../../formats/iban/index.ts";
import { SftpFailure, type SftpSettings, sftpSettings, testConnection } from "../../gateways/sftp/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { mayStaffSee, readCreditor } from "../organizations/index.ts";
import { type CollectionSettings, refusals, type SettingsChange } from "./contract.ts";
import { facts } from "./facts.ts";
import { findSettings, type SettingsRow, saveSettings } from "./sql/settings.ts";

const refuse = refuser(refusals);
/** How a secret that is set reads; sent back unchanged, it is kept. */
const MASK = "••••";
const purpose = (creditorId: string) => `collection-drop:${creditorId}`;

/** Where files are dropped, as it was typed. */
type Drop = Omit<SettingsChange["drop"], "enabled">;
const SECRETS = ["password", "privateKey", "passphrase"] as const;
const NO_DROP: Drop = {
  host: "",
  port: 22,
  user: "",
  password: "",
  privateKey: "",
  passphrase: "",
  hostKeys: [],
  folder: "",
};
/** What a creditor that has set nothing sees. */
const DEFAULTS = {
  enabled: false,
  bic: "",
  version: "pain.008.001.08",
  days: [5],
  leadDays: 1,
  cutOffHour: 10,
  batchBooking: null,
  fourEyes: true,
  customerCancels: true,
  feeCents: 0,
  feeAccount: "708500",
  retryDays: null,
  dropEnabled: false,
  dropConfiguration: null,
} as const;

/** How a creditor's debits are made and given to the bank, secrets masked. */
export async function readCollectionSettings(ctx: Context, creditorId: string): Promise<CollectionSettings> {
  const creditor = await visibleCreditor(ctx, creditorId);
  const row = (await findSettings(ctx, creditorId)) ?? {
    ...DEFAULTS,
    days: [...DEFAULTS.days],
    updatedAt: null,
  };
  const drop = row.dropConfiguration ? openDrop(ctx, creditorId, row.dropConfiguration) : NO_DROP;
  return {
    creditor: outside("creditor", creditorId),
    enabled: row.enabled,
    bic: row.bic,
    version: row.version,
    days: [...row.days],
    leadDays: row.leadDays,
    cutOffHour: row.cutOffHour,
    batchBooking: row.batchBooking,
    fourEyes: row.fourEyes,
    customerCancels: row.customerCancels,
    feeCents: row.feeCents,
    feeAccount: row.feeAccount,
    retryDays: row.retryDays,
    drop: {
      ...drop,
      ...Object.fromEntries(SECRETS.map((name) => [name, drop[name] ? MASK : ""])),
      enabled: row.dropEnabled,
    },
    ics: creditor.ics,
    maskedIban: creditor.iban ? maskIban(creditor.iban) : "",
    updatedAt: row.updatedAt?.toISOString() ?? null,
  };
}

async function visibleCreditor(ctx: Context, creditorId: string) {
  if (!mayStaffSee(ctx.actor, creditorId)) found(null);
  return found(await readCreditor(ctx, creditorId));
}

const openDrop = (ctx: Context, creditorId: string, sealed: Buffer): Drop =>
  ctx.services.sealer.open<Drop>(sealed, purpose(creditorId));

/** What the gateway takes: a secret that is empty is none. */
const asGateway = (drop: Drop) =>
  sftpSettings.safeParse(Object.fromEntries(Object.entries(drop).filter(([, value]) => value !== "")));

/** Where the files of a creditor are dropped; null when they are not, or no longer as they should. */
export async function dropOf(ctx: Context, creditorId: string): Promise<SftpSettings | null> {
  const row = await findSettings(ctx, creditorId);
  if (!row?.dropEnabled || !row.dropConfiguration) return null;
  return asGateway(openDrop(ctx, creditorId, row.dropConfiguration)).data ?? null;
}

/** Signs in at the bank's server with the saved settings, and writes nothing. @throws Refusal `collection_settings.no_drop`. */
export async function testDrop(outer: Outer, creditorId: string) {
  const settings = await outer.transaction(async (ctx) => {
    await visibleCreditor(ctx, creditorId);
    const row = await findSettings(ctx, creditorId);
    if (!row?.dropConfiguration) return null;
    return asGateway(openDrop(ctx, creditorId, row.dropConfiguration)).data ?? null;
  });
  if (!settings) return refuse("collection_settings.no_drop");
  try {
    await testConnection(settings, { hosts: outer.services.config.OUTBOUND_HOSTS });
    return { outcome: "connected", problem: null, detail: "" } as const;
  } catch (error) {
    if (!(error instanceof SftpFailure)) throw error;
    return { outcome: "failed", problem: error.problem, detail: error.detail } as const;
  }
}

/**
 * Changes how a creditor's debits are made. Secrets sent back masked are kept.
 * @throws Refusal `batch.creditor_incomplete` to collect without an ICS or an IBAN, `collection_settings.bic`,
 *   `collection_settings.drop`.
 */
export async function saveCollectionSettings(
  ctx: Context,
  creditorId: string,
  change: SettingsChange,
): Promise<CollectionSettings> {
  const creditor = await visibleCreditor(ctx, creditorId);
  const { drop: sent, ...fields } = change;
  if (fields.enabled && !(creditor.ics && creditor.iban)) refuse("batch.creditor_incomplete");
  const country = creditor.iban.slice(0, 2) || undefined;
  const bic = fields.bic === "" ? "" : (readBic(fields.bic, country) ?? refuse("collection_settings.bic"));
  const before = await findSettings(ctx, creditorId);
  const drop = mergedDrop(ctx, creditorId, before, sent);
  const read = asGateway(drop);
  if (sent.enabled && !read.success)
    refuse("collection_settings.drop", {
      fields: [...new Set(read.error.issues.map((issue) => String(issue.path[0])))].join(", "),
    });
  await saveSettings(ctx, {
    creditorId,
    ...fields,
    days: [...new Set(fields.days)].sort((one, other) => one - other),
    bic,
    dropEnabled: sent.enabled,
    dropConfiguration: ctx.services.sealer.seal(drop, purpose(creditorId)),
  });
  await recordFact(ctx, {
    name: facts.settingsChanged,
    subject: { kind: "creditor", id: creditorId },
    data: { ...fields, drop: sent.enabled },
  });
  return readCollectionSettings(ctx, creditorId);
}

function mergedDrop(
  ctx: Context,
  creditorId: string,
  before: SettingsRow | undefined,
  { enabled: _, ...sent }: SettingsChange["drop"],
): Drop {
  const kept = before?.dropConfiguration ? openDrop(ctx, creditorId, before.dropConfiguration) : NO_DROP;
  const secrets = SECRETS.map((name) => [name, sent[name] === MASK ? kept[name] : sent[name]]);
  return { ...sent, ...Object.fromEntries(secrets) };
}
