import { paths } from "../../lib/place.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { TabLinks } from "../../ui/tab-links.tsx";

const words = {
  label: { fr: "Prélèvements", en: "Direct debits" },
  coming: { fr: "À venir", en: "To come" },
  past: { fr: "Passés", en: "Past" },
  mandates: { fr: "Mes mandats", en: "My mandates" },
} satisfies Words;

/** The readings of what is debited: what will be, what was, and the mandates that allow it. */
export function DebitTabs({ current }: { current: "coming" | "past" | "mandates" }) {
  const t = useWords(words);
  return (
    <TabLinks
      label={t.label}
      tabs={[
        { href: paths.collections(), label: t.coming, current: current === "coming" },
        { href: paths.collections({ quand: "passes" }), label: t.past, current: current === "past" },
        { href: paths.mandates(), label: t.mandates, current: current === "mandates" },
      ]}
    />
  );
}
