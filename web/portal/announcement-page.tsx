import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { AttachmentLinks } from "../features/request/attachment-links.tsx";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, useWrite } from "../lib/queries.ts";
import { useMe } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { DateText } from "../ui/amount.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { RichText } from "../ui/rich-text.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  loading: { fr: "Information", en: "Information" },
  back: { fr: "Mes informations", en: "My information" },
} satisfies Words;

/** One announcement; shown, it is read (SPEC MSG-2). */
export function AnnouncementPage() {
  const t = useWords(words);
  const id = useParam("announcement");
  const back = { href: paths.announcements(), label: t.back };
  const { data, error, refetch } = useQuery(query("readAnnouncement", { params: { announcement: id } }));
  const looks = useMe().viewedBy !== null;
  const { mutate } = useWrite("markAnnouncementRead", { refreshes: ["readMessages", "listAnnouncements"] });
  const shown = data && !looks ? data.id : null;
  useEffect(() => {
    if (shown) mutate({ params: { announcement: shown } });
  }, [shown, mutate]);
  if (error) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <Stack gap={6}>
        <PageTitle title={t.loading} back={back} />
        <Skeleton lines={8} />
      </Stack>
    );
  return (
    <article>
      <Stack gap={6}>
        <PageTitle
          title={data.title}
          documentTitle={data.title}
          lead={<DateText date={data.from} />}
          back={back}
        />
        <RichText blocks={data.blocks} />
        <AttachmentLinks files={data.attachments} />
      </Stack>
    </article>
  );
}
