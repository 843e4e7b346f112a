import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { fileAddress, type GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { sentenceOf, useWrite } from "../../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row, Stack, Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { showToast } from "../../ui/toast.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { useMay } from "../office-frame/role.ts";
import { PaymentPieces } from "../payment/payment-pieces.tsx";
import { backOf, PaymentState } from "../payment/payment-state.tsx";
import { useTellAlert } from "./alert-words.ts";
import { useTellFact } from "./fact-words.ts";
import { PaymentReversals, RecordReversal } from "./payment-reversals.tsx";

type Record = GotOf<"readOfficePayment">;

const words = {
  alert: { fr: "À regarder", en: "Needs a look" },
  seen: { fr: "C’est traité", en: "Dealt with" },
  seenTitle: { fr: "L’alerte est-elle traitée ?", en: "Has the alert been dealt with?" },
  seenText: {
    fr: "Elle quittera la liste de travail. L’historique garde qui l’a traitée et quand.",
    en: "It leaves the work list. The history keeps who dealt with it and when.",
  },
  ask: { fr: "Interroger le prestataire", en: "Ask the provider" },
  askedStill: {
    fr: "Le prestataire a répondu : toujours sans issue.",
    en: "The provider answered: still no outcome.",
  },
  asked: {
    fr: "Le prestataire a répondu : la fiche est à jour.",
    en: "The provider answered: the record is up to date.",
  },
  receipt: { fr: "Reçu (PDF)", en: "Receipt (PDF)" },
  payer: { fr: "Payeur", en: "Payer" },
  account: { fr: "Compte", en: "Account" },
  openAccount: { fr: "Ouvrir le compte", en: "Open the account" },
  creditor: { fr: "Créancier", en: "Creditor" },
  started: { fr: "Lancé", en: "Started" },
  closed: { fr: "Clos", en: "Closed" },
  frees: { fr: "Libéré de lui-même", en: "Freed by itself" },
  gateway: { fr: "Prestataire", en: "Provider" },
  providerReference: { fr: "Référence du prestataire", en: "Provider’s reference" },
  lastCode: { fr: "Dernier code du prestataire", en: "Provider’s last code" },
  receiptNumber: { fr: "Reçu", en: "Receipt" },
  authorisation: { fr: "Autorisation", en: "Authorisation" },
  means: { fr: "Moyen", en: "Means" },
  card: { fr: "Carte bancaire", en: "Bank card" },
  direct_debit: { fr: "Prélèvement", en: "Direct debit" },
  unknown: { fr: "Paiement en ligne", en: "On-line payment" },
  unapplied: { fr: "non affecté en totalité", en: "not fully used" },
  pieces: { fr: "Pièces", en: "Items" },
  story: { fr: "Ce qui s’est passé", en: "What happened" },
  system: { fr: "Quitus", en: "Quitus" },
} satisfies Words;

const gateways: { readonly [name: string]: string } = {
  payfip: "PayFiP",
  tipi: "TIPI",
  ogone: "Ogone",
  payzen: "PayZen",
  monetico: "Monetico",
  stripe: "Stripe",
};

/** Everything about one attempt to pay: state, alert, pieces, timeline in plain words. */
export function PaymentRecord({ payment }: { payment: Record }) {
  const t = useWords(words);
  const tell = useTellFact();
  return (
    <Stack gap={6}>
      <Stack gap={2}>
        <Row justify="between">
          <Amount cents={payment.cents} size="l" />
          <PaymentState
            state={payment.state}
            back={backOf(
              payment.receipt?.cents ?? 0,
              payment.reversals.reduce((sum, one) => sum + one.cents, 0),
            )}
          />
        </Row>
        {payment.alert && <Alert payment={payment} alert={payment.alert} />}
      </Stack>
      <DefinitionList items={useFacts(payment)} />
      <Section level={3} title={t.pieces}>
        <PaymentPieces pieces={payment.pieces} />
      </Section>
      <PaymentReversals payment={payment} />
      <Section level={3} title={t.story}>
        <Timeline
          label={t.story}
          events={payment.timeline.map((fact, index) => ({
            key: String(index),
            at: fact.at,
            who: /^(system|token|anyone|visitor|payments)\b/.test(fact.actor) ? t.system : fact.actor,
            ...tell(fact),
          }))}
        />
      </Section>
    </Stack>
  );
}

/** What can be done with the payment: ask the provider, print the receipt. */
export function PaymentActions({ payment }: { payment: Record }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const ask = useWrite("askProvider", { refreshes: ["readOfficePayment", "listOfficePayments", "readHome"] });
  const run = () =>
    ask.mutate(
      { params: { payment: payment.id } },
      {
        onSuccess: (now) =>
          showToast({ kind: "info", title: now.state === payment.state ? t.askedStill : t.asked }),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <>
      {payment.receipt && (
        <a
          className="q-button q-button--secondary"
          target="_blank"
          rel="noreferrer"
          href={fileAddress("readReceipt", { params: { payment: payment.id }, query: { language } })}
        >
          {t.receipt}
        </a>
      )}
      {payment.can.ask && (
        <Button icon={RefreshCw} busy={ask.isPending} onClick={run}>
          {t.ask}
        </Button>
      )}
      <RecordReversal payment={payment} />
    </>
  );
}

function Alert({ payment, alert }: { payment: Record; alert: string }) {
  const t = useWords(words);
  const may = useMay();
  const tellAlert = useTellAlert();
  const [open, setOpen] = useState(false);
  const seen = useWrite("markAlertSeen", {
    refreshes: ["readOfficePayment", "listOfficePayments", "readHome"],
  });
  const confirm = () => seen.mutate({ params: { payment: payment.id } }, { onSuccess: () => setOpen(false) });
  const action = may("accountant") && (
    <Button small onClick={() => setOpen(true)}>
      {t.seen}
    </Button>
  );
  return (
    <Notice kind="warning" title={t.alert} actions={action}>
      {tellAlert(alert)}
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={seen.isPending}
        title={t.seenTitle}
        confirm={t.seen}
      >
        <Text>{tellAlert(alert)}</Text>
        <Text look="muted">{t.seenText}</Text>
        {seen.error && <Notice kind="error">{sentenceOf(seen.error)}</Notice>}
      </ConfirmDialog>
    </Notice>
  );
}

function useFacts(payment: Record) {
  const t = useWords(words);
  const f = useFormat();
  const { receipt } = payment;
  return [
    {
      key: "payer",
      term: t.payer,
      value: (
        <>
          <Link href={officePaths.user(payment.payer.user)}>{payment.payer.name}</Link>
          {payment.payer.email && ` · ${payment.payer.email}`}
        </>
      ),
    },
    {
      key: "account",
      term: t.account,
      value: <Link href={officePaths.account(payment.account)}>{t.openAccount}</Link>,
    },
    { key: "creditor", term: t.creditor, value: payment.creditor.name },
    { key: "started", term: t.started, value: f.instant(payment.createdAt) },
    payment.closedAt && { key: "closed", term: t.closed, value: f.instant(payment.closedAt) },
    payment.freesAt && { key: "frees", term: t.frees, value: f.instant(payment.freesAt) },
    { key: "gateway", term: t.gateway, value: gateways[payment.gateway] ?? payment.gateway },
    payment.providerReference && {
      key: "reference",
      term: t.providerReference,
      value: payment.providerReference,
    },
    payment.lastCode && { key: "code", term: t.lastCode, value: payment.lastCode },
    receipt && {
      key: "receipt",
      term: t.receiptNumber,
      value: `${receipt.number} · ${f.instant(receipt.receivedAt)}${receipt.unapplied ? ` · ${t.unapplied}` : ""}`,
    },
    receipt && { key: "means", term: t.means, value: t[receipt.means] },
    receipt?.authorisation && { key: "auth", term: t.authorisation, value: receipt.authorisation },
  ].filter((item) => item !== null && item !== undefined && item !== "");
}
