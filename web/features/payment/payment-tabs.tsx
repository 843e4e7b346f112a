import { useQuery } from "@tanstack/react-query";
import { paths } from "../../lib/place.ts";
import { query } from "../../lib/queries.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { TabLinks } from "../../ui/tab-links.tsx";

const words = {
  label: { fr: "Ce que j’ai payé", en: "What I paid" },
  here: { fr: "Payés ici", en: "Paid here" },
  elsewhere: { fr: "Déclarés payés", en: "Declared paid" },
} satisfies Words;

/** What was paid here, and what was declared paid by other means; nothing when there is no second list. */
export function PaymentTabs({ current }: { current: "here" | "elsewhere" }) {
  const t = useWords(words);
  const { settings } = useOrganization();
  const declared = useQuery(query("listDeclarations", { query: { limit: 1 } })).data?.items.length ?? 0;
  if (current === "here" && !settings.declarePaid && declared === 0) return null;
  return (
    <TabLinks
      label={t.label}
      tabs={[
        { href: paths.payments(), label: t.here, current: current === "here" },
        { href: paths.declarations(), label: t.elsewhere, current: current === "elsewhere" },
      ]}
    />
  );
}
