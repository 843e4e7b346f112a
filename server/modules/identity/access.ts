/** Who may do what to whom, pure (ACC-9, ACC-12). */
import type { Actor, Context, StaffRole } from "../../platform/context.ts";

/** The least role that may see a customer's space. */
export const VIEWING_ROLE: StaffRole = "accountant";

/** Only an administrator of the whole organization gives, changes or takes back a staff role, or acts on staff. */
export function managesStaff(actor: Actor): boolean {
  if (actor.kind === "system") return true;
  return actor.kind === "user" && actor.staff?.role === "administrator" && actor.staff.creditorIds === null;
}

/**
 * What identity cannot know, because modules below own it: given once by the list of modules, where the doors are made.
 * Each answers for the organization of `ctx`.
 */
export type Neighbours = {
  /** Whether a party is known by an e-mail address (ACC-2, explicit answer). */
  knowsAddress(ctx: Context, email: string): Promise<boolean>;
  /** Whether every account that a user can see is with one of these creditors (ACC-9). */
  staysWithin(ctx: Context, userId: string, creditorIds: readonly string[]): Promise<boolean>;
};

/** With nobody to ask: no address is known, and staff held to some creditors reach no customer. */
export const NO_NEIGHBOURS: Neighbours = {
  knowsAddress: async () => false,
  staysWithin: async () => false,
};
