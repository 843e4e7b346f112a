import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { PaymentPieces } from "../features/payment/payment-pieces.tsx";
import { GiveUpTransfer } from "../features/transfer/give-up-transfer.tsx";
import { MailTransfer } from "../features/transfer/mail-transfer.tsx";
import { TransferSheet } from "../features/transfer/transfer-sheet.tsx";
import { type TransferOrderToMake, TransferState } from "../features/transfer/transfer-state.tsx";
import { useFormat } from "../lib/format.ts";
import { useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Row, Stack, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";

const words = {
  open: { fr: "Votre virement à faire", en: "Your transfer to make" },
  openLead: {
    fr: (cents: string, name: string) =>
      `${cents} à ${name}, depuis votre banque. Votre compte est à jour dès que l’argent est arrivé.`,
    en: (cents: string, name: string) =>
      `${cents} to ${name}, from your bank. Your account is up to date as soon as the money has arrived.`,
  },
  received: { fr: "Votre virement est arrivé", en: "Your transfer has arrived" },
  receivedLead: {
    fr: (cents: string, day: string) => `${cents} reçus le ${day} et portés sur votre compte. Merci.`,
    en: (cents: string, day: string) => `${cents} received on ${day} and written on your account. Thank you.`,
  },
  cancelled: { fr: "Virement abandonné", en: "Transfer given up" },
  cancelledLead: {
    fr: "Vous avez dit ne plus le faire. S’il arrive quand même, il sera reconnu.",
    en: "You said that you would not make it. If it arrives all the same, it will be recognised.",
  },
  expired: { fr: "Virement expiré", en: "Transfer expired" },
  expiredLead: {
    fr: (day: string) =>
      `Il n’est pas arrivé avant le ${day} et n’est plus attendu. Si vous l’avez fait, il sera reconnu ; sinon, reprenez ses pièces sur votre compte.`,
    en: (day: string) =>
      `It did not arrive by ${day} and is no longer expected. If you made it, it will be recognised; if not, take its items up again on your account.`,
  },
  until: {
    fr: (day: string) => `Attendu jusqu’au ${day}.`,
    en: (day: string) => `Expected until ${day}.`,
  },
  since: {
    fr: "Une partie a été réglée autrement depuis : le montant ci-dessous est ce qui reste à virer.",
    en: "A part was paid otherwise since: the amount below is what is left to transfer.",
  },
  nothing: {
    fr: "Tout a été réglé autrement depuis, ou attend une réponse : il n’y a plus rien à virer.",
    en: "Everything was paid otherwise since, or waits for an answer: there is nothing left to transfer.",
  },
  closed: {
    fr: "Le service n’accepte plus de virement ici pour le moment.",
    en: "The office takes no transfer here for now.",
  },
  pays: { fr: "Ce que paie ce virement", en: "What this transfer pays" },
  reference: { fr: "Référence", en: "Reference" },
  print: { fr: "Imprimer", en: "Print" },
  back: { fr: "Mes paiements", en: "My payments" },
  account: { fr: "Revenir à mon compte", en: "Back to my account" },
  cart: { fr: "Voir mon règlement", en: "See my cart" },
} satisfies Words;

/** An order of transfer: what to give one's bank, to scan, copy or print (SPEC PAY-9). */
export function TransferPage() {
  const transfer = useParam("transfer");
  const read = useQuery({ ...query("readTransferOrder", { params: { transfer } }), staleTime: 0 });
  if (read.isError && !read.data)
    return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <PendingPage />;
  return <Content order={read.data} />;
}

function Content({ order }: { order: TransferOrderToMake }) {
  const t = useWords(words);
  const f = useFormat();
  const { state, received, creditor, transfer } = order;
  const lead =
    state === "received" && received
      ? t.receivedLead(f.cents(received.cents), f.date(received.on))
      : state === "cancelled"
        ? t.cancelledLead
        : state === "expired"
          ? t.expiredLead(f.date(order.expiresOn))
          : t.openLead(f.cents(transfer?.cents ?? order.cents), creditor.name);
  return (
    <Stack gap={6}>
      <PageTitle title={t[state]} lead={lead} back={{ href: paths.payments(), label: t.back }} />
      {state === "open" && <ToMake order={order} />}
      <Section title={t.pays} aside={state === "open" ? undefined : <TransferState state={state} />}>
        <PaymentPieces pieces={order.pieces} />
      </Section>
      <Row>
        {state === "open" && (
          <Button icon={Printer} onClick={() => globalThis.print()}>
            {t.print}
          </Button>
        )}
        {order.can.mail && transfer && <MailTransfer transfer={order.id} />}
        {state === "cancelled" && <LinkButton href={paths.cart(creditor.id)}>{t.cart}</LinkButton>}
        <LinkButton href={paths.account(order.account)}>{t.account}</LinkButton>
        {order.can.cancel && <GiveUpTransfer transfer={order.id} />}
      </Row>
    </Stack>
  );
}

function ToMake({ order }: { order: TransferOrderToMake }) {
  const t = useWords(words);
  const f = useFormat();
  if (!order.transfer)
    return <Notice kind="warning">{order.stillDueCents === 0 ? t.nothing : t.closed}</Notice>;
  return (
    <Stack gap={6}>
      <Text look="muted">{t.until(f.date(order.expiresOn))}</Text>
      {order.transfer.cents < order.cents && <Notice kind="info">{t.since}</Notice>}
      <TransferSheet transfer={order.transfer} />
    </Stack>
  );
}
