import { useInfiniteQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { useCurrentAccount } from "../features/account/current-account.ts";
import { DebitTabs } from "../features/mandate/debit-tabs.tsx";
import { type MandateRow, MandateState, useModeNames } from "../features/mandate/mandate-state.tsx";
import { endOfIban } from "../lib/format.ts";
import { paths } from "../lib/place.ts";
import { pages } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row, Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { type Column, Table } from "../ui/table.tsx";

const words = {
  title: { fr: "Mes mandats", en: "My mandates" },
  lead: {
    fr: "Les mandats que vous avez signés, et ce qu’ils permettent de prélever.",
    en: "The mandates that you signed, and what they allow to be debited.",
  },
  caption: { fr: "Mandats, du plus récent au plus ancien", en: "Mandates, newest first" },
  sign: { fr: "Signer un mandat", en: "Sign a mandate" },
  creditor: { fr: "Créancier", en: "Creditor" },
  bank: { fr: "Compte bancaire", en: "Bank account" },
  umr: { fr: "RUM", en: "UMR" },
  mode: { fr: "Type", en: "Type" },
  signed: { fr: "Signé le", en: "Signed on" },
  signedOn: { fr: "signé le", en: "signed on" },
  state: { fr: "État", en: "State" },
  amount: { fr: "Montant", en: "Amount" },
  more: { fr: "Afficher la suite", en: "Show more" },
  none: { fr: "Aucun mandat signé", en: "No mandate signed" },
  noneText: {
    fr: "Un mandat de prélèvement permet de payer sans y penser. Il se signe en ligne, en quelques minutes.",
    en: "A direct debit mandate pays without your thinking of it. It is signed on line in a few minutes.",
  },
} satisfies Words;

/** The mandates of the customer, with their history (SPEC MAN-6). */
export function MandatesPage() {
  const t = useWords(words);
  const account = useCurrentAccount();
  const list = useInfiniteQuery(pages("listMandates", { query: { limit: 50 } }));
  const columns = useColumns();
  if (list.isError) return <FailedRead error={list.error} onRetry={() => void list.refetch()} />;
  const sign = account && (
    <LinkButton icon={Landmark} href={paths.debit(account)}>
      {t.sign}
    </LinkButton>
  );
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} actions={rows.length > 0 && sign} />
      <DebitTabs current="mandates" />
      <Table
        caption={t.caption}
        hideCaption
        rows={rows}
        loading={list.isPending}
        rowKey={(row) => row.id}
        rowHref={(row) => paths.mandate(row.id)}
        columns={columns}
        empty={
          <EmptyState icon={Landmark} title={t.none} action={sign || undefined}>
            {t.noneText}
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

function useColumns(): Column<MandateRow>[] {
  const t = useWords(words);
  const modes = useModeNames();
  return [
    { key: "creditor", header: t.creditor, phone: "title", cell: (row) => row.creditor.name },
    { key: "bank", header: t.bank, width: "narrow", phone: "hide", cell: (row) => endOfIban(row.maskedIban) },
    { key: "mode", header: t.mode, width: "narrow", phone: "meta", cell: (row) => modes[row.mode] },
    { key: "umr", header: t.umr, width: "narrow", phone: "hide", cell: (row) => row.umr },
    {
      key: "signed",
      header: t.signed,
      width: "narrow",
      phone: "meta",
      phoneSays: t.signedOn,
      cell: (row) => row.signedOn && <DateText date={row.signedOn} short />,
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <MandateState state={row.state} />,
    },
    {
      key: "amount",
      header: t.amount,
      width: "narrow",
      numeric: true,
      phone: "amount",
      cell: (row) => {
        const cents = row.oneOffCents ?? row.planCents;
        return cents !== null && <Amount cents={cents} />;
      },
    },
  ];
}
