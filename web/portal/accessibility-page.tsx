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
  title: { fr: "Accessibilité", en: "Accessibility" },
  none: {
    fr: "L’organisme n’a pas encore publié sa déclaration d’accessibilité.",
    en: "The organization has not published its accessibility statement yet.",
  },
  helpTitle: { fr: "Une difficulté ?", en: "A difficulty?" },
  help: {
    fr: "Si une page vous résiste, dites-le-nous : nous vous donnerons l’information autrement.",
    en: "If a page resists you, tell us: we will give you the information another way.",
  },
  rights: {
    fr: "Sans réponse satisfaisante, vous pouvez vous adresser au Défenseur des droits (defenseurdesdroits.fr).",
    en: "Without a satisfying answer, you may turn to the French Defender of Rights (defenseurdesdroits.fr).",
  },
  back: { fr: "Revenir à mon espace", en: "Back to my space" },
} satisfies Words;

/** The organization's accessibility statement, and whom to tell about a difficulty (SPEC ALL-2). */
export function AccessibilityPage() {
  const t = useWords(words);
  const { accessibilityStatement } = useOrganization();
  return (
    <Door title={t.title}>
      <Stack gap={8}>
        {accessibilityStatement ? (
          <PlainText text={accessibilityStatement} />
        ) : (
          <Text look="muted">{t.none}</Text>
        )}
        <Section title={t.helpTitle}>
          <Stack gap={4}>
            <Text>{t.help}</Text>
            <ContactDetails />
            <Text look="muted">{t.rights}</Text>
          </Stack>
        </Section>
        <Link href={paths.home()}>{t.back}</Link>
      </Stack>
    </Door>
  );
}
