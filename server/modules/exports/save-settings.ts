import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { mayStaffSee, readCreditor } from "../organizations/index.ts";
import type { ExportSettings } from "./contract.ts";
import { facts } from "./facts.ts";
import { saveSettings } from "./sql.ts";

/** Changes the journal and accounts of a creditor's exports, and their daily hour (Paris; null: by hand). */
export async function updateExportSettings(
  ctx: Context,
  creditorId: string,
  given: ExportSettings,
): Promise<ExportSettings> {
  if (!mayStaffSee(ctx.actor, creditorId)) found(null);
  await readCreditor(ctx, creditorId);
  await saveSettings(ctx, {
    creditor_id: creditorId,
    journal: given.journal,
    bank_account: given.bankAccount,
    customer_account: given.customerAccount,
    daily_hour: given.dailyHour,
    daily_format: given.dailyFormat,
  });
  await recordFact(ctx, {
    name: facts.settingsChanged,
    subject: { kind: "creditor", id: creditorId },
    data: { ...given },
  });
  return given;
}
