import type { Context } from "../../platform/context.ts";
import { contactsOf, usersOfParty } from "../directory/index.ts";
import type { ChangeField } from "./contract.ts";
import { inOrder } from "./read-coordinates.ts";
import { type FieldRow, findChange, selectAccepted, selectFields } from "./sql/changes.ts";

export type AcceptedChange = {
  changeId: string;
  partyId: string;
  partyCode: string;
  field: ChangeField;
  /** Empty: what was known is erased. `paper` is `yes` or `no`. */
  value: string;
  acceptedAt: Date;
};

/**
 * What staff accepted after a place, in the order of acceptance, for the accounting software. Give the last one read as
 * `after` to read on; null from the beginning.
 */
export async function changesSince(
  ctx: Context,
  after: Pick<AcceptedChange, "acceptedAt" | "changeId" | "field"> | null,
  limit = 1000,
): Promise<AcceptedChange[]> {
  const key = after && { at: after.acceptedAt, changeId: after.changeId, field: after.field };
  const rows = await selectAccepted(ctx, key, limit);
  const parties = await contactsOf(ctx, [...new Set(rows.map((row) => row.party_id))]);
  return rows.map((row) => ({
    changeId: row.change_id,
    partyId: row.party_id,
    partyCode: parties.get(row.party_id)?.code ?? "",
    field: row.field,
    value: row.wanted,
    acceptedAt: row.decided_at,
  }));
}

export type ChangeForMail = {
  partyId: string;
  partyName: string;
  askedBy: string;
  /** Who acts for the party today: they are told. */
  userIds: string[];
  fields: Pick<FieldRow, "field" | "outcome" | "reason">[];
};

/** A change as mails tell it: bank details and addresses are not written in them. Null for none. */
export async function changeForMail(ctx: Context, changeId: string): Promise<ChangeForMail | null> {
  const change = await findChange(ctx, changeId, null);
  if (!change) return null;
  const party = (await contactsOf(ctx, [change.party_id])).get(change.party_id);
  return {
    partyId: change.party_id,
    partyName: party?.name ?? "",
    askedBy: change.asked_by,
    userIds: (await usersOfParty(ctx, change.party_id)).map((one) => one.userId),
    fields: inOrder(await selectFields(ctx, [changeId])).map(({ field, outcome, reason }) => ({
      field,
      outcome,
      reason,
    })),
  };
}
