import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageCircleWarning, SearchX, X } from "lucide-react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { useCurrentAccount } from "../features/account/current-account.ts";
import "../features/dispute/dispute.css";
import { type DisputeRow, DisputeState, useReason } from "../features/dispute/dispute-state.tsx";
import { useFilters } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { pages } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { DateField } from "../ui/date-field.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row, Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { TabLinks } from "../ui/tab-links.tsx";
import { type Column, Table } from "../ui/table.tsx";

const words = {
  title: { fr: "Suivi des litiges", en: "My disputes" },
  lead: {
    fr: "Ce que vous avez contesté, et où nous en sommes.",
    en: "What you contested, and where we stand.",
  },
  caption: { fr: "Litiges, du plus récent au plus ancien", en: "Disputes, newest first" },
  tabs: { fr: "Litiges par état", en: "Disputes by state" },
  all: { fr: "Tous", en: "All" },
  open: { fr: "En cours", en: "Open" },
  resolved: { fr: "Clos", en: "Closed" },
  from: { fr: "Du", en: "From" },
  to: { fr: "Au", en: "To" },
  clear: { fr: "Toutes les dates", en: "All dates" },
  what: { fr: "Motif", en: "Reason" },
  creditor: { fr: "Créancier", en: "Creditor" },
  reference: { fr: "Litige", en: "Dispute" },
  date: { fr: "Ouvert le", en: "Opened" },
  state: { fr: "État", en: "State" },
  amount: { fr: "Montant", en: "Amount" },
  more: { fr: "Afficher la suite", en: "Show more" },
  none: { fr: "Aucun litige", en: "No dispute" },
  noneText: {
    fr: "Sur votre compte, cochez une facture à régler puis choisissez « Créer un litige » : vous le suivrez ici.",
    en: "On your account, tick an invoice to pay, then choose “Open a dispute”: you will follow it here.",
  },
  noMatch: { fr: "Aucun litige à ces dates ni dans cet état", en: "No dispute on these dates in this state" },
  noMatchText: {
    fr: "Élargissez les dates, ou affichez-les tous.",
    en: "Widen the dates, or show them all.",
  },
  see: { fr: "Voir mon compte", en: "See my account" },
} satisfies Words;

/** Following one's disputes (SPEC DIS-3). */
export function DisputesPage() {
  const t = useWords(words);
  const account = useCurrentAccount();
  const [{ etat, du, au }] = useFilters();
  const state = etat === "ouverts" ? "open" : etat === "clos" ? "resolved" : undefined;
  const list = useInfiniteQuery(pages("listDisputes", { query: { state, from: du, to: au, limit: 50 } }));
  const columns = useColumns();
  if (list.isError) return <FailedRead error={list.error} onRetry={() => void list.refetch()} />;
  const narrowed = Boolean(state || du || au);
  const tab = (value: string | undefined, label: string) => ({
    href: paths.disputes({ etat: value, du, au }),
    label,
    current: etat === value,
  });
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      <Stack gap={4}>
        <TabLinks
          label={t.tabs}
          tabs={[tab(undefined, t.all), tab("ouverts", t.open), tab("clos", t.resolved)]}
        />
        <DateBounds />
      </Stack>
      <Table
        caption={t.caption}
        hideCaption
        rows={list.data?.pages.flatMap((page) => page.items) ?? []}
        loading={list.isPending}
        rowKey={(row) => row.id}
        rowHref={(row) => paths.dispute(row.id)}
        columns={columns}
        empty={
          <EmptyState
            icon={narrowed ? SearchX : MessageCircleWarning}
            title={narrowed ? t.noMatch : t.none}
            action={
              narrowed ? undefined : (
                <LinkButton href={account ? paths.account(account) : paths.spaces()}>{t.see}</LinkButton>
              )
            }
          >
            {narrowed ? t.noMatchText : t.noneText}
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

function DateBounds() {
  const t = useWords(words);
  const [{ du, au }, change] = useFilters();
  return (
    <div className="dispute-dates q-no-print">
      <DateField label={t.from} value={du ?? null} max={au} onChange={(day) => change({ du: day })} />
      <DateField label={t.to} value={au ?? null} min={du} onChange={(day) => change({ au: day })} />
      {(du || au) && (
        <Button look="quiet" icon={X} onClick={() => change({ du: null, au: null })}>
          {t.clear}
        </Button>
      )}
    </div>
  );
}

function useColumns(): Column<DisputeRow>[] {
  const t = useWords(words);
  const reasonOf = useReason();
  return [
    { key: "what", header: t.what, phone: "title", cell: (row) => reasonOf(row).reason },
    { key: "creditor", header: t.creditor, phone: "hide", cell: (row) => row.creditor.name },
    { key: "reference", header: t.reference, width: "narrow", phone: "hide", cell: (row) => row.reference },
    {
      key: "date",
      header: t.date,
      width: "narrow",
      phone: "meta",
      cell: (row) => <DateText date={row.openedOn} short />,
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <DisputeState dispute={row} />,
    },
    {
      key: "amount",
      header: t.amount,
      width: "narrow",
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.totalCents} />,
    },
  ];
}
