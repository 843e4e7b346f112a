import { HelpBody, HelpList, useHelpText } from "../features/help/help-view.tsx";
import { Door } from "../features/session/door.tsx";
import { doorTopics, type Topic } from "../help/door-topics.ts";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Row } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";

const words = {
  title: { fr: "Aide pour entrer", en: "Help to come in" },
  lead: {
    fr: "Le reste du guide se lit une fois connecté.",
    en: "The rest of the guide is read once signed in.",
  },
  all: { fr: "Toute l’aide pour entrer", en: "All the help to come in" },
  signIn: { fr: "Aller à la connexion", en: "Go to sign-in" },
} satisfies Words;

/** What the guide says to people who are not in yet (SPEC ALL-8). */
export function GuidePage() {
  const t = useWords(words);
  const key = useParam("topic");
  const topic = doorTopics.find((one) => one.key === key);
  if (!topic)
    return (
      <Door title={t.title} lead={t.lead}>
        <HelpList topics={doorTopics} to={paths.guide} />
        <Link href={paths.signIn()}>{t.signIn}</Link>
      </Door>
    );
  return <GuideTopic topic={topic} />;
}

function GuideTopic({ topic }: { topic: Topic }) {
  const t = useWords(words);
  const { title, lead } = useHelpText(topic);
  return (
    <Door title={title} lead={lead}>
      <HelpBody topic={topic} />
      <Row justify="between">
        <Link href={paths.guide()}>{t.all}</Link>
        <Link href={paths.signIn()}>{t.signIn}</Link>
      </Row>
    </Door>
  );
}
