import { useInfiniteQuery } from "@tanstack/react-query";
import { Newspaper } from "lucide-react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { NewsSection } from "../features/announcement/news-section.tsx";
import { MessagesTabs } from "../features/request/messages-tabs.tsx";
import type { GotOf } from "../lib/api.ts";
import { paths } from "../lib/place.ts";
import { pages } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { DateText } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row, Stack, Text } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { State, Tag } from "../ui/tag.tsx";

const words = {
  title: { fr: "Mes informations", en: "My information" },
  lead: { fr: "Ce que votre service vous fait savoir.", en: "What the office lets you know." },
  newsletter: { fr: "Lettre d’information", en: "Newsletter" },
  unread: { fr: "À lire", en: "To read" },
  files: {
    fr: (n: number) => plural("fr", n, { one: "# pièce jointe", other: "# pièces jointes" }),
    en: (n: number) => plural("en", n, { one: "# attached file", other: "# attached files" }),
  },
  more: { fr: "Afficher la suite", en: "Show more" },
  none: { fr: "Rien à vous faire savoir pour l’instant", en: "Nothing to let you know for now" },
  noneText: {
    fr: "Les informations et les lettres qui vous sont adressées apparaîtront ici.",
    en: "Information and newsletters addressed to you will appear here.",
  },
} satisfies Words;

type Announcement = GotOf<"listAnnouncements">["items"][number];

/** Announcements and newsletters addressed to one, then the news of elsewhere (SPEC MSG-2, MSG-4). */
export function AnnouncementsPage() {
  const t = useWords(words);
  const list = useInfiniteQuery(pages("listAnnouncements", { query: { limit: 20 } }));
  if (list.isError) return <FailedRead error={list.error} onRetry={() => void list.refetch()} />;
  const announcements = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      <MessagesTabs />
      {list.isPending && <Skeleton lines={8} />}
      {list.isSuccess && announcements.length === 0 && (
        <EmptyState icon={Newspaper} title={t.none}>
          {t.noneText}
        </EmptyState>
      )}
      {announcements.length > 0 && (
        <ul className="announcements">
          {announcements.map((one) => (
            <li key={one.id}>
              <Line announcement={one} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Row justify="end">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.more}
          </Button>
        </Row>
      )}
      <NewsSection />
    </Stack>
  );
}

function Line({ announcement }: { announcement: Announcement }) {
  const t = useWords(words);
  return (
    <>
      <h2>
        <Link href={paths.announcement(announcement.id)}>{announcement.title}</Link>
      </h2>
      <div className="announcements__line">
        <DateText date={announcement.from} />
        {announcement.kind === "newsletter" && <Tag>{t.newsletter}</Tag>}
        {announcement.unread && <State kind="pending">{t.unread}</State>}
        {announcement.attachments.length > 0 && <span>{t.files(announcement.attachments.length)}</span>}
      </div>
      <Text>{announcement.summary}</Text>
    </>
  );
}
