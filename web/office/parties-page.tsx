import { Users } from "lucide-react";
import { useState } from "react";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { PeopleTabs } from "../features/office-list/people-tabs.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { PartyPanel } from "../features/office-party/party-panel.tsx";
import { PrintLetters } from "../features/office-party/print-letters.tsx";
import type { GotOf } from "../lib/api.ts";
import { useFilters } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { SelectionBar } from "../ui/selection-bar.tsx";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Tiers", en: "Parties" },
  search: { fr: "Nom, code, adresse", en: "Name, code, address" },
  name: { fr: "Nom", en: "Name" },
  code: { fr: "Code", en: "Code" },
  email: { fr: "Courriel", en: "E-mail" },
  phone: { fr: "Téléphone", en: "Phone" },
  access: { fr: "Accès en ligne", en: "On-line access" },
  open: { fr: "Ouvert", en: "Open" },
  none: { fr: "Pas encore", en: "Not yet" },
  letters: { fr: "Lettres d’accès", en: "Access letters" },
  choose: { fr: (name: string) => `Choisir ${name}`, en: (name: string) => `Choose ${name}` },
  chosen: {
    fr: (n: number) => plural("fr", n, { one: "# tiers choisi", other: "# tiers choisis" }),
    en: (n: number) => plural("en", n, { one: "# party chosen", other: "# parties chosen" }),
  },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# tiers affiché", other: "# tiers affichés" }),
    en: (n: number) => plural("en", n, { one: "# party shown", other: "# parties shown" }),
  },
  noneTitle: { fr: "Aucun tiers encore", en: "No party yet" },
  noneText: {
    fr: "Les personnes et sociétés que vos comptes nomment se rangeront ici dès le premier import.",
    en: "The people and companies that your accounts name will stand here from the first import.",
  },
  noMatch: { fr: "Aucun tiers ne répond à cette recherche", en: "No party matches this search" },
  noMatchText: {
    fr: "Essayez le début du nom, ou le code.",
    en: "Try the beginning of the name, or the code.",
  },
} satisfies Words;

/** Everyone the organization knows, and who of them can sign in. */
export function PartiesPage() {
  const t = useWords(words);
  const [filters, change] = useFilters();
  const may = useMay()("accountant");
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const access = filters.acces === "with" || filters.acces === "without" ? filters.acces : undefined;
  const list = useList("listParties", { query: { search: filters.q, access } });
  return (
    <ListPage
      title={t.title}
      tabs={<PeopleTabs />}
      list={list}
      actions={may && <LinkButton href={officePaths.accessLetters()}>{t.letters}</LinkButton>}
      filters={
        <>
          <LiveSearch label={t.search} />
          <FilterSelect
            name="acces"
            label={t.access}
            options={[
              { value: "without", label: t.none },
              { value: "with", label: t.open },
            ]}
          />
        </>
      }
      selection={
        may
          ? {
              selected,
              onChange: setSelected,
              label: (row) => t.choose(row.name),
              canSelect: (row) => !row.hasAccess,
            }
          : undefined
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns(Boolean(filters.tiers))}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.party(row.id, { q: filters.q, acces: filters.acces })}
      openKey="name"
      currentKey={filters.tiers}
      empty={{
        icon: Users,
        narrowed: Boolean(filters.q) || access !== undefined,
        none: { title: t.noneTitle, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    >
      <SelectionBar
        count={selected.size}
        label={t.chosen(selected.size)}
        onClear={() => setSelected(new Set())}
      >
        <PrintLetters parties={[...selected]} look="primary" />
      </SelectionBar>
      {filters.tiers && (
        <PartyPanel key={filters.tiers} party={filters.tiers} onClose={() => change({ tiers: null })} />
      )}
    </ListPage>
  );
}

/** Fewer columns while a record stands beside the list. */
function useColumns(tight: boolean): Column<GotOf<"listParties">["items"][number]>[] {
  const t = useWords(words);
  const columns: Column<GotOf<"listParties">["items"][number]>[] = [
    { key: "code", header: t.code, width: "narrow", phone: "meta", cell: (row) => row.code },
    { key: "name", header: t.name, phone: "title", cell: (row) => row.name },
    {
      key: "email",
      header: t.email,
      phone: "hide",
      cell: (row) => <span className="office-email">{row.email}</span>,
    },
    { key: "phone", header: t.phone, phone: "hide", cell: (row) => row.phone },
    {
      key: "access",
      header: t.access,
      width: "narrow",
      phone: "state",
      cell: (row) => (
        <State kind={row.hasAccess ? "settled" : "neutral"}>{row.hasAccess ? t.open : t.none}</State>
      ),
    },
  ];
  return tight ? columns.filter(({ key }) => key !== "email" && key !== "phone") : columns;
}
