import type { ReactNode } from "react";
import { useFormat } from "../../lib/format.ts";
import { paths } from "../../lib/place.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { PageTitle } from "../../ui/page.tsx";
import { PayAll } from "../cart/pay-all.tsx";
import type { Cart } from "../cart/use-cart.ts";
import { PayByDebit } from "../mandate/pay-by-debit.tsx";
import "./account.css";
import type { AccountSummary } from "./current-account.ts";
import { SuspensionNotice } from "./suspension-notice.tsx";

const words = {
  owe: { fr: "Vous devez", en: "You owe" },
  to: { fr: (name: string) => `à ${name}.`, en: (name: string) => `to ${name}.` },
  nothing: { fr: "Vous êtes à jour", en: "You are up to date" },
  nothingTo: {
    fr: (name: string) => `Vous ne devez rien à ${name}.`,
    en: (name: string) => `You owe nothing to ${name}.`,
  },
  beingPaid: {
    fr: (name: string) => `Il ne reste rien d’autre à régler à ${name} pour l’instant.`,
    en: (name: string) => `There is nothing else to pay to ${name} for now.`,
  },
  overdue: {
    fr: (cents: string) => `Dont ${cents} en retard.`,
    en: (cents: string) => `Of which ${cents} overdue.`,
  },
  allOverdue: { fr: "Tout est en retard.", en: "All of it is overdue." },
  next: {
    fr: (day: string) => `Prochaine échéance le ${day}.`,
    en: (day: string) => `Next due date: ${day}.`,
  },
  closed: {
    fr: "Le règlement en ligne n’est pas ouvert pour ce compte.",
    en: "Paying on line is not open for this account.",
  },
  tenant: {
    fr: "Vous lisez le compte de votre locataire : lui seul peut le régler.",
    en: "You are reading your tenant’s account: only the tenant can pay it.",
  },
  tenantOwes: {
    fr: (name: string) => `${name} doit`,
    en: (name: string) => `${name} owes`,
  },
  tenantNothing: {
    fr: (name: string) => `${name} est à jour`,
    en: (name: string) => `${name} is up to date`,
  },
  tenantNothingTo: {
    fr: (name: string) => `Rien n’est dû à ${name}.`,
    en: (name: string) => `Nothing is owed to ${name}.`,
  },
  finish: { fr: "Terminer mon règlement", en: "Finish my payment" },
  tab: { fr: (label: string) => `Mon compte : ${label}`, en: (label: string) => `My account: ${label}` },
} satisfies Words;

/** The face of an account: one sentence and one button (LOOK, SPEC ACT-2). */
export function AccountHead({ account, cart }: { account: AccountSummary; cart?: Cart }) {
  const t = useWords(words);
  const f = useFormat();
  const owes = account.toPayCents > 0;
  const owner = account.readAs === "owner";
  const held = account.payingCents > 0 || account.collectingCents > 0 || account.disputedCents > 0;
  const sentences: ReactNode[] = owes
    ? [
        t.to(account.creditor.name),
        account.overdueCents > 0 && (
          <strong key="overdue" className="account-overdue">
            {account.overdueCents === account.toPayCents
              ? t.allOverdue
              : t.overdue(f.cents(account.overdueCents))}
          </strong>
        ),
        account.nextDueOn && account.nextDueOn >= account.today && t.next(f.date(account.nextDueOn)),
      ]
    : owner
      ? [t.tenantNothingTo(account.creditor.name)]
      : [held ? t.beingPaid(account.creditor.name) : t.nothingTo(account.creditor.name)];
  const inCart = cart?.pieces.length ?? 0;
  return (
    <div className="account-head">
      <PageTitle
        documentTitle={t.tab(account.label)}
        title={
          owes ? (
            <>
              {owner ? t.tenantOwes(account.party.name) : t.owe}{" "}
              <Amount cents={account.toPayCents} size="xl" />
            </>
          ) : (
            <>{owner ? t.tenantNothing(account.party.name) : t.nothing}</>
          )
        }
        lead={sentences.map((sentence, index) => (sentence ? <span key={index}>{sentence} </span> : null))}
        actions={
          <>
            {inCart > 0 ? (
              <LinkButton look="primary" href={paths.cart(account.creditor.id)}>
                {t.finish}
              </LinkButton>
            ) : (
              owes && account.can.pay && <PayAll account={account} />
            )}
            {owes && account.can.pay && inCart === 0 && (
              <PayByDebit creditor={account.creditor.id} account={account.account} />
            )}
          </>
        }
      />
      {account.suspension ? (
        <SuspensionNotice suspension={account.suspension} />
      ) : (
        owes && !account.can.pay && <p className="account-closed">{owner ? t.tenant : t.closed}</p>
      )}
    </div>
  );
}
