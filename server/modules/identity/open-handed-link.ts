import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { insertLink } from "./sql/links.ts";

/** Time to choose a password for who stands before the screen. */
const HANDED_MS = 30 * 60_000;

/**
 * Opens an activation link for a user who has just proved who he is, and hands its token over at once: no mail is
 * written (ACC-3). It works once, for half an hour.
 */
export async function openHandedLink(ctx: Context, userId: string): Promise<string> {
  const createdAt = ctx.clock();
  const token = newToken();
  await insertLink(ctx, {
    id: newId(createdAt.getTime()),
    userId,
    kind: "activation",
    newEmail: null,
    tokenHash: hashToken(token),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + HANDED_MS),
  });
  return token;
}
