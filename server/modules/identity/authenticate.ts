import { sql } from "kysely";
import type { Actor, Context, StaffRole } from "../../platform/context.ts";
import { hashToken } from "../../platform/secrets.ts";

const ANYONE: Actor = { kind: "anyone" };

type SessionRow = {
  session_id: string;
  user_id: string;
  name: string;
  staff_role: StaffRole | null;
  staff_creditor_ids: string[] | null;
  must_change_password: boolean;
  viewed_id: string | null;
  viewed_name: string | null;
};

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
  if (row.viewed_id) {
    return {
      kind: "user",
      userId: row.viewed_id,
      sessionId: row.session_id,
      name: row.viewed_name ?? "",
      staff: null,
      viewedBy: row.user_id,
      mustChangePassword: false,
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
  };
}

async function findSession(ctx: Context, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.id as session_id, u.id as user_id, u.name, u.staff_role, u.staff_creditor_ids, u.must_change_password,
           v.id as viewed_id, v.name as viewed_name
    from sessions s
    join users u on u.organization_id = s.organization_id and u.id = s.user_id and u.state = 'active'
    left join users v on v.organization_id = s.organization_id and v.id = s.viewing_as
    where s.organization_id = ${ctx.organizationId} and s.token_hash = ${tokenHash} and s.expires_at > ${ctx.clock()}`.execute(
    ctx.db,
  );
  return rows[0];
}

async function authenticateToken(ctx: Context, token: string): Promise<Actor> {
  const row = await ctx.db
    .updateTable("api_tokens")
    .set({ last_used_at: ctx.clock() })
    .where("organization_id", "=", ctx.organizationId)
    .where("token_hash", "=", hashToken(token))
    .where("revoked_at", "is", null)
    .returning(["id", "scopes", "creditor_ids"])
    .executeTakeFirst();
  return row ? { kind: "token", tokenId: row.id, scopes: row.scopes, creditorIds: row.creditor_ids } : ANYONE;
}
