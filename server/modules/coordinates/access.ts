import { type Context, onlyLooks, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { mayActFor } from "../directory/index.ts";
import { refusals } from "./contract.ts";

const refuse = refuser(refusals);

/** Whether the signed-in user may change what is known of a party: whoever may only read may not. */
export async function mayChange(ctx: Context, partyId: string): Promise<boolean> {
  const { userId } = theUser(ctx);
  if (onlyLooks(ctx)) return false;
  return (await mayActFor(ctx, userId, partyId, "pay")) || mayActFor(ctx, userId, partyId, "dispute");
}

/** @throws Refusal `not_found` for somebody else's party. */
export async function refuseStranger(ctx: Context, partyId: string): Promise<void> {
  found((await mayActFor(ctx, theUser(ctx).userId, partyId, "read")) || null);
}

/** @throws Refusal `not_found`, or `coordinates.read_only` for whoever may only read. */
export async function refuseReader(ctx: Context, partyId: string): Promise<void> {
  await refuseStranger(ctx, partyId);
  if (!(await mayChange(ctx, partyId))) refuse("coordinates.read_only");
}
