import type { Context } from "../../platform/context.ts";
import { describeDevice } from "./device-rules.ts";
import { selectSessions } from "./sql/sessions.ts";

/** Where and when a living session of a user was opened, for a mail about it; null once it ended. */
export async function sessionForMail(
  ctx: Context,
  userId: string,
  sessionId: string,
): Promise<{ browser: string | null; system: string | null; openedAt: Date } | null> {
  const session = (await selectSessions(ctx, userId)).find((one) => one.id === sessionId);
  return session ? { ...describeDevice(session.user_agent), openedAt: session.created_at } : null;
}
