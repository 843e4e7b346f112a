import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Lines, Stack } from "../../ui/layout.tsx";

export type Agency = GotOf<"readAgency">;
export type Office = Agency["offices"][number];

const words = {
  address: { fr: "Adresse", en: "Address" },
  phone: { fr: "Téléphone", en: "Phone" },
  fax: { fr: "Télécopie", en: "Fax" },
  email: { fr: "Adresse électronique", en: "E-mail address" },
  hours: { fr: "Horaires", en: "Hours" },
  map: { fr: "Voir sur une carte", en: "See on a map" },
  newTab: { fr: "(nouvel onglet)", en: "(new tab)" },
} satisfies Words;

const mapOf = (address: readonly string[]) =>
  `https://www.openstreetmap.org/search?query=${encodeURIComponent(address.join(", "))}`;

/** How to reach a service or an office (SPEC INF-1). The map is a link: nothing of it is loaded here. */
export function PlaceCard({ place }: { place: Omit<Office, "name"> }) {
  const t = useWords(words);
  const address = place.address.length > 0 && (
    <Stack gap={1}>
      <Lines of={place.address} />
      <a href={mapOf(place.address)} target="_blank" rel="noreferrer">
        {t.map} {t.newTab}
      </a>
    </Stack>
  );
  const items = [
    address && { key: "address", term: t.address, value: address },
    place.phone && {
      key: "phone",
      term: t.phone,
      value: <a href={`tel:${place.phone.replace(/[^\d+]/g, "")}`}>{place.phone}</a>,
    },
    place.fax && { key: "fax", term: t.fax, value: place.fax },
    place.email && {
      key: "email",
      term: t.email,
      value: <a href={`mailto:${place.email}`}>{place.email}</a>,
    },
    place.hours && { key: "hours", term: t.hours, value: place.hours },
  ].filter((one) => one !== false && one !== "");
  return <DefinitionList items={items} />;
}
