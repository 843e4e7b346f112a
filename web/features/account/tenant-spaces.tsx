import { useInfiniteQuery } from "@tanstack/react-query";
import { paths } from "../../lib/place.ts";
import { pages } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { Stack, Text } from "../../ui/layout.tsx";
import { Section } from "../../ui/page.tsx";
import { Table } from "../../ui/table.tsx";
import "./account.css";

const words = {
  title: { fr: "Mes locataires", en: "My tenants" },
  lead: {
    fr: "Les comptes des locataires de vos lots, en lecture seule.",
    en: "The accounts of the tenants of your lots, for reading only.",
  },
  tenant: { fr: "Locataire", en: "Tenant" },
  lots: { fr: "Lot", en: "Lot" },
  creditor: { fr: "Gestionnaire", en: "Manager" },
  balance: { fr: "Solde", en: "Balance" },
  more: { fr: "Afficher la suite", en: "Show more" },
} satisfies Words;

/** The accounts of the tenants of the lots that the user owns, apart from his own; nothing when there are none (SPEC ACT-7). */
export function TenantSpaces() {
  const t = useWords(words);
  const list = useInfiniteQuery(pages("listTenantSpaces", { query: { limit: 50 } }));
  const spaces = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (spaces.length === 0) return null;
  return (
    <div className="account-tenants">
      <Section title={t.title}>
        <Stack gap={4}>
          <Text look="muted">{t.lead}</Text>
          <Table
            caption={t.title}
            hideCaption
            rows={spaces}
            rowKey={(space) => space.account}
            rowHref={(space) => paths.account(space.account)}
            columns={[
              { key: "tenant", header: t.tenant, phone: "title", cell: (space) => space.party.name },
              { key: "lots", header: t.lots, phone: "meta", cell: (space) => space.lots.join(", ") },
              { key: "creditor", header: t.creditor, phone: "hide", cell: (space) => space.creditor.name },
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
          {list.hasNextPage && (
            <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t.more}
            </Button>
          )}
        </Stack>
      </Section>
    </div>
  );
}
