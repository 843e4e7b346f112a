import { Download } from "lucide-react";
import type { GotOf } from "../../lib/api.ts";
import { download } from "../../lib/download.ts";
import { useFormat } from "../../lib/format.ts";
import { address } from "../../lib/place.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Section } from "../../ui/page.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { CollectionState } from "../collection/collection-state.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { useList } from "../office-list/use-list.ts";
import type { Batch } from "./batch-actions.tsx";
import { BatchNotices } from "./batch-notices.tsx";
import { BatchState } from "./batch-state.tsx";
import { CancelCollection } from "./cancel-collection.tsx";

const words = {
  debits: {
    fr: (n: number) => plural("fr", n, { one: "# prélèvement", other: "# prélèvements" }),
    en: (n: number) => plural("en", n, { one: "# direct debit", other: "# direct debits" }),
  },
  creditor: { fr: "Créancier", en: "Creditor" },
  before: { fr: "À remettre avant", en: "To give before" },
  at: {
    fr: (day: string, hour: number) => `le ${day}, ${hour} h`,
    en: (day: string, hour: number) => `${day}, ${hour}:00`,
  },
  passed: { fr: "heure limite passée", en: "cut-off passed" },
  message: { fr: "Message", en: "Message" },
  format: { fr: "Format", en: "Format" },
  file: { fr: "Fichier", en: "File" },
  download: { fr: "Télécharger le fichier", en: "Download the file" },
  alsoDropped: {
    fr: "Ce fichier est déposé à la banque par SFTP : ne le lui donnez pas aussi vous-même.",
    en: "This file is dropped at the bank by SFTP: do not give it yourself as well.",
  },
  left: { fr: "Fichier sorti", en: "File left" },
  notTaken: { fr: "Dite non prise par la banque", en: "Said not to have been taken" },
  back: { fr: "Revenus", en: "Came back" },
  returned: {
    fr: (n: number) => plural("fr", n, { one: "# rejet", other: "# rejets" }),
    en: (n: number) => plural("en", n, { one: "# return", other: "# returns" }),
  },
  story: { fr: "Où en est la remise", en: "Where the batch stands" },
  prepared: { fr: "Préparée", en: "Prepared" },
  byItself: { fr: "par Quitus", en: "by Quitus" },
  released: { fr: "Libérée", en: "Released" },
  sent: { fr: "Remise à la banque", en: "Given to the bank" },
  dropped: { fr: "dépôt SFTP", en: "SFTP drop" },
  credited: {
    fr: (cents: string) => `Créditée par la banque : ${cents}`,
    en: (cents: string) => `Credited by the bank: ${cents}`,
  },
  creditedOtherwise: {
    fr: (cents: string, expected: string) =>
      `Créditée par la banque pour un autre montant : ${cents} au lieu de ${expected}`,
    en: (cents: string, expected: string) =>
      `Credited by the bank for another amount: ${cents} instead of ${expected}`,
  },
  blocks: { fr: "Blocs du fichier", en: "Blocks of the file" },
  block: { fr: "Bloc", en: "Block" },
  day: { fr: "Date", en: "Day" },
  kind: { fr: "Type", en: "Kind" },
  count: { fr: "Nombre", en: "Number" },
  amount: { fr: "Montant", en: "Amount" },
  list: { fr: "Prélèvements de la remise", en: "Direct debits of the batch" },
  wentBack: {
    fr: "Ils sont revenus dans ce qui est à venir :",
    en: "They went back to what is to come:",
  },
  coming: { fr: "voir les prélèvements", en: "see the direct debits" },
  party: { fr: "Tiers", en: "Party" },
  state: { fr: "État", en: "State" },
  act: { fr: "Retirer", en: "Remove" },
  more: { fr: "Afficher la suite", en: "Show more" },
} satisfies Words;

/** Everything about one batch: why it waits, what is in it, its file, what the bank said. */
export function BatchRecord({ batch }: { batch: Batch }) {
  const t = useWords(words);
  return (
    <Stack gap={6}>
      <Stack gap={2}>
        <Row justify="between">
          <Amount cents={batch.cents} size="l" />
          <BatchState batch={batch} />
        </Row>
        <Text look="muted">{t.debits(batch.count)}</Text>
        <BatchNotices batch={batch} />
      </Stack>
      <DefinitionList items={useFacts(batch)} />
      {batch.can.download && (
        <Stack gap={2}>
          <div>
            <Button
              icon={Download}
              onClick={() => download(address(`/api/office/debit-batches/${batch.id}/file`))}
            >
              {t.download}
            </Button>
          </div>
          {batch.state === "ready" && batch.drop && batch.drop.state !== "failed" && (
            <Text look="muted">{t.alsoDropped}</Text>
          )}
        </Stack>
      )}
      <Section level={3} title={t.story}>
        <Timeline label={t.story} events={useStory(batch)} />
      </Section>
      {batch.blocks.length > 0 && (
        <Section level={3} title={t.blocks}>
          <Blocks batch={batch} />
        </Section>
      )}
      <Section level={3} title={t.list}>
        {batch.state === "cancelled" && batch.count === 0 ? (
          <Text>
            {t.wentBack} <Link href={officePaths.collections()}>{t.coming}</Link>
          </Text>
        ) : (
          <Debits batch={batch} />
        )}
      </Section>
    </Stack>
  );
}

function useFacts(batch: Batch) {
  const t = useWords(words);
  const f = useFormat();
  const came = batch.states.rejected + batch.states.returned;
  return [
    { key: "creditor", term: t.creditor, value: batch.creditor.name },
    batch.cutOff && {
      key: "before",
      term: t.before,
      value: batch.cutOff.passed ? t.passed : t.at(f.date(batch.cutOff.day), batch.cutOff.hour),
    },
    batch.messageId && { key: "message", term: t.message, value: batch.messageId },
    batch.version && { key: "format", term: t.format, value: batch.version },
    batch.file && { key: "file", term: t.file, value: f.bytes(batch.file.bytes) },
    came > 0 && {
      key: "back",
      term: t.back,
      value: <Link href={officePaths.returns()}>{t.returned(came)}</Link>,
    },
  ].filter((item) => typeof item === "object" && item !== null);
}

function useStory(batch: Batch) {
  const t = useWords(words);
  const f = useFormat();
  return [
    { key: "prepared", at: batch.preparedAt, title: t.prepared, who: batch.preparedBy ?? t.byItself },
    batch.releasedAt && {
      key: "released",
      at: batch.releasedAt,
      title: t.released,
      who: batch.releasedBy ?? "",
    },
    batch.left && {
      key: "left",
      at: batch.left.at,
      title: t.left,
      who: batch.left.by ?? t.dropped,
    },
    batch.notTaken && {
      key: "not-taken",
      at: batch.notTaken.at,
      title: t.notTaken,
      who: batch.notTaken.by,
      kind: "overdue" as const,
    },
    batch.sentAt && {
      key: "sent",
      at: batch.sentAt,
      title: t.sent,
      who: batch.sentBy ?? (batch.drop ? t.dropped : t.byItself),
    },
    ...batch.blocks.map(
      (block) =>
        block.creditedOn !== null &&
        block.creditedCents !== null && {
          key: block.id,
          at: block.creditedOn,
          title:
            block.creditedCents === block.cents
              ? t.credited(f.cents(block.creditedCents))
              : t.creditedOtherwise(f.cents(block.creditedCents), f.cents(block.cents)),
          kind: block.creditedCents === block.cents ? ("settled" as const) : ("overdue" as const),
        },
    ),
  ].filter((item) => typeof item === "object" && item !== null);
}

function Blocks({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const f = useFormat();
  return (
    <Table
      caption={t.blocks}
      hideCaption
      dense
      rows={batch.blocks}
      rowKey={(block) => block.id}
      columns={[
        { key: "block", header: t.block, phone: "title", cell: (block) => block.reference },
        {
          key: "day",
          header: t.day,
          width: "narrow",
          phone: "meta",
          cell: (block) => <DateText date={block.collectOn} short />,
        },
        { key: "kind", header: t.kind, phone: "hide", cell: (block) => `${block.scheme} ${block.sequence}` },
        {
          key: "count",
          header: t.count,
          numeric: true,
          phone: "hide",
          cell: (block) => f.number(block.count),
        },
        {
          key: "amount",
          header: t.amount,
          numeric: true,
          phone: "amount",
          cell: (block) => <Amount cents={block.cents} />,
        },
      ]}
    />
  );
}

type Debit = GotOf<"listBatchCollections">["items"][number];

function Debits({ batch }: { batch: Batch }) {
  const t = useWords(words);
  const list = useList("listBatchCollections", { params: { batch: batch.id }, query: { limit: 50 } });
  const columns: Column<Debit>[] = [
    { key: "party", header: t.party, phone: "title", cell: (row) => row.party.name },
    {
      key: "state",
      header: t.state,
      phone: "state",
      cell: (row) => <CollectionState state={row.state} office />,
    },
    {
      key: "amount",
      header: t.amount,
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.cents} />,
    },
  ];
  if (batch.state === "draft")
    columns.push({
      key: "act",
      header: t.act,
      cell: (row) => (row.can.cancel ? <CancelCollection collection={row} small /> : null),
    });
  return (
    <Stack gap={3}>
      <Table
        caption={t.list}
        hideCaption
        dense
        rows={list.rows}
        loading={list.loading}
        rowKey={(row) => row.id}
        rowHref={(row) => officePaths.collection(row.id)}
        openKey="party"
        columns={columns}
      />
      {list.read.hasNextPage && (
        <Row justify="end">
          <Button small busy={list.read.isFetchingNextPage} onClick={() => void list.read.fetchNextPage()}>
            {t.more}
          </Button>
        </Row>
      )}
    </Stack>
  );
}
