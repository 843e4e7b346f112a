import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds, type Person } from "../identity/index.ts";
import { creditorsByIds } from "../organizations/index.ts";
import { asStaff, mayWrite } from "./access.ts";
import { type Calendar, cutOffDay, firstReachable, laterOf } from "./calendar-rules.ts";
import type { Batch, BatchDetail, Coming } from "./contract.ts";
import { listOfBatch } from "./read-collection.ts";
import { type BatchState, mayCancelBatch, mayDownload, maySayNotTaken, maySend } from "./rules.ts";
import { leftBefore } from "./sql/batch-debits.ts";
import {
  type BatchRow,
  type BatchSums,
  batchesPage,
  blocksOf,
  findBatch,
  selectComing,
  sumsOf,
} from "./sql/batches.ts";
import { statesOf } from "./sql/reading.ts";
import { type SettingsRow, selectSettings } from "./sql/settings.ts";

type Names = {
  creditors: ReadonlyMap<string, { name: string }>;
  people: ReadonlyMap<string, Person>;
  settings: ReadonlyMap<string, SettingsRow>;
};

/** Batches of the creditors that staff may see, the latest first. */
export async function listBatches(
  ctx: Context,
  query: {
    creditor?: string | undefined;
    state?: "open" | BatchState | undefined;
    cursor?: string | undefined;
    limit: number;
  },
) {
  const rows = await batchesPage(ctx, asStaff(ctx, "b"), query);
  const shown = rows.slice(0, query.limit);
  const sums = await sumsOf(
    ctx,
    shown.map((row) => row.id),
  );
  const names = await namesOf(ctx, shown);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => showBatch(ctx, row, sums.get(row.id), names)),
    next: rows.length > query.limit && last ? encodeCursor([last.preparedAt.toISOString(), last.id]) : null,
  };
}

async function namesOf(ctx: Context, rows: readonly BatchRow[]): Promise<Names> {
  const ids = rows.flatMap((row) =>
    [row.preparedBy, row.releasedBy, row.sentBy, row.leftBy, row.notTakenBy, row.givenUpBy].filter(
      (id) => id !== null,
    ),
  );
  const creditorIds = [...new Set(rows.map((row) => row.creditorId))];
  return {
    creditors: await creditorsByIds(ctx, creditorIds),
    people: await findUsersByIds(ctx, [...new Set(ids)]),
    settings: await selectSettings(ctx, creditorIds),
  };
}

const cutOff = (ctx: Context, collectOn: string, calendar: Calendar): Coming["cutOff"] => ({
  day: cutOffDay(collectOn, calendar),
  hour: calendar.cutOffHour,
  passed: firstReachable(ctx.clock(), calendar) > collectOn,
});

const nameIn = (names: Names) => (id: string | null) => (id ? (names.people.get(id)?.name ?? "") : null);

function showBatch(ctx: Context, row: BatchRow, sums: BatchSums | undefined, names: Names): Batch {
  const nameOf = nameIn(names);
  const calendar = names.settings.get(row.creditorId);
  const waits = row.state !== "sent" && row.state !== "cancelled";
  return {
    id: outside("batch", row.id),
    reference: row.reference,
    creditor: {
      id: outside("creditor", row.creditorId),
      name: names.creditors.get(row.creditorId)?.name ?? "",
    },
    state: row.state,
    count: sums?.count ?? 0,
    cents: sums?.cents ?? 0,
    firstDay: sums?.firstDay ?? null,
    lastDay: sums?.lastDay ?? null,
    cutOff: waits && calendar && sums?.firstDay ? cutOff(ctx, sums.firstDay, calendar) : null,
    preparedBy: nameOf(row.preparedBy),
    preparedAt: row.preparedAt.toISOString(),
    releasedBy: nameOf(row.releasedBy),
    releasedAt: row.releasedAt?.toISOString() ?? null,
    sentAt: row.sentAt?.toISOString() ?? null,
    waitsForSecond: row.state === "ready" && row.notTakenAt !== null,
    drop: row.dropState ? { state: row.dropState, tries: row.dropTries, error: row.dropError } : null,
  };
}

/** One batch, and what may be done with it by who reads it. */
export async function readBatch(ctx: Context, batchId: string): Promise<BatchDetail> {
  const row = found(await findBatch(ctx, batchId, asStaff(ctx, "b")));
  const sums = (await sumsOf(ctx, [batchId])).get(batchId);
  const names = await namesOf(ctx, [row]);
  const settings = names.settings.get(row.creditorId);
  const states = await statesOf(ctx, batchId);
  const why = whyNot(ctx, row, settings);
  return {
    ...showBatch(ctx, row, sums, names),
    messageId: row.messageId,
    version: row.version,
    sentBy: nameIn(names)(row.sentBy),
    file: row.fileHash ? { bytes: row.bytes ?? 0, hash: row.fileHash, name: `${row.messageId}.xml` } : null,
    blocks: (await blocksOf(ctx, batchId)).map(({ batchId: _, paymentInformationId, ...block }) => ({
      ...block,
      reference: paymentInformationId,
    })),
    states: {
      collected: states.get("collected") ?? 0,
      rejected: states.get("rejected") ?? 0,
      returned: states.get("returned") ?? 0,
      cancelled: states.get("cancelled") ?? 0,
    },
    ...leavingOf(row, names),
    leftBefore: (row.state === "draft" ? await leftBefore(ctx, batchId) : []).map(
      ({ id, reference, count }) => ({
        id: outside("batch", id),
        name: reference,
        count,
      }),
    ),
    fourEyes: settings?.fourEyes ?? false,
    collectOn:
      row.state === "draft" && settings && sums?.firstDay
        ? laterOf(sums.firstDay, firstReachable(ctx.clock(), settings))
        : null,
    can: mayDo(ctx, row, sums, settings),
    why: row.state === "draft" ? why : null,
  };
}

/** How its file left, and whether the bank is said not to have taken it. */
function leavingOf(row: BatchRow, names: Names): Pick<BatchDetail, "left" | "notTaken"> {
  const nameOf = nameIn(names);
  const { leftAt, notTakenAt } = row;
  return {
    left: leftAt && { at: leftAt.toISOString(), by: nameOf(row.leftBy) },
    notTaken: notTakenAt && {
      at: notTakenAt.toISOString(),
      by: nameOf(row.notTakenBy) ?? "",
      reason: row.notTakenReason ?? "",
      givenUpBy: nameOf(row.givenUpBy),
    },
  };
}

function mayDo(
  ctx: Context,
  row: BatchRow,
  sums: BatchSums | undefined,
  settings: SettingsRow | undefined,
): BatchDetail["can"] {
  const [writer, manager] = [mayWrite(ctx), mayWrite(ctx, "manager")];
  const said = row.state === "ready" && row.notTakenAt !== null;
  const own = ctx.actor.kind === "user" && ctx.actor.userId === row.notTakenBy;
  return {
    check: row.state === "draft" && row.preparedBy === null && writer,
    release: row.state === "draft" && (sums?.count ?? 0) > 0 && whyNot(ctx, row, settings) === null,
    cancel: manager && mayCancelBatch(row),
    send: writer && maySend(row),
    drop: manager && row.state === "ready" && row.dropState === "failed" && !said,
    download: writer && mayDownload(row),
    sayNotTaken: manager && !said && maySayNotTaken(row),
    confirmNotTaken: manager && said && !(own && (settings?.fourEyes ?? true)),
    withdrawNotTaken: manager && said,
  };
}

function whyNot(ctx: Context, row: BatchRow, settings: SettingsRow | undefined): BatchDetail["why"] {
  if (!mayWrite(ctx, "manager")) return "role";
  if (!settings?.fourEyes) return null;
  if (row.preparedBy === null) return "not_checked";
  return ctx.actor.kind === "user" && ctx.actor.userId === row.preparedBy ? "own_preparation" : null;
}

/** The debits of a batch. */
export async function listBatchCollections(
  ctx: Context,
  batchId: string,
  query: { cursor?: string | undefined; limit: number },
) {
  found(await findBatch(ctx, batchId, asStaff(ctx, "b")));
  return listOfBatch(ctx, batchId, query);
}

/** What is announced and in no batch yet, with the bank's cut-off. */
export async function listComing(ctx: Context): Promise<{ items: Coming[] }> {
  const rows = await selectComing(ctx, asStaff(ctx, "c"));
  const settings = await selectSettings(ctx, [...new Set(rows.map((row) => row.creditorId))]);
  return {
    items: rows.flatMap(({ creditorId, creditorName, collectOn, count, cents, resumeOn }): Coming[] => {
      const calendar = settings.get(creditorId);
      if (!calendar) return [];
      return [
        {
          creditor: { id: outside("creditor", creditorId), name: creditorName },
          collectOn,
          count,
          cents,
          cutOff: cutOff(ctx, collectOn, calendar),
          resumeOn,
        },
      ];
    }),
  };
}
