import { useQuery } from "@tanstack/react-query";
import { paths } from "../../lib/place.ts";
import { query } from "../../lib/queries.ts";
import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { TabLinks } from "../../ui/tab-links.tsx";

const words = {
  label: { fr: "Ce que j’ai payé", en: "What I paid" },
  here: { fr: "Payés ici", en: "Paid here" },
  transfers: { fr: "Par virement", en: "By transfer" },
  elsewhere: { fr: "Déclarés payés", en: "Declared paid" },
} satisfies Words;

type PaymentTab = "here" | "transfers" | "elsewhere";

/** What was paid here, by transfer, and what was declared paid by other means; nothing when there is one list only. */
export function PaymentTabs({ current }: { current: PaymentTab }) {
  const t = useWords(words);
  const { settings } = useOrganization();
  const declared = useQuery(query("listDeclarations", { query: { limit: 1 } })).data?.items.length ?? 0;
  const ordered = useQuery(query("listTransferOrders", { query: { limit: 1 } })).data?.items.length ?? 0;
  const lists = {
    here: { href: paths.payments(), shown: true },
    transfers: { href: paths.transfers(), shown: settings.payByTransfer || ordered > 0 },
    elsewhere: { href: paths.declarations(), shown: settings.declarePaid || declared > 0 },
  };
  const tabs = (["here", "transfers", "elsewhere"] as const).filter(
    (name) => lists[name].shown || name === current,
  );
  if (tabs.length === 1) return null;
  return (
    <TabLinks
      label={t.label}
      tabs={tabs.map((name) => ({ href: lists[name].href, label: t[name], current: name === current }))}
    />
  );
}
