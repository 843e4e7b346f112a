import type { Outer } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { outside, outsideOrNull } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import type { Entry, Space } from "./contract.ts";
import type { OpenAccount } from "./open-account.ts";
import { type EntryState, payableCents, stateOf } from "./rules.ts";
import type { SpaceRow } from "./sql/spaces.ts";
import type { EntryRow } from "./sql/statement.ts";

/** The state of an entry today in Paris. */
export const entryState = (ctx: Pick<Outer, "clock">, row: EntryRow): EntryState =>
  stateOf(
    { openCents: row.amountCents - row.settledCents, dueOn: row.dueOn, holds: row.holds ?? [] },
    dayInParis(ctx.clock()),
  );

/** An entry as the contract shows it. */
function showEntry(ctx: Pick<Outer, "clock">, row: EntryRow): Entry {
  const openCents = row.amountCents - row.settledCents;
  return {
    id: outside("entry", row.id),
    date: row.enteredOn,
    dueOn: row.dueOn,
    label: row.label,
    piece: row.piece,
    journal: row.journal,
    debitCents: Math.max(0, row.amountCents),
    creditCents: Math.max(0, -row.amountCents),
    toPayCents: payableCents(openCents, row.holds ?? []),
    openCents,
    ...disputeOf(openCents, row.holds ?? []),
    state: entryState(ctx, row),
    lettering: row.letteringCode
      ? {
          id: outsideOrNull("lettering", row.letteringId),
          code: row.letteringCode,
          provisional: row.letteringOrigin === "payment",
        }
      : null,
    treasuryOn: row.treasuryOn,
    collectOn: row.collectOn,
    collection: outsideOrNull("collection", lastHolding("collection", row.holds ?? [])),
    grouped: row.members,
    invoice: outsideOrNull("invoice", row.invoiceId),
    pending: row.pending,
    payment: outsideOrNull("payment", row.paymentId),
    runningCents: row.runningCents,
  };
}

/** What is contested of what is open, signed as it, and the last dispute that holds some. */
function disputeOf(openCents: number, holds: NonNullable<EntryRow["holds"]>) {
  const disputes = holds.filter((hold) => hold.kind === "dispute");
  const cents = sumCents(disputes.map((hold) => Math.abs(hold.cents)));
  return {
    disputedCents: disputes.length === 0 ? 0 : Math.sign(openCents) * Math.min(cents, Math.abs(openCents)),
    dispute: outsideOrNull("dispute", lastHolding("dispute", disputes)),
  };
}

/** What holds of this kind last, by its id. */
const lastHolding = (kind: string, holds: NonNullable<EntryRow["holds"]>) =>
  holds
    .filter((hold) => hold.kind === kind)
    .map((hold) => hold.referenceId)
    .sort()
    .at(-1);

/** The same to who reads the account: a tenant's payments and disputes are not the owner's business (ACT-7). */
export function showEntryTo(
  ctx: Pick<Outer, "clock">,
  { readAs }: Pick<OpenAccount, "readAs">,
  row: EntryRow,
): Entry {
  const entry = showEntry(ctx, row);
  return readAs === "holder" ? entry : { ...entry, payment: null, dispute: null, collection: null };
}

/** An account as the contract shows it in lists. */
export const showSpace = (row: SpaceRow): Space => ({
  account: outside("account", row.id),
  code: row.code,
  label: row.label,
  kind: row.kind as Space["kind"],
  party: { id: outside("party", row.partyId), name: row.partyName },
  creditor: { id: outside("creditor", row.creditorId), name: row.creditorName },
  balanceCents: row.balanceCents,
  publishedAt: row.publishedAt?.toISOString() ?? null,
});
