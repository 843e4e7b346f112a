import { presentIdentity, setTimestamp } from "../server/modules/signatures/index.ts";
import type { Context } from "../server/platform/context.ts";

/** Each signs with a certificate of its own making; the publisher has the time attested too. */
export async function configureSigning(ctx: Context, slug: string, authority: string): Promise<void> {
  await presentIdentity(ctx);
  if (slug === "phare") await setTimestamp(ctx, { address: authority, username: "", password: null });
}
