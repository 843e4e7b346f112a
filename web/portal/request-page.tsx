import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { MessageForm, type Written } from "../features/request/message-form.tsx";
import { RequestStateTag } from "../features/request/request-state.tsx";
import { Thread } from "../features/request/thread.tsx";
import { api, type GotOf, newKey } from "../lib/api.ts";
import { parisDate, useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, refresh, sentenceOf, useWrite } from "../lib/queries.ts";
import { useMe } from "../lib/session.tsx";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Row, Stack, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  loading: { fr: "Demande", en: "Request" },
  back: { fr: "Mes demandes", en: "My requests" },
  number: { fr: (n: number) => `Demande n° ${n}`, en: (n: number) => `Request no. ${n}` },
  opened: { fr: (day: string) => `ouverte le ${day}`, en: (day: string) => `opened on ${day}` },
  write: { fr: "Répondre", en: "Reply" },
  writeAgain: { fr: "Reprendre cette demande", en: "Take this request up again" },
  body: { fr: "Votre message", en: "Your message" },
  send: { fr: "Envoyer", en: "Send" },
  sent: { fr: "Votre message est parti.", en: "Your message is sent." },
  settled: { fr: "C’est réglé : clore la demande", en: "It is settled: close the request" },
  closed: {
    fr: "Cette demande est close. Si vous écrivez, elle est reprise.",
    en: "This request is closed. If you write, it is taken up again.",
  },
} satisfies Words;

type Request = GotOf<"readRequest">;

/** One request and its thread (SPEC MSG-3). */
export function RequestPage() {
  const t = useWords(words);
  const id = useParam("request");
  const { data: request, error, refetch } = useQuery(query("readRequest", { params: { request: id } }));
  useSeen(request);
  if (error) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!request)
    return (
      <Stack gap={6}>
        <PageTitle title={t.loading} back={{ href: paths.requests(), label: t.back }} />
        <Skeleton lines={8} />
      </Stack>
    );
  return (
    <Stack gap={8}>
      <Stack gap={3}>
        <PageTitle title={request.subject} back={{ href: paths.requests(), label: t.back }} />
        <Facts request={request} />
      </Stack>
      <Thread messages={request.messages} side="customer" />
      <Reply key={request.messages.length} request={request} />
    </Stack>
  );
}

/** Answers on screen are seen; somebody who only looks changes nothing. */
function useSeen(request: Request | undefined): void {
  const looks = useMe().viewedBy !== null;
  const { mutate } = useWrite("markRequestSeen", { refreshes: ["readMessages", "listRequests"] });
  const id = request?.unread && !looks ? request.id : null;
  useEffect(() => {
    if (id) mutate({ params: { request: id } });
  }, [id, mutate]);
}

/** What it is about, in one line above the thread. */
function Facts({ request }: { request: Request }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  const said = [
    t.number(request.number),
    request.category[language],
    request.party?.name,
    request.creditor?.name,
    t.opened(f.date(parisDate(request.createdAt))),
  ];
  return (
    <Row gap={4}>
      <RequestStateTag state={request.state} />
      <Text look="muted" as="span">
        {said.filter(Boolean).join(" · ")}
      </Text>
    </Row>
  );
}

function Reply({ request }: { request: Request }) {
  const t = useWords(words);
  const [key] = useState(newKey);
  const params = { request: request.id };
  const close = useWrite("closeMyRequest", { refreshes: ["readRequest", "listRequests"] });
  const write = async ({ body, attachments }: Written) => {
    await api.writeToRequest({ params, body: { body, attachments } }, { key });
    showToast({ title: t.sent });
    await refresh("readRequest", "listRequests");
  };
  const isClosed = request.state === "closed";
  return (
    <>
      {isClosed && <Notice>{t.closed}</Notice>}
      {close.isError && (
        <Notice kind="error" live>
          {sentenceOf(close.error)}
        </Notice>
      )}
      {request.can.write && (
        <Section title={isClosed ? t.writeAgain : t.write}>
          <MessageForm
            label={t.body}
            submit={t.send}
            onWrite={write}
            others={
              request.can.close && (
                <Button look="quiet" busy={close.isPending} onClick={() => close.mutate({ params })}>
                  {t.settled}
                </Button>
              )
            }
          />
        </Section>
      )}
    </>
  );
}
