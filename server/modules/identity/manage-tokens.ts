import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId, outside } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { done } from "../../platform/shapes.ts";
import { creditorsByIds, visibleCreditorIds } from "../organizations/index.ts";
import type { IdentityFact } from "./facts.ts";
import { insertToken, revokeTokenRow, selectTokens } from "./sql/tokens.ts";

/** So that a secret that leaks into a text can be found there and recognized. */
const PREFIX = "qts_";

/** API tokens, newest first, revoked ones too; never their secrets. */
export async function listTokens(ctx: Context) {
  const rows = await selectTokens(ctx);
  return {
    items: rows.map((row) => ({
      id: outside("token", row.id),
      name: row.name,
      scopes: row.scopes,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
  };
}

/** Creates a token. Its secret is in this answer and nowhere else; who is held to some creditors cannot give more. */
export async function createToken(
  ctx: Context,
  given: { name: string; scopes: string[]; creditors: string[] | null },
): Promise<{ id: string; secret: string }> {
  const own = visibleCreditorIds(ctx.actor);
  const creditorIds = given.creditors ?? own;
  const known = await creditorsByIds(ctx, creditorIds ?? []);
  for (const id of creditorIds ?? []) found(own === null || own.includes(id) ? known.get(id) : null);
  const id = newId(ctx.clock().getTime());
  const secret = PREFIX + newToken();
  await insertToken(ctx, {
    id,
    name: given.name,
    token_hash: hashToken(secret),
    scopes: [...new Set(given.scopes)],
    creditor_ids: creditorIds,
    created_by: ctx.actor.kind === "user" ? ctx.actor.userId : null,
  });
  await tellOfToken(ctx, "identity.token_created", id, { name: given.name, scopes: given.scopes });
  return { id: outside("token", id), secret };
}

/** Revokes a token: its next call is nobody's. Twice changes nothing. @throws Refusal `not_found` */
export async function revokeToken(ctx: Context, tokenId: string): Promise<typeof done> {
  const { revoked } = found(await revokeTokenRow(ctx, tokenId));
  if (revoked) await tellOfToken(ctx, "identity.token_revoked", tokenId);
  return done;
}

const tellOfToken = (ctx: Context, name: IdentityFact, id: string, data = {}): Promise<string> =>
  recordFact(ctx, { name, subject: { kind: "token", id }, data });
