import type { Context } from "../../platform/context.ts";
import { readSettings } from "../organizations/index.ts";
import { asSystem } from "./access.ts";
import { answerBy, type DisputeState, type Outcome } from "./rules.ts";
import { changedDisputes, contestedEntries, type DisputeRecord, findDispute } from "./sql/disputes.ts";
import { selectSteps } from "./sql/steps.ts";

/** A dispute as mails and exports tell it. Cents are positive. */
export type ToldDispute = {
  id: string;
  reference: string;
  accountId: string;
  accountLabel: string;
  creditorId: string;
  creditorName: string;
  partyId: string;
  partyName: string;
  /** Who opened it. */
  userId: string;
  assignedTo: string | null;
  category: { fr: string; en: string };
  subtype: { fr: string; en: string } | null;
  state: DisputeState;
  outcome: Outcome | null;
  totalCents: number;
  openedOn: string;
  changedAt: Date;
};

/** One dispute, for a mail about it: with the last words that the customer may read. Null when it is not there. */
export async function disputeForMail(
  ctx: Context,
  disputeId: string,
): Promise<(ToldDispute & { lastText: string; answerBy: string | null; entryIds: string[] }) | null> {
  const row = await findDispute(ctx, disputeId, asSystem());
  if (!row) return null;
  const { disputeDelayDays } = await readSettings(ctx);
  const steps = await selectSteps(ctx, disputeId, { internal: false });
  return {
    ...told(row),
    entryIds: (await contestedEntries(ctx, [disputeId])).map((one) => one.entryId),
    lastText: steps.findLast((step) => step.body !== "")?.body ?? "",
    answerBy: row.waitingSince ? answerBy(row.waitingSince, disputeDelayDays) : null,
  };
}

/**
 * Disputes that changed after `after`, in the order of their changes, with what they contest: for exports. A dispute that
 * changes again comes again; what is committed late may come before what was read: keep a few seconds of margin.
 */
export async function disputesSince(
  ctx: Context,
  page: { after: { at: Date; id: string } | null; limit: number },
): Promise<(ToldDispute & { entries: { entryId: string; cents: number }[] })[]> {
  const rows = await changedDisputes(ctx, page.after, page.limit);
  const entries = Map.groupBy(
    await contestedEntries(
      ctx,
      rows.map((row) => row.id),
    ),
    (one) => one.disputeId,
  );
  return rows.map((row) => ({
    ...told(row),
    entries: (entries.get(row.id) ?? []).map(({ entryId, cents }) => ({ entryId, cents })),
  }));
}

const told = (row: DisputeRecord): ToldDispute => ({
  id: row.id,
  reference: row.reference,
  accountId: row.accountId,
  accountLabel: row.accountLabel,
  creditorId: row.creditorId,
  creditorName: row.creditorName,
  partyId: row.partyId,
  partyName: row.partyName,
  userId: row.userId,
  assignedTo: row.assignedTo,
  category: { fr: row.categoryFr, en: row.categoryEn || row.categoryFr },
  subtype: row.subtypeFr === null ? null : { fr: row.subtypeFr, en: row.subtypeEn || row.subtypeFr },
  state: row.state,
  outcome: row.outcome,
  totalCents: row.totalCents,
  openedOn: row.openedOn,
  changedAt: row.changedAt,
});
