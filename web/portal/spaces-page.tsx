import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { useEffect, useState } from "react";
import { FailedRead } from "../app/fallback-pages.tsx";
import type { Space } from "../features/account/current-account.ts";
import { TenantSpaces } from "../features/account/tenant-spaces.tsx";
import { NewsSection } from "../features/announcement/news-section.tsx";
import { onlySpace } from "../lib/landing.ts";
import { useFilters, useGo } from "../lib/navigation.ts";
import { paths } from "../lib/place.ts";
import { pages } from "../lib/queries.ts";
import { useLater } from "../lib/use-later.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Amount } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Field } from "../ui/field.tsx";
import { SearchInput, Select } from "../ui/inputs.tsx";
import { Row, Stack, Text } from "../ui/layout.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";

const words = {
  title: { fr: "Vos espaces", en: "Your spaces" },
  lead: {
    fr: (n: number) =>
      plural("fr", n, {
        one: "Un compte vous est ouvert.",
        other: "# comptes vous sont ouverts. Choisissez.",
      }),
    en: (n: number) =>
      plural("en", n, { one: "One account is open to you.", other: "# accounts are open to you. Choose." }),
  },
  search: { fr: "Nom, numéro de compte", en: "Name, account number" },
  creditor: { fr: "Créancier", en: "Creditor" },
  everyCreditor: { fr: "Tous les créanciers", en: "All creditors" },
  caption: { fr: "Comptes que vous pouvez lire", en: "Accounts that you may read" },
  account: { fr: "Compte", en: "Account" },
  code: { fr: "Numéro", en: "Number" },
  kind: { fr: "Vous y êtes", en: "You are there" },
  balance: { fr: "Solde", en: "Balance" },
  customer: { fr: "client", en: "a customer" },
  owner: { fr: "propriétaire", en: "an owner" },
  tenant: { fr: "locataire", en: "a tenant" },
  co_owner: { fr: "copropriétaire", en: "a co-owner" },
  supplier: { fr: "fournisseur", en: "a supplier" },
  more: { fr: "Afficher la suite", en: "Show more" },
  noneTitle: { fr: "Aucun compte ne vous est encore ouvert", en: "No account is open to you yet" },
  none: {
    fr: "Dès que le service publiera un compte à votre nom, il apparaîtra ici.",
    en: "As soon as the office publishes an account in your name, it will appear here.",
  },
  notFoundTitle: { fr: "Aucun espace ne correspond", en: "No space matches" },
  notFound: { fr: "Essayez une partie du nom ou du numéro.", en: "Try a part of the name or of the number." },
} satisfies Words;

/** Choice of the space: by creditor, searched (SPEC ACC-7, ACT-1). Somebody with one space only is led into it. */
export function SpacesPage() {
  const t = useWords(words);
  const go = useGo();
  const [{ recherche = "", creancier = "" }, change] = useFilters();
  const [typed, setTyped] = useState(recherche);
  const search = useLater(typed.trim(), 250);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- `change` is made anew at each render
  useEffect(() => change({ recherche: search || null }), [search]);
  useEffect(() => {
    if (!recherche && !creancier)
      void onlySpace().then((only) => only && go(paths.account(only), { replace: true }));
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- on arrival only, never while one searches
  }, []);
  const asked = { search: recherche || undefined, creditor: creancier || undefined };
  const list = useInfiniteQuery({
    ...pages("listSpaces", { query: { ...asked, limit: 100 } }),
    placeholderData: keepPreviousData,
  });
  if (list.isError) return <FailedRead error={list.error} onRetry={() => void list.refetch()} />;
  const spaces = list.data?.pages.flatMap((page) => page.items) ?? [];
  const creditors = list.data?.pages[0]?.creditors ?? [];
  const total = creditors.reduce((sum, one) => sum + one.accounts, 0);
  const searching = Boolean(recherche || creancier);
  return (
    <Stack gap={6}>
      <PageTitle title={t.title} lead={total > 0 && t.lead(total)} />
      {(total > 6 || searching) && (
        <Row gap={4}>
          <SearchInput label={t.search} value={typed} onChange={setTyped} />
          {creditors.length > 1 && (
            <Field name="creancier" label={t.creditor} hideLabel optional>
              <Select
                value={creancier}
                onChange={(event) => change({ creancier: event.target.value || null })}
              >
                <option value="">{t.everyCreditor}</option>
                {creditors.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name} ({one.accounts})
                  </option>
                ))}
              </Select>
            </Field>
          )}
        </Row>
      )}
      <SpaceTable
        spaces={spaces}
        loading={list.isPending}
        empty={
          <EmptyState icon={Building2} title={searching ? t.notFoundTitle : t.noneTitle}>
            {searching ? t.notFound : t.none}
          </EmptyState>
        }
      />
      {list.hasNextPage && (
        <Row justify="between">
          <Text look="muted">
            {spaces.length} / {total}
          </Text>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.more}
          </Button>
        </Row>
      )}
      {!searching && !list.isPending && (
        <Stack gap={8}>
          <TenantSpaces />
          <NewsSection />
        </Stack>
      )}
    </Stack>
  );
}

function SpaceTable({
  spaces,
  loading,
  empty,
}: {
  spaces: Space[];
  loading: boolean;
  empty: React.ReactNode;
}) {
  const t = useWords(words);
  const severalKinds = new Set(spaces.map((space) => space.kind)).size > 1;
  return (
    <Table
      caption={t.caption}
      hideCaption
      rows={spaces}
      loading={loading}
      empty={empty}
      rowKey={(space) => space.account}
      rowHref={(space) => paths.account(space.account)}
      group={(space) => ({ key: space.creditor.id, label: space.creditor.name })}
      columns={[
        { key: "label", header: t.account, cell: (space) => space.label, phone: "title" },
        { key: "code", header: t.code, width: "narrow", cell: (space) => space.code, phone: "meta" },
        ...(severalKinds
          ? [
              {
                key: "kind",
                header: t.kind,
                width: "narrow" as const,
                cell: (space: Space) => t[space.kind],
                phone: "state" as const,
              },
            ]
          : []),
        {
          key: "balance",
          header: t.balance,
          width: "narrow",
          numeric: true,
          phone: "amount",
          cell: (space) => <Amount cents={space.balanceCents} />,
        },
      ]}
    />
  );
}
