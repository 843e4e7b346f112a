import { sql } from "kysely";
import type { FeedItem } from "../../../formats/feed/index.ts";
import type { Context } from "../../../platform/context.ts";
import type { NewsFailure } from "../rules.ts";

export type Partner = { name: string; url: string; text: string };
export type NewsRow = {
  feed_url: string;
  title: string;
  etag: string;
  items: FeedItem[];
  asked_at: Date | null;
  good_at: Date | null;
  failure: NewsFailure | null;
  partners: Partner[];
};

const NONE: NewsRow = {
  feed_url: "",
  title: "",
  etag: "",
  items: [],
  asked_at: null,
  good_at: null,
  failure: null,
  partners: [],
};

export async function findNews(ctx: Context): Promise<NewsRow> {
  const { rows } = await sql<NewsRow>`
    select feed_url, title, etag, items, asked_at, good_at, failure, partners from news_feeds
    where organization_id = ${ctx.organizationId}`.execute(ctx.db);
  return rows[0] ?? NONE;
}

/** Sets the feed and the partners; another address forgets what the former one said. @returns whether the address changed. */
export async function upsertNews(
  ctx: Context,
  feedUrl: string,
  partners: readonly Partner[],
): Promise<boolean> {
  const before = await findNews(ctx);
  const changed = before.feed_url !== feedUrl;
  await sql`
    insert into news_feeds (organization_id, feed_url, partners)
    values (${ctx.organizationId}, ${feedUrl}, ${JSON.stringify(partners)}::jsonb)
    on conflict (organization_id) do update set feed_url = excluded.feed_url, partners = excluded.partners`.execute(
    ctx.db,
  );
  if (changed)
    await sql`
      update news_feeds set title = '', etag = '', items = '[]', asked_at = null, good_at = null, failure = null
      where organization_id = ${ctx.organizationId}`.execute(ctx.db);
  return changed;
}

/** Keeps what an address said, unless the organization chose another one meanwhile. A failure leaves the last good copy. */
export async function saveReading(
  ctx: Context,
  feedUrl: string,
  reading:
    | { title: string; items: FeedItem[]; etag: string }
    | { unchanged: true }
    | { failure: NewsFailure },
): Promise<void> {
  const now = ctx.clock();
  const news =
    "failure" in reading
      ? sql`failure = ${reading.failure}`
      : "unchanged" in reading
        ? sql`failure = null, good_at = ${now}`
        : sql`failure = null, good_at = ${now}, title = ${reading.title}, etag = ${reading.etag}, items = ${JSON.stringify(reading.items)}::jsonb`;
  await sql`
    update news_feeds set asked_at = ${now}, ${news}
    where organization_id = ${ctx.organizationId} and feed_url = ${feedUrl}`.execute(ctx.db);
}
