import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { sumCents } from "../../platform/money.ts";
import { entriesByIds } from "../ledger/index.ts";
import type { PieceRow } from "./sql/payments.ts";

/** A piece of a payment as it is called. Days are `YYYY-MM-DD`. */
export type NamedPiece = PieceRow & { label: string; piece: string; entered_on: string };

/**
 * What pieces of payments are called: as when they were paid, whatever was published of their entries since and to whomever
 * their account passed; those of before this was kept, as their entries are now. Whoever asks: the caller has decided.
 */
export async function namePieces(ctx: Context, pieces: readonly PieceRow[]): Promise<NamedPiece[]> {
  const old = pieces.filter((one) => one.label === null).map((one) => one.entry_id);
  const entries = new Map((await entriesByIds(ctx, [...new Set(old)])).map((entry) => [entry.id, entry]));
  return pieces.map((one) => {
    const { label, piece, entered_on } = one;
    if (label !== null && piece !== null && entered_on !== null) return { ...one, label, piece, entered_on };
    const entry = found(entries.get(one.entry_id));
    return { ...one, label: entry.label, piece: entry.piece, entered_on: entry.date, due_on: entry.dueOn };
  });
}

/**
 * What the money of a payment settled of each piece, and `unusedCents` what it settled nothing with: a credit, or less than
 * nothing when a credit note was gone. As it was kept when the money came; of payments of before, all that was ordered, unless
 * another amount came.
 */
export function settledOf(
  pieces: readonly NamedPiece[],
  receivedCents: number,
): { pieces: (NamedPiece & { settledCents: number })[]; unusedCents: number } {
  const asOrdered = sumCents(pieces.map((one) => one.cents)) === receivedCents;
  const settled = pieces.map((one) => ({
    ...one,
    settledCents: one.settled_cents ?? (asOrdered ? one.cents : 0),
  }));
  return {
    pieces: settled,
    unusedCents: receivedCents - sumCents(settled.map((one) => one.settledCents)),
  };
}
