import { useQuery } from "@tanstack/react-query";
import { NeedsCreditor } from "../features/office-frame/needs-creditor.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { HandOverForm } from "../features/office-treasury/hand-over-form.tsx";
import { HandoverList } from "../features/office-treasury/handover-list.tsx";
import { useFilters } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";
import { TabLinks } from "../ui/tab-links.tsx";

const words = {
  title: { fr: "Trésorerie", en: "Treasury" },
  lead: {
    fr: "Les factures échues depuis trop longtemps sont remises à la trésorerie publique : elles ne se règlent plus ici.",
    en: "Bills overdue for too long are handed to the public treasury: they are no longer payable here.",
  },
  tabs: { fr: "Trésorerie", en: "Treasury" },
  toHand: { fr: "À remettre", en: "To hand over" },
  handed: { fr: "Remises", en: "Handed over" },
  closed: { fr: "La remise en trésorerie n’est pas ouverte", en: "Handing over is not open" },
  closedText: {
    fr: "Elle vaut pour les communes, ou si l’organisme choisit de lire ses comptes en factures.",
    en: "It is for municipalities, or if the organization chooses to read its accounts as bills.",
  },
  settings: { fr: "Ouvrir les réglages", en: "Open the settings" },
} satisfies Words;

/** Bills to hand to the public treasury, and what was handed over (SPEC ACT-6). */
export function TreasuryPage() {
  const t = useWords(words);
  const may = useMay();
  const [{ vue }] = useFilters();
  const open = useQuery(query("listHandovers", { query: { limit: 1 } })).data?.open ?? true;
  const handed = vue === "remises";
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      {!open && (
        <Notice
          title={t.closed}
          actions={may("manager") && <LinkButton href={officePaths.settings()}>{t.settings}</LinkButton>}
        >
          {t.closedText}
        </Notice>
      )}
      <TabLinks
        label={t.tabs}
        tabs={[
          { href: officePaths.treasury(), label: t.toHand, current: !handed },
          { href: officePaths.treasury({ vue: "remises" }), label: t.handed, current: handed },
        ]}
      />
      <NeedsCreditor>{handed ? <HandoverList /> : <HandOverForm open={open} />}</NeedsCreditor>
    </>
  );
}
