import { useQuery } from "@tanstack/react-query";
import { CreditCard, Printer, X } from "lucide-react";
import { useState } from "react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { CollectionPieces } from "../features/collection/collection-pieces.tsx";
import { type Collection, CollectionState } from "../features/collection/collection-state.tsx";
import { useFormat } from "../lib/format.ts";
import { useGo, useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query, sentenceOf, useWrite } from "../lib/queries.ts";
import { useLanguage, useWords, type Words } from "../lib/words.ts";
import { Amount } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { DefinitionList } from "../ui/definitions.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Column, Row, Stack, Text } from "../ui/layout.tsx";
import { Link } from "../ui/link.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle, Section } from "../ui/page.tsx";
import { showToast } from "../ui/toast.tsx";

const words = {
  back: { fr: "Mes prélèvements", en: "My direct debits" },
  title: {
    fr: (day: string) => `Prélèvement du ${day}`,
    en: (day: string) => `Direct debit of ${day}`,
  },
  announced: {
    fr: (name: string, day: string) => `${name} prélèvera cette somme le ${day}. Vous n’avez rien à faire.`,
    en: (name: string, day: string) => `${name} will take this amount on ${day}. You have nothing to do.`,
  },
  sent: {
    fr: (name: string, day: string) =>
      `${name} a transmis ce prélèvement à sa banque pour le ${day}. Il ne peut plus être annulé ici. Pour vous y opposer, adressez-vous à votre banque avant cette date, avec la référence du mandat.`,
    en: (name: string, day: string) =>
      `${name} has sent this direct debit to its bank for ${day}. It can no longer be cancelled here. To oppose it, ask your bank before that day, with the reference of the mandate.`,
  },
  collected: {
    fr: "La somme a été prélevée et votre compte est à jour, sauf rejet par votre banque dans les jours qui viennent. Vous pouvez demander son remboursement à votre banque pendant huit semaines.",
    en: "The amount was taken and your account is up to date, unless your bank sends it back in the next days. You may ask your bank for a refund within eight weeks.",
  },
  cancelled: {
    fr: "Ce prélèvement est annulé : ce qu’il devait régler reste à payer.",
    en: "This direct debit is cancelled: what it was to pay is still due.",
  },
  came: { fr: "Votre banque a rejeté ce prélèvement", en: "Your bank sent this direct debit back" },
  again: {
    fr: (day: string) =>
      `Il sera présenté de nouveau le ${day}. Ce que vous réglez avant cette date en sera déduit.`,
    en: (day: string) => `It will be presented again on ${day}. What you pay before that day is deducted.`,
  },
  fee: {
    fr: (cents: string) => `Des frais de rejet de ${cents} s’ajoutent à votre compte.`,
    en: (cents: string) => `A fee of ${cents} is added to your account.`,
  },
  pay: { fr: "Régler par carte", en: "Pay by card" },
  creditor: { fr: "Créancier", en: "Creditor" },
  account: { fr: "Compte", en: "Account" },
  bank: { fr: "Prélevé sur", en: "Taken from" },
  mandate: { fr: "Mandat (RUM)", en: "Mandate (UMR)" },
  reference: { fr: "Référence", en: "Reference" },
  told: { fr: "Annoncé le", en: "Announced on" },
  pieces: { fr: "Ce qu’il règle", en: "What it pays" },
  print: { fr: "Imprimer", en: "Print" },
  cancel: { fr: "Annuler ce prélèvement", en: "Cancel this direct debit" },
  cancelTitle: { fr: "Annuler ce prélèvement ?", en: "Cancel this direct debit?" },
  cancelText: {
    fr: (cents: string) =>
      `${cents} ne seront pas prélevés et resteront à régler autrement, par carte par exemple. Le mandat reste en place pour la suite.`,
    en: (cents: string) =>
      `${cents} will not be taken, and will have to be paid otherwise, by card for instance. The mandate stays in place for what comes next.`,
  },
  keep: { fr: "Le garder", en: "Keep it" },
  gone: { fr: "Le prélèvement est annulé.", en: "The direct debit is cancelled." },
} satisfies Words;

/** One direct debit: what, when, how much, from where; why it came back, and how to pay otherwise (SPEC MAN-8). */
export function CollectionPage() {
  const collection = useParam("collection");
  const read = useQuery({ ...query("readCollection", { params: { collection } }), refetchInterval: 60_000 });
  if (read.isError && !read.data)
    return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <PendingPage />;
  return <Content collection={read.data} />;
}

function Content({ collection }: { collection: Collection }) {
  const t = useWords(words);
  const f = useFormat();
  return (
    <Column>
      <Stack gap={6}>
        <PageTitle
          title={t.title(f.date(collection.collectOn))}
          back={{ href: paths.collections(), label: t.back }}
        />
        <Stack gap={3}>
          <Row justify="between">
            <Amount cents={collection.cents} size="xl" />
            <CollectionState state={collection.state} />
          </Row>
          <Standing collection={collection} />
        </Stack>
        {collection.can.payByCard && <PayByCard collection={collection} />}
        <DefinitionList
          items={[
            { key: "creditor", term: t.creditor, value: collection.creditor.name },
            {
              key: "account",
              term: t.account,
              value: <Link href={paths.account(collection.account.id)}>{collection.account.name}</Link>,
            },
            { key: "bank", term: t.bank, value: collection.maskedIban },
            { key: "mandate", term: t.mandate, value: collection.umr },
            { key: "reference", term: t.reference, value: collection.reference },
            { key: "told", term: t.told, value: f.date(collection.announcedOn) },
          ]}
        />
        {collection.pieces.length > 0 && (
          <Section title={t.pieces}>
            <CollectionPieces account={collection.account.id} pieces={collection.pieces} />
          </Section>
        )}
        <Row>
          <Button icon={Printer} look="quiet" onClick={() => print()}>
            {t.print}
          </Button>
          {collection.can.cancel && <Cancel collection={collection} />}
        </Row>
      </Stack>
    </Column>
  );
}

function Standing({ collection }: { collection: Collection }) {
  const t = useWords(words);
  const f = useFormat();
  const { language } = useLanguage();
  const { state, creditor, collectOn, return: back } = collection;
  if (back)
    return (
      <Notice kind="warning" title={t.came}>
        <Stack gap={2}>
          <Text>
            {back.reason[language]} {back.advice[language]}
          </Text>
          {back.retryOn && <Text>{t.again(f.date(back.retryOn))}</Text>}
          {back.feeCents > 0 && <Text>{t.fee(f.cents(back.feeCents))}</Text>}
        </Stack>
      </Notice>
    );
  if (state === "announced" || state === "prepared")
    return <Text>{t.announced(creditor.name, f.date(collectOn))}</Text>;
  if (state === "sent") return <Text>{t.sent(creditor.name, f.date(collectOn))}</Text>;
  return <Text>{state === "cancelled" ? t.cancelled : t.collected}</Text>;
}

/** What can be paid of its debts goes into the cart, and the cart opens. */
function PayByCard({ collection }: { collection: Collection }) {
  const t = useWords(words);
  const go = useGo();
  const creditor = collection.creditor.id;
  const add = useWrite("addToCart", { refreshes: ["readCart", "readStatement", "readAccount"] });
  const entries = collection.pieces.filter((piece) => piece.toPayCents !== 0).map((piece) => piece.entry);
  const pay = () =>
    add.mutate(
      { params: { creditor }, body: { entries } },
      {
        onSuccess: () => go(paths.cart(creditor)),
        onError: (error) => showToast({ kind: "error", title: sentenceOf(error) }),
      },
    );
  return (
    <div className="q-no-print">
      <Button look="primary" icon={CreditCard} busy={add.isPending} onClick={pay}>
        {t.pay}
      </Button>
    </div>
  );
}

function Cancel({ collection }: { collection: Collection }) {
  const t = useWords(words);
  const f = useFormat();
  const [open, setOpen] = useState(false);
  const cancel = useWrite("cancelCollection", {
    refreshes: ["readCollection", "listCollections", "readAccount", "readStatement"],
  });
  const confirm = () =>
    cancel.mutate(
      { params: { collection: collection.id } },
      {
        onSuccess: () => {
          setOpen(false);
          showToast({ title: t.gone });
        },
      },
    );
  return (
    <>
      <Button icon={X} look="quiet" onClick={() => setOpen(true)}>
        {t.cancel}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
        busy={cancel.isPending}
        title={t.cancelTitle}
        confirm={t.cancel}
        dismiss={t.keep}
      >
        <Text>{t.cancelText(f.cents(collection.cents))}</Text>
        {cancel.error && <Notice kind="error">{sentenceOf(cancel.error)}</Notice>}
      </ConfirmDialog>
    </>
  );
}
