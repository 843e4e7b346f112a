import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { OrganizationId } from "../../platform/ids.ts";

export type OrganizationRow = {
  slug: string;
  name: string;
  kind: string;
  accent: string;
  logo_hash: string | null;
  logo_media_type: string | null;
  contact: unknown;
  legal_notice: string;
  accessibility_statement: string;
  settings: unknown;
};
const CREDITOR_COLUMNS = [
  "id",
  "code",
  "name",
  "legal_name",
  "address",
  "siret",
  "ics",
  "iban",
  "email",
  "due_rule",
  "fiscal_year_end_month",
  "customer_prefixes",
  "published_at",
] as const;
export type CreditorValues = {
  code: string;
  name: string;
  legal_name: string;
  address: string[];
  siret: string;
  ics: string;
  iban: string;
  email: string;
  due_rule: string;
  fiscal_year_end_month: number;
  customer_prefixes: string[];
};
export type CreditorRow = Omit<CreditorValues, "due_rule"> & {
  id: string;
  due_rule: unknown;
  published_at: Date | null;
};

export async function findOrganization(ctx: Context): Promise<OrganizationRow> {
  return ctx.db
    .selectFrom("organizations")
    .select([
      "slug",
      "name",
      "kind",
      "accent",
      "logo_hash",
      "logo_media_type",
      "contact",
      "legal_notice",
      "accessibility_statement",
      "settings",
    ])
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirstOrThrow();
}

export async function saveOrganization(
  ctx: Context,
  values: {
    name: string;
    accent: string;
    contact: string;
    legal_notice: string;
    accessibility_statement: string;
    settings: string;
  },
): Promise<void> {
  await ctx.db
    .updateTable("organizations")
    .set(values)
    .where("organization_id", "=", ctx.organizationId)
    .execute();
}

export async function findAgency(ctx: Context): Promise<unknown> {
  const { agency } = await ctx.db
    .selectFrom("organizations")
    .select("agency")
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirstOrThrow();
  return agency;
}

export async function saveAgency(ctx: Context, agency: string): Promise<void> {
  await ctx.db
    .updateTable("organizations")
    .set({ agency })
    .where("organization_id", "=", ctx.organizationId)
    .execute();
}

export async function saveLogo(ctx: Context, hash: string, mediaType: string): Promise<void> {
  await ctx.db
    .updateTable("organizations")
    .set({ logo_hash: hash, logo_media_type: mediaType })
    .where("organization_id", "=", ctx.organizationId)
    .execute();
}

/** @param only ids to choose from; null for all. */
export async function selectCreditors(ctx: Context, only: readonly string[] | null): Promise<CreditorRow[]> {
  return ctx.db
    .selectFrom("creditors")
    .select(CREDITOR_COLUMNS)
    .where("organization_id", "=", ctx.organizationId)
    .$if(only !== null, (query) => query.where(sql<boolean>`id = any(${only}::uuid[])`))
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .limit(1000)
    .execute();
}

export async function findCreditor(
  ctx: Context,
  column: "id" | "code",
  value: string,
): Promise<CreditorRow | undefined> {
  return ctx.db
    .selectFrom("creditors")
    .select(CREDITOR_COLUMNS)
    .where("organization_id", "=", ctx.organizationId)
    .where(column, "=", value)
    .executeTakeFirst();
}

/** @returns false when another creditor has the code. */
export async function insertCreditor(ctx: Context, id: string, values: CreditorValues): Promise<boolean> {
  const row = await ctx.db
    .insertInto("creditors")
    .values({ ...values, organization_id: ctx.organizationId, id, created_at: ctx.clock() })
    .onConflict((conflict) => conflict.columns(["organization_id", "code"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns false when another creditor has the code. */
export async function saveCreditor(ctx: Context, id: string, values: CreditorValues): Promise<boolean> {
  try {
    await ctx.db
      .updateTable("creditors")
      .set(values)
      .where("organization_id", "=", ctx.organizationId)
      .where("id", "=", id)
      .execute();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "23505") return false;
    throw error;
  }
}

export async function savePublication(ctx: Context, creditorId: string, at: Date): Promise<void> {
  await ctx.db
    .updateTable("creditors")
    .set({ published_at: sql`greatest(published_at, ${at})` })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", creditorId)
    .execute();
}

/** Takes addresses for an organization. @returns how many were free. */
export async function insertAddresses(
  ctx: Pick<Context, "db">,
  organizationId: OrganizationId,
  addresses: readonly string[],
): Promise<number> {
  const rows = await ctx.db
    .insertInto("organization_addresses")
    .values(addresses.map((address) => ({ address, organization_id: organizationId })))
    .onConflict((conflict) => conflict.column("address").doNothing())
    .returning("address")
    .execute();
  return rows.length;
}

export async function insertOrganization(
  ctx: Pick<Context, "db">,
  organizationId: OrganizationId,
  values: { slug: string; name: string; kind: string; accent?: string },
): Promise<void> {
  await ctx.db
    .insertInto("organizations")
    .values({ ...values, organization_id: organizationId })
    .execute();
}
