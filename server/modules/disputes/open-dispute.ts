import { type Context, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { sumCents } from "../../platform/money.ts";
import { accountsByIds, contestableEntries, holdForDispute } from "../ledger/index.ts";
import { addStep } from "./add-step.ts";
import { type Dispute, refusals } from "./contract.ts";
import { offeredCategories } from "./edit-categories.ts";
import { facts } from "./facts.ts";
import { readDispute } from "./read-dispute.ts";
import { disputeReference, isOffered } from "./rules.ts";
import { type ContestedEntry, insertDispute, nextNumber } from "./sql/disputes.ts";

const refuse = refuser(refusals);

export type DisputeWish = {
  entries: readonly { entry: string; cents: number }[];
  category: string;
  subtype: string | null;
  text: string;
  files: readonly string[];
};

/**
 * Contests entries of an account, wholly or in part (DIS-1): what is contested is held, the rest stays payable (DIS-2).
 * @throws Refusal `not_found` for entries that the actor may not contest; `dispute.entry_not_contestable` beyond what is
 *   open and free of each; `dispute.category_unknown`.
 */
export async function openDispute(ctx: Context, accountId: string, wish: DisputeWish): Promise<Dispute> {
  const entries = await checkedEntries(ctx, accountId, wish);
  const categories = await offeredCategories(ctx);
  if (!isOffered({ categoryId: wish.category, subtypeId: wish.subtype }, categories))
    refuse("dispute.category_unknown");
  const account = found((await accountsByIds(ctx, [accountId]))[0]);
  const today = dayInParis(ctx.clock());
  const year = Number(today.slice(0, 4));
  const dispute = {
    id: newId(ctx.clock().getTime()),
    reference: disputeReference(year, await nextNumber(ctx, year)),
    account_id: accountId,
    creditor_id: account.creditorId,
    party_id: account.partyId,
    user_id: theUser(ctx).userId,
    category_id: wish.category,
    subtype_id: wish.subtype,
    total_cents: sumCents(entries.map((entry) => entry.cents)),
    opened_on: today,
  };
  await insertDispute(ctx, dispute, entries);
  await holdForDispute(ctx, {
    disputeId: dispute.id,
    entries: entries.map(({ entryId, cents }) => ({ id: entryId, cents })),
  });
  await addStep(
    ctx,
    { id: dispute.id, accountId, creditorId: account.creditorId, partyId: account.partyId },
    { kind: "opened", side: "customer", fact: facts.opened, text: wish.text, files: wish.files },
  );
  return readDispute(ctx, dispute.id);
}

/** The entries, locked, each once, of this account, and for no more than is free of it. */
async function checkedEntries(ctx: Context, accountId: string, wish: DisputeWish): Promise<ContestedEntry[]> {
  const wanted = new Map(wish.entries.map((one) => [one.entry, one.cents]));
  const entries = await contestableEntries(ctx, [...wanted.keys()]);
  if (entries.length < wanted.size || entries.some((entry) => entry.accountId !== accountId)) found(null);
  return entries.map((entry) => {
    const cents = wanted.get(entry.id)!;
    if (cents > entry.payableCents || wanted.size < wish.entries.length)
      refuse("dispute.entry_not_contestable", { label: entry.label });
    return { entryId: entry.id, cents, openCents: entry.openCents };
  });
}
