import { type Context, theUser } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { outside } from "../../platform/ids.ts";
import { readSettings } from "../organizations/index.ts";
import type { Me } from "./contract.ts";
import { hasFactor, isWithoutPassword, type OpenedBy } from "./factor-rules.ts";
import { passwordRules } from "./rules.ts";
import { findFactors } from "./sql/factors.ts";
import { findSessionOwner } from "./sql/sessions.ts";
import { findUser, type User } from "./sql/users.ts";

/** Who is signed in; while staff look through a customer's eyes, that customer, and who looks. */
export async function readSession(ctx: Context): Promise<Me> {
  const actor = theUser(ctx);
  const user = found(await findUser(ctx, actor.userId));
  const viewer = actor.viewedBy ? await findSessionOwner(ctx, actor.sessionId) : undefined;
  const duties = { mustChangePassword: actor.mustChangePassword, mustEnrol: actor.mustEnrol ?? false };
  return describeMe(ctx, user, duties, viewer?.name);
}

/** What somebody owes to his own access before anything else is open to him. */
type Duties = { mustChangePassword: boolean; mustEnrol: boolean };

/** What a user owes whose session is being opened. */
export async function dutiesOf(ctx: Context, user: User, openedBy: OpenedBy): Promise<Duties> {
  const owes = user.staffRole !== null && openedBy !== "sso" && (await readSettings(ctx)).staffSecondFactor;
  return {
    mustChangePassword: user.mustChangePassword && !isWithoutPassword(openedBy),
    mustEnrol: owes && !hasFactor(await findFactors(ctx, user.id)),
  };
}

/** A user as he sees himself. */
export async function describeMe(ctx: Context, user: User, duties: Duties, viewedBy?: string): Promise<Me> {
  const { passwordPolicy } = await readSettings(ctx);
  return {
    id: outside("user", user.id),
    identifier: user.identifier,
    name: user.name,
    email: user.email,
    language: user.language,
    staff: user.staffRole && { role: user.staffRole, creditors: outsideCreditors(user.staffCreditorIds) },
    viewedBy: viewedBy === undefined ? null : { name: viewedBy },
    preview: viewedBy !== undefined && ctx.actor.kind === "user" && Boolean(ctx.actor.preview),
    ...duties,
    passwordRules: passwordRules(passwordPolicy),
    lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
  };
}

/** Creditors that a member of staff is held to, under their outside ids; null for all. */
export const outsideCreditors = (ids: string[] | null): string[] | null =>
  ids && ids.map((id) => outside("creditor", id));
