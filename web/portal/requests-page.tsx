import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageSquareText, PenLine } from "lucide-react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { useMessages } from "../features/message/use-messages.ts";
import { MessagesTabs } from "../features/request/messages-tabs.tsx";
import { RequestStateTag } from "../features/request/request-state.tsx";
import { parisDate } from "../lib/format.ts";
import { paths } from "../lib/place.ts";
import { pages } from "../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { DateText } from "../ui/amount.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row, Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";

const words = {
  title: { fr: "Mes demandes", en: "My requests" },
  lead: {
    fr: "Ce que vous avez demandé à votre gestionnaire, et ses réponses.",
    en: "What you asked your account manager, and the answers.",
  },
  write: { fr: "Écrire une demande", en: "Write a request" },
  caption: { fr: "Demandes, la dernière mise à jour d’abord", en: "Requests, the last updated first" },
  number: { fr: "N°", en: "No." },
  subject: { fr: "Objet", en: "Subject" },
  category: { fr: "Motif", en: "About" },
  moved: { fr: "Dernier message", en: "Last message" },
  state: { fr: "État", en: "State" },
  more: { fr: "Afficher la suite", en: "Show more" },
  none: { fr: "Aucune demande encore", en: "No request yet" },
  noneText: {
    fr: "Une question sur une facture, un document à envoyer ? Écrivez : la réponse arrivera ici.",
    en: "A question about an invoice, a document to send? Write: the answer will come here.",
  },
  noneClosed: {
    fr: "Ce service ne reçoit pas de demandes en ligne.",
    en: "This office takes no requests on line.",
  },
} satisfies Words;

/** One's requests, the last moved first (SPEC MSG-3). */
export function RequestsPage() {
  const t = useWords(words);
  const { language } = useLanguage();
  const mayWrite = useMessages()?.can.write ?? false;
  const list = useInfiniteQuery(pages("listRequests", { query: { limit: 50 } }));
  if (list.isError) return <FailedRead error={list.error} onRetry={() => void list.refetch()} />;
  const requests = list.data?.pages.flatMap((page) => page.items) ?? [];
  const write = mayWrite && (
    <LinkButton href={paths.newRequest()} look="primary" icon={PenLine}>
      {t.write}
    </LinkButton>
  );
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} actions={requests.length > 0 && write} />
      <MessagesTabs />
      <Table
        caption={t.caption}
        hideCaption
        rows={requests}
        loading={list.isPending}
        rowKey={(row) => row.id}
        rowHref={(row) => paths.request(row.id)}
        openKey="subject"
        empty={
          <EmptyState icon={MessageSquareText} title={t.none} action={write}>
            {mayWrite ? t.noneText : t.noneClosed}
          </EmptyState>
        }
        columns={[
          { key: "number", header: t.number, width: "narrow", phone: "hide", cell: (row) => row.number },
          { key: "subject", header: t.subject, phone: "title", cell: (row) => row.subject },
          { key: "category", header: t.category, phone: "hide", cell: (row) => row.category[language] },
          {
            key: "moved",
            header: t.moved,
            width: "narrow",
            phone: "meta",
            cell: (row) => <DateText date={parisDate(row.movedAt)} short />,
          },
          {
            key: "state",
            header: t.state,
            width: "narrow",
            phone: "state",
            cell: (row) => <RequestStateTag state={row.state} unread={row.unread} />,
          },
        ]}
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
