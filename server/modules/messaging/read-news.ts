import type { Context, Outer } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { refusals } from "./contract.ts";
import { fetchNews, NEWS_JOB } from "./fetch-news.ts";
import { findNews, type Partner, upsertNews } from "./sql/news.ts";

const refuse = refuser(refusals);

/** What customers see: the last good copy of the feed, and the partners (MSG-4). */
export async function readNews(ctx: Context) {
  const { title, items, partners } = await findNews(ctx);
  return { title, items, partners };
}

/** The same for staff, with how the last reading went. */
export async function readOfficeNews(ctx: Context) {
  const row = await findNews(ctx);
  return {
    title: row.title,
    items: row.items,
    partners: row.partners,
    feedUrl: row.feed_url,
    askedAt: row.asked_at?.toISOString() ?? null,
    goodAt: row.good_at?.toISOString() ?? null,
    failure: row.failure,
  };
}

/** Reads the feed now, and tells how it went. */
export async function fetchNewsNow(outer: Outer) {
  await fetchNews(outer);
  return outer.transaction(readOfficeNews);
}

/** Sets the address of the feed and the partners. A new address is read at once, by a job. @throws Refusal `news.address_refused`. */
export async function saveNews(ctx: Context, given: { feedUrl: string; partners: Partner[] }) {
  if (given.feedUrl !== "" && !isAcceptable(ctx, given.feedUrl)) refuse("news.address_refused");
  if ((await upsertNews(ctx, given.feedUrl, given.partners)) && given.feedUrl !== "")
    await ctx.services.jobs.enqueue(ctx.db, NEWS_JOB, { organizationId: ctx.organizationId });
  await recordFact(ctx, {
    name: "messaging.news_changed",
    subject: { kind: "organization", id: ctx.organizationId },
    data: { feedUrl: given.feedUrl, partners: given.partners.map((one) => one.url) },
  });
  return readOfficeNews(ctx);
}

/** https, without a password; plain http only where the operator vouches for the host. */
function isAcceptable(ctx: Context, address: string): boolean {
  const url = new URL(address);
  const vouched = ctx.services.config.OUTBOUND_HOSTS.includes(url.host);
  return !url.username && !url.password && (url.protocol === "https:" || vouched);
}
