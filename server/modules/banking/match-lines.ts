import { type Context, theUser } from "../../platform/context.ts";
import { Refusal, refuser } from "../../platform/errors.ts";
import { recordFacts } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { accountsByIds, letterPayments, lockToLetter, recordPaymentEntries } from "../ledger/index.ts";
import { noteTransfersReceived } from "../payments/index.ts";
import { maySee, nameOf } from "./access.ts";
import { type Match, type Scales, type Weighed, weigh } from "./allocation-rules.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { entryLabel, newReference } from "./rules.ts";
import { insertAllocations, learnPayers, matchedDetailsOf } from "./sql/allocations.ts";
import { type LineRow, lockLines, updateGiven } from "./sql/lines.ts";

const refuse = refuser(refusals);

/**
 * Gives money of lines to entries, just as they were seen (PAY-10), in as many statements whatever their number. A match that does not hold any
 * more, since one of its entries was settled meanwhile, or is in a payment, writes nothing. What the parts do not use is a credit on the account named.
 * @returns for each match, in the order given, why it was refused; null when it is done.
 * @throws Refusal `bank.entry_not_open` when the ledger took anything else than what was weighed: the transaction must then be given up.
 */
export async function matchLines(ctx: Context, matches: readonly Match[]): Promise<(Refusal | null)[]> {
  const scales = await lockAll(ctx, matches);
  const done: Given[] = [];
  const refused = matches.map((match) => {
    try {
      done.push({ ...weigh(scales, match), id: newId(ctx.clock().getTime()), reference: newReference() });
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  });
  if (done.length > 0) await give(ctx, done);
  return refused;
}

type Given = Weighed & { id: string; reference: string };

/** Locks lines by id, then accounts, then entries: who deals with any of them waits. Lines that the actor may not see are none. */
async function lockAll(ctx: Context, matches: readonly Match[]): Promise<Scales> {
  const lineIds = [...new Set(matches.map((match) => match.lineId))];
  const lines = (await lockLines(ctx, lineIds)).filter((line) => maySee(ctx.actor, line));
  // A statement of its own: one that waited for the lock still sees what was matched before it waited.
  const matched = await matchedDetailsOf(ctx, lineIds);
  const accountIds = [...new Set(matches.flatMap((match) => match.accountId ?? []))];
  const entryIds = [...new Set(matches.flatMap((match) => match.parts.map((part) => part.entryId)))];
  const entries = await lockToLetter(ctx, { accountIds, entryIds });
  const accounts = await accountsByIds(ctx, accountIds);
  return {
    lines: new Map(lines.map((line) => [line.id, line])),
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    creditors: new Map(accounts.map((account) => [account.id, account.creditorId])),
    leftCents: new Map(lines.map((line) => [line.id, line.cents - line.allocatedCents])),
    matched: new Set(matched.map(({ lineId, detail }) => `${lineId} ${detail}`)),
    openCents: new Map(entries.map((entry) => [entry.id, entry.openCents])),
  };
}

async function give(ctx: Context, all: readonly Given[]): Promise<void> {
  const lefts = await writeMoney(ctx, all);
  // The ledger takes only what is still open and free: anything else than what was weighed undoes all of this.
  const wrong = all.findIndex((one, n) => one.unusedCents !== lefts[n]);
  if (wrong >= 0) refuse("bank.entry_not_open", { label: all[wrong]!.line.label });
  const userId = ctx.actor.kind === "user" ? theUser(ctx).userId : null;
  await insertAllocations(
    ctx,
    all.map(({ match, line, unusedCents: leftCents, creditorId, ...one }) => ({
      ...{ id: one.id, reference: one.reference, cents: one.cents, accounts: one.accounts },
      ...{ lineId: line.id, detail: match.detail, creditorId, leftCents, userId, parts: match.parts },
      ...match.by,
      orderIds: (match.orders ?? []).map((order) => order.id),
    })),
  );
  await noteTransfersReceived(
    ctx,
    all.flatMap(({ match, line, id: allocationId }) =>
      (match.orders ?? []).map(({ id: orderId, cents }) => ({
        orderId,
        cents,
        on: line.bookedOn,
        allocationId,
      })),
    ),
  );
  const given = all.map(({ line, cents }) => ({ lineId: line.id, cents }));
  await updateGiven(ctx, given, nameOf(ctx.actor));
  await learnPayers(ctx, all.flatMap(taughtBy));
  await recordFacts(ctx, facts.transferReceived, all.map(factOf));
}

/** A provisional entry per line and account, lettered with what it is for. @returns cents that each left unused. */
async function writeMoney(ctx: Context, all: readonly Given[]): Promise<number[]> {
  const money = all.flatMap(({ id: paymentId, reference, line, accounts }) =>
    accounts.map(([accountId, cents]) => ({
      ...{ paymentId, accountId, reference, cents },
      label: entryLabel(line.kind, line.counterparty),
      receivedOn: line.bookedOn,
    })),
  );
  const entryIds = await recordPaymentEntries(ctx, money);
  const byPayment = Map.groupBy(entryIds, (_, n) => money[n]!.paymentId);
  const lettered = await letterPayments(
    ctx,
    all.map(({ id: paymentId, match }) => ({
      paymentId,
      creditEntryIds: byPayment.get(paymentId) ?? [],
      parts: match.parts,
    })),
  );
  return lettered.map((one) => one.leftCents);
}

/** Who paid: of one transaction, or of the line. */
export const payerOf = (line: LineRow, detail: number | null): { hash: string; name: string } => {
  const one = detail === null ? null : line.details[detail];
  return one
    ? { hash: one.payerHash, name: one.counterparty }
    : { hash: line.payerHash, name: line.counterparty };
};

function taughtBy({ line, match, accounts }: Given) {
  const { hash } = payerOf(line, match.detail);
  return hash ? accounts.map(([accountId]) => ({ hash, accountId, on: line.bookedOn })) : [];
}

const factOf = ({ match, line, accounts, unusedCents: leftCents, ...one }: Given) => ({
  subject: { kind: "bank_allocation", id: one.id },
  data: {
    ...{ lineId: line.id, reference: one.reference, cents: one.cents, leftCents, creditorId: one.creditorId },
    accountIds: accounts.map(([id]) => id),
    shares: accounts.map(([accountId, cents]) => ({ accountId, cents })),
    ordered: (match.orders ?? []).length > 0,
    on: line.bookedOn,
    ...match.by,
  },
});
