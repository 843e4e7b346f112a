import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { MessageTabs } from "../features/notification/message-tabs.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { useMay } from "../features/office-frame/role.ts";
import { FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { PlainText } from "../features/organization/plain-text.tsx";
import type { GotOf } from "../lib/api.ts";
import { useFilters } from "../lib/navigation.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { InstantText } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { Row, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { Column } from "../ui/table.tsx";
import { State, type StateKind } from "../ui/tag.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  title: { fr: "Courriels", en: "Mails" },
  search: { fr: "Adresse ou objet", en: "Address or subject" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# courriel affiché", other: "# courriels affichés" }),
    en: (n: number) => plural("en", n, { one: "# mail shown", other: "# mails shown" }),
  },
  to: { fr: "À", en: "To" },
  subject: { fr: "Objet", en: "Subject" },
  when: { fr: "Écrit", en: "Written" },
  sentAt: { fr: "Parti", en: "Sent" },
  attachments: { fr: "Pièces jointes", en: "Attachments" },
  state: { fr: "État", en: "State" },
  queued: { fr: "En attente", en: "Waiting" },
  sent: { fr: "Parti", en: "Sent" },
  failed: { fr: "Non parti", en: "Not sent" },
  bounced: { fr: "Revenu", en: "Came back" },
  why: { fr: "Le serveur de courriel a répondu", en: "The mail server answered" },
  resend: { fr: "Renvoyer", en: "Send again" },
  resendHint: {
    fr: "L’adresse sera de nouveau utilisée.",
    en: "The address will be used again.",
  },
  resent: { fr: "Le courriel va repartir.", en: "The mail is about to leave again." },
  noneTitle: { fr: "Aucun courriel", en: "No mail" },
  noneText: {
    fr: "Activations, reçus et avertissements envoyés à vos clients se retrouveront ici, tels qu’ils sont partis.",
    en: "Activations, receipts and notices sent to your customers will be found here, as they were sent.",
  },
  noMatch: { fr: "Aucun courriel ne correspond", en: "No mail matches" },
  noMatchText: { fr: "Changez un mot ou retirez un filtre.", en: "Change a word or remove a filter." },
} satisfies Words;

type MailState = GotOf<"listMails">["items"][number]["state"];
const states: MailState[] = ["failed", "bounced", "queued", "sent"];
const kinds: Record<MailState, StateKind> = {
  queued: "pending",
  sent: "settled",
  failed: "overdue",
  bounced: "overdue",
};

/** Every mail sent or to be sent; one opens beside the list. */
export function MailsPage() {
  const t = useWords(words);
  const may = useMay();
  const [filters, change] = useFilters();
  const state = filters.etat as MailState | undefined;
  const list = useList("listMails", { query: { search: filters.q, state } });
  return (
    <ListPage
      title={t.title}
      list={list}
      tabs={<MessageTabs />}
      filters={
        <>
          <LiveSearch label={t.search} />
          <FilterSelect
            name="etat"
            label={t.state}
            options={states.map((value) => ({ value, label: t[value] }))}
          />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(filters.courriel))}
      rowKey={(row) => row.id}
      rowHref={may("accountant") ? (row) => officePaths.mails({ ...filters, courriel: row.id }) : undefined}
      openKey="subject"
      currentKey={filters.courriel ?? null}
      empty={{
        icon: Inbox,
        narrowed: Boolean(filters.q || filters.etat),
        none: { title: t.noneTitle, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      {filters.courriel && may("accountant") && (
        <MailPanel key={filters.courriel} id={filters.courriel} onClose={() => change({ courriel: null })} />
      )}
    </ListPage>
  );
}

/** Fewer columns while a mail stands beside the list. */
function useColumns(tight: boolean): Column<GotOf<"listMails">["items"][number]>[] {
  const t = useWords(words);
  const columns: Column<GotOf<"listMails">["items"][number]>[] = [
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
  ];
  return tight ? columns.filter(({ key }) => key !== "to") : columns;
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
            {mail.can.resend && <Resend mail={mail.id} />}
            <PlainText text={mail.text} />
          </>
        )}
      </SidePanel>
    </InPanel>
  );
}

/** Makes a mail that failed or came back leave again. */
function Resend({ mail }: { mail: string }) {
  const t = useWords(words);
  const resend = useWrite("resendMail", { refreshes: ["readMail", "listMails", "readHome"] });
  return (
    <Row>
      <Button
        busy={resend.isPending}
        onClick={() =>
          resend.mutate(
            { params: { mail } },
            {
              onSuccess: () => showToast({ title: t.resent }),
              onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
            },
          )
        }
      >
        {t.resend}
      </Button>
      <Text look="muted">{t.resendHint}</Text>
    </Row>
  );
}
