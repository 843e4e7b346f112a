import { usePlaces } from "../features/portal-frame/places.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { PlaceList } from "../ui/place-list.tsx";

const words = {
  title: { fr: "Plus", en: "More" },
  lead: { fr: "Tout ce que vous pouvez faire ici.", en: "All that you can do here." },
} satisfies Words;

/** On a phone: the places that do not fit at the bottom of the screen. */
export function MorePage() {
  const t = useWords(words);
  const places = usePlaces();
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      <PlaceList label={t.title} places={places.filter((place) => place.only === "desk")} />
    </Stack>
  );
}
