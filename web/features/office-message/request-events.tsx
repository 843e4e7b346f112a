import type { GotOf } from "../../lib/api.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Timeline } from "../../ui/timeline.tsx";

const words = {
  opened: { fr: "Demande ouverte", en: "Request opened" },
  assigned: { fr: (to: string) => `Confiée à ${to}`, en: (to: string) => `Assigned to ${to}` },
  released: { fr: "N’est plus confiée à personne", en: "No longer assigned" },
  closed: { fr: "Close", en: "Closed" },
  reopened: { fr: "Rouverte", en: "Reopened" },
  label: { fr: "Suivi de la demande", en: "History of the request" },
} satisfies Words;

/** What was done with a request besides writing. */
export function RequestEvents({ events }: { events: GotOf<"readOfficeRequest">["events"] }) {
  const t = useWords(words);
  const titleOf = ({ kind, to }: (typeof events)[number]) =>
    kind !== "assigned" ? t[kind] : to ? t.assigned(to) : t.released;
  return (
    <Timeline
      label={t.label}
      events={events.map((event) => ({
        key: event.key,
        at: event.at,
        title: titleOf(event),
        who: event.by,
      }))}
    />
  );
}
