import { FeedUnreadable, readFeed } from "../../formats/feed/index.ts";
import type { Context, Outer } from "../../platform/context.ts";
import { OutboundRefused } from "../../platform/outbound.ts";
import { AnswerTooLarge, publicFetch } from "../../platform/public-fetch.ts";
import type { NewsFailure } from "./rules.ts";
import { findNews, saveReading } from "./sql/news.ts";

export const NEWS_JOB = "messaging.fetch-news";
const LIMITS = { timeoutMs: 5000, maxBytes: 524_288, redirects: 3 };

/** By clock: one job for the organization if it has a feed, so that a slow source delays no other's. */
export async function askForNews(ctx: Context): Promise<void> {
  if ((await findNews(ctx)).feed_url !== "")
    await ctx.services.jobs.enqueue(ctx.db, NEWS_JOB, { organizationId: ctx.organizationId });
}

/** Reads the organization's feed, over the public Internet only. Whatever goes wrong is kept as its reason, with the last good copy. */
export async function fetchNews(outer: Outer): Promise<void> {
  const before = await outer.transaction(findNews);
  const url = before.feed_url;
  if (url === "") return;
  const reading = await readSource(outer, url, before.etag).catch((error: unknown) => {
    outer.services.log.info({ err: error, host: new URL(url).host }, "news feed not read");
    return { failure: failureOf(error) };
  });
  await outer.transaction((ctx) => saveReading(ctx, url, reading));
}

async function readSource(outer: Outer, url: string, etag: string) {
  const answer = await publicFetch(url, {
    ...LIMITS,
    trustedHosts: outer.services.config.OUTBOUND_HOSTS,
    headers: {
      accept: "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9",
      "user-agent": "Quitus (news feed)",
      ...(etag ? { "if-none-match": etag } : {}),
    },
  });
  if (answer.status === 304) return { unchanged: true as const };
  if (answer.status !== 200) return { failure: "refused" as const };
  const feed = readFeed(answer.body, { url: answer.url, contentType: answer.headers["content-type"] });
  return { ...feed, etag: (answer.headers.etag ?? "").slice(0, 200) };
}

function failureOf(error: unknown): NewsFailure {
  if (error instanceof OutboundRefused) return "not_public";
  if (error instanceof AnswerTooLarge) return "too_large";
  return error instanceof FeedUnreadable ? "unreadable" : "unreachable";
}
