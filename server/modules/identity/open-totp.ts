import type { Context } from "../../platform/context.ts";
import { findTotp } from "./sql/factors.ts";

const PURPOSE = "totp";

export const sealTotp = (ctx: Context, secret: Buffer): Buffer =>
  ctx.services.sealer.seal(secret.toString("hex"), PURPOSE);

/** The secret of a user's codes, opened; confirmed or not. */
export async function openTotp(ctx: Context, userId: string) {
  const row = await findTotp(ctx, userId);
  return row && { ...row, secret: Buffer.from(ctx.services.sealer.open<string>(row.sealed, PURPOSE), "hex") };
}
