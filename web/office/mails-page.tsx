import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { useMay } from "../features/office-frame/role.ts";
import { FilterBar, FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { OfficeList } from "../features/office-list/office-list.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { PlainText } from "../features/organization/plain-text.tsx";
import { useFilters } from "../lib/navigation.ts";
import { query, sentenceOf } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { InstantText } from "../ui/amount.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Table } from "../ui/table.tsx";
import { State, type StateKind } from "../ui/tag.tsx";

const words = {
  title: { fr: "Courriels", en: "Mails" },
  search: { fr: "Adresse ou objet", en: "Address or subject" },
  show: { fr: "Montrer", en: "Show" },
  failures: { fr: "Non partis", en: "Not sent" },
  to: { fr: "À", en: "To" },
  subject: { fr: "Objet", en: "Subject" },
  when: { fr: "Écrit", en: "Written" },
  sentAt: { fr: "Parti", en: "Sent" },
  attachments: { fr: "Pièces jointes", en: "Attachments" },
  state: { fr: "État", en: "State" },
  queued: { fr: "En attente", en: "Waiting" },
  sent: { fr: "Parti", en: "Sent" },
  failed: { fr: "Non parti", en: "Not sent" },
  why: { fr: "Le serveur de courriel a répondu", en: "The mail server answered" },
  noneTitle: { fr: "Aucun courriel", en: "No mail" },
  noneText: {
    fr: "Activations, reçus et avertissements envoyés à vos clients se retrouveront ici, tels qu’ils sont partis.",
    en: "Activations, receipts and notices sent to your customers will be found here, as they were sent.",
  },
} satisfies Words;

const kinds: Record<"queued" | "sent" | "failed", StateKind> = {
  queued: "pending",
  sent: "settled",
  failed: "overdue",
};

/** Every mail sent or to be sent; one opens beside the list. */
export function MailsPage() {
  const t = useWords(words);
  const may = useMay();
  const [filters, change] = useFilters();
  const { read, rows, loading } = useList("listMails", { query: { search: filters.q } });
  const shown = filters.montrer === "echecs" ? rows.filter((row) => row.state === "failed") : rows;
  return (
    <>
      <PageTitle title={t.title} />
      <OfficeList
        read={read}
        filters={
          <FilterBar>
            <LiveSearch label={t.search} />
            <FilterSelect name="montrer" label={t.show} options={[{ value: "echecs", label: t.failures }]} />
          </FilterBar>
        }
      >
        <Table
          dense
          hideCaption
          caption={t.title}
          rows={shown}
          rowKey={(row) => row.id}
          rowHref={
            may("accountant") ? (row) => officePaths.mails({ ...filters, courriel: row.id }) : undefined
          }
          openKey="subject"
          currentKey={filters.courriel ?? null}
          loading={loading}
          empty={
            <EmptyState icon={Inbox} title={t.noneTitle}>
              {t.noneText}
            </EmptyState>
          }
          columns={[
            {
              key: "when",
              header: t.when,
              width: "narrow",
              cell: (row) => <ShortInstant at={row.createdAt} />,
            },
            { key: "to", header: t.to, phone: "hide", cell: (row) => row.to },
            { key: "subject", header: t.subject, phone: "title", cell: (row) => row.subject },
            {
              key: "state",
              header: t.state,
              width: "narrow",
              phone: "state",
              cell: (row) => <State kind={kinds[row.state]}>{t[row.state]}</State>,
            },
          ]}
        />
      </OfficeList>
      {filters.courriel && may("accountant") && (
        <MailPanel key={filters.courriel} id={filters.courriel} onClose={() => change({ courriel: null })} />
      )}
    </>
  );
}

function MailPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords(words);
  const { data: mail, error } = useQuery(query("readMail", { params: { mail: id } }));
  return (
    <InPanel>
      <SidePanel title={mail?.subject ?? t.title} onClose={onClose}>
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!mail && !error && <Skeleton lines={6} />}
        {mail && (
          <>
            {mail.error && (
              <Notice kind="error" title={t.why}>
                {mail.error}
              </Notice>
            )}
            <DefinitionList
              items={[
                { term: t.to, value: mail.to },
                { term: t.sentAt, value: mail.sentAt ? <InstantText at={mail.sentAt} /> : t[mail.state] },
                ...(mail.attachments.length > 0
                  ? [{ term: t.attachments, value: mail.attachments.join(", ") }]
                  : []),
              ]}
            />
            <PlainText text={mail.text} />
          </>
        )}
      </SidePanel>
    </InPanel>
  );
}
