import { useInfiniteQuery } from "@tanstack/react-query";
import { HandCoins } from "lucide-react";
import { useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import { useCurrentAccount } from "../features/account/current-account.ts";
import {
  type Declaration,
  DeclarationState,
  meansWords,
} from "../features/declaration/declaration-state.tsx";
import { PaymentTabs } from "../features/payment/payment-tabs.tsx";
import { useFormat } from "../lib/format.ts";
import { paths } from "../lib/place.ts";
import { pages, sentenceOf, useWrite } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { Amount } from "../ui/amount.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Row, Stack, Text } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";
import { SkeletonTable } from "../ui/skeleton.tsx";
import "../features/declaration/declaration.css";

const words = {
  title: { fr: "Déclarés payés", en: "Declared paid" },
  lead: {
    fr: "Les factures que vous avez dites payées autrement, et la réponse du service.",
    en: "The bills that you said were paid by other means, and the office’s answer.",
  },
  list: { fr: "Déclarations, de la plus récente à la plus ancienne", en: "Declarations, newest first" },
  paid: {
    fr: (day: string, means: string) => `Payée le ${day}, ${means.toLowerCase()}`,
    en: (day: string, means: string) => `Paid on ${day}, ${means.toLowerCase()}`,
  },
  answer: { fr: "Réponse du service :", en: "The office’s answer:" },
  takeBack: { fr: "Retirer", en: "Take back" },
  askTitle: { fr: "Retirer cette déclaration ?", en: "Take this declaration back?" },
  askText: {
    fr: (label: string) => `${label} redeviendra à régler ici tout de suite.`,
    en: (label: string) => `${label} can be paid here again at once.`,
  },
  confirm: { fr: "Retirer la déclaration", en: "Take it back" },
  more: { fr: "Afficher la suite", en: "Show more" },
  none: { fr: "Rien de déclaré", en: "Nothing declared" },
  noneText: {
    fr: "Sur votre compte, cochez une facture payée autrement (virement, chèque…) puis touchez « Déclarer payée ».",
    en: "On your account, tick a bill that you paid by other means (transfer, cheque…), then touch “Declare as paid”.",
  },
  see: { fr: "Voir mon compte", en: "See my account" },
} satisfies Words;

/** What one declared paid by other means, newest first (SPEC ACT-6). */
export function DeclarationsPage() {
  const t = useWords(words);
  const account = useCurrentAccount();
  const list = useInfiniteQuery(pages("listDeclarations", { query: { limit: 50 } }));
  if (list.isError) return <FailedRead error={list.error} onRetry={() => void list.refetch()} />;
  const declarations = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead} />
      <PaymentTabs current="elsewhere" />
      {list.isPending && <SkeletonTable rows={3} />}
      {!list.isPending && declarations.length === 0 && (
        <EmptyState
          icon={HandCoins}
          title={t.none}
          action={<LinkButton href={account ? paths.account(account) : paths.spaces()}>{t.see}</LinkButton>}
        >
          {t.noneText}
        </EmptyState>
      )}
      {declarations.length > 0 && (
        <ul className="declarations" aria-label={t.list}>
          {declarations.map((declaration) => (
            <li key={declaration.id}>
              <OneDeclaration declaration={declaration} />
            </li>
          ))}
        </ul>
      )}
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

function OneDeclaration({ declaration }: { declaration: Declaration }) {
  const t = useWords(words);
  const by = useWords(meansWords);
  const f = useFormat();
  const said = [
    t.paid(f.date(declaration.paidOn), by[declaration.means]),
    declaration.reference,
    declaration.creditor.name,
  ];
  return (
    <Stack gap={2}>
      <Row justify="between">
        <Text look="strong">{declaration.label}</Text>
        <Amount cents={declaration.cents} />
      </Row>
      <Row justify="between">
        <Text look="small">{said.filter(Boolean).join(" · ")}</Text>
        <DeclarationState state={declaration.state} />
      </Row>
      {declaration.answer && (
        <p className="declarations__answer">
          <strong>{t.answer}</strong> {declaration.answer}
        </p>
      )}
      {declaration.can.withdraw && <TakeBack declaration={declaration} />}
    </Stack>
  );
}

function TakeBack({ declaration }: { declaration: Declaration }) {
  const t = useWords(words);
  const [asking, setAsking] = useState(false);
  const withdraw = useWrite("withdrawDeclaration", {
    refreshes: ["listDeclarations", "readStatement", "readAccount", "readCart"],
  });
  const confirm = () =>
    withdraw.mutate({ params: { declaration: declaration.id } }, { onSettled: () => setAsking(false) });
  return (
    <>
      {withdraw.isError && (
        <Notice kind="error" live>
          {sentenceOf(withdraw.error)}
        </Notice>
      )}
      <Row justify="end">
        <Button small onClick={() => setAsking(true)}>
          {t.takeBack}
        </Button>
      </Row>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
        title={t.askTitle}
        confirm={t.confirm}
        busy={withdraw.isPending}
      >
        <p>{t.askText(declaration.label)}</p>
      </ConfirmDialog>
    </>
  );
}
