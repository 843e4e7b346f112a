import type { z } from "zod";
import type { Context } from "../../platform/context.ts";
import { encodeCursor } from "../../platform/database/pool.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { visibleCreditorIds } from "../organizations/index.ts";
import type { contract } from "./contract.ts";
import { outsideCreditors } from "./read-session.ts";
import { findFactors } from "./sql/factors.ts";
import { countSessions } from "./sql/sessions.ts";
import { isBound } from "./sql/sso.ts";
import { findUserSeen, listUserRows, type User, type UserFilter } from "./sql/users.ts";

type UserRecord = z.input<typeof contract.readUser.response>;

const rowOf = (user: User) => ({
  id: outside("user", user.id),
  identifier: user.identifier,
  name: user.name,
  email: user.email,
  state: user.state,
  staffRole: user.staffRole,
  lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
});

/** One user, for staff who may see him. @throws Refusal `not_found` */
export async function readUser(ctx: Context, userId: string): Promise<UserRecord> {
  const user = found(await findUserSeen(ctx, userId, visibleCreditorIds(ctx.actor)));
  return {
    ...rowOf(user),
    language: user.language,
    staffCreditors: outsideCreditors(user.staffCreditorIds),
    temporaryUntil: user.temporaryUntil?.toISOString() ?? null,
    createdAt: user.createdAt.toISOString(),
    sessions: await countSessions(ctx, user.id),
    protection: { ...(await findFactors(ctx, user.id)), sso: await isBound(ctx, user.id) },
  };
}

/** Users by name, a page at a time; staff held to some creditors see theirs. */
export async function listUsers(ctx: Context, filter: UserFilter) {
  const rows = await listUserRows(ctx, { ...filter, creditorIds: visibleCreditorIds(ctx.actor) });
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    items: page.map(rowOf),
    next: last && rows.length > filter.limit ? encodeCursor([last.sortName, last.id]) : null,
  };
}
