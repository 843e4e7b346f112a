/** What can be given of lines to entries, weighed one after the other: what one takes, those after it no longer find. Pure. */
import { found, refuser } from "../../platform/errors.ts";
import type { PayableEntry } from "../ledger/index.ts";
import { refusals } from "./contract.ts";
import { type Part, shareOut } from "./rules.ts";
import type { LineRow } from "./sql/lines.ts";

const refuse = refuser(refusals);

export type Match = {
  lineId: string;
  /** Which transaction of a line that has several; null for the line. */
  detail: number | null;
  /** What of the line; all that remains when undefined. */
  cents?: number | undefined;
  parts: readonly Part[];
  /** The account that has what the parts do not use. */
  accountId: string | null;
  /** The transfer orders that it closes, with what came of each. */
  orders?: readonly { id: string; cents: number }[];
  by: { source: "rule" | "staff"; score: number | null; reason: string };
};

/** What matches are weighed against, as it is under the locks. */
export type Scales = {
  lines: ReadonlyMap<string, LineRow>;
  entries: ReadonlyMap<string, PayableEntry>;
  /** The creditor of each account that would have what is not used. */
  creditors: ReadonlyMap<string, string>;
  /** What moves: cents left of lines, transactions already matched (`line detail`), cents open of entries. */
  leftCents: Map<string, number>;
  matched: Set<string>;
  openCents: Map<string, number>;
};

export type Weighed = {
  match: Match;
  line: LineRow;
  creditorId: string;
  cents: number;
  /** In the order of account ids. */
  accounts: readonly (readonly [accountId: string, cents: number])[];
  unusedCents: number;
};

/** What a match takes, taken off the scales; nothing of one that does not fit. @throws Refusal. */
export function weigh(scales: Scales, match: Match): Weighed {
  const line = found(scales.lines.get(match.lineId));
  const { creditorId, cents } = ready(scales, line, match);
  const pieces = match.parts.map((part) => fit(scales, creditorId, part));
  const shared = shareOut(pieces, cents, match.accountId ?? pieces[0]?.accountId ?? null);
  if (shared.unusedCents < 0) refuse("bank.too_much", { leftCents: cents });
  if (shared.unusedCents > 0 && !match.accountId && pieces.length === 0) refuse("bank.account_needed");
  if (match.accountId && scales.creditors.get(match.accountId) !== creditorId) found(null);
  scales.leftCents.set(line.id, scales.leftCents.get(line.id)! - cents);
  if (match.detail !== null) scales.matched.add(`${line.id} ${match.detail}`);
  for (const { entryId, cents: taken } of pieces)
    scales.openCents.set(entryId, scales.openCents.get(entryId)! - taken);
  return { match, line, creditorId, cents, ...shared };
}

/** What can be given of a line that waits, and to whose customers. */
function ready(scales: Scales, line: LineRow, match: Match): { creditorId: string; cents: number } {
  const remaining = scales.leftCents.get(line.id)!;
  if (line.state !== "waiting" || remaining === 0) refuse("bank.line_not_waiting");
  if (line.cents < 0) refuse("bank.not_a_receipt");
  if (!line.creditorId) return refuse("bank.line_has_no_creditor");
  const detail = match.detail === null ? null : found(line.details[match.detail]);
  if (detail && scales.matched.has(`${line.id} ${match.detail}`)) refuse("bank.line_not_waiting");
  const cents = match.cents ?? Math.min(detail?.cents ?? remaining, remaining);
  if (cents > remaining || cents <= 0) refuse("bank.too_much", { leftCents: remaining });
  return { creditorId: line.creditorId, cents };
}

/** An entry as it is, with what it gives; of the creditor of the line, open and free for that much. */
function fit(scales: Scales, creditorId: string, part: Part): Part & { accountId: string } {
  const entry = found(scales.entries.get(part.entryId));
  if (entry.creditorId !== creditorId) found(null);
  const open = scales.openCents.get(entry.id)!;
  const fits =
    entry.heldBy !== "payment" &&
    entry.heldBy !== "collection" &&
    Math.sign(part.cents) === Math.sign(open) &&
    Math.abs(part.cents) <= Math.abs(open);
  if (!fits) refuse("bank.entry_not_open", { label: entry.piece || entry.label });
  return { ...part, accountId: entry.accountId };
}
