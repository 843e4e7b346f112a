import { Users } from "lucide-react";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { PeopleTabs } from "../features/office-list/people-tabs.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { useUserStates } from "../features/office-user/user-state.tsx";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import type { Column } from "../ui/table.tsx";
import { State } from "../ui/tag.tsx";

const words = {
  title: { fr: "Identités", en: "Identities" },
  search: { fr: "Nom, code, identifiant, adresse", en: "Name, code, identifier, address" },
  name: { fr: "Nom", en: "Name" },
  code: { fr: "Code ou identifiant", en: "Code or identifier" },
  email: { fr: "Courriel", en: "E-mail" },
  kind: { fr: "Qui", en: "Who" },
  tie: { fr: "Lien", en: "Tie" },
  everyone: { fr: "Tout le monde", en: "Everyone" },
  customer: { fr: "Client", en: "Customer" },
  colleague: { fr: "Collègue invité", en: "Invited colleague" },
  staff: { fr: "Agent", en: "Member of staff" },
  party: { fr: "Tiers avec accès", en: "Party with an access" },
  party_without_access: { fr: "Tiers sans accès", en: "Party without access" },
  more: {
    fr: (n: number) => plural("fr", n, { one: "et # autre", other: "et # autres" }),
    en: (n: number) => plural("en", n, { one: "and # other", other: "and # others" }),
  },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# identité affichée", other: "# identités affichées" }),
    en: (n: number) => plural("en", n, { one: "# identity shown", other: "# identities shown" }),
  },
  noneTitle: { fr: "Personne encore", en: "Nobody yet" },
  noneText: {
    fr: "Les tiers de vos comptes, leurs accès et vos agents se rangeront ici.",
    en: "The parties of your accounts, their accesses and your staff will stand here.",
  },
  noMatch: { fr: "Personne ne correspond", en: "Nobody matches" },
  noMatchText: { fr: "Changez un mot ou retirez un filtre.", en: "Change a word or remove a filter." },
} satisfies Words;

type Identity = GotOf<"listIdentities">["items"][number];
const kinds = ["customer", "colleague", "staff", "party", "party_without_access"] as const;
const isParty = ({ kind }: Identity) => kind === "party" || kind === "party_without_access";

/** Everyone in one list: parties, customers, their colleagues, staff (SPEC OFF-3). */
export function IdentitiesPage() {
  const t = useWords(words);
  const [filters] = useFilters();
  const kind = filters.qui as NonNullable<CallOf<"listIdentities">["query"]>["kind"];
  const list = useList("listIdentities", { query: { search: filters.q, kind } });
  return (
    <ListPage
      title={t.title}
      tabs={<PeopleTabs />}
      list={list}
      filters={
        <>
          <LiveSearch label={t.search} />
          <FilterSelect
            name="qui"
            label={t.kind}
            all={t.everyone}
            options={kinds.map((value) => ({ value, label: t[value] }))}
          />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns()}
      rowKey={(row) => row.id}
      rowHref={(row) => (isParty(row) ? officePaths.party(row.id) : officePaths.user(row.id))}
      openKey="name"
      empty={{
        icon: Users,
        narrowed: Boolean(filters.q || kind),
        none: { title: t.noneTitle, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    />
  );
}

function useColumns(): Column<Identity>[] {
  const t = useWords(words);
  const states = useUserStates();
  return [
    { key: "name", header: t.name, phone: "title", cell: (row) => row.name },
    { key: "code", header: t.code, width: "narrow", phone: "meta", cell: (row) => row.code },
    {
      key: "email",
      header: t.email,
      phone: "hide",
      cell: (row) => <span className="office-email">{row.email}</span>,
    },
    {
      key: "tie",
      header: t.tie,
      phone: "hide",
      cell: ({ tie }) => tie && [tie.name, tie.others > 0 && t.more(tie.others)].filter(Boolean).join(" "),
    },
    {
      key: "kind",
      header: t.kind,
      phone: "state",
      cell: (row) => (
        <State kind={row.state === "active" || row.kind === "party" ? "settled" : "neutral"}>
          {[t[row.kind], row.state && row.state !== "active" && states[row.state].toLowerCase()]
            .filter(Boolean)
            .join(", ")}
        </State>
      ),
    },
  ];
}
