import type { Context } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds, listStaff } from "../identity/index.ts";
import { readSettings } from "../organizations/index.ts";
import { asCustomer, asStaff } from "./access.ts";
import { showOfficeRow, showRow } from "./show-dispute.ts";
import {
  type DisputeFilter,
  type DisputeRecord,
  findDispute,
  queuedDisputes,
  recentDisputes,
} from "./sql/disputes.ts";

type Page = { cursor?: string | undefined; limit: number };
export type MyQuery = Page & {
  from?: string | undefined;
  to?: string | undefined;
  state?: "open" | "resolved" | undefined;
  account?: string | undefined;
  creditor?: string | undefined;
};

/** The disputes of the parties for whom the user acts, newest first (DIS-3). */
export async function listDisputes(ctx: Context, query: MyQuery) {
  const filter = {
    from: query.from,
    to: query.to,
    state: query.state,
    accountId: query.account,
    creditorId: query.creditor,
  };
  const rows = await recentDisputes(ctx, asCustomer(ctx, "read"), filter, {
    after: afterOpened(query.cursor),
    limit: query.limit + 1,
  });
  return { items: rows.slice(0, query.limit).map(showRow), next: nextOpened(rows, query.limit) };
}

export type QueueQuery = Page & {
  from?: string | undefined;
  to?: string | undefined;
  search?: string | undefined;
  state?: "active" | "waiting" | "answered" | "resolved" | "held" | undefined;
  creditor?: string | undefined;
  category?: string | undefined;
  assigned?: string | undefined;
  late?: "yes" | undefined;
  account?: string | undefined;
};

/** The office's queue (DIS-4): the longest wait first; what is over, newest first. */
export async function listOfficeDisputes(ctx: Context, query: QueueQuery) {
  const { disputeDelayDays } = await readSettings(ctx);
  const filter: DisputeFilter = {
    from: query.from,
    to: query.to,
    state: query.state,
    accountId: query.account,
    creditorId: query.creditor,
    categoryId: query.category,
    assignedTo: assignedTo(ctx, query.assigned),
    words: (query.search ?? "").split(/\s+/).filter(Boolean),
    waitingBefore: query.late === "yes" ? addDays(dayInParis(ctx.clock()), -disputeDelayDays) : undefined,
  };
  const page = await queuePage(ctx, filter, query);
  const people = await findUsersByIds(ctx, [
    ...new Set(page.rows.flatMap((row) => (row.assignedTo ? [row.assignedTo] : []))),
  ]);
  return {
    items: page.rows.map((row) => showOfficeRow(ctx, row, people, disputeDelayDays)),
    next: page.next,
  };
}

async function queuePage(ctx: Context, filter: DisputeFilter, { state, cursor, limit }: QueueQuery) {
  const reach = asStaff(ctx);
  const queued = state === "active" || state === "waiting" || state === "answered";
  if (!queued) {
    const rows = await recentDisputes(ctx, reach, filter, { after: afterOpened(cursor), limit: limit + 1 });
    return { rows: rows.slice(0, limit), next: nextOpened(rows, limit) };
  }
  const key = decodeCursor(cursor, 2);
  const after = key ? { since: key[0] === null ? null : String(key[0]), id: String(key[1]) } : null;
  const rows = await queuedDisputes(ctx, reach, filter, { after, limit: limit + 1 });
  const last = rows[limit - 1];
  const next =
    rows.length > limit && last ? encodeCursor([last.waitingSince?.toISOString() ?? null, last.id]) : null;
  return { rows: rows.slice(0, limit), next };
}

/** A token is no person: nothing is given to it. */
const NO_ONE = "00000000-0000-0000-0000-000000000000";

function assignedTo(ctx: Context, assigned: string | undefined): string | null | undefined {
  if (assigned === "nobody") return null;
  if (assigned !== "me") return assigned;
  return ctx.actor.kind === "user" ? ctx.actor.userId : NO_ONE;
}

/** Members of staff to whom disputes can be given; those who see the creditor of one when it is named. */
export async function listAssignees(ctx: Context, disputeId: string | undefined) {
  const dispute = disputeId ? found(await findDispute(ctx, disputeId, asStaff(ctx))) : null;
  const staff = await listStaff(ctx);
  return {
    items: staff
      .filter((one) => !dispute || one.creditorIds === null || one.creditorIds.includes(dispute.creditorId))
      .map((one) => ({ id: outside("user", one.id), name: one.name })),
  };
}

function afterOpened(cursor: string | undefined): { at: string; id: string } | null {
  const key = decodeCursor(cursor, 2);
  return key ? { at: String(key[0]), id: String(key[1]) } : null;
}

function nextOpened(rows: readonly DisputeRecord[], limit: number): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last ? encodeCursor([last.openedAt.toISOString(), last.id]) : null;
}
