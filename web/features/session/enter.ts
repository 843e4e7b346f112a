import { landing } from "../../lib/landing.ts";
import { address, base, paths, safeReturn } from "../../lib/place.ts";
import { type Me, startOver } from "../../lib/session.tsx";

/**
 * Somebody has just come in: forgets what was read before.
 * @param asked the address that he wanted when he was led to the door, without the base.
 * @returns where he goes now.
 */
export async function enter(me: Me, asked?: string): Promise<string> {
  await startOver(me);
  const back = safeReturn(asked);
  if (me.mustChangePassword) return address("/nouveau-mot-de-passe", { retour: back });
  if (me.mustEnrol) return paths.enrol(back);
  return back ? `${base}${back}` : landing(me);
}
