import type { Context } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { UPLOAD_TYPES } from "../../platform/uploads.ts";
import { findUsersByIds, type Person } from "../identity/index.ts";
import { entriesByIds } from "../ledger/index.ts";
import type { Dispute, DisputeFile, DisputeRow, OfficeDisputeRow, Step } from "./contract.ts";
import { answerBy, FILE_BYTES, FILES_PER_MESSAGE, isLate } from "./rules.ts";
import { contestedEntries, type DisputeRecord } from "./sql/disputes.ts";
import { type FileRow, type StepRow, selectFiles, selectSteps } from "./sql/steps.ts";

export const limits = { fileBytes: FILE_BYTES, files: FILES_PER_MESSAGE, mediaTypes: [...UPLOAD_TYPES] };

/** A dispute in a list. A label without English reads in French. */
export const showRow = (row: DisputeRecord): DisputeRow => ({
  id: outside("dispute", row.id),
  reference: row.reference,
  creditor: { id: outside("creditor", row.creditorId), name: row.creditorName },
  account: { id: outside("account", row.accountId), name: row.accountLabel },
  category: { fr: row.categoryFr, en: row.categoryEn || row.categoryFr },
  subtype: row.subtypeFr === null ? null : { fr: row.subtypeFr, en: row.subtypeEn || row.subtypeFr },
  state: row.state,
  outcome: row.outcome,
  totalCents: row.totalCents,
  pieces: row.pieces,
  openedOn: row.openedOn,
  openedAt: row.openedAt.toISOString(),
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
  holding: row.holding,
});

/** The same for staff: whose it is, who deals with it, and whether we are late. */
export const showOfficeRow = (
  ctx: Context,
  row: DisputeRecord,
  people: ReadonlyMap<string, Person>,
  delayDays: number,
): OfficeDisputeRow => ({
  ...showRow(row),
  party: { id: outside("party", row.partyId), name: row.partyName },
  assignee: row.assignedTo
    ? { id: outside("user", row.assignedTo), name: people.get(row.assignedTo)?.name ?? "" }
    : null,
  waitingSince: row.waitingSince?.toISOString() ?? null,
  answerBy: row.waitingSince ? answerBy(row.waitingSince, delayDays) : null,
  late: isLate(row.waitingSince, delayDays, dayInParis(ctx.clock())),
});

/** What a dispute contests, oldest entry first. */
export async function showPieces(ctx: Context, disputeId: string): Promise<Dispute["pieces"]> {
  const contested = await contestedEntries(ctx, [disputeId]);
  const entries = new Map(
    (
      await entriesByIds(
        ctx,
        contested.map((one) => one.entryId),
      )
    ).map((entry) => [entry.id, entry]),
  );
  return contested
    .flatMap((one) => {
      const entry = entries.get(one.entryId);
      if (!entry) return [];
      return {
        entry: outside("entry", entry.id),
        invoice: outsideOrNull("invoice", entry.invoiceId),
        date: entry.date,
        dueOn: entry.dueOn,
        label: entry.label,
        piece: entry.piece,
        amountCents: entry.amountCents,
        wasOpenCents: one.openCents,
        cents: one.cents,
        openCents: entry.openCents,
      };
    })
    .toSorted((one, other) => one.date.localeCompare(other.date) || one.piece.localeCompare(other.piece));
}

/** All that was said and done; internal steps for staff only. @returns also the people, for who shows more of them. */
export async function showSteps(
  ctx: Context,
  disputeId: string,
  options: { internal: boolean; also?: readonly string[] },
): Promise<{ steps: Step[]; people: Map<string, Person> }> {
  const rows = await selectSteps(ctx, disputeId, options);
  const files = Map.groupBy(await selectFiles(ctx, disputeId, options), (file) => file.stepId);
  const ids = rows.flatMap((row) => [row.authorId, row.assignedTo].filter((id) => id !== null));
  const people = await findUsersByIds(ctx, [...new Set([...ids, ...(options.also ?? [])])]);
  const me = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const steps = rows.map((row) => showStep(row, people, files.get(row.id) ?? [], me));
  return { steps, people };
}

const showStep = (
  row: StepRow,
  people: ReadonlyMap<string, Person>,
  files: readonly FileRow[],
  me: string | null,
): Step => ({
  id: row.id,
  at: row.at.toISOString(),
  kind: row.kind,
  side: row.side,
  author: (row.authorId && people.get(row.authorId)?.name) || "",
  mine: row.authorId !== null && row.authorId === me,
  internal: row.internal,
  text: row.body,
  outcome: row.outcome,
  assignee: row.assignedTo ? (people.get(row.assignedTo)?.name ?? "") : null,
  files: files.map(showFile),
});

export const showFile = (file: Pick<FileRow, "id" | "name" | "mediaType" | "bytes">): DisputeFile => ({
  id: outside("dispute_file", file.id),
  name: file.name,
  mediaType: file.mediaType,
  bytes: file.bytes,
});
