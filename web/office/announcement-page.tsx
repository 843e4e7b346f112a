import { useQuery } from "@tanstack/react-query";
import { FailedRead } from "../app/fallback-pages.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { AnnouncementActions } from "../features/office-message/announcement-actions.tsx";
import { AnnouncementForm } from "../features/office-message/announcement-form.tsx";
import { AnnouncementPreview } from "../features/office-message/announcement-preview.tsx";
import { announcementWords, stateLooks } from "../features/office-message/announcement-words.ts";
import { useParam } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Row, Stack, Text } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  loading: { fr: "Message", en: "Message" },
  write: { fr: "Écrire un message", en: "Write a message" },
  back: { fr: "Messages aux clients", en: "Customer messages" },
  read: {
    fr: (n: number) => plural("fr", n, { one: "Lu par # personne", other: "Lu par # personnes" }),
    en: (n: number) => plural("en", n, { one: "Read by # person", other: "Read by # people" }),
  },
  closed: {
    fr: (n: number) => plural("fr", n, { one: "Fermé par # personne", other: "Fermé par # personnes" }),
    en: (n: number) => plural("en", n, { one: "Closed by # person", other: "Closed by # people" }),
  },
  by: { fr: (name: string) => `Écrit par ${name}`, en: (name: string) => `Written by ${name}` },
} satisfies Words;

/** Writes a message: nothing is kept before it is saved. */
export function NewAnnouncementPage() {
  const t = useWords(words);
  return (
    <Stack gap={6}>
      <PageTitle title={t.write} back={{ href: officePaths.announcements(), label: t.back }} />
      <AnnouncementForm />
    </Stack>
  );
}

/** One message to customers: changed, published, withdrawn; as customers see it (SPEC MSG-1, MSG-2). */
export function AnnouncementPage() {
  const t = useWords(words);
  const names = useWords(announcementWords);
  const id = useParam("announcement");
  const back = { href: officePaths.announcements(), label: t.back };
  const { data, error, refetch } = useQuery(
    query("readOfficeAnnouncement", { params: { announcement: id } }),
  );
  if (error) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <Stack gap={6}>
        <PageTitle title={t.loading} back={back} />
        <Skeleton lines={8} />
      </Stack>
    );
  return (
    <Stack gap={6}>
      <PageTitle title={data.title} back={back} actions={<AnnouncementActions announcement={data} />} />
      <Row gap={4}>
        <State kind={stateLooks[data.state]}>{names[data.state]}</State>
        {data.kind !== "welcome" && data.state !== "draft" && (
          <Text look="muted">
            {data.kind === "important" ? t.closed(data.readings) : t.read(data.readings)}
          </Text>
        )}
        {data.author && <Text look="muted">{t.by(data.author)}</Text>}
      </Row>
      {data.can.change ? (
        <AnnouncementForm key={data.changedAt} announcement={data} />
      ) : (
        <AnnouncementPreview
          kind={data.kind}
          title={data.title}
          blocks={data.blocks}
          files={data.attachments}
        />
      )}
    </Stack>
  );
}
