import { useQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { SuspensionNotice } from "../features/account/suspension-notice.tsx";
import { DebitForm } from "../features/mandate/debit-form.tsx";
import type { Offer } from "../features/mandate/mandate-state.tsx";
import { useFilters, useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Column, Row, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page.tsx";

const words = {
  title: { fr: "Paiement par prélèvement", en: "Payment by direct debit" },
  lead: {
    fr: (name: string) =>
      `Vous signez un mandat SEPA au profit de ${name}. Vous gardez le droit d’être remboursé par votre banque pendant huit semaines.`,
    en: (name: string) =>
      `You sign a SEPA mandate for ${name}. You keep the right to be refunded by your bank for eight weeks.`,
  },
  back: { fr: "Mon compte", en: "My account" },
  not_offered: {
    fr: "Le prélèvement n’est pas proposé en ligne pour ce compte.",
    en: "Direct debit is not offered on line for this account.",
  },
  incomplete: {
    fr: "Le prélèvement n’est pas encore ouvert pour ce compte. Adressez-vous au service.",
    en: "Direct debit is not open yet for this account. Please turn to the office.",
  },
  not_signer: {
    fr: "Seul l’utilisateur principal de ce compte peut signer un mandat.",
    en: "Only the main user of this account may sign a mandate.",
  },
  viewing: {
    fr: "Vous voyez l’espace d’un client : rien ne peut y être signé.",
    en: "You are viewing a customer’s space: nothing can be signed there.",
  },
  nothing: { fr: "Aucun mandat à signer ici", en: "No mandate to sign here" },
  see: { fr: "Revenir à mon compte", en: "Back to my account" },
  automatic: {
    fr: "Ce compte est déjà prélevé automatiquement.",
    en: "This account is debited automatically already.",
  },
  seeMandate: { fr: "Voir mon mandat", en: "See my mandate" },
} satisfies Words;

/** Paying an account by direct debit: the terms of a mandate to sign (SPEC MAN-1 to MAN-4). */
export function DebitPage() {
  const account = useParam("account");
  const [{ montant }] = useFilters();
  const read = useQuery({
    ...query("readDebitOffer", { params: { account } }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  if (read.isError && !read.data)
    return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <PendingPage />;
  const cents = Number(montant);
  return (
    <Column>
      <Content offer={read.data} wantedCents={Number.isSafeInteger(cents) && cents > 0 ? cents : null} />
    </Column>
  );
}

function Content({ offer, wantedCents }: { offer: Offer; wantedCents: number | null }) {
  const t = useWords(words);
  const back = { href: paths.account(offer.account.id), label: t.back };
  if (offer.why !== null)
    return (
      <Stack gap={6}>
        <PageTitle title={t.title} back={back} />
        <EmptyState
          icon={Landmark}
          title={t.nothing}
          action={<LinkButton href={back.href}>{t.see}</LinkButton>}
        >
          {t[offer.why]}
        </EmptyState>
      </Stack>
    );
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={t.lead(offer.creditor.legalName)} back={back} />
      {offer.automatic && (
        <Notice>
          <Row justify="between">
            <span>{t.automatic}</span>
            <LinkButton look="quiet" href={paths.mandate(offer.automatic)}>
              {t.seeMandate}
            </LinkButton>
          </Row>
        </Notice>
      )}
      {offer.suspended && <SuspensionNotice suspension={offer.suspended} />}
      {offer.can.once || offer.can.automatic ? (
        <DebitForm offer={offer} wantedCents={wantedCents} />
      ) : (
        <Row>
          <LinkButton href={back.href}>{t.see}</LinkButton>
        </Row>
      )}
    </Stack>
  );
}
