import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { parisDate } from "../../lib/format.ts";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { DateText } from "../../ui/amount.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import "./news.css";

const words = {
  news: { fr: "Actualités", en: "News" },
  partners: { fr: "Partenaires", en: "Partners" },
  elsewhere: { fr: "sur un autre site", en: "on another site" },
} satisfies Words;

type News = GotOf<"readNews">;

/** The organization's news feed and its partners (SPEC MSG-4); nothing when it has none. */
export function NewsSection({ most = 5 }: { most?: number }) {
  const { data } = useQuery({ ...query("readNews", {}), staleTime: 600_000 });
  return data ? <NewsView news={data} most={most} /> : null;
}

/** The same, of news at hand: for the office's preview. */
export function NewsView({ news, most, level = 2 }: { news: News; most: number; level?: 2 | 3 }) {
  const t = useWords(words);
  return (
    <>
      {news.items.length > 0 && (
        <Section title={news.title || t.news} level={level}>
          <ul className="news">
            {news.items.slice(0, most).map((item) => (
              <li key={`${item.title} ${item.url}`}>
                {item.url ? (
                  <Elsewhere href={item.url}>{item.title}</Elsewhere>
                ) : (
                  <strong>{item.title}</strong>
                )}
                {item.at && <DateText date={parisDate(item.at)} />}
                {item.summary && <Text look="muted">{item.summary}</Text>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {news.partners.length > 0 && (
        <Section title={t.partners} level={level}>
          <ul className="news">
            {news.partners.map((partner) => (
              <li key={partner.url}>
                <Elsewhere href={partner.url}>{partner.name}</Elsewhere>
                {partner.text && <Text look="muted">{partner.text}</Text>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Elsewhere({ href, children }: { href: string; children: string }) {
  const t = useWords(words);
  return (
    <a href={href} rel="noreferrer" className="news__elsewhere">
      <span>{children}</span>
      <Icon of={ExternalLink} />
      <span className="q-hidden"> ({t.elsewhere})</span>
    </a>
  );
}
