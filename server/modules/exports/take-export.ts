import type { Actor, Context } from "../../platform/context.ts";
import { assert, found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { findCreditorByCode, mayStaffSee, readCreditor } from "../organizations/index.ts";
import { type Export, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { showExport } from "./read-export.ts";
import { DEFAULTS, KINDS, type Kind } from "./rules.ts";
import {
  countWaiting,
  findExport,
  findSettings,
  insertExport,
  selectDue,
  takeLines,
  updateExport,
} from "./sql.ts";

const refuse = refuser(refusals);
export const MAKE_JOB = "exports.make";
/** Lines of one export; what is beyond is for the next one. */
const LARGEST = 200_000;

type Wish = { kind: Kind; format: "fec" | "csv" | "jsonl" };

/**
 * Takes every line that no export has taken yet, oldest first, in one transaction; a job makes the file (API-4). Of two
 * that run at the same time, the second waits and finds nothing left.
 * @throws Refusal `export.nothing_new`, `export.not_as_fec`, `not_found`.
 */
export async function takeExport(ctx: Context, creditorId: string, wish: Wish): Promise<Export> {
  if (!mayStaffSee(ctx.actor, creditorId)) found(null);
  await readCreditor(ctx, creditorId);
  if (wish.format === "fec" && wish.kind !== "payments") refuse("export.not_as_fec");
  const id = newId(ctx.clock().getTime());
  await insertExport(ctx, { id, creditorId, ...wish, createdBy: nameOf(ctx.actor) });
  const lines = await takeLines(ctx, id, wish.kind, creditorId, LARGEST);
  if (lines === 0) refuse("export.nothing_new");
  await updateExport(ctx, id, { lines });
  await ctx.services.jobs.enqueue(ctx.db, MAKE_JOB, { organizationId: ctx.organizationId, exportId: id });
  const subject = { kind: "export", id };
  await recordFact(ctx, { name: facts.taken, subject, data: { creditorId, ...wish, lines } });
  const row = await findExport(ctx, id);
  assert(row, "the export was just written");
  return showExport(row);
}

/** The same for a token, by the creditor's code. @throws Refusal `export.creditor_unknown`. */
export async function pullExport(ctx: Context, given: Wish & { creditor: string }): Promise<Export> {
  const creditor = await findCreditorByCode(ctx, given.creditor);
  if (!creditor || !mayStaffSee(ctx.actor, creditor.id))
    return refuse("export.creditor_unknown", { code: given.creditor });
  return takeExport(ctx, creditor.id, { kind: given.kind, format: given.format });
}

/** The exports of an hour: payments in the format asked, the rest as CSV. What has nothing new makes no file. */
export async function takeDailyExports(ctx: Context): Promise<void> {
  const hour = Number(
    new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "2-digit" })
      .formatToParts(ctx.clock())
      .find((part) => part.type === "hour")!.value,
  );
  for (const { creditorId, format, kind } of await selectDue(ctx, hour))
    await takeExport(ctx, creditorId, {
      kind,
      format: kind === "payments" || format !== "fec" ? format : "csv",
    });
}

/** How many lines wait, of each kind: beyond ten thousand they are not counted. */
export async function readWaitingLines(ctx: Context, creditorId: string): Promise<Record<Kind, number>> {
  if (!mayStaffSee(ctx.actor, creditorId)) found(null);
  await readCreditor(ctx, creditorId);
  const [payments, letterings, disputes, coordinates, collections] = await Promise.all(
    KINDS.map((kind) => countWaiting(ctx, kind, creditorId, 10_000)),
  );
  return {
    payments: payments!,
    letterings: letterings!,
    disputes: disputes!,
    coordinates: coordinates!,
    collections: collections!,
  };
}

/** Journal and accounts of a creditor's books: usual ones until they are set. */
export async function readExportSettings(ctx: Context, creditorId: string) {
  if (!mayStaffSee(ctx.actor, creditorId)) found(null);
  await readCreditor(ctx, creditorId);
  const row = await findSettings(ctx, creditorId);
  if (!row) return DEFAULTS;
  return {
    journal: row.journal,
    bankAccount: row.bank_account,
    customerAccount: row.customer_account,
    dailyHour: row.daily_hour,
    dailyFormat: row.daily_format,
  };
}

function nameOf(actor: Actor): string {
  if (actor.kind === "user" || actor.kind === "system") return actor.name;
  return actor.kind === "token" ? "API" : "";
}
