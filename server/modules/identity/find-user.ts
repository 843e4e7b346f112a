import type { Context } from "../../platform/context.ts";
import { canonical } from "./rules.ts";
import { findUserByAddress, selectTaken, selectUsers, type User } from "./sql/users.ts";

/** A user as other modules see him: nothing of his credentials. */
export type Person = {
  id: string;
  name: string;
  email: string | null;
  language: "fr" | "en";
  identifier: string;
  state: "invited" | "active" | "disabled";
  lastSignInAt: Date | null;
};

export const personOf = ({ id, name, email, language, identifier, state, lastSignInAt }: User): Person => ({
  id,
  name,
  email,
  language,
  identifier,
  state,
  lastSignInAt,
});

/** Users by id; those that do not exist are left out. */
export async function findUsersByIds(ctx: Context, ids: readonly string[]): Promise<Map<string, Person>> {
  const rows = ids.length === 0 ? [] : await selectUsers(ctx, ids);
  return new Map(rows.map((row) => [row.id, personOf(row)]));
}

/** The user who has an address, whatever its case. */
export async function findUserByEmail(ctx: Context, email: string): Promise<Person | null> {
  const user = await findUserByAddress(ctx, canonical(email));
  return user ? personOf(user) : null;
}

/** How many numbers are looked at after a base. */
const NUMBERS = 100;

/**
 * Which of `base`, `base-2`, `base-3`... already sign somebody in, in lower case: for whoever makes an identifier from
 * the code of a party. Characters that an identifier cannot have count as `-`.
 */
export async function takenIdentifiers(ctx: Context, base: string): Promise<ReadonlySet<string>> {
  const clean = canonical(base.replaceAll(/[^\p{L}\p{N}._@+-]+/gu, "-").slice(0, 74));
  const candidates = [clean, `c-${clean}`].flatMap((stem) => [
    stem,
    ...Array.from({ length: NUMBERS }, (_, index) => `${stem}-${index + 2}`),
  ]);
  return new Set(await selectTaken(ctx, candidates));
}
