import { useQuery } from "@tanstack/react-query";
import { query, sentenceOf } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Text } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { SidePanel } from "../../ui/side-panel.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import { InPanel } from "../office-frame/panel.tsx";
import "../office-list/list.css";
import { PartyAccess } from "./party-access.tsx";

const words = {
  loading: { fr: "Tiers", en: "Party" },
  code: { fr: "Code", en: "Code" },
  kind: { fr: "Nature", en: "Kind" },
  person: { fr: "Personne", en: "Person" },
  company: { fr: "Société ou organisme", en: "Company or body" },
  address: { fr: "Adresse", en: "Address" },
  email: { fr: "Courriel", en: "E-mail" },
  phone: { fr: "Téléphone", en: "Phone" },
  none: { fr: "Non renseigné", en: "Not given" },
  access: { fr: "Qui a accès", en: "Who has access" },
  accounts: { fr: "Comptes", en: "Accounts" },
  noAccount: { fr: "Aucun compte publié à ce nom.", en: "No account is published under this name." },
} satisfies Words;

/** The record of a party beside the list: coordinates, who has access, its accounts. */
export function PartyPanel({ party: id, onClose }: { party: string; onClose: () => void }) {
  const t = useWords(words);
  const { data: party, error } = useQuery(query("readParty", { params: { party: id } }));
  const items = party && [
    { key: "code", term: t.code, value: party.code },
    { key: "kind", term: t.kind, value: t[party.kind] },
    { key: "address", term: t.address, value: party.address.join(", ") || t.none },
    { key: "email", term: t.email, value: party.email ?? t.none },
    { key: "phone", term: t.phone, value: party.phone ?? t.none },
  ];
  return (
    <InPanel>
      <SidePanel title={party?.name ?? t.loading} onClose={onClose}>
        {error && <Notice kind="error">{sentenceOf(error)}</Notice>}
        {!party && !error && <Skeleton lines={6} />}
        {party && items && (
          <>
            <Section level={3} title={t.access}>
              <PartyAccess party={party} viewAs />
            </Section>
            <Section level={3} title={t.accounts}>
              <PartyAccounts party={party.id} />
            </Section>
            <DefinitionList items={items} />
          </>
        )}
      </SidePanel>
    </InPanel>
  );
}

/** The accounts of a party. */
function PartyAccounts({ party }: { party: string }) {
  const t = useWords(words);
  const { data } = useQuery(query("listAccounts", { query: { party, limit: 100 } }));
  const accounts = data?.items ?? [];
  if (!data) return <Skeleton lines={2} />;
  if (accounts.length === 0) return <Text look="muted">{t.noAccount}</Text>;
  return (
    <DefinitionList
      wide
      items={accounts.map((account) => ({
        key: account.account,
        term: (
          <>
            <Link href={officePaths.account(account.account)}>{account.label}</Link>
            <span className="office-second">{account.creditor.name}</span>
          </>
        ),
        value: <Amount cents={account.balanceCents} />,
      }))}
    />
  );
}
