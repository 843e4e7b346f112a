/** Statements on what was begun and waits for its second half. */
import type { Context } from "../../../platform/context.ts";

export type CeremonyKind = "second_step" | "passkey_sign_in" | "passkey_enrolment";
export type Ceremony = {
  id: string;
  kind: CeremonyKind;
  userId: string | null;
  challenge: string;
  remembered: boolean;
};

export async function insertCeremony(
  ctx: Context,
  ceremony: Ceremony & { tokenHash: Buffer; expiresAt: Date },
): Promise<void> {
  await ctx.db
    .insertInto("ceremonies")
    .values({
      organization_id: ctx.organizationId,
      id: ceremony.id,
      kind: ceremony.kind,
      user_id: ceremony.userId,
      token_hash: ceremony.tokenHash,
      challenge: ceremony.challenge,
      remembered: ceremony.remembered,
      expires_at: ceremony.expiresAt,
    })
    .execute();
}

/** What a token stands for, if it is still waited for. Its row stays locked until the transaction ends. */
export async function lockCeremony(
  ctx: Context,
  kind: CeremonyKind,
  tokenHash: Buffer,
): Promise<Ceremony | undefined> {
  return (await ctx.db
    .selectFrom("ceremonies")
    .select(["id", "kind", "user_id as userId", "challenge", "remembered"])
    .where("organization_id", "=", ctx.organizationId)
    .where("token_hash", "=", tokenHash)
    .where("kind", "=", kind)
    .where("expires_at", ">", ctx.clock())
    .forUpdate()
    .executeTakeFirst()) as Ceremony | undefined;
}

export async function deleteCeremony(ctx: Context, id: string): Promise<void> {
  await ctx.db
    .deleteFrom("ceremonies")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** Ends what a user has begun: his password or his factors have changed. */
export async function deleteCeremoniesOf(ctx: Context, userId: string): Promise<void> {
  await ctx.db
    .deleteFrom("ceremonies")
    .where("organization_id", "=", ctx.organizationId)
    .where("user_id", "=", userId)
    .execute();
}
