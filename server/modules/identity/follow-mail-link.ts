import type { Context, Outer } from "../../platform/context.ts";
import type { Http } from "../../platform/doors.ts";
import { refuser } from "../../platform/errors.ts";
import { hashToken } from "../../platform/secrets.ts";
import { throttle } from "../../platform/throttle.ts";
import { readSettings } from "../organizations/index.ts";
import { keepPassword, refuseWeak } from "./choose-password.ts";
import { refusals } from "./contract.ts";
import { hasFactor } from "./factor-rules.ts";
import { tell } from "./facts.ts";
import { asUser, DEVICE_COOKIE, finishSignIn, giveCookies } from "./finish-sign-in.ts";
import { hashPassword } from "./hash-password.ts";
import { linkLimit } from "./limit-tries.ts";
import { type LinkKind, passwordRules } from "./rules.ts";
import { findFactors } from "./sql/factors.ts";
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
 * Uses a link, once: chooses a password and signs in (ACC-2, ACC-5), or confirms an address (ACC-6). Whoever has a second
 * factor then signs in with both.
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
  const device = http.cookie(DEVICE_COOKIE);
  const entered = await outer.transaction(async (ctx) => {
    const { user } = await claim(ctx, tokenHash);
    await keepPassword(ctx, user.id, hash, null);
    const chosen = { ...user, mustChangePassword: false };
    await tell(asUser(ctx, chosen, ""), "identity.password_changed", user.id, { by: "link", kind });
    // A mailbox is worth a password, not a second factor.
    if (hasFactor(await findFactors(ctx, user.id))) return null;
    return finishSignIn(ctx, chosen, { remembered: false, openedBy: "link", device });
  });
  if (entered) giveCookies(http, entered);
  return { kind, signedIn: entered !== null };
}

async function confirmEmail(ctx: Context, tokenHash: Buffer): Promise<Followed> {
  const { link, user } = await claim(ctx, tokenHash);
  await refuseCrossed(ctx, user.id, { identifier: user.identifier, email: link.newEmail });
  await saveUser(ctx, user.id, { email: link.newEmail });
  await endLinksOf(ctx, user.id);
  await tell(ctx, "identity.email_changed", user.id, { by: "user" }, { oldEmail: user.email });
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
