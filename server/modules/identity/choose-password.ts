import type { Context } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { readSettings } from "../organizations/index.ts";
import { refusals } from "./contract.ts";
import { passwordFaults } from "./rules.ts";
import { deleteCeremoniesOf } from "./sql/ceremonies.ts";
import { endLinksOf } from "./sql/links.ts";
import { deleteSessionsOf } from "./sql/sessions.ts";
import { saveUser } from "./sql/users.ts";

const refuse = refuser(refusals);

/** @throws Refusal `password.too_weak` with `reasons`, under the policy of the organization (ACC-6) */
export async function refuseWeak(
  ctx: Context,
  password: string,
  person: { identifier: string; email: string | null },
): Promise<void> {
  const { passwordPolicy } = await readSettings(ctx);
  const reasons = passwordFaults(password, passwordPolicy, person);
  if (reasons.length > 0) refuse("password.too_weak", { reasons });
}

/** Keeps the password that a user chose. Every other session of his ends, every link that he had opens nothing. */
export async function keepPassword(
  ctx: Context,
  userId: string,
  hash: string,
  keptSession: string | null,
): Promise<void> {
  await saveUser(ctx, userId, {
    password_hash: hash,
    must_change_password: false,
    temporary_until: null,
    state: "active",
  });
  await deleteSessionsOf(ctx, userId, keptSession);
  await endLinksOf(ctx, userId);
  await deleteCeremoniesOf(ctx, userId);
}
