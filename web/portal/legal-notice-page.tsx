import { ContactDetails } from "../features/organization/contact-details.tsx";
import { PlainText } from "../features/organization/plain-text.tsx";
import { Door } from "../features/session/door.tsx";
import { paths } from "../lib/place.ts";
import { useOrganization } from "../lib/session.tsx";
import { useWords, type Words } from "../lib/words.ts";
import { Stack, Text } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Section } from "../ui/page.tsx";

const words = {
  title: { fr: "Mentions légales", en: "Legal notice" },
  none: {
    fr: "L’organisme n’a pas encore écrit ses mentions légales.",
    en: "The organization has not written its legal notice yet.",
  },
  contact: { fr: "Nous joindre", en: "Reach us" },
  back: { fr: "Revenir à mon espace", en: "Back to my space" },
} satisfies Words;

/** The organization's legal notice, in its own words (SPEC ACC-11). */
export function LegalNoticePage() {
  const t = useWords(words);
  const { legalNotice } = useOrganization();
  return (
    <Door title={t.title}>
      <Stack gap={8}>
        {legalNotice ? <PlainText text={legalNotice} /> : <Text look="muted">{t.none}</Text>}
        <Section title={t.contact}>
          <ContactDetails />
        </Section>
        <Link href={paths.home()}>{t.back}</Link>
      </Stack>
    </Door>
  );
}
