import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { visibleCreditorIds } from "./access.ts";
import type { Creditor, DueRule, Settings } from "./contract.ts";
import { readSettings } from "./read-organization.ts";
import { earliestSearchableDay } from "./rules.ts";
import { type CreditorRow, findCreditor, selectCreditors } from "./sql.ts";

/** A creditor as other modules see it: its id is the inside UUID. */
export type CreditorRecord = {
  id: string;
  code: string;
  name: string;
  legalName: string;
  address: string[];
  siret: string;
  ics: string;
  iban: string;
  /** Its merchant address: where news of payments goes. Empty when it wants none. */
  email: string;
  dueRule: DueRule;
  fiscalYearEndMonth: number;
  customerPrefixes: string[];
  publishedAt: Date | null;
};

const recordOf = (row: CreditorRow): CreditorRecord => ({
  id: row.id,
  code: row.code,
  name: row.name,
  legalName: row.legal_name,
  address: row.address,
  siret: row.siret,
  ics: row.ics,
  iban: row.iban,
  email: row.email,
  dueRule: row.due_rule as DueRule,
  fiscalYearEndMonth: row.fiscal_year_end_month,
  customerPrefixes: row.customer_prefixes,
  publishedAt: row.published_at,
});

/** One creditor of the organization. @throws Refusal `not_found`. It does not ask who may see it. */
export async function readCreditor(ctx: Context, creditorId: string): Promise<CreditorRecord> {
  return recordOf(found(await findCreditor(ctx, "id", creditorId)));
}

/** The creditor that has a code, or null. */
export async function findCreditorByCode(ctx: Context, code: string): Promise<CreditorRecord | null> {
  const row = await findCreditor(ctx, "code", code);
  return row ? recordOf(row) : null;
}

/** The id of the creditor that is paid on an IBAN (letters and digits only); null when none is, or several are. */
export async function creditorOfIban(ctx: Context, iban: string): Promise<string | null> {
  const rows = (await selectCreditors(ctx, null)).filter((row) => row.iban === iban);
  return rows.length === 1 ? rows[0]!.id : null;
}

/** Creditors by id; those that do not exist are left out. */
export async function creditorsByIds(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, CreditorRecord>> {
  const rows = ids.length === 0 ? [] : await selectCreditors(ctx, ids);
  return new Map(rows.map((row) => [row.id, recordOf(row)]));
}

/** The creditors that this member of staff may see, by name. */
export async function listCreditors(ctx: Context): Promise<{ items: Creditor[] }> {
  const settings = await readSettings(ctx);
  const rows = await selectCreditors(ctx, visibleCreditorIds(ctx.actor));
  return { items: rows.map((row) => showCreditor(ctx, recordOf(row), settings)) };
}

/** A creditor as its contract shows it. */
export const showCreditor = (ctx: Context, record: CreditorRecord, settings: Settings): Creditor => ({
  ...record,
  id: outside("creditor", record.id),
  publishedAt: record.publishedAt?.toISOString() ?? null,
  earliestSearchable: record.publishedAt
    ? earliestSearchableDay(dayInParis(ctx.clock()), settings.searchableMonths)
    : null,
});
