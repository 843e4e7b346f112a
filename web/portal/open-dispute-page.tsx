import { useQuery } from "@tanstack/react-query";
import { FileQuestion } from "lucide-react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import type { Draft } from "../features/dispute/choose-parts.tsx";
import { OpenForm } from "../features/dispute/open-form.tsx";
import { useFilters, useParam } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { query } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Column, Stack } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";

const words = {
  title: { fr: "Créer un litige", en: "Open a dispute" },
  lead: {
    fr: (name: string, days: string) =>
      `Adressé à ${name}, qui vous répond sous ${days}. D’ici là, ce que vous contestez ne vous est plus réclamé ; le reste se règle comme d’habitude.`,
    en: (name: string, days: string) =>
      `Sent to ${name}, who answers within ${days}. Until then, what you contest is not asked for; the rest is paid as usual.`,
  },
  days: {
    fr: (n: number) => plural("fr", n, { one: "# jour", other: "# jours" }),
    en: (n: number) => plural("en", n, { one: "# day", other: "# days" }),
  },
  nothing: { fr: "Rien ne peut être contesté ici", en: "Nothing can be contested here" },
  nothingText: {
    fr: "Les pièces choisies sont réglées, en cours de paiement ou déjà contestées, ou les litiges ne sont pas ouverts en ligne.",
    en: "The items chosen are settled, being paid or contested already, or disputes are not taken on line.",
  },
  account: { fr: "Revenir à mon compte", en: "Back to my account" },
} satisfies Words;

/** Where entries that were ticked on the statement are contested (SPEC DIS-1). */
export function OpenDisputePage() {
  const account = useParam("account");
  const [{ ecritures = "" }] = useFilters();
  const read = useQuery({
    ...query("draftDispute", { params: { account }, query: { entries: ecritures } }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  if (read.isError && !read.data)
    return <FailedRead error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <PendingPage />;
  return <Opening draft={read.data} account={account} />;
}

function Opening({ draft, account }: { draft: Draft; account: string }) {
  const t = useWords(words);
  const back = { href: paths.account(account), label: t.account };
  return (
    <Column>
      <Stack gap={6}>
        {draft.can.open ? (
          <>
            <PageTitle
              title={t.title}
              lead={t.lead(draft.creditor.name, t.days(draft.answerDays))}
              back={back}
            />
            <OpenForm draft={draft} />
          </>
        ) : (
          <>
            <PageTitle title={t.title} back={back} />
            <EmptyState
              icon={FileQuestion}
              title={t.nothing}
              action={<LinkButton href={back.href}>{t.account}</LinkButton>}
            >
              {t.nothingText}
            </EmptyState>
          </>
        )}
      </Stack>
    </Column>
  );
}
