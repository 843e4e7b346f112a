import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Landmark } from "lucide-react";
import { AcceptMany } from "../features/bank/accept-many.tsx";
import { BankTabs } from "../features/bank/bank-tabs.tsx";
import { BankWalk } from "../features/bank/bank-walk.ts";
import {
  type BankLine,
  LineState,
  Score,
  useKinds,
  useLineStates,
  useReasons,
} from "../features/bank/bank-words.tsx";
import "../features/bank/bank.css";
import { KeysHelp } from "../features/bank/keys-help.tsx";
import { useKeys } from "../features/bank/use-keys.ts";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { useList } from "../features/office-list/use-list.ts";
import type { CallOf } from "../lib/api.ts";
import { useFormat } from "../lib/format.ts";
import { useFilters, useGo, useParam } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { Amount, DateText } from "../ui/amount.tsx";
import { LinkButton } from "../ui/button.tsx";
import { Row } from "../ui/layout.tsx";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Banque", en: "Bank" },
  search: { fr: "Nom, référence, libellé", en: "Name, reference, label" },
  state: { fr: "État", en: "State" },
  everything: { fr: "Toutes", en: "All" },
  account: { fr: "Compte bancaire", en: "Bank account" },
  side: { fr: "Sens", en: "Direction" },
  credit: { fr: "Reçu", en: "Received" },
  debit: { fr: "Sorti", en: "Paid out" },
  period: { fr: "Depuis", en: "Since" },
  days30: { fr: "30 jours", en: "30 days" },
  days90: { fr: "90 jours", en: "90 days" },
  amount: { fr: "Montant", en: "Amount" },
  small: { fr: "Moins de 100 €", en: "Under €100" },
  middle: { fr: "100 à 1 000 €", en: "€100 to €1,000" },
  large: { fr: "Plus de 1 000 €", en: "Over €1,000" },
  date: { fr: "Date", en: "Date" },
  who: { fr: "De qui", en: "From whom" },
  best: { fr: "Meilleure proposition", en: "Best proposal" },
  score: { fr: "Sûreté", en: "How sure" },
  none: { fr: "Tout est rapproché", en: "Everything is matched" },
  noneText: {
    fr: "Aucune ligne n’attend. Les prochains relevés se rapprochent d’eux-mêmes ; ce qui demandera une main viendra ici.",
    en: "No line waits. The next statements match themselves; what needs a hand will come here.",
  },
  send: { fr: "Importer un relevé", en: "Import a statement" },
  noMatch: { fr: "Aucune ligne ne répond à ces filtres", en: "No line matches these filters" },
  noMatchText: { fr: "Retirez un filtre pour voir les autres.", en: "Remove a filter to see the others." },
  shown: {
    fr: (n: number, more: boolean, cents: string) =>
      `${plural("fr", n, { one: "# ligne", other: "# lignes" })}${more ? " ou plus" : ""}, ${cents}`,
    en: (n: number, more: boolean, cents: string) =>
      `${plural("en", n, { one: "# line", other: "# lines" })}${more ? " or more" : ""}, ${cents}`,
  },
} satisfies Words;

type Query = NonNullable<CallOf<"listBankLines">["query"]>;
const all = "toutes";
const amounts: Readonly<Record<string, Pick<Query, "minCents" | "maxCents">>> = {
  petit: { maxCents: 9_999 },
  moyen: { minCents: 10_000, maxCents: 100_000 },
  grand: { minCents: 100_001 },
};
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

function useQueryOfPage(): Query {
  const [filters] = useFilters();
  return {
    state: filters.etat === all ? undefined : ((filters.etat ?? "waiting") as Query["state"]),
    account: filters.compte,
    side: filters.sens as Query["side"],
    search: filters.q,
    ...(filters.depuis ? { from: daysAgo(Number(filters.depuis)) } : {}),
    ...amounts[filters.montant ?? ""],
  };
}

/** The work list of bank lines (SPEC PAY-10): what to match, with the best proposal of each; a line opens beside it. */
export function BankLinesPage() {
  const t = useWords(words);
  const f = useFormat();
  const may = useMay();
  const go = useGo();
  const [filters] = useFilters();
  const current = useParam("line");
  const list = useList("listBankLines", { query: useQueryOfPage() });
  const narrowed = ["q", "compte", "sens", "depuis", "montant", "etat"].some((name) => filters[name]);
  const step = (by: 1 | -1, from: string) => {
    const at = list.rows.findIndex(({ id }) => id === from);
    const to = at < 0 ? list.rows[0] : list.rows[at + by];
    if (to && to.id !== from) go(officePaths.bankLine(to.id, filters));
    else if (by === 1 && at >= 0) go(officePaths.bank(filters));
  };
  useKeys({
    j: () => step(1, current),
    k: () => step(-1, current),
    ArrowDown: current ? () => step(1, current) : undefined,
    ArrowUp: current ? () => step(-1, current) : undefined,
  });
  const total = list.first?.total;
  return (
    <BankWalk value={{ step }}>
      <ListPage
        title={t.title}
        tabs={<BankTabs current="lines" />}
        actions={
          <Row gap={2}>
            <KeysHelp />
            {may("accountant") && <AcceptMany account={filters.compte ?? null} />}
            <LinkButton look="quiet" href={officePaths.statements()}>
              {t.send}
            </LinkButton>
          </Row>
        }
        list={list}
        filters={<Filters />}
        summary={total && t.shown(total.count, total.more, f.cents(total.cents))}
        columns={useColumns(Boolean(current))}
        rowKey={(row) => row.id}
        rowHref={(row) => officePaths.bankLine(row.id, filters)}
        openKey="who"
        currentKey={current || null}
        empty={{
          icon: Landmark,
          narrowed,
          none: {
            title: t.none,
            text: t.noneText,
            action: <LinkButton href={officePaths.statements()}>{t.send}</LinkButton>,
          },
          noMatch: { title: t.noMatch, text: t.noMatchText },
        }}
      >
        <Outlet />
      </ListPage>
    </BankWalk>
  );
}

function Filters() {
  const t = useWords(words);
  const states = useLineStates();
  const accounts = useQuery(query("listBankAccounts", {})).data?.items ?? [];
  return (
    <>
      <LiveSearch label={t.search} />
      <FilterSelect
        name="etat"
        label={t.state}
        all={states.waiting}
        options={[
          ...(["matched", "set_aside", "ignored"] as const).map((value) => ({ value, label: states[value] })),
          { value: all, label: t.everything },
        ]}
      />
      {accounts.length > 1 && (
        <FilterSelect
          name="compte"
          label={t.account}
          options={accounts.map(({ id, label, name }) => ({ value: id, label: label || name }))}
        />
      )}
      <FilterSelect
        name="sens"
        label={t.side}
        options={[
          { value: "credit", label: t.credit },
          { value: "debit", label: t.debit },
        ]}
      />
      <FilterSelect
        name="depuis"
        label={t.period}
        options={[
          { value: "30", label: t.days30 },
          { value: "90", label: t.days90 },
        ]}
      />
      <FilterSelect
        name="montant"
        label={t.amount}
        options={[
          { value: "petit", label: t.small },
          { value: "moyen", label: t.middle },
          { value: "grand", label: t.large },
        ]}
      />
    </>
  );
}

/** Fewer columns while a line stands beside the list. */
function useColumns(tight: boolean): Column<BankLine>[] {
  const t = useWords(words);
  const several = (useQuery(query("listBankAccounts", {})).data?.items.length ?? 0) > 1;
  const kinds = useKinds();
  const reasons = useReasons();
  const columns: Column<BankLine>[] = [
    {
      key: "date",
      header: t.date,
      width: "narrow",
      phone: "meta",
      cell: (row) => <DateText date={row.bookedOn} short />,
    },
    {
      key: "who",
      header: t.who,
      width: "wide",
      phone: "title",
      cell: (row) => (
        <>
          {row.counterparty || row.label || kinds[row.kind]}
          <span className="office-second">{kinds[row.kind]}</span>
        </>
      ),
    },
    ...(several
      ? [
          {
            key: "account",
            header: t.account,
            phone: "hide" as const,
            cell: (row: BankLine) => row.accountName,
          },
        ]
      : []),
    {
      key: "best",
      header: t.best,
      phone: "hide",
      cell: (row) =>
        row.best && (
          <>
            {[row.best.pieces.join(", "), row.best.party].filter(Boolean).join(" · ")}
            <span className="office-second">{reasons[row.best.reason]}</span>
          </>
        ),
    },
    {
      key: "score",
      header: t.score,
      width: "narrow",
      phone: "state",
      cell: (row) =>
        row.state === "waiting" ? (
          row.score !== null && <Score score={row.score} />
        ) : (
          <LineState state={row.state} />
        ),
    },
    {
      key: "amount",
      header: t.amount,
      numeric: true,
      phone: "amount",
      cell: (row) => <Amount cents={row.cents} signed />,
    },
  ];
  const kept = ["date", "who", "score", "amount"];
  return tight ? columns.filter(({ key }) => kept.includes(key)) : columns;
}
