import { BookOpen } from "lucide-react";
import { useState } from "react";
import {
  PublicationState,
  publications,
  usePublicationNames,
} from "../features/office-account/publication-state.tsx";
import { RestoreAccounts, WithdrawAccounts } from "../features/office-account/withdraw-accounts.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { CreditorFilter, FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { GotOf } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useFilters } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Amount } from "../ui/amount.tsx";
import { LinkButton } from "../ui/button.tsx";
import { SelectionBar } from "../ui/selection-bar.tsx";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Comptes", en: "Accounts" },
  search: { fr: "Nom, numéro de compte, tiers", en: "Name, account number, party" },
  balance: { fr: "Solde", en: "Balance" },
  debit: { fr: "Débiteur", en: "Debit" },
  credit: { fr: "Créditeur", en: "Credit" },
  zero: { fr: "Soldé", en: "Zero" },
  account: { fr: "Compte", en: "Account" },
  code: { fr: "Numéro", en: "Number" },
  party: { fr: "Tiers", en: "Party" },
  creditor: { fr: "Créancier", en: "Creditor" },
  published: { fr: "Publié", en: "Published" },
  publication: { fr: "Espace client", en: "Customers’ space" },
  choose: { fr: (name: string) => `Choisir ${name}`, en: (name: string) => `Choose ${name}` },
  chosen: {
    fr: (n: number) => plural("fr", n, { one: "# compte choisi", other: "# comptes choisis" }),
    en: (n: number) => plural("en", n, { one: "# account chosen", other: "# accounts chosen" }),
  },
  total: {
    fr: (n: number) => plural("fr", n, { one: "# compte", other: "# comptes" }),
    en: (n: number) => plural("en", n, { one: "# account", other: "# accounts" }),
  },
  summary: {
    fr: (shown: string, total: string) => `${shown} affichés sur ${total}`,
    en: (shown: string, total: string) => `${shown} shown of ${total}`,
  },
  noneTitle: { fr: "Aucun compte publié", en: "No account is published" },
  noneText: {
    fr: "Les comptes de vos clients viennent de votre logiciel comptable : importez un FEC, ils se rangeront ici.",
    en: "Your customers’ accounts come from your accounting software: import a FEC and they will stand here.",
  },
  noMatch: { fr: "Aucun compte ne répond à cette recherche", en: "No account matches this search" },
  noMatchText: { fr: "Changez un mot ou retirez un filtre.", en: "Change a word or remove a filter." },
  import: { fr: "Importer un FEC", en: "Import a FEC" },
} satisfies Words;

type Row = GotOf<"listAccounts">["items"][number];
type Totals = GotOf<"listAccounts">["totals"];
type Given = NonNullable<Parameters<typeof useList<"listAccounts">>[1]["query"]>;

/** Every account that is published: searched as one types, filtered, sorted, opened by Enter. */
export function AccountsPage() {
  const t = useWords(words);
  const f = useFormat();
  const [filters, change] = useFilters();
  const given = {
    search: filters.q,
    creditor: filters.creancier,
    balance: filters.solde as Given["balance"],
    publication: filters.publication as Given["publication"],
    sort: filters.tri === "solde" ? ("balance" as const) : ("label" as const),
  };
  const may = useMay()("accountant");
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const publicationNames = usePublicationNames();
  const list = useList("listAccounts", { query: given });
  const totals = list.first?.totals;
  const [shown, count] = [list.rows.length, totals?.count ?? 0];
  return (
    <ListPage
      title={t.title}
      list={list}
      filters={
        <>
          <LiveSearch label={t.search} />
          <CreditorFilter />
          <FilterSelect
            name="solde"
            label={t.balance}
            options={[
              { value: "debit", label: t.debit },
              { value: "credit", label: t.credit },
              { value: "zero", label: t.zero },
            ]}
          />
          <FilterSelect
            name="publication"
            label={t.publication}
            options={publications.map((value) => ({ value, label: publicationNames[value] }))}
          />
        </>
      }
      summary={count > shown ? t.summary(f.number(shown), t.total(count)) : t.total(count)}
      columns={useColumns(
        totals,
        list.rows.some(({ publication }) => publication !== "published"),
      )}
      selection={may ? { selected, onChange: setSelected, label: (row) => t.choose(row.label) } : undefined}
      rowKey={(row) => row.account}
      rowHref={(row) => officePaths.account(row.account)}
      openKey="label"
      sort={{ key: given.sort, direction: given.sort === "balance" ? "descending" : "ascending" }}
      onSort={(sort) => change({ tri: sort.key === "balance" ? "solde" : null })}
      empty={{
        icon: BookOpen,
        narrowed: Boolean(given.search || given.creditor || given.balance || given.publication),
        none: {
          title: t.noneTitle,
          text: t.noneText,
          action: <LinkButton href={officePaths.imports()}>{t.import}</LinkButton>,
        },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <ChosenAccounts
        rows={list.rows.filter((row) => selected.has(row.account))}
        onClear={() => setSelected(new Set())}
      />
    </ListPage>
  );
}

/** What can be done with the accounts that are ticked. */
function ChosenAccounts({ rows, onClear }: { rows: Row[]; onClear: () => void }) {
  const t = useWords(words);
  const shown = rows.filter(({ publication }) => publication === "published").map(({ account }) => account);
  const hidden = rows.filter(({ publication }) => publication !== "published").map(({ account }) => account);
  return (
    <SelectionBar count={rows.length} label={t.chosen(rows.length)} onClear={onClear}>
      {hidden.length > 0 && <RestoreAccounts accounts={hidden} onDone={onClear} />}
      {shown.length > 0 && <WithdrawAccounts accounts={shown} onDone={onClear} />}
    </SelectionBar>
  );
}

function useColumns(totals: Totals | undefined, isMixed: boolean): Column<Row>[] {
  const t = useWords(words);
  return [
    { key: "code", header: t.code, width: "narrow", phone: "meta", cell: (row) => row.code },
    {
      key: "label",
      header: t.account,
      sortable: true,
      phone: "title",
      cell: (row) => row.label,
      foot: totals && t.total(totals.count),
    },
    { key: "creditor", header: t.creditor, phone: "hide", cell: (row) => row.creditor.name },
    // Most are published: a column of its own only when the list holds others.
    ...(isMixed
      ? [
          {
            key: "publication",
            header: t.publication,
            phone: "state" as const,
            cell: (row: Row) => <PublicationState of={row.publication} />,
          },
        ]
      : []),
    {
      key: "published",
      header: t.published,
      phone: "hide",
      cell: (row) => row.publishedAt && <ShortInstant at={row.publishedAt} />,
    },
    {
      key: "balance",
      header: t.balance,
      numeric: true,
      sortable: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.balanceCents} tone={row.balanceCents === 0 ? "muted" : "ink"} />,
      foot: totals && <Amount cents={totals.balanceCents} />,
    },
  ];
}
