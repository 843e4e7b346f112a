import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { hashToken, newToken } from "../../platform/secrets.ts";
import { CEREMONY_MS } from "./factor-rules.ts";
import { type Ceremony, insertCeremony } from "./sql/ceremonies.ts";

/** Keeps what was begun until its second half comes, five minutes at most. @returns the token that the page holds */
export async function beginCeremony(ctx: Context, begun: Omit<Ceremony, "id">): Promise<string> {
  const now = ctx.clock();
  const token = newToken();
  await insertCeremony(ctx, {
    ...begun,
    id: newId(now.getTime()),
    tokenHash: hashToken(token),
    expiresAt: new Date(now.getTime() + CEREMONY_MS),
  });
  return token;
}
