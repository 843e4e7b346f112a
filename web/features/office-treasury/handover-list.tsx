import { Landmark } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { State } from "../../ui/tag.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { RecordTable } from "../office-list/list-page.tsx";
import { ShortInstant } from "../office-list/short-instant.tsx";
import { useList } from "../office-list/use-list.ts";

const words = {
  title: { fr: "Remises à la trésorerie", en: "Hand-overs to the treasury" },
  when: { fr: "Remise le", en: "Handed over" },
  by: { fr: "Par", en: "By" },
  creditor: { fr: "Créancier", en: "Creditor" },
  entries: { fr: "Factures", en: "Bills" },
  rule: { fr: "Choix", en: "Choice" },
  chosen: { fr: "Une par une", en: "One by one" },
  days: {
    fr: (n: number) => plural("fr", n, { one: "Plus de # jour", other: "Plus de # jours" }),
    en: (n: number) => plural("en", n, { one: "More than # day", other: "More than # days" }),
  },
  state: { fr: "État", en: "State" },
  held: {
    fr: (n: number) => plural("fr", n, { one: "# en trésorerie", other: "# en trésorerie" }),
    en: (n: number) => plural("en", n, { one: "# at the treasury", other: "# at the treasury" }),
  },
  over: { fr: "Soldée", en: "Settled" },
  undone: { fr: "Reprise", en: "Taken back" },
  cents: { fr: "Montant", en: "Amount" },
  none: { fr: "Aucune remise encore", en: "Nothing handed over yet" },
  noneText: {
    fr: "Les factures que vous remettez à la trésorerie se rangent ici, remise par remise.",
    en: "The bills that you hand to the treasury stand here, hand-over by hand-over.",
  },
} satisfies Words;

type Handover = GotOf<"listHandovers">["items"][number];

/** What was handed over, newest first. */
export function HandoverList() {
  const t = useWords(words);
  const list = useList("listHandovers", { query: { limit: 50 } });
  const none = { title: t.none, text: t.noneText };
  return (
    <RecordTable
      title={t.title}
      list={list}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.handover(row.id)}
      openKey="when"
      empty={{ icon: Landmark, narrowed: false, none, noMatch: none }}
      columns={[
        { key: "when", header: t.when, phone: "title", cell: (row) => <ShortInstant at={row.handedAt} /> },
        { key: "creditor", header: t.creditor, phone: "hide", cell: (row) => row.creditor.name },
        { key: "by", header: t.by, phone: "hide", cell: (row) => row.handedBy },
        {
          key: "rule",
          header: t.rule,
          phone: "meta",
          cell: (row) => (row.overdueDays === null ? t.chosen : t.days(row.overdueDays)),
        },
        { key: "state", header: t.state, phone: "state", cell: (row) => <HandoverState handover={row} /> },
        { key: "entries", header: t.entries, numeric: true, phone: "hide", cell: (row) => row.entries },
        {
          key: "cents",
          header: t.cents,
          numeric: true,
          phone: "amount",
          cell: (row) => <Amount cents={row.cents} />,
        },
      ]}
    />
  );
}

/** Where a hand-over stands. */
export function HandoverState({ handover }: { handover: Handover }) {
  const t = useWords(words);
  if (handover.undoneAt) return <State kind="neutral">{t.undone}</State>;
  if (handover.heldEntries === 0) return <State kind="settled">{t.over}</State>;
  return (
    <State kind="pending" icon={Landmark}>
      {t.held(handover.heldEntries)}
    </State>
  );
}
