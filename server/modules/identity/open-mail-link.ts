import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { tell } from "./facts.ts";
import { LINK_MS, type LinkKind } from "./rules.ts";
import { insertLink } from "./sql/links.ts";

/**
 * Opens a link for a user and tells that its mail is to be written. Its token does not exist yet: `mintMailLink` makes
 * it when the mail is written, so that neither a fact nor a job ever holds one.
 * @param newEmail for kind `email`, the address to confirm: the mail goes there.
 */
export async function openMailLink(
  ctx: Context,
  userId: string,
  kind: LinkKind,
  newEmail: string | null = null,
): Promise<string> {
  const now = ctx.clock();
  const id = newId(now.getTime());
  await insertLink(ctx, {
    id,
    userId,
    kind,
    newEmail,
    tokenHash: hashToken(newToken()),
    createdAt: now,
    expiresAt: new Date(now.getTime() + LINK_MS[kind]),
  });
  await tell(ctx, "identity.link_asked", userId, { linkId: id, kind });
  return id;
}
