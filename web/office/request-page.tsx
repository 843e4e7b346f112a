import { useQuery } from "@tanstack/react-query";
import { FailedRead } from "../app/fallback-pages.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { AnswerForm } from "../features/office-message/answer-form.tsx";
import { AssignRequest, RequestActions } from "../features/office-message/request-actions.tsx";
import { RequestEvents } from "../features/office-message/request-events.tsx";
import { RequestStateTag } from "../features/request/request-state.tsx";
import { Thread } from "../features/request/thread.tsx";
import type { GotOf } from "../lib/api.ts";
import "../features/office-message/office-message.css";
import { useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { DefinitionList } from "../ui/definitions.tsx";
import { Stack } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  loading: { fr: "Demande", en: "Request" },
  back: { fr: "Demandes", en: "Requests" },
  state: { fr: "État", en: "State" },
  number: { fr: "Demande n°", en: "Request no." },
  from: { fr: "De", en: "From" },
  about: { fr: "Sur cette demande", en: "About this request" },
  party: { fr: "Pour", en: "For" },
  account: { fr: "Compte", en: "Account" },
  seeAccount: { fr: "Voir le compte", en: "See the account" },
  category: { fr: "Motif", en: "About" },
  creditor: { fr: "Créancier", en: "Creditor" },
  opened: { fr: "Ouverte le", en: "Opened on" },
  answer: { fr: "Répondre", en: "Answer" },
  history: { fr: "Suivi", en: "History" },
} satisfies Words;

/** One request: what was asked and answered, who deals with it (SPEC MSG-3). */
export function RequestPage() {
  const t = useWords(words);
  const id = useParam("request");
  const back = { href: officePaths.requests(), label: t.back };
  const { data: request, error, refetch } = useQuery(query("readOfficeRequest", { params: { request: id } }));
  if (error) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!request)
    return (
      <Stack gap={6}>
        <PageTitle title={t.loading} back={back} />
        <Skeleton lines={8} />
      </Stack>
    );
  return (
    <Stack gap={3}>
      <PageTitle title={request.subject} back={back} actions={<RequestActions request={request} />} />
      <div className="request-record">
        <Stack gap={8}>
          <Thread messages={request.messages} side="staff" />
          {request.can.answer && (
            <Section title={t.answer}>
              <AnswerForm key={request.messages.length} request={request.id} />
            </Section>
          )}
        </Stack>
        <aside aria-label={t.about}>
          <Stack gap={8}>
            <AssignRequest request={request} />
            <Facts request={request} />
            {request.events.length > 0 && (
              <Section title={t.history}>
                <RequestEvents events={request.events} />
              </Section>
            )}
          </Stack>
        </aside>
      </div>
    </Stack>
  );
}

function Facts({ request }: { request: GotOf<"readOfficeRequest"> }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  const { party, creditor, account } = request;
  return (
    <DefinitionList
      items={[
        { term: t.state, value: <RequestStateTag state={request.state} office /> },
        { term: t.number, value: request.number },
        { term: t.from, value: <Link href={officePaths.user(request.user)}>{request.author}</Link> },
        ...(party
          ? [{ term: t.party, value: <Link href={officePaths.party(party.id)}>{party.name}</Link> }]
          : []),
        ...(creditor ? [{ term: t.creditor, value: creditor.name }] : []),
        ...(account
          ? [{ term: t.account, value: <Link href={officePaths.account(account)}>{t.seeAccount}</Link> }]
          : []),
        { term: t.category, value: request.category[language] },
        { term: t.opened, value: f.instant(request.createdAt) },
      ]}
    />
  );
}
