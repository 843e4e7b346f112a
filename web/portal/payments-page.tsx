import { useInfiniteQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { useCurrentAccount } from "../features/account/current-account.ts";
import { backOf, type Payment, PaymentState } from "../features/payment/payment-state.tsx";
import { PaymentTabs } from "../features/payment/payment-tabs.tsx";
import { ExpectedTransfers } from "../features/transfer/expected-transfers.tsx";
import { parisDate, useFormat } from "../lib/format.ts";
import { paths } from "../lib/place.ts";
import { pages } from "../lib/queries.ts";
import { plural, useLanguage, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row, Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";

const words = {
  title: { fr: "Mes paiements", en: "My payments" },
  lead: {
    fr: "Ce que vous avez payé ici, et ce qui est en cours. Chaque ligne mène à son reçu.",
    en: "What you paid here, and what is under way. Each line leads to its receipt.",
  },
  caption: { fr: "Paiements, du plus récent au plus ancien", en: "Payments, newest first" },
  what: { fr: "Pour", en: "For" },
  date: { fr: "Date", en: "Date" },
  reference: { fr: "Référence", en: "Reference" },
  state: { fr: "État", en: "State" },
  amount: { fr: "Montant", en: "Amount" },
  more: { fr: "Afficher la suite", en: "Show more" },
  none: { fr: "Aucun paiement encore", en: "No payment yet" },
  noneText: {
    fr: "Vos paiements en ligne et leurs reçus apparaîtront ici.",
    en: "Your on-line payments and their receipts will appear here.",
  },
  see: { fr: "Voir mon compte", en: "See my account" },
} satisfies Words;

/** One's payments, newest first (SPEC PAY-7). */
export function PaymentsPage() {
  const t = useWords(words);
  const f = useFormat();
  const account = useCurrentAccount();
  const list = useInfiniteQuery(pages("listPayments", { query: { limit: 50 } }));
  if (list.isError) return <FailedRead error={list.error} onRetry={() => void list.refetch()} />;
  const payments = list.data?.pages.flatMap((page) => page.items) ?? [];
  const month = (payment: Payment) => parisDate(payment.createdAt).slice(0, 7);
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      <PaymentTabs current="here" />
      <ExpectedTransfers />
      <Table
        caption={t.caption}
        hideCaption
        rows={payments}
        loading={list.isPending}
        rowKey={(payment) => payment.id}
        rowHref={(payment) => paths.payment(payment.id)}
        group={(payment) => ({ key: month(payment), label: f.month(`${month(payment)}-01`) })}
        empty={
          <EmptyState
            icon={ReceiptText}
            title={t.none}
            action={<LinkButton href={account ? paths.account(account) : paths.spaces()}>{t.see}</LinkButton>}
          >
            {t.noneText}
          </EmptyState>
        }
        columns={[
          { key: "what", header: t.what, phone: "title", cell: (payment) => <What payment={payment} /> },
          {
            key: "date",
            header: t.date,
            width: "narrow",
            phone: "meta",
            cell: (payment) => <DateText date={parisDate(payment.createdAt)} short />,
          },
          {
            key: "reference",
            header: t.reference,
            width: "narrow",
            phone: "hide",
            cell: (payment) => payment.receipt?.number ?? payment.reference,
          },
          {
            key: "state",
            header: t.state,
            width: "narrow",
            phone: "state",
            cell: (payment) => <PaymentState state={payment.state} back={backOfPayment(payment)} />,
          },
          {
            key: "amount",
            header: t.amount,
            width: "narrow",
            numeric: true,
            phone: "amount",
            cell: (payment) => (
              <Amount
                cents={payment.receipt?.cents ?? payment.cents}
                tone={payment.state === "paid" ? "ink" : "muted"}
              />
            ),
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

const backOfPayment = ({ receipt, reversals }: Payment) =>
  backOf(
    receipt?.cents ?? 0,
    reversals.reduce((sum, one) => sum + one.cents, 0),
  );

/** The first piece, and how many others. */
function What({ payment }: { payment: Payment }) {
  const { language } = useLanguage();
  const others = payment.pieces.length - 1;
  const first = payment.pieces[0]?.label ?? payment.creditor.name;
  if (others <= 0) return first;
  const rest =
    language === "fr"
      ? plural("fr", others, { one: "et une autre", other: "et # autres" })
      : plural("en", others, { one: "and one other", other: "and # others" });
  return `${first} ${rest}`;
}
