import { type Context, theUser } from "../../platform/context.ts";
import { outside } from "../../platform/ids.ts";
import { readSettings } from "../organizations/index.ts";
import { passkeysWork } from "./factor-rules.ts";
import { findFactors } from "./sql/factors.ts";
import { selectPasskeys } from "./sql/passkeys.ts";

/** One's own second factors, and what may be done about them (ACC-9). */
export async function readProtection(ctx: Context) {
  const { userId, staff, viewedBy } = theUser(ctx);
  const { totp, recoveryCodesLeft } = await findFactors(ctx, userId);
  const passkeys = await selectPasskeys(ctx, userId);
  return {
    totp,
    passkeys: passkeys.map((passkey) => ({
      id: outside("passkey", passkey.id),
      name: passkey.name,
      createdAt: passkey.createdAt.toISOString(),
      lastUsedAt: passkey.lastUsedAt?.toISOString() ?? null,
      synchronized: passkey.backedUp,
    })),
    recoveryCodesLeft,
    owed: staff !== null && (await readSettings(ctx)).staffSecondFactor,
    can: { addPasskey: passkeysWork(ctx.baseUrl), change: viewedBy === null },
  };
}
