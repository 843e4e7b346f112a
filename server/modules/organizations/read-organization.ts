import type { z } from "zod";
import type { Context, Outer } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import type { FileAnswer } from "../../platform/route.ts";
import { Contact, OrganizationFields, type PublicOrganization, Settings } from "./contract.ts";
import { readsBills } from "./rules.ts";
import { findOrganization, type OrganizationRow } from "./sql.ts";

/** What mails and documents need to know of the organization. */
export type Brand = {
  slug: string;
  name: string;
  accent: string;
  contact: z.output<typeof Contact>;
  legalNotice: string;
  logoHash: string | null;
  logoMediaType: string | null;
};

/** What the organization says, or would say to whom looks under options that are not saved yet (OFF-5). */
async function findShown(ctx: Context): Promise<OrganizationRow> {
  const row = await findOrganization(ctx);
  if (ctx.actor.kind !== "user" || !ctx.actor.preview || ctx.actor.previewOver) return row;
  const { legalNotice, accessibilityStatement, ...fields } = OrganizationFields.parse(ctx.actor.preview);
  return { ...row, ...fields, legal_notice: legalNotice, accessibility_statement: accessibilityStatement };
}

/** The options of the organization, with defaults for those never chosen. */
export async function readSettings(ctx: Context): Promise<Settings> {
  return Settings.parse((await findShown(ctx)).settings);
}

/** Whether customers are served what an option is about: off is what says no. */
export async function isOpen(ctx: Context, option: string): Promise<boolean> {
  const settings: Readonly<Record<string, unknown>> = await readSettings(ctx);
  return settings[option] !== false;
}

/** The options, and whether accounts are read as bills: unpaid, paid, at the treasury (ACT-6). */
export async function readOptions(ctx: Context): Promise<{ settings: Settings; municipal: boolean }> {
  const row = await findShown(ctx);
  const settings = Settings.parse(row.settings);
  return { settings, municipal: readsBills(row.kind, settings) };
}

/** Name, accent and contact, for mails and documents. */
export async function readBrand(ctx: Context): Promise<Brand> {
  const row = await findShown(ctx);
  return {
    slug: row.slug,
    name: row.name,
    accent: row.accent,
    contact: Contact.parse(row.contact),
    legalNotice: row.legal_notice,
    logoHash: row.logo_hash,
    logoMediaType: row.logo_media_type,
  };
}

/** What anybody may know of the organization served here (ACC-11). */
export async function readOrganization(ctx: Context): Promise<PublicOrganization> {
  const row = await findShown(ctx);
  return {
    id: outside("organization", ctx.organizationId),
    slug: row.slug,
    name: row.name,
    kind: row.kind as PublicOrganization["kind"],
    accent: row.accent,
    // The hash makes a new logo a new address, so that no browser shows the old one.
    logo: row.logo_hash ? `/api/organization/logo?v=${row.logo_hash.slice(0, 12)}` : null,
    contact: Contact.parse(row.contact),
    legalNotice: row.legal_notice,
    accessibilityStatement: row.accessibility_statement,
    settings: Settings.parse(row.settings),
    demoOutbox: ctx.services.config.DEMO_OUTBOX_URL ?? null,
  };
}

/** The logo. @throws Refusal `not_found` when there is none. */
export async function readLogo(outer: Outer): Promise<FileAnswer> {
  const row = await outer.transaction(findOrganization);
  const hash = found(row.logo_hash);
  const mediaType = row.logo_media_type ?? "image/png";
  return {
    mediaType,
    fileName: `logo.${mediaType.slice("image/".length)}`,
    content: await outer.services.files.get(outer.organizationId, hash),
    inline: true,
  };
}
