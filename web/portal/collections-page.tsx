import { useInfiniteQuery } from "@tanstack/react-query";
import { CalendarClock, History } from "lucide-react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { type CollectionRow, CollectionState } from "../features/collection/collection-state.tsx";
import { DebitTabs } from "../features/mandate/debit-tabs.tsx";
import { useFilters } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { pages } from "../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row, Stack, Text } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { type Column, Table } from "../ui/table.tsx";

const words = {
  title: { fr: "Mes prélèvements", en: "My direct debits" },
  lead: {
    fr: "Ce qui sera prélevé, quand et combien ; ce qui l’a été ; ce que votre banque a rejeté.",
    en: "What will be taken, when and how much; what was; what your bank sent back.",
  },
  coming: { fr: "À venir", en: "To come" },
  past: { fr: "Passés", en: "Past" },
  what: { fr: "Créancier", en: "Creditor" },
  from: { fr: "Compte bancaire", en: "Bank account" },
  day: { fr: "Date", en: "Day" },
  state: { fr: "État", en: "State" },
  amount: { fr: "Montant", en: "Amount" },
  more: { fr: "Afficher la suite", en: "Show more" },
  noneComing: { fr: "Aucun prélèvement n’est prévu", en: "No direct debit is planned" },
  noneComingText: {
    fr: "Quand un mandat de prélèvement est en place, ce qui est dû s’annonce ici avant d’être prélevé.",
    en: "Once a direct debit mandate is in place, what is due is announced here before it is taken.",
  },
  nonePast: { fr: "Rien n’a encore été prélevé", en: "Nothing was taken yet" },
  nonePastText: {
    fr: "Les prélèvements effectués, annulés ou rejetés viendront ici.",
    en: "Direct debits that were taken, cancelled or sent back will come here.",
  },
} satisfies Words;

/** What will be taken and what was (SPEC MAN-7). */
export function CollectionsPage() {
  const t = useWords(words);
  const [{ quand }] = useFilters();
  const past = quand === "passes";
  const list = useInfiniteQuery(
    pages("listCollections", { query: { when: past ? "past" : "coming", limit: 50 } }),
  );
  const columns = useColumns();
  if (list.isError) return <FailedRead error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      <DebitTabs current={past ? "past" : "coming"} />
      <Table
        caption={past ? t.past : t.coming}
        hideCaption
        rows={list.data?.pages.flatMap((page) => page.items) ?? []}
        loading={list.isPending}
        rowKey={(row) => row.id}
        rowHref={(row) => paths.collection(row.id)}
        columns={columns}
        empty={
          <EmptyState icon={past ? History : CalendarClock} title={past ? t.nonePast : t.noneComing}>
            {past ? t.nonePastText : t.noneComingText}
          </EmptyState>
        }
      />
      {list.hasNextPage && (
        <Row justify="end">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.more}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

function useColumns(): Column<CollectionRow>[] {
  const t = useWords(words);
  const { language } = useLanguage();
  return [
    {
      key: "what",
      header: t.what,
      phone: "title",
      cell: (row) => (
        <>
          {row.creditor.name}
          {row.return && <Text look="small">{row.return.reason[language]}</Text>}
        </>
      ),
    },
    { key: "from", header: t.from, phone: "hide", cell: (row) => row.maskedIban },
    {
      key: "day",
      header: t.day,
      width: "narrow",
      phone: "meta",
      cell: (row) => <DateText date={row.collectOn} />,
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <CollectionState state={row.state} />,
    },
    {
      key: "amount",
      header: t.amount,
      width: "narrow",
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.cents} />,
    },
  ];
}
