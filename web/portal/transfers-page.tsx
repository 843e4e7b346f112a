import { useInfiniteQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { useCurrentAccount } from "../features/account/current-account.ts";
import { PaymentTabs } from "../features/payment/payment-tabs.tsx";
import { TransferList } from "../features/transfer/transfer-list.tsx";
import { paths } from "../lib/place.ts";
import { pages } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row, Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { SkeletonTable } from "../ui/skeleton.tsx";

const words = {
  title: { fr: "Mes virements", en: "My transfers" },
  lead: {
    fr: "Les virements que vous avez annoncés. Chaque ligne mène à l’IBAN, à la référence et au code à scanner.",
    en: "The transfers that you announced. Each line leads to the IBAN, the reference and the code to scan.",
  },
  list: { fr: "Virements, du plus récent au plus ancien", en: "Transfers, newest first" },
  more: { fr: "Afficher la suite", en: "Show more" },
  none: { fr: "Aucun virement annoncé", en: "No transfer announced" },
  noneText: {
    fr: "Sur votre compte, choisissez ce que vous voulez régler, puis touchez « Payer par virement ».",
    en: "On your account, choose what you want to pay, then touch “Pay by transfer”.",
  },
  see: { fr: "Voir mon compte", en: "See my account" },
} satisfies Words;

/** The transfers that one said one would make, newest first (SPEC PAY-9). */
export function TransfersPage() {
  const t = useWords(words);
  const account = useCurrentAccount();
  const list = useInfiniteQuery(pages("listTransferOrders", { query: { limit: 50 } }));
  if (list.isError) return <FailedRead error={list.error} onRetry={() => void list.refetch()} />;
  const orders = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      <PaymentTabs current="transfers" />
      {list.isPending && <SkeletonTable rows={3} />}
      {!list.isPending && orders.length === 0 && (
        <EmptyState
          icon={Landmark}
          title={t.none}
          action={<LinkButton href={account ? paths.account(account) : paths.spaces()}>{t.see}</LinkButton>}
        >
          {t.noneText}
        </EmptyState>
      )}
      {orders.length > 0 && <TransferList orders={orders} label={t.list} />}
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
