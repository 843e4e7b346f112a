import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { openAccount } from "./open-account.ts";
import { selectLettering, selectLetteringParts } from "./sql/documents.ts";

/** The debits and credits that a lettering brings together (ACT-4). @throws Refusal `not_found`. */
export async function readLettering(ctx: Context, accountId: string, letteringId: string) {
  await openAccount(ctx, accountId);
  const lettering = found(await selectLettering(ctx, accountId, letteringId));
  const parts = await selectLetteringParts(ctx, letteringId);
  return {
    id: outside("lettering", lettering.id),
    code: lettering.code,
    provisional: lettering.origin === "payment",
    createdAt: lettering.createdAt.toISOString(),
    parts: parts.map(({ id, ...part }) => ({ entry: outside("entry", id), ...part })),
  };
}
