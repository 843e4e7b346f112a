import type { Context } from "../../platform/context.ts";
import { lockName } from "../../platform/database/pool.ts";
import { refuser } from "../../platform/errors.ts";
import { refusals } from "./contract.ts";
import { countOtherAdministrators, type User } from "./sql/users.ts";

const refuse = refuser(refusals);

/**
 * Refuses to lose the last active administrator (ACC-9). Takes a lock on the name first: two administrators who take
 * the role from each other wait for each other, and the second one stays.
 * @throws Refusal `user.last_administrator`
 */
export async function keepAnAdministrator(ctx: Context, leaving: User): Promise<void> {
  if (leaving.staffRole !== "administrator" || leaving.state !== "active") return;
  await lockName(ctx.db, `${ctx.organizationId}:administrators`);
  if ((await countOtherAdministrators(ctx, leaving.id)) === 0) refuse("user.last_administrator");
}
