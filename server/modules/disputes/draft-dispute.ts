import { type Context, onlyLooks } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { contestableEntries, type PayableEntry } from "../ledger/index.ts";
import { readCreditor, readSettings } from "../organizations/index.ts";
import type { Draft } from "./contract.ts";
import { readCategories } from "./edit-categories.ts";
import { limits } from "./show-dispute.ts";

/** What can be contested of the entries that were ticked, and in which terms (DIS-1). */
export async function draftDispute(
  ctx: Context,
  accountId: string,
  entryIds: readonly string[],
): Promise<Draft> {
  const entries = (await contestableEntries(ctx, [...new Set(entryIds)], { lock: false }))
    .filter((entry) => entry.accountId === accountId)
    .toSorted((one, other) => one.date.localeCompare(other.date) || one.piece.localeCompare(other.piece));
  const first = found(entries[0]);
  const settings = await readSettings(ctx);
  const creditor = found(await readCreditor(ctx, first.creditorId));
  const pieces = entries.filter((entry) => entry.payableCents > 0);
  return {
    account: outside("account", accountId),
    accountLabel: first.accountLabel,
    creditor: { id: outside("creditor", creditor.id), name: creditor.name },
    pieces: pieces.map((entry) => ({
      entry: outside("entry", entry.id),
      date: entry.date,
      dueOn: entry.dueOn,
      label: entry.label,
      piece: entry.piece,
      amountCents: entry.amountCents,
      freeCents: entry.payableCents,
    })),
    left: entries
      .filter((entry) => entry.payableCents <= 0)
      .map((entry) => ({ entry: outside("entry", entry.id), label: entry.label, reason: reasonOf(entry) })),
    totalCents: sumCents(pieces.map((entry) => entry.payableCents)),
    categories: await readCategories(ctx),
    limits,
    answerDays: settings.disputeDelayDays,
    can: { open: pieces.length > 0 && !onlyLooks(ctx) },
  };
}

function reasonOf(entry: PayableEntry): Draft["left"][number]["reason"] {
  if (entry.amountCents < 0) return "credit";
  if (entry.openCents === 0) return "settled";
  if (entry.heldBy === "payment" || entry.heldBy === "collection") return "paying";
  return entry.heldBy === "dispute" ? "disputed" : "held";
}
