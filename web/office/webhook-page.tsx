import { useQuery } from "@tanstack/react-query";
import { Radio } from "lucide-react";
import { useState } from "react";
import { FailedRead, MissingPage, PendingPage } from "../app/fallback-pages.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { FilterSelect } from "../features/office-list/filters.tsx";
import { RecordTable } from "../features/office-list/list-page.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { WebhookActions } from "../features/office-webhook/webhook-actions.tsx";
import { WebhookState } from "../features/office-webhook/webhook-state.tsx";
import { eventWords } from "../features/office-webhook/webhook-words.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters, useParam } from "../lib/navigation.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { InstantText } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  back: { fr: "Webhooks", en: "Webhooks" },
  address: { fr: "Adresse", en: "Address" },
  events: { fr: "Ce qui est annoncé", en: "What is told" },
  state: { fr: "État", en: "State" },
  deliveries: { fr: "Messages envoyés", en: "Messages sent" },
  event: { fr: "Événement", en: "Event" },
  at: { fr: "Le", en: "On" },
  tries: { fr: "Essais", en: "Tries" },
  answer: { fr: "Réponse", en: "Answer" },
  waiting: { fr: "En attente", en: "Waiting" },
  delivered: { fr: "Reçu", en: "Received" },
  failed: { fr: "Non reçu", en: "Not received" },
  next: { fr: "Prochain essai", en: "Next try" },
  again: { fr: "Renvoyer", en: "Send again" },
  replay: { fr: "Renvoyé", en: "Sent again" },
  everything: { fr: "Tous", en: "All" },
  actions: { fr: "Action", en: "Action" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# message affiché", other: "# messages affichés" }),
    en: (n: number) => plural("en", n, { one: "# message shown", other: "# messages shown" }),
  },
  none: { fr: "Rien n’a encore été envoyé", en: "Nothing was sent yet" },
  noneText: {
    fr: "Le prochain événement choisi viendra ici. Un essai se fait tout de suite avec « Essayer ».",
    en: "The next chosen event will come here. “Try” sends a test now.",
  },
  noMatch: { fr: "Aucun message dans cet état", en: "No message in this state" },
  noMatchText: { fr: "Choisissez un autre état.", en: "Choose another state." },
} satisfies Words;

type DeliveryState = NonNullable<NonNullable<CallOf<"listDeliveries">["query"]>["state"]>;
type Delivery = GotOf<"listDeliveries">["items"][number];
const kinds = { waiting: "pending", delivered: "settled", failed: "overdue" } as const;

/** One webhook: what it is told, how that fares, and how to tell it again. */
export function WebhookPage() {
  const id = useParam("webhook");
  const { data, error, refetch } = useQuery(query("listWebhooks", {}));
  if (error && !data) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!data) return <PendingPage />;
  const webhook = data.items.find((one) => one.id === id);
  return webhook ? <Record webhook={webhook} /> : <MissingPage />;
}

function Record({ webhook }: { webhook: GotOf<"listWebhooks">["items"][number] }) {
  const t = useWords(words);
  const names = useWords(eventWords);
  return (
    <Stack gap={6}>
      <PageTitle
        title={webhook.label}
        back={{ href: officePaths.webhooks(), label: t.back }}
        actions={<WebhookActions webhook={webhook} />}
      />
      <DefinitionList
        items={[
          { term: t.state, value: <WebhookState webhook={webhook} /> },
          { term: t.address, value: webhook.url },
          { term: t.events, value: webhook.events.map((event) => names[event]).join(", ") },
        ]}
      />
      <Section title={t.deliveries}>
        <Deliveries webhook={webhook.id} />
      </Section>
    </Stack>
  );
}

function Deliveries({ webhook }: { webhook: string }) {
  const t = useWords(words);
  const [filters] = useFilters();
  const state = filters.etat as DeliveryState | undefined;
  const list = useList("listDeliveries", { params: { webhook }, query: { state } });
  return (
    <RecordTable
      title={t.deliveries}
      list={list}
      filters={
        <FilterSelect
          name="etat"
          label={t.state}
          all={t.everything}
          options={(["waiting", "delivered", "failed"] as const).map((value) => ({ value, label: t[value] }))}
        />
      }
      summary={t.shown(list.rows.length)}
      rowKey={(row) => row.id}
      columns={useColumns(webhook)}
      empty={{
        icon: Radio,
        narrowed: Boolean(state),
        none: { title: t.none, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    />
  );
}

function useColumns(webhook: string): Column<Delivery>[] {
  const t = useWords(words);
  const names = useWords(eventWords);
  return [
    {
      key: "event",
      header: t.event,
      phone: "title",
      cell: (row) => `${names[row.event]}${row.replay ? ` (${t.replay.toLowerCase()})` : ""}`,
    },
    { key: "at", header: t.at, cell: (row) => <InstantText at={row.createdAt} /> },
    { key: "tries", header: t.tries, width: "narrow", phone: "hide", cell: (row) => row.tries },
    {
      key: "answer",
      header: t.answer,
      phone: "hide",
      cell: (row) => row.lastError ?? row.lastStatus ?? "",
    },
    {
      key: "next",
      header: t.next,
      phone: "hide",
      cell: (row) => row.nextTryAt && row.tries > 0 && <InstantText at={row.nextTryAt} />,
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <State kind={kinds[row.state]}>{t[row.state]}</State>,
    },
    {
      key: "again",
      header: t.actions,
      width: "narrow",
      phone: "amount",
      cell: (row) => <Again webhook={webhook} delivery={row} />,
    },
  ];
}

function Again({ webhook, delivery }: { webhook: string; delivery: Delivery }) {
  const t = useWords(words);
  const [told, setTold] = useState(false);
  const replay = useWrite("replayDelivery", { refreshes: ["listDeliveries", "listWebhooks"] });
  if (replay.error) return <Notice kind="error">{sentenceOf(replay.error)}</Notice>;
  return (
    <Button
      look="quiet"
      small
      busy={replay.isPending}
      disabled={told}
      onClick={() =>
        replay.mutate({ params: { webhook, delivery: delivery.id } }, { onSuccess: () => setTold(true) })
      }
    >
      {t.again}
    </Button>
  );
}
