import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import {
  accountsByIds,
  entriesByIds,
  letterPayment,
  type PayableEntry,
  recordPaymentEntry,
} from "../ledger/index.ts";
import { noteTransferReceived } from "../payments/index.ts";
import { maySee, nameOf } from "./access.ts";
import type { BankLineRecord } from "./bank-shapes.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readLine } from "./read-line.ts";
import { entryLabel, newReference, type Part, shareOut } from "./rules.ts";
import { allocationsOf, insertAllocation, learnPayer } from "./sql/allocations.ts";
import { type LineRow, lockLine, updateLine } from "./sql/lines.ts";

const refuse = refuser(refusals);

export type Match = {
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

/**
 * Gives money of a line to entries, just as they were seen (PAY-10): should one of them have been settled meanwhile, or be in a payment, nothing
 * is written. What the parts do not use is a credit on the account named. @throws Refusal.
 */
export async function matchLine(ctx: Context, lineId: string, match: Match): Promise<void> {
  const line = found(await lockLine(ctx, lineId));
  if (!maySee(ctx.actor, line)) found(null);
  const { creditorId, cents } = await ready(ctx, line, match);
  const entries = await entriesByIds(
    ctx,
    match.parts.map((part) => part.entryId),
  );
  const pieces = fit(entries, creditorId, match.parts);
  const shared = shareOut(pieces, cents, match.accountId ?? pieces[0]?.accountId ?? null);
  if (shared.unusedCents < 0) refuse("bank.too_much", { leftCents: cents });
  if (shared.unusedCents > 0 && !match.accountId && pieces.length === 0) refuse("bank.account_needed");
  if (match.accountId) await ofCreditor(ctx, match.accountId, creditorId);
  const allocationId = newId(ctx.clock().getTime());
  const reference = newReference();
  const creditEntryIds = await writeMoney(ctx, line, { allocationId, reference, accounts: shared.accounts });
  const { leftCents } = await letterPayment(ctx, {
    paymentId: allocationId,
    creditEntryIds,
    parts: match.parts,
  });
  // The ledger takes only what is still open and free, under its locks: anything else than what was seen undoes all of this.
  if (leftCents !== shared.unusedCents) refuse("bank.entry_not_open", { label: pieces[0]?.label ?? "" });
  await insertAllocation(ctx, {
    id: allocationId,
    lineId,
    detail: match.detail,
    creditorId,
    reference,
    cents,
    leftCents,
    ...match.by,
    userId: ctx.actor.kind === "user" ? theUser(ctx).userId : null,
    orderIds: (match.orders ?? []).map((order) => order.id),
    accounts: shared.accounts,
    parts: match.parts,
  });
  for (const order of match.orders ?? [])
    await noteTransferReceived(ctx, order.id, { cents: order.cents, on: line.bookedOn, allocationId });
  await closeMatched(ctx, line, cents);
  const accountIds = shared.accounts.map(([id]) => id);
  const { hash } = payerOf(line, match.detail);
  if (hash) await learnPayer(ctx, { hash, accountIds, on: line.bookedOn });
  await recordFact(ctx, {
    name: facts.transferReceived,
    subject: { kind: "bank_allocation", id: allocationId },
    data: {
      lineId,
      reference,
      cents,
      leftCents,
      creditorId,
      accountIds,
      shares: shared.accounts.map(([accountId, share]) => ({ accountId, cents: share })),
      ordered: (match.orders ?? []).length > 0,
      on: line.bookedOn,
      ...match.by,
    },
  });
}

/** The same as a person chose it. */
export async function matchByHand(
  ctx: Context,
  lineId: string,
  wish: {
    detail: number | null;
    cents?: number | undefined;
    pieces: readonly { entry: string; cents: number }[];
    account: string | null;
  },
): Promise<BankLineRecord> {
  const line = found(await lockLine(ctx, lineId));
  const parts = wish.pieces.map(({ entry, cents }) => ({ entryId: entry, cents }));
  await matchLine(ctx, lineId, {
    detail: wish.detail,
    cents: wish.cents,
    parts,
    accountId: wish.account,
    orders: ordersNamed(line, { ...wish, parts }),
    by: { source: "staff", score: null, reason: "by_hand" },
  });
  return readLine(ctx, lineId);
}

/** The transfer orders that a line names and of which the chosen pieces are: they are closed by whoever matches it. */
function ordersNamed(
  line: LineRow,
  { detail, cents, parts }: Pick<Match, "detail" | "cents" | "parts">,
): { id: string; cents: number }[] {
  const chosen = new Set(parts.map((part) => part.entryId));
  const named = line.proposals.find(
    (one) =>
      one.detail === detail && one.orders.length > 0 && one.parts.some((part) => chosen.has(part.entryId)),
  );
  if (!named) return [];
  return named.orders.length === 1 && cents !== undefined ? [{ ...named.orders[0]!, cents }] : named.orders;
}

/** Who paid: of one transaction, or of the line. */
export const payerOf = (line: LineRow, detail: number | null): { hash: string; name: string } => {
  const one = detail === null ? null : line.details[detail];
  return one
    ? { hash: one.payerHash, name: one.counterparty }
    : { hash: line.payerHash, name: line.counterparty };
};

/** What can be given of a line that waits, and to whose customers. */
async function ready(
  ctx: Context,
  line: LineRow,
  match: Match,
): Promise<{ creditorId: string; cents: number }> {
  if (line.state !== "waiting") refuse("bank.line_not_waiting");
  if (line.cents < 0) refuse("bank.not_a_receipt");
  if (!line.creditorId) return refuse("bank.line_has_no_creditor");
  const remaining = line.cents - line.allocatedCents;
  const detail = match.detail === null ? null : found(line.details[match.detail]);
  if (detail) {
    const done = (await allocationsOf(ctx, line.id)).some(
      (one) => one.state === "active" && one.detail === match.detail,
    );
    if (done) refuse("bank.line_not_waiting");
  }
  const cents = match.cents ?? Math.min(detail?.cents ?? remaining, remaining);
  if (cents > remaining || cents <= 0) refuse("bank.too_much", { leftCents: remaining });
  return { creditorId: line.creditorId, cents };
}

/** The entries as they are, with what each gives; all of the creditor of the line, open and free for that much. */
function fit(
  entries: readonly PayableEntry[],
  creditorId: string,
  parts: readonly Part[],
): (Part & { accountId: string; label: string })[] {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  return parts.map((part) => {
    const entry = found(known.get(part.entryId));
    if (entry.creditorId !== creditorId) found(null);
    const label = entry.piece || entry.label;
    const fits =
      entry.heldBy !== "payment" &&
      entry.heldBy !== "collection" &&
      Math.sign(part.cents) === Math.sign(entry.openCents) &&
      Math.abs(part.cents) <= Math.abs(entry.openCents);
    if (!fits) refuse("bank.entry_not_open", { label });
    return { ...part, accountId: entry.accountId, label };
  });
}

async function ofCreditor(ctx: Context, accountId: string, creditorId: string): Promise<void> {
  const [account] = await accountsByIds(ctx, [accountId]);
  found(account?.creditorId === creditorId ? account : null);
}

type Money = { allocationId: string; reference: string; accounts: readonly [string, number][] };

/** A provisional entry per account, in the order of accounts: the order of locks that the ledger asks for. */
async function writeMoney(ctx: Context, line: LineRow, money: Money): Promise<string[]> {
  const ids: string[] = [];
  for (const [accountId, cents] of money.accounts) {
    const { entryId } = await recordPaymentEntry(ctx, {
      paymentId: money.allocationId,
      accountId,
      reference: money.reference,
      label: entryLabel(line.kind, line.counterparty),
      cents,
      receivedOn: line.bookedOn,
    });
    ids.push(entryId);
  }
  return ids;
}

async function closeMatched(ctx: Context, line: LineRow, cents: number): Promise<void> {
  const allocatedCents = line.allocatedCents + cents;
  const whole = allocatedCents === line.cents;
  await updateLine(ctx, line.id, {
    state: whole ? "matched" : "waiting",
    allocatedCents,
    ...(whole ? { reason: "matched", closedBy: nameOf(ctx.actor) } : {}),
  });
}
