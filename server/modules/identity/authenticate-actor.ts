import { type Actor, atLeast, type Context } from "../../platform/context.ts";
import { hashToken } from "../../platform/secrets.ts";
import { readSettings } from "../organizations/index.ts";
import { VIEWING_ROLE } from "./access.ts";
import { SEEN_EVERY_MS } from "./rules.ts";
import { findSession, touchSession } from "./sql/sessions.ts";
import { findToken, touchToken } from "./sql/tokens.ts";

const ANYONE: Actor = { kind: "anyone" };

/**
 * Who asks: the session of a cookie, or the token of an Authorization header. A session or token that is unknown,
 * expired or revoked is nobody's. While staff look through a customer's eyes (ACC-12) the actor IS that customer,
 * marked with who looks: so everything is scoped as for the customer.
 */
export async function authenticate(
  ctx: Context,
  credentials: { cookie: string | null; bearer: string | null },
): Promise<Actor> {
  if (credentials.bearer) return authenticateToken(ctx, credentials.bearer);
  if (!credentials.cookie) return ANYONE;
  const row = await findSession(ctx, hashToken(credentials.cookie));
  if (!row) return ANYONE;
  if (isOld(ctx, row.seen_at)) await touchSession(ctx, row.session_id);
  const mustEnrol = !row.secured && (await readSettings(ctx)).staffSecondFactor;
  if (row.viewed_id) {
    // A role lost while looking, or a second factor owed, closes the customer's space at once.
    if (!row.staff_role || !atLeast(row.staff_role, VIEWING_ROLE) || mustEnrol) return ANYONE;
    return {
      kind: "user",
      userId: row.viewed_id,
      sessionId: row.session_id,
      name: row.viewed_name ?? "",
      staff: null,
      viewedBy: row.user_id,
      mustChangePassword: false,
      preview: row.preview,
      previewOver: row.preview_until !== null && row.preview_until <= ctx.clock(),
    };
  }
  const staff = row.staff_role ? { role: row.staff_role, creditorIds: row.staff_creditor_ids } : null;
  return {
    kind: "user",
    userId: row.user_id,
    sessionId: row.session_id,
    name: row.name,
    staff,
    viewedBy: null,
    mustChangePassword: row.must_change_password,
    mustEnrol,
  };
}

async function authenticateToken(ctx: Context, token: string): Promise<Actor> {
  const row = await findToken(ctx, hashToken(token));
  if (!row) return ANYONE;
  if (!row.last_used_at || isOld(ctx, row.last_used_at)) await touchToken(ctx, row.id);
  return { kind: "token", tokenId: row.id, scopes: row.scopes, creditorIds: row.creditor_ids };
}

const isOld = (ctx: Context, seenAt: Date): boolean =>
  ctx.clock().getTime() - seenAt.getTime() >= SEEN_EVERY_MS;
