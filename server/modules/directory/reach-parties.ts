import type { Context } from "../../platform/context.ts";
import { type PartyContact, selectContacts, updateContact } from "./sql/contacts.ts";
import { lockParty } from "./sql.ts";

/** How parties are named and reached, by id, whoever asks. */
export async function contactsOf(ctx: Context, ids: readonly string[]): Promise<Map<string, PartyContact>> {
  if (ids.length === 0) return new Map();
  return new Map((await selectContacts(ctx, ids)).map((row) => [row.id, row]));
}

/** The same for one party, whose other writers wait until the end of the transaction. */
export async function lockContact(ctx: Context, id: string): Promise<PartyContact | undefined> {
  await lockParty(ctx, id);
  return (await contactsOf(ctx, [id])).get(id);
}

/** Replaces how a party is reached; the next publication that says otherwise counts. */
export const saveContact = (
  ctx: Context,
  id: string,
  contact: Pick<PartyContact, "email" | "phone" | "address">,
): Promise<void> => updateContact(ctx, id, contact);
