import type { Context } from "../../platform/context.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { type Person, personOf } from "./find-user.ts";
import { LINK_MS, type LinkKind } from "./rules.ts";
import { findLinkById, saveLinkToken } from "./sql/links.ts";
import { findUser } from "./sql/users.ts";

/** A link whose mail waited longer than this is not sent any more: nobody expects it. */
const STALE_MS = 24 * 3_600_000;

export type MintedLink = {
  token: string;
  kind: LinkKind;
  user: Person;
  newEmail: string | null;
  expiresAt: Date;
};

/**
 * Makes the token of a link, for the mail that is being written: `<base>/…/<token>`. It is returned once and kept
 * hashed; its time starts now. Called again (the mail is retried), it makes another token and the former one dies.
 * @returns null when there is nothing to send any more: used, too old, or the user is disabled.
 */
export async function mintMailLink(ctx: Context, linkId: string): Promise<MintedLink | null> {
  const now = ctx.clock();
  const asked = await findLinkById(ctx, linkId);
  const user = asked && (await findUser(ctx, asked.userId));
  if (!asked || !user || user.state === "disabled") return null;
  const token = newToken();
  const expiresAt = new Date(now.getTime() + LINK_MS[asked.kind]);
  const link = await saveLinkToken(ctx, linkId, {
    tokenHash: hashToken(token),
    expiresAt,
    createdAfter: new Date(now.getTime() - STALE_MS),
  });
  return link ? { token, kind: link.kind, user: personOf(user), newEmail: link.newEmail, expiresAt } : null;
}
