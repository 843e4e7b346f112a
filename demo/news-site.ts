/** The sites of the organizations, as far as their news feeds go: what the demonstration's Quitus reads. */
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { addDays } from "../server/platform/dates.ts";
import { NEWS } from "./message-texts.ts";

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Serves `/news/<slug>.xml`, an RSS feed whose days follow the calendar. */
export function serveNews(app: FastifyInstance): void {
  app.get<{ Params: { file: string } }>("/news/:file", (request, reply) => {
    const news = NEWS[request.params.file.replace(/\.xml$/, "")];
    if (!news) return reply.status(404).send();
    const today = new Date().toISOString().slice(0, 10);
    const items = news.items.map(
      (one) =>
        `<item><title>${escaped(one.title)}</title><link>${one.url}</link><pubDate>${new Date(`${addDays(today, one.day)}T08:00:00Z`).toUTCString()}</pubDate><description>${escaped(one.summary)}</description></item>`,
    );
    return reply
      .type("application/rss+xml; charset=utf-8")
      .send(
        `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${escaped(news.title)}</title>${items.join("")}</channel></rss>`,
      );
  });
}

/** At each start: the port of the sites may be another one. `origin` is where they are. */
export async function configureNews(databaseUrl: string, origin: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const slug of Object.keys(NEWS))
      await client.query(
        "update news_feeds f set feed_url = $1 from organizations o where o.organization_id = f.organization_id and o.slug = $2",
        [`${origin}/news/${slug}.xml`, slug],
      );
  } finally {
    await client.end();
  }
}
