import { useQuery } from "@tanstack/react-query";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { InPanel } from "../features/office-frame/panel.tsx";
import { PaymentActions, PaymentRecord } from "../features/office-payment/payment-record.tsx";
import { useFilters, useGo, useParam } from "../lib/navigation.ts";
import { query, sentenceOf } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Notice } from "../ui/notice.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const words = {
  title: {
    fr: (reference: string) => `Paiement ${reference}`,
    en: (reference: string) => `Payment ${reference}`,
  },
} satisfies Words;

/** The record of a payment, beside the list; it follows an open attempt by itself. */
export function PaymentPage() {
  const t = useWords(words);
  const go = useGo();
  const [filters] = useFilters();
  const id = useParam("payment");
  const { data: payment, error } = useQuery({
    ...query("readOfficePayment", { params: { payment: id } }),
    refetchInterval: ({ state }) =>
      state.data?.state === "waiting" || state.data?.state === "starting" ? 10_000 : false,
  });
  return (
    <InPanel>
      <SidePanel
        key={id}
        title={t.title(payment?.reference ?? "")}
        onClose={() => go(officePaths.payments(filters))}
        actions={payment && <PaymentActions payment={payment} />}
      >
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!payment && !error && <Skeleton lines={8} />}
        {payment && <PaymentRecord payment={payment} />}
      </SidePanel>
    </InPanel>
  );
}
