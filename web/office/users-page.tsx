import { KeyRound } from "lucide-react";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay, useRoleNames } from "../features/office-frame/role.ts";
import { FilterSelect, LiveSearch } from "../features/office-list/filters.tsx";
import { ListPage } from "../features/office-list/list-page.tsx";
import { PeopleTabs } from "../features/office-list/people-tabs.tsx";
import { ShortInstant } from "../features/office-list/short-instant.tsx";
import { useList } from "../features/office-list/use-list.ts";
import { CreateUser } from "../features/office-user/create-user.tsx";
import { UserStateTag, useUserStates } from "../features/office-user/user-state.tsx";
import type { CallOf, GotOf } from "../lib/api.ts";
import { useFilters } from "../lib/navigation.ts";
import { plural, useWords, type Words } from "../lib/words.ts";
import type { Column } from "../ui/table.tsx";

const words = {
  title: { fr: "Comptes d’accès", en: "Access accounts" },
  search: { fr: "Nom, identifiant, adresse", en: "Name, identifier, address" },
  name: { fr: "Nom", en: "Name" },
  identifier: { fr: "Identifiant", en: "Identifier" },
  email: { fr: "Courriel", en: "E-mail" },
  role: { fr: "Qui", en: "Who" },
  customer: { fr: "Client", en: "Customer" },
  customers: { fr: "Clients", en: "Customers" },
  staff: { fr: "Agents", en: "Staff" },
  everyone: { fr: "Tout le monde", en: "Everyone" },
  state: { fr: "État", en: "State" },
  last: { fr: "Dernière entrée", en: "Last sign-in" },
  never: { fr: "Jamais", en: "Never" },
  shown: {
    fr: (n: number) => plural("fr", n, { one: "# compte affiché", other: "# comptes affichés" }),
    en: (n: number) => plural("en", n, { one: "# account shown", other: "# accounts shown" }),
  },
  noneTitle: { fr: "Personne encore", en: "Nobody yet" },
  noneText: {
    fr: "Ouvrez l’accès d’un client depuis la liste des tiers, ou créez un compte d’accès ici.",
    en: "Open a customer’s access from the list of parties, or create an access account here.",
  },
  noMatch: { fr: "Personne ne correspond", en: "Nobody matches" },
  noMatchText: { fr: "Changez un mot ou retirez un filtre.", en: "Change a word or remove a filter." },
} satisfies Words;

type Query = NonNullable<CallOf<"listUsers">["query"]>;

/** Everyone who can sign in, customers and staff. */
export function UsersPage() {
  const t = useWords(words);
  const states = useUserStates();
  const may = useMay();
  const [filters] = useFilters();
  const list = useList("listUsers", {
    query: {
      search: filters.q,
      state: filters.etat as Query["state"],
      staff: filters.agents as Query["staff"],
    },
  });
  return (
    <ListPage
      title={t.title}
      tabs={<PeopleTabs />}
      actions={may("manager") && <CreateUser />}
      list={list}
      filters={
        <>
          <LiveSearch label={t.search} />
          <FilterSelect
            name="agents"
            label={t.role}
            all={t.everyone}
            options={[
              { value: "no", label: t.customers },
              { value: "yes", label: t.staff },
            ]}
          />
          <FilterSelect
            name="etat"
            label={t.state}
            options={(["invited", "active", "disabled"] as const).map((value) => ({
              value,
              label: states[value],
            }))}
          />
        </>
      }
      summary={t.shown(list.rows.length)}
      columns={useColumns()}
      rowKey={(row) => row.id}
      rowHref={(row) => officePaths.user(row.id)}
      openKey="name"
      empty={{
        icon: KeyRound,
        narrowed: Boolean(filters.q || filters.agents || filters.etat),
        none: { title: t.noneTitle, text: t.noneText },
        noMatch: { title: t.noMatch, text: t.noMatchText },
      }}
    />
  );
}

function useColumns(): Column<GotOf<"listUsers">["items"][number]>[] {
  const t = useWords(words);
  const roles = useRoleNames();
  return [
    { key: "name", header: t.name, phone: "title", cell: (row) => row.name },
    { key: "identifier", header: t.identifier, phone: "meta", cell: (row) => row.identifier },
    {
      key: "email",
      header: t.email,
      phone: "hide",
      cell: (row) => <span className="office-email">{row.email}</span>,
    },
    {
      key: "role",
      header: t.role,
      width: "narrow",
      phone: "hide",
      cell: (row) => (row.staffRole ? roles[row.staffRole] : t.customer),
    },
    {
      key: "last",
      header: t.last,
      phone: "hide",
      cell: (row) => (row.lastSignInAt ? <ShortInstant at={row.lastSignInAt} /> : t.never),
    },
    {
      key: "state",
      header: t.state,
      width: "narrow",
      phone: "state",
      cell: (row) => <UserStateTag state={row.state} />,
    },
  ];
}
