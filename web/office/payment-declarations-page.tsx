import { Outlet } from "@tanstack/react-router";
import { HandCoins } from "lucide-react";
import {
  DeclarationState,
  declarationStates,
  meansWords,
} from "../features/declaration/declaration-state.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { CreditorFilter, FilterSelect } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters, useParam } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Déclarés payés", en: "Declared paid" },
  declared: { fr: "Déclarée", en: "Declared" },
  user: { fr: "Par", en: "By" },
  bill: { fr: "Pièce", en: "Item" },
  means: { fr: "Moyen", en: "Means" },
  paidOn: { fr: "Payée le", en: "Paid on" },
  amount: { fr: "Montant", en: "Amount" },
  state: { fr: "État", en: "State" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# déclaration affichée", other: "# déclarations affichées" }),
    en: (n: number) => plural("en", n, { one: "# declaration shown", other: "# declarations shown" }),
  },
  noneTitle: { fr: "Aucune déclaration encore", en: "No declaration yet" },
  noneText: {
    fr: "Quand un client dit avoir payé une facture autrement, sa déclaration vient ici pour que vous la confirmiez.",
    en: "When a customer says that a bill was paid by other means, the declaration comes here for you to confirm.",
  },
  noMatch: { fr: "Aucune déclaration ne répond à ces filtres", en: "No declaration matches these filters" },
  noMatchText: { fr: "Retirez un filtre pour voir les autres.", en: "Remove a filter to see the others." },
} satisfies Words;

type Query = NonNullable<CallOf<"listOfficeDeclarations">["query"]>;
type Row = GotOf<"listOfficeDeclarations">["items"][number];
const states = ["declared", "accepted", "refused", "withdrawn"] as const;

/** The queue of bills declared paid by other means (SPEC ACT-6); a record opens beside the list. */
export function PaymentDeclarationsPage() {
  const t = useWords(words);
  const named = useWords(declarationStates);
  const [filters] = useFilters();
  const current = useParam("declaration");
  const list = useList("listOfficeDeclarations", {
    query: { creditor: filters.creancier, state: filters.etat as Query["state"] },
  });
  return (
    <ListPage
      title={t.title}
      list={list}
      filters={
        <>
          <CreditorFilter />
          <FilterSelect
            name="etat"
            label={t.state}
            options={states.map((value) => ({ value, label: named[value] }))}
          />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(current))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.declaration(row.id, filters)}
      openKey="bill"
      currentKey={current || null}
      empty={{
        icon: HandCoins,
        narrowed: Boolean(filters.creancier || filters.etat),
        none: { title: t.noneTitle, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <Outlet />
    </ListPage>
  );
}

/** Fewer columns while a record stands beside the list. */
function useColumns(tight: boolean): Column<Row>[] {
  const t = useWords(words);
  const by = useWords(meansWords);
  const columns: Column<Row>[] = [
    {
      key: "declared",
      header: t.declared,
      width: "narrow",
      phone: "meta",
      cell: (row) => <ShortInstant at={row.declaredAt} />,
    },
    { key: "bill", header: t.bill, phone: "title", cell: (row) => row.label },
    { key: "user", header: t.user, phone: "hide", cell: (row) => row.user.name },
    { key: "means", header: t.means, width: "narrow", phone: "hide", cell: (row) => by[row.means] },
    {
      key: "paidOn",
      header: t.paidOn,
      width: "narrow",
      phone: "hide",
      cell: (row) => <DateText date={row.paidOn} short />,
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <DeclarationState state={row.state} />,
    },
    {
      key: "amount",
      header: t.amount,
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.cents} />,
    },
  ];
  const wide = new Set(["means", "paidOn", "user"]);
  return tight ? columns.filter(({ key }) => !wide.has(key)) : columns;
}
