import { useQuery } from "@tanstack/react-query";
import { FailedRead } from "../app/fallback-pages.tsx";
import { NewsView } from "../features/announcement/news-section.tsx";
import { useMay } from "../features/office-frame/role.ts";
import { NewsForm } from "../features/office-message/news-form.tsx";
import type { GotOf } from "../lib/api.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { InstantText } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { Row, Stack, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import "../features/office-message/office-message.css";

const words = {
  title: { fr: "Actualités et partenaires", en: "News and partners" },
  lead: {
    fr: "Les dernières nouvelles de votre site et vos partenaires, montrés aux clients avec leurs informations.",
    en: "The latest news of your site and your partners, shown to customers with their information.",
  },
  preview: { fr: "Ce que vos clients voient", en: "What your customers see" },
  nothing: {
    fr: "Rien encore : donnez l’adresse d’un flux ou un partenaire.",
    en: "Nothing yet: give the address of a feed or a partner.",
  },
  read: { fr: "Lire le flux maintenant", en: "Read the feed now" },
  good: { fr: "Lu avec succès le", en: "Last read on" },
  failed: { fr: "Le flux n’a pas pu être lu", en: "The feed could not be read" },
  kept: { fr: "La dernière bonne copie reste montrée.", en: "The last good copy is still shown." },
  unreachable: {
    fr: "Le site ne répond pas, ou trop lentement.",
    en: "The site does not answer, or too slowly.",
  },
  not_public: {
    fr: "L’adresse, ou celle où elle renvoie, n’est pas en https sur l’Internet public.",
    en: "The address, or the one it leads to, is not https on the public Internet.",
  },
  too_large: { fr: "Le flux dépasse 512 ko.", en: "The feed is larger than 512 kB." },
  refused: { fr: "Le site refuse de donner le flux.", en: "The site refuses to give the feed." },
  unreadable: {
    fr: "Ce qui s’y trouve n’est pas un flux RSS ou Atom.",
    en: "What is there is no RSS or Atom feed.",
  },
} satisfies Words;

/** The news feed and the partners (SPEC MSG-4). */
export function NewsPage() {
  const t = useWords(words);
  const may = useMay();
  const { data, error, refetch } = useQuery(query("readOfficeNews", {}));
  if (error) return <FailedRead error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      {!data && <Skeleton lines={8} />}
      {data && (
        <div className="message-editor">
          <Stack gap={6}>
            {data.feedUrl !== "" && <FeedState news={data} may={may("manager")} />}
            <NewsForm key={`${data.feedUrl} ${data.partners.length}`} news={data} may={may("manager")} />
          </Stack>
          <Section title={t.preview}>
            {data.items.length + data.partners.length === 0 ? (
              <Text look="muted">{t.nothing}</Text>
            ) : (
              <NewsView news={data} most={5} level={3} />
            )}
          </Section>
        </div>
      )}
    </Stack>
  );
}

/** How the last reading went, and reading again. */
function FeedState({ news, may }: { news: GotOf<"readOfficeNews">; may: boolean }) {
  const t = useWords(words);
  const fetchNews = useWrite("fetchNews", { refreshes: ["readOfficeNews", "readNews"] });
  return (
    <Stack gap={3}>
      {news.failure && (
        <Notice kind="warning" title={t.failed}>
          {t[news.failure]} {news.goodAt && t.kept}
        </Notice>
      )}
      {fetchNews.isError && (
        <Notice kind="error" live>
          {sentenceOf(fetchNews.error)}
        </Notice>
      )}
      <Row>
        {may && (
          <Button small busy={fetchNews.isPending} onClick={() => fetchNews.mutate({})}>
            {t.read}
          </Button>
        )}
        {news.goodAt && (
          <Text look="muted" as="span">
            {t.good} <InstantText at={news.goodAt} />
          </Text>
        )}
      </Row>
    </Stack>
  );
}
