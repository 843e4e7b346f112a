import { useQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { FailedRead, PendingPage } from "../app/fallback-pages.tsx";
import { AccountFigures, AccountPeople } from "../features/office-account/account-facts.tsx";
import { OfficeStatement } from "../features/office-account/office-statement.tsx";
import { PublicationState } from "../features/office-account/publication-state.tsx";
import { RestoreAccounts, WithdrawAccounts } from "../features/office-account/withdraw-accounts.tsx";
import { officePaths } from "../features/office-frame/office-paths.ts";
import { useMay } from "../features/office-frame/role.ts";
import { useParam } from "../lib/navigation.ts";
import { query } from "../lib/queries.ts";
import { useWords, type Words } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { PageTitle } from "../ui/page.tsx";
import { Tag } from "../ui/tag.tsx";

const words = {
  back: { fr: "Comptes", en: "Accounts" },
  customer: { fr: "Client", en: "Customer" },
  owner: { fr: "Propriétaire", en: "Owner" },
  tenant: { fr: "Locataire", en: "Tenant" },
  co_owner: { fr: "Copropriétaire", en: "Co-owner" },
  mandates: { fr: "Mandats", en: "Mandates" },
  paper: { fr: "Saisir un mandat papier", en: "Type a paper mandate" },
  supplier: { fr: "Fournisseur", en: "Supplier" },
} satisfies Words;

/** The record of an account: figures, the statement in three readings, whose it is. */
export function AccountPage() {
  const t = useWords(words);
  const may = useMay();
  const id = useParam("account");
  const { data: account, error, refetch } = useQuery(query("readAccount", { params: { account: id } }));
  if (error && !account) return <FailedRead error={error} onRetry={() => void refetch()} />;
  if (!account) return <PendingPage />;
  return (
    <>
      <PageTitle
        title={account.label}
        documentTitle={`${account.code} ${account.label}`}
        back={{ href: officePaths.accounts(), label: t.back }}
        actions={
          <>
            <LinkButton icon={Landmark} look="quiet" href={officePaths.mandates({ compte: account.account })}>
              {t.mandates}
            </LinkButton>
            {may("accountant") && (
              <LinkButton look="quiet" href={officePaths.typeMandate(account.account)}>
                {t.paper}
              </LinkButton>
            )}
            {may("accountant") &&
              (account.publication === "published" ? (
                <WithdrawAccounts accounts={[account.account]} />
              ) : (
                <RestoreAccounts accounts={[account.account]} />
              ))}
          </>
        }
        lead={
          <>
            {account.code} · {account.creditor.name} <Tag>{t[account.kind]}</Tag>{" "}
            {account.publication && <PublicationState of={account.publication} />}
          </>
        }
      />
      <AccountFigures account={account} />
      <OfficeStatement key={account.account} account={account} />
      <AccountPeople account={account} />
    </>
  );
}
