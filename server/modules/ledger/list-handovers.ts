import type { Context } from "../../platform/context.ts";
import { decodeCursor, encodeCursor } from "../../platform/database/pool.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { findUsersByIds } from "../identity/index.ts";
import { readOptions, visibleCreditorIds } from "../organizations/index.ts";
import { dueBefore, findCreditor } from "./hand-over.ts";
import type { Handover } from "./handover-contract.ts";
import { asUuid } from "./page-keys.ts";
import { daysLate } from "./rules.ts";
import {
  type HandedRow,
  type HandoverRow,
  handedPage,
  handoversPage,
  overduePage,
  selectHandover,
  selectOverdueTotals,
} from "./sql/handovers.ts";

type Page = { cursor?: string | undefined; limit: number };

/** The key of a page whose rows are sorted by a text and an id; null for the first page. */
function keyOf(cursor: string | undefined): { text: string; id: string } | null {
  const [text, id] = decodeCursor(cursor, 2) ?? [];
  const uuid = asUuid(id);
  return typeof text === "string" && uuid ? { text, id: uuid } : null;
}

/** Bills that could be handed over, oldest due first (ACT-6). @throws Refusal `not_found`. */
export async function listOverdueEntries(
  ctx: Context,
  creditorId: string,
  query: Page & { overdueDays: number },
) {
  await findCreditor(ctx, creditorId);
  const rule = { creditorId, dueBefore: dueBefore(ctx, query.overdueDays) };
  const key = keyOf(query.cursor);
  const after = key ? { dueOn: key.text, id: key.id } : null;
  const { rows } = await overduePage(ctx, rule, after, query.limit + 1).execute(ctx.db);
  const last = rows.length > query.limit ? rows[query.limit - 1]! : null;
  const today = dayInParis(ctx.clock());
  return {
    items: rows
      .slice(0, query.limit)
      .map((row) => ({ ...showBill(row), dueOn: row.dueOn, daysLate: daysLate(row.dueOn, today) })),
    next: last ? encodeCursor([last.dueOn, last.id]) : null,
    totals: await selectOverdueTotals(ctx, rule),
  };
}

const showBill = (row: Omit<HandedRow, "dueOn" | "handedCents" | "released">) => ({
  entry: outside("entry", row.id),
  account: { id: outside("account", row.accountId), code: row.accountCode, label: row.accountLabel },
  label: row.label,
  piece: row.piece,
  date: row.date,
  openCents: row.openCents,
});

/** Hand-overs of the creditors that the actor may see, newest first; and whether the organization hands over at all. */
export async function listHandovers(ctx: Context, query: Page) {
  const key = keyOf(query.cursor);
  const after = key ? { at: key.text, id: key.id } : null;
  const seen = visibleCreditorIds(ctx.actor);
  const { rows } = await handoversPage(ctx, seen, after, query.limit + 1).execute(ctx.db);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1)! : null;
  return {
    items: await showAll(ctx, shown),
    next: last ? encodeCursor([last.handedAt.toISOString(), last.id]) : null,
    open: (await readOptions(ctx)).municipal,
  };
}

async function showAll(ctx: Context, rows: readonly HandoverRow[]): Promise<Handover[]> {
  const ids = new Set(rows.flatMap((row) => (row.undoneBy ? [row.handedBy, row.undoneBy] : [row.handedBy])));
  const people = await findUsersByIds(ctx, [...ids]);
  return rows.map((row) => ({
    id: outside("handover", row.id),
    creditor: { id: outside("creditor", row.creditorId), name: row.creditorName },
    overdueDays: row.overdueDays,
    entries: row.entries,
    cents: row.cents,
    heldEntries: row.heldEntries,
    heldCents: row.heldCents,
    handedBy: people.get(row.handedBy)?.name ?? "",
    handedAt: row.handedAt.toISOString(),
    undoneBy: row.undoneBy ? (people.get(row.undoneBy)?.name ?? "") : null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
  }));
}

/** One hand-over. @throws Refusal `not_found`, also for a creditor that the actor may not see. */
export async function readHandover(ctx: Context, handoverId: string): Promise<Handover> {
  const row = found(await selectHandover(ctx, handoverId, visibleCreditorIds(ctx.actor)));
  return (await showAll(ctx, [row]))[0]!;
}

/** The bills of a hand-over, by account. @throws Refusal `not_found`. */
export async function listHandedEntries(ctx: Context, handoverId: string, query: Page) {
  const handover = await readHandover(ctx, handoverId);
  const key = keyOf(query.cursor);
  const after = key ? { code: key.text, id: key.id } : null;
  const { rows } = await handedPage(ctx, handoverId, after, query.limit + 1).execute(ctx.db);
  const last = rows.length > query.limit ? rows[query.limit - 1]! : null;
  return {
    handover,
    items: rows.slice(0, query.limit).map((row) => ({
      ...showBill(row),
      dueOn: row.dueOn,
      handedCents: row.handedCents,
      state: stateOf(row),
    })),
    next: last ? encodeCursor([last.accountCode, last.id]) : null,
  };
}

const stateOf = (row: HandedRow): "treasury" | "settled" | "taken_back" =>
  row.released ? "taken_back" : row.openCents === 0 ? "settled" : "treasury";
