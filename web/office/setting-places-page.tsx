import { useSettingPlaces } from "../features/office-frame/setting-places.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Columns } from "../ui/layout.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { PlaceList } from "../ui/place-list.tsx";

const words = {
  title: { fr: "Réglages", en: "Settings" },
  lead: {
    fr: "Ce que l’on règle une fois, et que l’on revoit rarement.",
    en: "What is set once, and seldom seen again.",
  },
} satisfies Words;

/** Where each setting is, so that the column on the left keeps to the work of every day. */
export function SettingPlacesPage() {
  const t = useWords(words);
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      <Columns min="wide">
        {useSettingPlaces().map((group) => (
          <Section key={group.key} title={group.label}>
            <PlaceList label={group.label} places={group.places} />
          </Section>
        ))}
      </Columns>
    </>
  );
}
