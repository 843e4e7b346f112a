import type { Context } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { refuse } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import type { OpenedBy } from "./factor-rules.ts";
import { REMEMBERED_DAYS, sessionEnd } from "./rules.ts";
import { deleteSession, insertSession, type Look, saveSessionToken } from "./sql/sessions.ts";

/** A session just opened, or one whose token was just changed: `token` goes into the cookie and is kept nowhere. */
export type OpenSession = { sessionId: string; token: string; remembered: boolean };

/** Opens a session under a new token; the one that the caller came with ends, so that none can be planted on him. */
export async function newSession(
  ctx: Context,
  userId: string,
  remembered: boolean,
  by: { openedBy: OpenedBy; proved?: boolean } = { openedBy: "link" },
): Promise<OpenSession> {
  if (ctx.actor.kind === "user") await deleteSession(ctx, ctx.actor.sessionId);
  const now = ctx.clock();
  const token = newToken();
  const sessionId = newId(now.getTime());
  await insertSession(ctx, {
    id: sessionId,
    user_id: userId,
    token_hash: hashToken(token),
    remembered,
    opened_by: by.openedBy,
    proved_at: by.proved ? now : null,
    created_at: now,
    seen_at: now,
    expires_at: sessionEnd(remembered, now, now),
  });
  return { sessionId, token, remembered };
}

/**
 * Gives a session a new token: rights have changed. With `look`, it also looks through other eyes, or back.
 * @throws Refusal `unauthenticated` when the session was ended meanwhile
 */
export async function renewSession(ctx: Context, sessionId: string, look?: Look): Promise<OpenSession> {
  const token = newToken();
  const row = await saveSessionToken(ctx, sessionId, hashToken(token), look);
  return row ? { sessionId, token, remembered: row.remembered } : refuse("unauthenticated");
}

/** Hands the token to the browser: for 30 days, or until it closes. Only once the transaction is committed. */
export const giveCookie = (http: Http, session: OpenSession): void =>
  http.setSession(session.token, session.remembered ? REMEMBERED_DAYS : null);
