import { presentIdentity, setTimestamp } from "../server/modules/signatures/index.ts";
import type { Context } from "../server/platform/context.ts";

/** The publisher signs with a certificate of its own making, and has the time attested; the others at their first need. */
export async function configureSigning(ctx: Context, slug: string, authority: string): Promise<void> {
  if (slug !== "phare") return;
  await presentIdentity(ctx);
  await setTimestamp(ctx, { address: authority, username: "", password: null });
}
