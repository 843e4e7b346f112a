import { Outlet } from "@tanstack/react-router";
import { CreditCard } from "lucide-react";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { CreditorFilter, FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { backOf, PaymentState } from "../features/payment/payment-state.tsx";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters, useParam } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Amount } from "../ui/amount.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Paiements", en: "Payments" },
  search: { fr: "Référence ou payeur", en: "Reference or payer" },
  reference: { fr: "Référence", en: "Reference" },
  payer: { fr: "Payeur", en: "Payer" },
  creditor: { fr: "Créancier", en: "Creditor" },
  started: { fr: "Lancé", en: "Started" },
  amount: { fr: "Montant", en: "Amount" },
  state: { fr: "État", en: "State" },
  starting: { fr: "En préparation", en: "Starting" },
  waiting: { fr: "En cours", en: "Under way" },
  paid: { fr: "Payé", en: "Paid" },
  denied: { fr: "Refusé", en: "Refused" },
  cancelled: { fr: "Annulé", en: "Cancelled" },
  expired: { fr: "Abandonné", en: "Abandoned" },
  failed: { fr: "Non parti", en: "Not started" },
  alert: { fr: "À regarder", en: "Needs a look" },
  alerts: { fr: "Alertes", en: "Alerts" },
  onlyAlerts: { fr: "À regarder seulement", en: "Only those that need a look" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# paiement affiché", other: "# paiements affichés" }),
    en: (n: number) => plural("en", n, { one: "# payment shown", other: "# payments shown" }),
  },
  noneTitle: { fr: "Aucun paiement encore", en: "No payment yet" },
  noneText: {
    fr: "Chaque tentative de paiement en ligne de vos clients se montrera ici, avec tout ce qui lui arrive.",
    en: "Each attempt of your customers to pay on line will show here, with all that happens to it.",
  },
  noMatch: { fr: "Aucun paiement ne répond à ces filtres", en: "No payment matches these filters" },
  noMatchText: { fr: "Retirez un filtre pour voir les autres.", en: "Remove a filter to see the others." },
} satisfies Words;

type Query = NonNullable<CallOf<"listOfficePayments">["query"]>;
const states = ["waiting", "paid", "denied", "cancelled", "expired", "failed", "starting"] as const;

/** Every attempt to pay, newest first; a record opens beside the list. */
export function PaymentsPage() {
  const t = useWords(words);
  const [filters] = useFilters();
  const current = useParam("payment");
  const list = useList("listOfficePayments", {
    query: {
      search: filters.q,
      creditor: filters.creancier,
      state: filters.etat as Query["state"],
      alert: filters.alerte as Query["alert"],
    },
  });
  return (
    <ListPage
      title={t.title}
      list={list}
      filters={
        <>
          <LiveSearch label={t.search} />
          <CreditorFilter />
          <FilterSelect
            name="etat"
            label={t.state}
            options={states.map((value) => ({ value, label: t[value] }))}
          />
          <FilterSelect name="alerte" label={t.alerts} options={[{ value: "yes", label: t.onlyAlerts }]} />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(current))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.payment(row.id, filters)}
      openKey="payer"
      currentKey={current || null}
      empty={{
        icon: CreditCard,
        narrowed: Boolean(filters.q || filters.creancier || filters.etat || filters.alerte),
        none: { title: t.noneTitle, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <Outlet />
    </ListPage>
  );
}

/** Fewer columns while a record stands beside the list. */
function useColumns(tight: boolean): Column<GotOf<"listOfficePayments">["items"][number]>[] {
  const t = useWords(words);
  const columns: Column<GotOf<"listOfficePayments">["items"][number]>[] = [
    {
      key: "started",
      header: t.started,
      width: "narrow",
      phone: "meta",
      cell: (row) => <ShortInstant at={row.createdAt} />,
    },
    { key: "payer", header: t.payer, phone: "title", cell: (row) => row.payer },
    { key: "reference", header: t.reference, phone: "hide", cell: (row) => row.reference },
    { key: "creditor", header: t.creditor, phone: "hide", cell: (row) => row.creditor },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => (
        <>
          <PaymentState state={row.state} back={backOf(row.cents, row.reversedCents)} />
          {row.alert && (
            <>
              <br />
              <State kind="overdue">{t.alert}</State>
            </>
          )}
        </>
      ),
    },
    {
      key: "amount",
      header: t.amount,
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.cents} />,
    },
  ];
  return tight ? columns.filter(({ key }) => key !== "creditor" && key !== "reference") : columns;
}
