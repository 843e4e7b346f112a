import type { RawBuilder } from "kysely";
import { type Context, theUser } from "../../platform/context.ts";
import type { RightName } from "./access.ts";
import { hasPartyWithEmail, hasRight, partyIdsOf, reachesBeyond, selectAccess } from "./sql.ts";

export type Access = {
  userId: string;
  partyId: string;
  partyName: string;
  partyCode: string;
  rights: RightName[];
  endsOn: string | null;
  /** Whether he is the main user of the party (ACC-8). */
  main: boolean;
};

/** For whom a user acts today. */
export async function partiesOf(ctx: Context, userId: string): Promise<Access[]> {
  return accessOf(ctx, { userId });
}

/** Who acts for a party today, its main user first. */
export async function usersOfParty(ctx: Context, partyId: string): Promise<Access[]> {
  return accessOf(ctx, { partyId });
}

/** True when a user has a right on what belongs to a party today. */
export const mayActFor = (
  ctx: Context,
  userId: string,
  partyId: string,
  right: RightName,
): Promise<boolean> => hasRight(ctx, userId, partyId, right);

/** Whether a party is known by an e-mail address (ACC-2). */
export const knowsAddress = (ctx: Context, email: string): Promise<boolean> => hasPartyWithEmail(ctx, email);

/** Whether every account that a user can see, and he sees some, is with one of these creditors (ACC-9). */
export const staysWithin = async (
  ctx: Context,
  userId: string,
  creditorIds: readonly string[],
): Promise<boolean> => !(await reachesBeyond(ctx, userId, creditorIds));

/**
 * The scope of everything that a customer reads: `party_id in ${partiesVisibleTo(ctx)}`. A sub-select in parentheses of
 * the parties for whom the signed-in user has a right today.
 * @throws Refusal `unauthenticated` when nobody is signed in.
 */
export const partiesVisibleTo = (ctx: Context, right: RightName = "read"): RawBuilder<{ party_id: string }> =>
  partyIdsOf(ctx, theUser(ctx).userId, right);

async function accessOf(ctx: Context, of: { userId: string } | { partyId: string }): Promise<Access[]> {
  const rows = await selectAccess(ctx, of, { ended: false });
  return rows.map((row) => ({
    userId: row.user_id,
    partyId: row.party_id,
    partyName: row.party_name,
    partyCode: row.party_code,
    rights: row.rights,
    endsOn: row.ends_on,
    main: row.main,
  }));
}
