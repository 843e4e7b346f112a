import { useSuspenseQuery } from "@tanstack/react-query";
import { type Topic, topics } from "../../help/topics.ts";
import { type Language, useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Stack } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { PageTitle } from "../../ui/page.tsx";
import { RichText } from "../../ui/rich-text.tsx";
import "./help.css";
import { loadHelp } from "./texts.ts";

const words = {
  title: { fr: "Guide d’utilisation", en: "User guide" },
  lead: { fr: "Comment faire, écran par écran.", en: "How to, screen by screen." },
  all: { fr: "Tout le guide", en: "The whole guide" },
  picture: {
    fr: (title: string) => `L’écran « ${title} »`,
    en: (title: string) => `The screen “${title}”`,
  },
} satisfies Words;

const textQuery = (topic: Topic, language: Language) => ({
  queryKey: ["help", topic.audience, topic.key, language] as const,
  queryFn: () => loadHelp(topic, language),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The contents of the guide of an audience. */
export function HelpContents({ audience, to }: { audience: Topic["audience"]; to: (key: string) => string }) {
  const t = useWords(words);
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      <ol className="help-contents">
        {topics
          .filter((topic) => topic.audience === audience)
          .map((topic) => (
            <li key={topic.key}>
              <ContentsLine topic={topic} href={to(topic.key)} />
            </li>
          ))}
      </ol>
    </Stack>
  );
}

function ContentsLine({ topic, href }: { topic: Topic; href: string }) {
  const { language } = useLanguage();
  const { data } = useSuspenseQuery(textQuery(topic, language));
  return (
    <>
      <Link href={href}>{data.title}</Link>
      <p>{data.lead}</p>
    </>
  );
}

/** One topic of the guide, with the picture of its screen. */
export function HelpTopic({ topic, back }: { topic: Topic; back: string }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { data } = useSuspenseQuery(textQuery(topic, language));
  return (
    <Stack gap={6}>
      <PageTitle title={data.title} lead={data.lead} back={{ href: back, label: t.all }} />
      <img
        className="help-picture"
        src={`/help/${topic.audience}-${topic.key}.${language}.jpg`}
        alt={t.picture(data.title)}
        loading="lazy"
      />
      <RichText blocks={data.blocks} />
    </Stack>
  );
}
