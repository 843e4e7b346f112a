import { useQuery } from "@tanstack/react-query";
import type { GotOf } from "../../lib/api.ts";
import { useFormat } from "../../lib/format.ts";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Columns } from "../../ui/layout.tsx";
import { Link } from "../../ui/link.tsx";
import { Section } from "../../ui/page.tsx";
import { officePaths } from "../office-frame/office-paths.ts";
import "../office-home/home.css";
import { PartyAccess } from "../office-party/party-access.tsx";
import "./office-account.css";

type Account = GotOf<"readAccount">;

const words = {
  balance: { fr: "Solde comptable", en: "Book balance" },
  toPay: { fr: "À régler", en: "To pay" },
  overdue: { fr: "Dont échu", en: "Of which overdue" },
  next: { fr: (day: string) => `prochaine échéance le ${day}`, en: (day: string) => `next due date: ${day}` },
  paying: { fr: "Paiement en cours", en: "Being paid" },
  collecting: { fr: "Prélèvement annoncé", en: "Direct debit to come" },
  disputed: { fr: "En litige", en: "In dispute" },
  credit: { fr: "Avoirs disponibles", en: "Credits available" },
  pending: { fr: "Reçu ici, à reprendre en comptabilité", en: "Received here, to be booked" },
  party: { fr: "Tiers", en: "Party" },
  access: { fr: "Qui a accès", en: "Who has access" },
  code: { fr: "Code", en: "Code" },
  address: { fr: "Adresse", en: "Address" },
  email: { fr: "Courriel", en: "E-mail" },
  phone: { fr: "Téléphone", en: "Phone" },
  published: { fr: "Dernière publication", en: "Latest publication" },
  never: { fr: "Jamais publié", en: "Never published" },
} satisfies Words;

/** What an account owes, in figures; those that are zero are left out. */
export function AccountFigures({ account }: { account: Account }) {
  const t = useWords(words);
  const f = useFormat();
  const small = [
    [t.paying, account.payingCents],
    [t.collecting, account.collectingCents],
    [t.disputed, account.disputedCents],
    [t.credit, account.creditCents],
    [t.pending, account.pendingCents],
  ] as const;
  return (
    <dl className="office-figures office-account__figures">
      <div>
        <dt>{t.balance}</dt>
        <dd>
          <Amount cents={account.balanceCents} />
        </dd>
      </div>
      <div>
        <dt>{t.toPay}</dt>
        <dd>
          <Amount cents={account.toPayCents} />
        </dd>
        {account.nextDueOn && <dd>{t.next(f.date(account.nextDueOn))}</dd>}
      </div>
      {account.overdueCents > 0 && (
        <div>
          <dt>{t.overdue}</dt>
          <dd>
            <Amount cents={account.overdueCents} tone="overdue" />
          </dd>
        </div>
      )}
      {small
        .filter(([, cents]) => cents !== 0)
        .map(([term, cents]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <Amount cents={cents} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** Whose account it is, who may read it, and which import published it last. */
export function AccountPeople({ account }: { account: Account }) {
  const t = useWords(words);
  const party = useQuery(query("readParty", { params: { party: account.party.id } })).data;
  const items = [
    {
      key: "name",
      term: t.party,
      value: <Link href={officePaths.party(account.party.id)}>{account.party.name}</Link>,
    },
    party && { key: "code", term: t.code, value: party.code },
    party && party.address.length > 0 && { key: "address", term: t.address, value: party.address.join(", ") },
    party?.email && { key: "email", term: t.email, value: party.email },
    party?.phone && { key: "phone", term: t.phone, value: party.phone },
    { key: "published", term: t.published, value: <LastPublication account={account} /> },
  ].filter((item) => item !== false && item !== "" && item != null);
  return (
    <Columns min="wide">
      <Section title={t.party}>
        <DefinitionList items={items} />
      </Section>
      <Section title={t.access}>{party && <PartyAccess party={party} viewAs />}</Section>
    </Columns>
  );
}

/** When the account was last published, leading to the creditor's import of that time when it is a recent one. */
function LastPublication({ account }: { account: Account }) {
  const t = useWords(words);
  const f = useFormat();
  const imports = useQuery(query("listImports", { query: { limit: 50 } })).data?.items ?? [];
  const at = account.publishedAt;
  if (!at) return <>{t.never}</>;
  const last = imports.find(
    (one) =>
      one.creditor === account.creditor.id &&
      one.mode === "apply" &&
      one.createdAt <= at &&
      one.state === "done",
  );
  if (!last) return <>{f.instant(at)}</>;
  return (
    <>
      {f.instant(at)} · <Link href={officePaths.import(last.id)}>{last.fileName}</Link>
    </>
  );
}
