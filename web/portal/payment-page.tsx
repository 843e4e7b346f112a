import { useQuery } from "@tanstack/react-query";
import { Download, Printer } from "lucide-react";
import { useEffect, useRef } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { PaymentPieces } from "../features/payment/payment-pieces.tsx";
import type { Payment } from "../features/payment/payment-state.tsx";
import { Receipt } from "../features/payment/receipt.tsx";
import { UnderWay } from "../features/payment/under-way.tsx";
import { fileAddress } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, refresh } from "../lib/queries.ts";
import { useMe } from "../lib/session.tsx";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Column, Row, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";

const words = {
  paid: { fr: "Merci, c’est payé", en: "Thank you, it is paid" },
  paidLead: {
    fr: "Le paiement est porté sur votre compte, et le service en est prévenu.",
    en: "The payment is written on your account, and the office has been told.",
  },
  mailed: {
    fr: (email: string) => `Le reçu part aussi à ${email}.`,
    en: (email: string) => `The receipt is also sent to ${email}.`,
  },
  unapplied: {
    fr: "L’argent est bien reçu, mais ces pièces avaient changé entre-temps : il apparaît en avoir sur votre compte, et le service est prévenu.",
    en: "The money has arrived, but these items had changed meanwhile: it appears as a credit on your account, and the office has been told.",
  },
  reversed: { fr: "Ce paiement vous a été rendu", en: "This payment was given back to you" },
  partlyReversed: {
    fr: "Ce paiement vous a été rendu en partie",
    en: "This payment was partly given back to you",
  },
  reversedLead: {
    fr: "Ce que ce paiement ne règle plus est de nouveau à régler sur votre compte.",
    en: "What this payment no longer settles is due again on your account.",
  },
  waiting: { fr: "Paiement en cours", en: "Payment under way" },
  waitingLead: {
    fr: (cents: string, name: string) => `${cents} à ${name}.`,
    en: (cents: string, name: string) => `${cents} to ${name}.`,
  },
  denied: { fr: "Le paiement a été refusé", en: "The payment was refused" },
  deniedLead: {
    fr: "Rien n’a été débité. Votre banque a dit non, ou la saisie n’a pas abouti : vous pouvez réessayer, avec une autre carte s’il le faut.",
    en: "Nothing was charged. Your bank said no, or the entry did not go through: you may try again, with another card if needed.",
  },
  cancelled: { fr: "Le paiement est annulé", en: "The payment is cancelled" },
  cancelledLead: {
    fr: "Rien n’a été débité. Les pièces sont de nouveau réglables.",
    en: "Nothing was charged. The items can be paid again.",
  },
  expired: { fr: "Le paiement n’a pas été terminé", en: "The payment was not finished" },
  expiredLead: {
    fr: "Rien n’a été débité. Le délai est passé ; les pièces sont de nouveau réglables.",
    en: "Nothing was charged. The time has passed; the items can be paid again.",
  },
  failed: { fr: "Le paiement n’a pas pu commencer", en: "The payment could not start" },
  failedLead: {
    fr: "Rien n’a été débité. Le service de paiement n’a pas accepté la demande ; réessayez plus tard.",
    en: "Nothing was charged. The payment service did not accept the request; try again later.",
  },
  pdf: { fr: "Reçu en PDF", en: "Receipt as PDF" },
  print: { fr: "Imprimer", en: "Print" },
  account: { fr: "Revenir à mon compte", en: "Back to my account" },
  again: { fr: "Régler à nouveau", en: "Pay again" },
  back: { fr: "Mes paiements", en: "My payments" },
} satisfies Words;

const isOpen = (payment: Payment | undefined): boolean =>
  payment?.state === "waiting" || payment?.state === "starting";

/** Asks often at first, then less and less: 2 s, and up to 30 s. */
const pace = (asked: number): number => Math.min(30_000, 2000 * 1.15 ** asked);

/**
 * What was given up may have been paid all the same, and the provider's word be a few seconds behind the payer's return
 * (PAY-6): for about two minutes it is asked about too.
 */
const ASKED_WHEN_UNPAID = 16;
const asksAgain = (payment: Payment | undefined, asked: number): boolean =>
  isOpen(payment) || (payment !== undefined && payment.state !== "paid" && asked < ASKED_WHEN_UNPAID);

/** Where the payer comes back (SPEC PAY-6): reads the payment until it is settled; settles nothing. */
export function PaymentPage() {
  const payment = useParam("payment");
  const read = useQuery({
    ...query("readPayment", { params: { payment } }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      asksAgain(state.data, state.dataUpdateCount) && pace(state.dataUpdateCount),
    refetchIntervalInBackground: false,
  });
  const state = read.data?.state;
  const before = useRef(state);
  useEffect(() => {
    const closed = state !== "waiting" && state !== "starting";
    if (before.current && before.current !== state && closed)
      void refresh("readAccount", "readStatement", "readCart", "listPayments");
    before.current = state;
  }, [state]);
  if (read.isError && !read.data)
    return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <PendingPage />;
  return (
    <Column>
      <Stack gap={6}>
        <div aria-live="polite">
          <Title payment={read.data} />
        </div>
        <Content payment={read.data} />
      </Stack>
    </Column>
  );
}

function Title({ payment }: { payment: Payment }) {
  const t = useWords(words);
  const f = useFormat();
  const me = useMe();
  const toPayments = { href: paths.payments(), label: t.back };
  const { state } = payment;
  if (state === "starting" || state === "waiting")
    return (
      <PageTitle
        title={t.waiting}
        lead={t.waitingLead(f.cents(payment.cents), payment.creditor.name)}
        back={toPayments}
      />
    );
  const back = payment.reversals.reduce((sum, one) => sum + one.cents, 0);
  if (state === "paid" && back > 0) {
    const all = back === payment.receipt?.cents;
    return <PageTitle title={all ? t.reversed : t.partlyReversed} lead={t.reversedLead} back={toPayments} />;
  }
  if (state === "paid") {
    const lead = [!payment.receipt?.unapplied && t.paidLead, me.email && t.mailed(me.email)].filter(Boolean);
    return <PageTitle title={t.paid} lead={lead.join(" ")} back={toPayments} />;
  }
  return <PageTitle title={t[state]} lead={t[`${state}Lead`]} back={toPayments} />;
}

function Content({ payment }: { payment: Payment }) {
  const t = useWords(words);
  const { language } = useLanguage();
  if (isOpen(payment)) return <UnderWay payment={payment} />;
  const toAccount = <LinkButton href={paths.account(payment.account)}>{t.account}</LinkButton>;
  if (payment.state !== "paid" || !payment.receipt) {
    return (
      <Stack gap={6}>
        <PaymentPieces pieces={payment.pieces} />
        <Row>
          <LinkButton look="primary" href={paths.cart(payment.creditor.id)}>
            {t.again}
          </LinkButton>
          {toAccount}
        </Row>
      </Stack>
    );
  }
  const file = fileAddress("readReceipt", {
    params: { payment: payment.id },
    query: { language, download: "yes" },
  });
  return (
    <Stack gap={6}>
      {payment.receipt.unapplied && <Notice kind="warning">{t.unapplied}</Notice>}
      <Receipt payment={payment} receipt={payment.receipt} />
      <Row>
        <LinkButton look="primary" icon={Download} href={file} download>
          {t.pdf}
        </LinkButton>
        <Button icon={Printer} onClick={() => globalThis.print()}>
          {t.print}
        </Button>
        {toAccount}
      </Row>
    </Stack>
  );
}
