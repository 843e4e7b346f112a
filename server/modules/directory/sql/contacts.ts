import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export type PartyContact = {
  id: string;
  code: string;
  kind: "person" | "company";
  name: string;
  email: string | null;
  phone: string | null;
  address: string[];
};

export async function selectContacts(ctx: Context, ids: readonly string[]): Promise<PartyContact[]> {
  return ctx.db
    .selectFrom("parties")
    .select(["id", "code", "kind", "name", "email", "phone", "address"])
    .where("organization_id", "=", ctx.organizationId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .$castTo<PartyContact>()
    .execute();
}

export async function updateContact(
  ctx: Context,
  id: string,
  contact: Pick<PartyContact, "email" | "phone" | "address">,
): Promise<void> {
  await ctx.db
    .updateTable("parties")
    .set(contact)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}
