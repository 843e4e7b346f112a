import { isCreditorIdentifier, maskIban } from "../../formats/iban/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { refuse, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { type CreditorRecord, mayStaffSee, readCreditor } from "../organizations/index.ts";
import { type DebitSettingsShape, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { bankKnows, type Channel, CREDIT_FROM_MONTHS, mayBeCredit } from "./rules.ts";
import { findTextTarget } from "./sql/mandates.ts";
import { lockRenamed, updateCreditorOf } from "./sql/many.ts";
import {
  type DebitSettings,
  findSettings,
  insertAmendments,
  insertEvents,
  saveSettings,
  selectOffering,
} from "./sql/parts.ts";

const refuseHere = refuser(refusals);

const NONE: DebitSettings = {
  offered: false,
  automatic: true,
  planMonths: 0,
  preNotificationDays: 14,
  channels: ["email", "sms"],
  signers: "any",
  creditWarningReadAt: null,
  creditWarningReadBy: null,
};

/** What a creditor offers of direct debit; nothing until staff say so. */
export const debitSettings = async (ctx: Context, creditorId: string): Promise<DebitSettings> =>
  (await findSettings(ctx, creditorId)) ?? NONE;

/** What a creditor still lacks before anything can be collected in its name. */
export const missingOf = (creditor: CreditorRecord): DebitSettingsShape["missing"] => [
  ...(isCreditorIdentifier(creditor.ics) ? [] : ["ics" as const]),
  ...(creditor.iban ? [] : ["iban" as const]),
  ...(creditor.address.some((line) => line.trim()) ? [] : ["address" as const]),
];

/** The settings as the office shows them. @throws Refusal `not_found` for staff who may not see the creditor. */
export async function readDebitSettings(ctx: Context, creditorId: string): Promise<DebitSettingsShape> {
  if (!mayStaffSee(ctx.actor, creditorId)) refuse("not_found");
  const creditor = await readCreditor(ctx, creditorId);
  const settings = await debitSettings(ctx, creditorId);
  const reader = settings.creditWarningReadBy;
  const people = await findUsersByIds(ctx, reader ? [reader] : []);
  const role = ctx.actor.kind === "user" ? ctx.actor.staff?.role : undefined;
  return {
    creditor: {
      id: outside("creditor", creditorId),
      name: creditor.name,
      ics: creditor.ics,
      iban: maskIban(creditor.iban),
    },
    offered: settings.offered,
    automatic: settings.automatic,
    planMonths: settings.planMonths,
    preNotificationDays: settings.preNotificationDays,
    channels: settings.channels,
    signers: settings.signers,
    creditWarningRead: settings.creditWarningReadAt !== null,
    missing: missingOf(creditor),
    creditFromMonths: CREDIT_FROM_MONTHS,
    creditWarning: settings.creditWarningReadAt
      ? {
          at: settings.creditWarningReadAt.toISOString(),
          by: (reader && people.get(reader)?.name) || "",
        }
      : null,
    textsReady: (await findTextTarget(ctx, reader ?? creditorId)).sends,
    can: { save: role === "manager" || role === "administrator" },
  };
}

export type DebitWish = {
  offered: boolean;
  automatic: boolean;
  planMonths: number;
  preNotificationDays: number;
  channels: Channel[];
  signers: "any" | "main";
  creditWarningRead: boolean;
};

/**
 * Changes what a creditor offers. A plan that may be credit to a consumer asks that staff confirm having read what the
 * law says of it (Code de la consommation, L312-4, 4°); who did is kept.
 * @throws Refusal `mandate.credit_warning`; `mandate.creditor_incomplete` while it lacks what a mandate must say.
 */
export async function saveDebitSettings(
  ctx: Context,
  creditorId: string,
  wish: DebitWish,
): Promise<DebitSettingsShape> {
  if (!mayStaffSee(ctx.actor, creditorId)) refuse("not_found");
  const creditor = await readCreditor(ctx, creditorId);
  if (wish.offered && missingOf(creditor).length > 0) refuseHere("mandate.creditor_incomplete");
  const before = await debitSettings(ctx, creditorId);
  const planMonths = wish.automatic ? wish.planMonths : 0;
  const asks = mayBeCredit(planMonths);
  if (asks && !wish.creditWarningRead) refuseHere("mandate.credit_warning");
  const longer = before.creditWarningReadAt === null || planMonths > before.planMonths;
  const reads = asks && longer && ctx.actor.kind === "user";
  const reader = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const { creditWarningRead: _, ...values } = wish;
  await saveSettings(ctx, creditorId, {
    ...values,
    planMonths,
    channels: [...new Set(wish.channels)],
    creditWarningReadAt: reads ? ctx.clock() : before.creditWarningReadAt,
    creditWarningReadBy: reads ? reader : before.creditWarningReadBy,
  });
  const subject = { kind: "creditor", id: creditorId };
  if (reads)
    await recordFact(ctx, {
      name: facts.creditWarningRead,
      subject,
      data: {
        planMonths,
        preNotificationDays: wish.preNotificationDays,
        law: "Code de la consommation, L312-4, 4°",
      },
    });
  await recordFact(ctx, { name: facts.settingsChanged, subject, data: { ...values, planMonths } });
  return readDebitSettings(ctx, creditorId);
}

/** The creditors that offer direct debit on line: what the portal shows a way to. */
export async function listDebitCreditors(ctx: Context): Promise<{ items: string[] }> {
  return { items: (await selectOffering(ctx)).map((id) => outside("creditor", id)) };
}

const BATCH = 200;

/**
 * The creditor has another legal name or identifier: its mandates stay in force, and the bank is told with the next
 * collection of each (amendment). In batches, each in a transaction of its own. @returns how many changed.
 */
export async function followCreditor(outer: Outer, creditorId: string): Promise<number> {
  let changed = 0;
  for (;;) {
    const batch = await outer.transaction((ctx) => followBatch(ctx, creditorId));
    changed += batch;
    if (batch < BATCH) return changed;
  }
}

async function followBatch(ctx: Context, creditorId: string): Promise<number> {
  const creditor = await readCreditor(ctx, creditorId);
  const now = { id: creditor.id, name: creditor.legalName, ics: creditor.ics };
  // Without an identifier nothing can be collected: what the bank knows stays what it was.
  if (now.ics === "" || now.name === "") return 0;
  const rows = await lockRenamed(ctx, now, BATCH);
  const ids = rows.map((row) => row.id);
  await insertAmendments(
    ctx,
    rows.filter(bankKnows).map((row) => ({
      mandateId: row.id,
      originalIcs: row.ics === now.ics ? null : row.ics,
      originalName: row.creditorName === now.name ? null : row.creditorName,
      originalIban: null,
    })),
  );
  await updateCreditorOf(ctx, ids, now);
  await insertEvents(ctx, ids, { kind: "creditor_changed", side: "system", authorId: null });
  return rows.length;
}
