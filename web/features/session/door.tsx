import type { ReactNode } from "react";
import { usePageOnScreen } from "../../features/help/page-on-screen.ts";
import { logoOf } from "../../features/organization/logo.ts";
import { doorTopics } from "../../help/door-topics.ts";
import { useTitle } from "../../lib/navigation.ts";
import { paths } from "../../lib/place.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { DoorFrame } from "../../ui/door-frame.tsx";
import { Link } from "../../ui/link.tsx";
import { LanguageSwitch } from "../../ui/preferences.tsx";

const words = {
  help: { fr: "Aide pour entrer", en: "Help to come in" },
  helpHere: { fr: "Aide sur cette page", en: "Help on this page" },
  check: { fr: "Vérifier un document", en: "Check a document" },
  legal: { fr: "Mentions légales", en: "Legal notice" },
  accessibility: { fr: "Accessibilité", en: "Accessibility" },
} satisfies Words;

/** A page seen from outside, in the organization's house. */
export function Door({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const t = useWords(words);
  const organization = useOrganization();
  const page = usePageOnScreen();
  const told = doorTopics.find(({ pages }) => pages.includes(page));
  useTitle(`${title} · ${organization.name}`);
  return (
    <DoorFrame
      name={organization.name}
      logo={logoOf(organization)}
      home={paths.signIn()}
      title={title}
      lead={lead}
      tools={<LanguageSwitch />}
      footer={
        <>
          <Link href={paths.guide(told?.key)}>{told ? t.helpHere : t.help}</Link>
          <Link href={paths.verification()}>{t.check}</Link>
          <Link href={paths.legalNotice()}>{t.legal}</Link>
          <Link href={paths.accessibility()}>{t.accessibility}</Link>
        </>
      }
    >
      {children}
    </DoorFrame>
  );
}
