import type { Context } from "../../platform/context.ts";

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
