import { type Context, theUser } from "../../platform/context.ts";
import { found, refuser } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { done } from "../../platform/shapes.ts";
import { refusals } from "./contract.ts";
import { describeDevice } from "./device-rules.ts";
import { tell } from "./facts.ts";
import { type DeviceRow, deleteSessionOf, deleteSessionsOf, selectSessions } from "./sql/sessions.ts";

const refuse = refuser(refusals);

/** Where a user is signed in, this session first (ACC-10). */
export async function listSessions(ctx: Context) {
  const { userId, sessionId } = theUser(ctx);
  const items = (await selectSessions(ctx, userId)).map((row) => describe(row, sessionId));
  return { items: items.toSorted((a, b) => Number(b.current) - Number(a.current)) };
}

const describe = (row: DeviceRow, current: string) => ({
  id: outside("session", row.id),
  ...describeDevice(row.user_agent),
  address: row.ip,
  openedAt: row.created_at.toISOString(),
  seenAt: row.seen_at.toISOString(),
  remembered: row.remembered,
  current: row.id === current,
});

/** Ends one of one's sessions, another than this one. @throws Refusal `session.current`, `not_found` */
export async function endSession(ctx: Context, session: string): Promise<typeof done> {
  const { userId, sessionId } = theUser(ctx);
  if (session === sessionId) return refuse("session.current");
  found((await deleteSessionOf(ctx, userId, session)) || null);
  await tell(ctx, "identity.session_ended", userId, { sessionId: session });
  return done;
}

/** Ends all one's sessions but this one. @returns how many */
export async function endOtherSessions(ctx: Context): Promise<{ ended: number }> {
  const { userId, sessionId } = theUser(ctx);
  const others = (await selectSessions(ctx, userId)).filter((row) => row.id !== sessionId);
  if (others.length === 0) return { ended: 0 };
  await deleteSessionsOf(ctx, userId, sessionId);
  await tell(ctx, "identity.session_ended", userId, { ended: others.length });
  return { ended: others.length };
}
