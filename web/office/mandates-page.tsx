import { Outlet } from "@tanstack/react-router";
import { Landmark } from "lucide-react";
import { MandateState, useModeNames, useStateNames } from "../features/mandate/mandate-state.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { CreditorFilter, FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { CallOf, GotOf } from "../lib/api.ts";
import { endOfIban } from "../lib/format.ts";
import { useFilters, useParam } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Mandats", en: "Mandates" },
  search: { fr: "RUM, titulaire, compte ou fin d’IBAN", en: "UMR, holder, account or end of IBAN" },
  state: { fr: "État", en: "State" },
  standing: { fr: "En cours", en: "Standing" },
  everything: { fr: "Tous", en: "All" },
  mode: { fr: "Type", en: "Type" },
  party: { fr: "Tiers", en: "Party" },
  umr: { fr: "RUM", en: "UMR" },
  bank: { fr: "Compte bancaire", en: "Bank account" },
  creditor: { fr: "Créancier", en: "Creditor" },
  signed: { fr: "Signé le", en: "Signed" },
  amount: { fr: "Montant", en: "Amount" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# mandat affiché", other: "# mandats affichés" }),
    en: (n: number) => plural("en", n, { one: "# mandate shown", other: "# mandates shown" }),
  },
  none: { fr: "Aucun mandat", en: "No mandate" },
  noneText: {
    fr: "Les mandats que vos clients signent en ligne viendront ici. Un mandat papier se saisit depuis la fiche du compte ; le prélèvement s’ouvre dans la fiche du créancier.",
    en: "The mandates that your customers sign on line will come here. A paper mandate is typed from the record of the account; direct debit is opened in the record of the creditor.",
  },
  noMatch: { fr: "Aucun mandat ne répond à ces filtres", en: "No mandate matches these filters" },
  noMatchText: { fr: "Retirez un filtre pour voir les autres.", en: "Remove a filter to see the others." },
} satisfies Words;

type Query = NonNullable<CallOf<"listOfficeMandates">["query"]>;
type Row = GotOf<"listOfficeMandates">["items"][number];
const states = [
  "active",
  "signing",
  "suspended",
  "blocked",
  "stopped",
  "revoked",
  "finished",
  "dormant",
] as const;

/** Mandates of the customers, newest first; a record opens beside the list (SPEC MAN-6, MAN-7). */
export function MandatesPage() {
  const t = useWords(words);
  const [filters] = useFilters();
  const current = useParam("mandate");
  const list = useList("listOfficeMandates", {
    query: {
      search: filters.q,
      creditor: filters.creancier,
      account: filters.compte,
      state: filters.etat as Query["state"],
      mode: filters.type as Query["mode"],
    },
  });
  const narrowed = ["q", "creancier", "compte", "type", "etat"].some((name) => filters[name]);
  return (
    <ListPage
      title={t.title}
      list={list}
      filters={<Filters />}
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(current))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.mandate(row.id, filters)}
      openKey="party"
      currentKey={current || null}
      empty={{
        icon: Landmark,
        narrowed,
        none: { title: t.none, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <Outlet />
    </ListPage>
  );
}

function Filters() {
  const t = useWords(words);
  const names = useStateNames();
  const modes = useModeNames();
  return (
    <>
      <LiveSearch label={t.search} />
      <FilterSelect
        name="etat"
        label={t.state}
        all={t.everything}
        options={[
          { value: "standing", label: t.standing },
          ...states.map((value) => ({ value, label: names[value] })),
        ]}
      />
      <FilterSelect
        name="type"
        label={t.mode}
        options={[
          { value: "automatic", label: modes.automatic },
          { value: "one_off", label: modes.one_off },
        ]}
      />
      <CreditorFilter />
    </>
  );
}

/** Fewer columns while a record stands beside the list. */
function useColumns(tight: boolean): Column<Row>[] {
  const t = useWords(words);
  const modes = useModeNames();
  const columns: Column<Row>[] = [
    {
      key: "signed",
      header: t.signed,
      width: "narrow",
      phone: "meta",
      cell: (row) => row.signedOn && <DateText date={row.signedOn} short />,
    },
    { key: "party", header: t.party, phone: "title", cell: (row) => row.party.name },
    { key: "umr", header: t.umr, width: "narrow", phone: "hide", cell: (row) => row.umr },
    { key: "bank", header: t.bank, width: "narrow", phone: "hide", cell: (row) => endOfIban(row.maskedIban) },
    { key: "creditor", header: t.creditor, phone: "hide", cell: (row) => row.creditor.name },
    { key: "mode", header: t.mode, width: "narrow", phone: "hide", cell: (row) => modes[row.mode] },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <MandateState state={row.state} />,
    },
    {
      key: "amount",
      header: t.amount,
      numeric: true,
      phone: "amount",
      cell: (row) => {
        const cents = row.oneOffCents ?? row.planCents;
        return cents !== null && <Amount cents={cents} />;
      },
    },
  ];
  const kept = ["signed", "party", "state"];
  return tight ? columns.filter(({ key }) => kept.includes(key)) : columns;
}
