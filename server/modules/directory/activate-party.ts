import type { Context } from "../../platform/context.ts";
import { assert, found, Refusal } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { outside } from "../../platform/ids.ts";
import type { Language } from "../../platform/money.ts";
import { createUser, findUserByEmail, openMailLink } from "../identity/index.ts";
import { partyScope } from "./access.ts";
import { identifierOf } from "./rules.ts";
import { findParty, lockPartiesByEmail, lockParty, selectAccess, undoing, upsertAccess } from "./sql.ts";

type Someone = { id: string; code: string; name: string };
type Contact = { email: string | null; language: Language };
const MOST_TRIES = 50;

/**
 * Gives a party its main user, made from its name and e-mail address, or returns the one it has.
 * An address that already serves somebody else is left to him: the new user has none.
 */
export async function activateParty(ctx: Context, partyId: string) {
  const scope = partyScope(ctx);
  found(await findParty(ctx, partyId, scope));
  await lockParty(ctx, partyId);
  const party = found(await findParty(ctx, partyId, scope));
  const [main] = await selectAccess(ctx, { partyId }, { ended: false });
  if (main) return { user: outside("user", main.user_id), created: false };
  return { user: outside("user", await openMainUser(ctx, party, "fr")), created: true };
}

/** Makes the main user of a party that has none, the party being locked. @returns his id. */
export async function openMainUser(
  ctx: Context,
  party: Someone & { email: string | null },
  language: Language,
): Promise<string> {
  const userId =
    (await createMainUser(ctx, [party], { email: party.email, language })) ??
    (await createMainUser(ctx, [party], { email: null, language }));
  assert(userId, "a user without an address cannot collide with another's");
  return userId;
}

/**
 * Answers somebody who asked to be activated at an address (ACC-2): when no user has it and parties are known by it,
 * they get one main user together, and a link is opened for him. The organization vouches for the address by publishing it.
 */
export async function welcomeByEmail(ctx: Context, email: string, language: Language): Promise<void> {
  const parties = await lockPartiesByEmail(ctx, email);
  if (parties.length === 0 || (await findUserByEmail(ctx, email))) return;
  const userId = await createMainUser(ctx, parties, { email, language });
  if (userId) await openMailLink(ctx, userId, "activation");
}

/** @returns null when the address serves somebody else. */
async function createMainUser(
  ctx: Context,
  parties: readonly Someone[],
  contact: Contact,
): Promise<string | null> {
  const first = parties[0]!;
  const userId = await createFreeUser(ctx, first, contact);
  if (!userId) return null;
  for (const party of parties) {
    await upsertAccess(ctx, {
      userId,
      partyId: party.id,
      rights: ["read", "pay", "dispute"],
      endsOn: null,
    });
  }
  await recordFact(ctx, {
    name: "directory.party_activated",
    subject: { kind: "party", id: first.id },
    data: { userId, parties: parties.map((party) => party.code) },
  });
  return userId;
}

/** Tries identifiers until one is free, whoever takes one meanwhile. */
async function createFreeUser(ctx: Context, party: Someone, contact: Contact): Promise<string | null> {
  for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
    const identifier = identifierOf(party.code, attempt);
    try {
      return await undoing(ctx, () => createUser(ctx, { identifier, name: party.name, ...contact }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "email.taken") return null;
      if (error.code !== "user.identifier_taken") throw error;
    }
  }
  throw new Error(`no free identifier for the party ${party.code}`);
}
