import type { Context, Outer } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { refuser } from "../../platform/errors.ts";
import { hashToken } from "../../platform/secrets.ts";
import { throttle } from "../../platform/throttle.ts";
import { readSettings } from "../organizations/index.ts";
import { keepPassword, refuseWeak } from "./choose-password.ts";
import { refusals } from "./contract.ts";
import { tell } from "./facts.ts";
import { hashPassword } from "./hash-password.ts";
import { linkLimit } from "./limit-tries.ts";
import { giveCookie, newSession } from "./open-session.ts";
import { type LinkKind, passwordRules } from "./rules.ts";
import { asUser } from "./sign-in.ts";
import { claimLink, endLinksOf, findLink, type MailLink } from "./sql/links.ts";
import { findUser, lockUser, refuseCrossed, saveUser, type User } from "./sql/users.ts";

const refuse = refuser(refusals);
type Followed = { kind: LinkKind; signedIn: boolean };

/** What a link is for, without using it. @throws Refusal `mail_link.dead` */
export async function readMailLink(ctx: Context, token: string) {
  const { link, user } = await living(ctx, hashToken(token));
  const { passwordPolicy } = await readSettings(ctx);
  return {
    kind: link.kind,
    name: user.name,
    identifier: user.identifier,
    newEmail: link.newEmail,
    passwordRules: passwordRules(passwordPolicy),
  };
}

/**
 * Uses a link, once: chooses a password and signs in (ACC-2, ACC-5), or confirms an address (ACC-6).
 * @throws Refusal `mail_link.dead`, `password.too_weak`, `email.taken`
 */
export async function followMailLink(
  outer: Outer,
  token: string,
  password: string | undefined,
  http: Http,
): Promise<Followed> {
  await throttle(outer, [linkLimit(outer)]);
  const tokenHash = hashToken(token);
  const kind = await outer.transaction(async (ctx) => {
    const { link, user } = await living(ctx, tokenHash);
    if (link.kind !== "email") await refuseWeak(ctx, password ?? "", user);
    return link.kind;
  });
  if (kind === "email") return outer.transaction((ctx) => confirmEmail(ctx, tokenHash));
  const hash = await hashPassword(password ?? "");
  const session = await outer.transaction(async (ctx) => {
    const { user } = await claim(ctx, tokenHash);
    await keepPassword(ctx, user.id, hash, null);
    const opened = await newSession(ctx, user.id, false);
    await saveUser(ctx, user.id, { last_sign_in_at: ctx.clock() });
    const asHim = asUser(ctx, user, opened.sessionId);
    await tell(asHim, "identity.password_changed", user.id, { by: "link", kind });
    await tell(asHim, "identity.signed_in", user.id);
    return opened;
  });
  giveCookie(http, session);
  return { kind, signedIn: true };
}

async function confirmEmail(ctx: Context, tokenHash: Buffer): Promise<Followed> {
  const { link, user } = await claim(ctx, tokenHash);
  const change = { oldEmail: user.email, newEmail: link.newEmail, by: "user" };
  await refuseCrossed(ctx, user.id, { identifier: user.identifier, email: link.newEmail });
  await saveUser(ctx, user.id, { email: link.newEmail });
  await endLinksOf(ctx, user.id);
  await tell(ctx, "identity.email_changed", user.id, change);
  return { kind: "email", signedIn: false };
}

async function living(ctx: Context, tokenHash: Buffer): Promise<{ link: MailLink; user: User }> {
  const link = await findLink(ctx, tokenHash);
  const user = link && (await findUser(ctx, link.userId));
  if (!link || !user || user.state === "disabled") return refuse("mail_link.dead");
  return { link, user };
}

/** Uses the link, its user locked first: two links of one user are used one after the other, and the second is dead. */
async function claim(ctx: Context, tokenHash: Buffer): Promise<{ link: MailLink; user: User }> {
  await lockUser(ctx, (await living(ctx, tokenHash)).user.id);
  const { user } = await living(ctx, tokenHash);
  const link = await claimLink(ctx, tokenHash);
  return link ? { link, user } : refuse("mail_link.dead");
}
