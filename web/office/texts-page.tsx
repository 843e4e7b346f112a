import { MessageSquare } from "lucide-react";
import { MessageTabs } from "../features/notification/message-tabs.tsx";
import { FilterSelect } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { GotOf } from "../lib/api.ts";
import { useFilters } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Stack, Text } from "../ui/layout.tsx";
import type { Column } from "../ui/table.tsx";
import { State, type StateKind } from "../ui/tag.tsx";

const words = {
  title: { fr: "SMS", en: "SMS" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# SMS affiché", other: "# SMS affichés" }),
    en: (n: number) => plural("en", n, { one: "# text shown", other: "# texts shown" }),
  },
  when: { fr: "Écrit", en: "Written" },
  to: { fr: "À", en: "To" },
  text: { fr: "Texte", en: "Text" },
  parts: { fr: "SMS facturés", en: "Texts billed" },
  state: { fr: "État", en: "State" },
  queued: { fr: "En attente", en: "Waiting" },
  sending: { fr: "À confirmer", en: "To be confirmed" },
  sent: { fr: "Parti", en: "Sent" },
  delivered: { fr: "Reçu", en: "Delivered" },
  failed: { fr: "Non parti", en: "Not sent" },
  noneTitle: { fr: "Aucun SMS", en: "No text" },
  noneText: {
    fr: "Les SMS envoyés aux clients qui en veulent se retrouveront ici.",
    en: "The texts sent to the customers who want them will be found here.",
  },
  noMatch: { fr: "Aucun SMS dans cet état", en: "No text in this state" },
  noMatchText: { fr: "Retirez le filtre pour les voir tous.", en: "Remove the filter to see them all." },
} satisfies Words;

type Row = GotOf<"listTexts">["items"][number];
const kinds: Record<Row["state"], StateKind> = {
  queued: "pending",
  sending: "pending",
  sent: "neutral",
  delivered: "settled",
  failed: "overdue",
};

/** Every SMS sent or to be sent. */
export function TextsPage() {
  const t = useWords(words);
  const [filters] = useFilters();
  const state = filters.etat as Row["state"] | undefined;
  const list = useList("listTexts", { query: { state } });
  return (
    <ListPage
      title={t.title}
      list={list}
      tabs={<MessageTabs />}
      filters={
        <FilterSelect
          name="etat"
          label={t.state}
          options={(Object.keys(kinds) as Row["state"][]).map((value) => ({ value, label: t[value] }))}
        />
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns()}
      rowKey={(row) => row.id}
      empty={{
        icon: MessageSquare,
        narrowed: Boolean(filters.etat),
        none: { title: t.noneTitle, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    />
  );
}

function useColumns(): Column<Row>[] {
  const t = useWords(words);
  return [
    { key: "when", header: t.when, width: "narrow", cell: (row) => <ShortInstant at={row.createdAt} /> },
    { key: "to", header: t.to, width: "narrow", phone: "meta", cell: (row) => row.to },
    {
      key: "text",
      header: t.text,
      phone: "title",
      cell: (row) => (
        <Stack gap={1}>
          {row.body}
          {row.error && <Text look="small">{row.error}</Text>}
        </Stack>
      ),
    },
    {
      key: "parts",
      header: t.parts,
      numeric: true,
      width: "narrow",
      phone: "hide",
      cell: (row) => row.segments,
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <State kind={kinds[row.state]}>{t[row.state]}</State>,
    },
  ];
}
