import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { findUsersByIds } from "../identity/index.ts";
import { readBrand } from "../organizations/index.ts";
import { mayChoose, NEWS, type NewsKind } from "./news-rules.ts";
import { readUnsubscribeToken } from "./rules.ts";
import { saveChoice } from "./sql/choices.ts";
import { channelsOf } from "./tell-person.ts";

/** What an unsubscribe link is about: the kind of news, and whether it still comes by mail. */
export async function readUnsubscription(ctx: Context, token: string) {
  const { userId, news } = await holderOf(ctx, token);
  const wanted = (await channelsOf(ctx, userId, news)).has("mail");
  return { organization: (await readBrand(ctx)).name, news, wanted };
}

/** Stops a kind of news by mail, or takes it up again; without signing in, for who holds the link (RFC 8058). */
export async function leaveNews(ctx: Context, token: string, wanted: boolean) {
  const { userId, news } = await holderOf(ctx, token);
  await saveChoice(ctx, userId, { news, channel: "mail", wanted });
  await recordFact(ctx, {
    name: "notifications.choice_changed",
    subject: { kind: "user", id: userId },
    data: { news, channel: "mail", wanted, by: "link" },
  });
  return readUnsubscription(ctx, token);
}

/** @throws Refusal `not_found` for a link that we did not write, or whose user is gone. */
async function holderOf(ctx: Context, token: string): Promise<{ userId: string; news: NewsKind }> {
  const read = readUnsubscribeToken(ctx.services.config.QUITUS_SECRET, ctx.organizationId, token);
  const news = NEWS.find((one) => one === read?.news && mayChoose(one, "mail"));
  const user = read && (await findUsersByIds(ctx, [read.userId])).get(read.userId);
  return { userId: found(user).id, news: found(news) };
}
