import { useSuspenseQuery } from "@tanstack/react-query";
import type { Topic } from "../../help/door-topics.ts";
import { topics } from "../../help/topics.ts";
import { useOrganization } from "../../lib/session.tsx";
import { type Language, useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Stack } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { PageTitle } from "../../ui/page.tsx";
import { RichText } from "../../ui/rich-text.tsx";
import "./help.css";
import { type HelpText, loadHelp } from "./texts.ts";

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
  const { settings } = useOrganization();
  const isOpen = ({ options }: Topic) => !options || options.some((option) => settings[option]);
  const shown = topics.filter((topic) => topic.audience === audience && isOpen(topic));
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      <HelpList topics={shown} to={to} />
    </Stack>
  );
}

/** Topics, each with what it is for. */
export function HelpList({ topics, to }: { topics: readonly Topic[]; to: (key: string) => string }) {
  return (
    <ol className="help-contents">
      {topics.map((topic) => (
        <li key={topic.key}>
          <ContentsLine topic={topic} href={to(topic.key)} />
        </li>
      ))}
    </ol>
  );
}

function ContentsLine({ topic, href }: { topic: Topic; href: string }) {
  const { title, lead } = useHelpText(topic);
  return (
    <>
      <Link href={href}>{title}</Link>
      <p>{lead}</p>
    </>
  );
}

/** The text of a topic in the reader's language. */
export function useHelpText(topic: Topic): HelpText {
  const { language } = useLanguage();
  return useSuspenseQuery(textQuery(topic, language)).data;
}

/** One topic of the guide, with the picture of its screen. */
export function HelpTopic({ topic, back }: { topic: Topic; back: string }) {
  const t = useWords(words);
  const { title, lead } = useHelpText(topic);
  return (
    <Stack gap={6}>
      <PageTitle title={title} lead={lead} back={{ href: back, label: t.all }} />
      <HelpBody topic={topic} />
    </Stack>
  );
}

/** What stands under the title of a topic: the picture of its screen, and how to do each thing. */
export function HelpBody({ topic }: { topic: Topic }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { title, blocks } = useHelpText(topic);
  return (
    <Stack gap={6}>
      <img
        className="help-picture"
        src={`/help/${topic.audience}-${topic.key}.${language}.jpg`}
        alt={t.picture(title)}
        width={1100}
        height={800}
        loading="lazy"
      />
      <RichText blocks={blocks} />
    </Stack>
  );
}
