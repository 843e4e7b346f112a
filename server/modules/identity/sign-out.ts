import { type Context, theUser } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { done } from "../../platform/shapes.ts";
import { tell } from "./facts.ts";
import { deleteSession } from "./sql/sessions.ts";

/** Ends this session and takes its cookie back. */
export async function signOut(ctx: Context, http: Http): Promise<typeof done> {
  const actor = theUser(ctx);
  await deleteSession(ctx, actor.sessionId);
  await tell(ctx, "identity.signed_out", actor.userId);
  http.clearSession();
  return done;
}
