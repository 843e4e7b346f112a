import { inFours, useFormat } from "../../lib/format.ts";
import { useColon, useWords, type Words } from "../../lib/words.ts";
import { Amount } from "../../ui/amount.tsx";
import "./account.css";
import type { AccountSummary } from "./current-account.ts";

const words = {
  paying: { fr: "Paiement en cours", en: "Being paid" },
  collecting: { fr: "Prélèvement annoncé", en: "Direct debit to come" },
  disputed: { fr: "En litige", en: "In dispute" },
  declared: { fr: "Déclaré payé, à confirmer", en: "Declared paid, to be confirmed" },
  treasury: { fr: "En trésorerie", en: "At the treasury" },
  bank: { fr: "Pour payer par virement", en: "To pay by transfer" },
  credit: { fr: "Avoir à déduire", en: "Credit to deduct" },
  pending: { fr: "Enregistré ici, pas encore publié", en: "Recorded here, not published yet" },
  balance: { fr: "Solde comptable", en: "Book balance" },
  published: {
    fr: (when: string) => `Écritures publiées le ${when}.`,
    en: (when: string) => `Entries published on ${when}.`,
  },
  never: { fr: "Aucune publication pour l’instant.", en: "Nothing published yet." },
} satisfies Words;

/** Small figures under the sentence, only those that say something, and the date of the last publication (ACT-9). */
export function AccountFigures({ account }: { account: AccountSummary }) {
  const t = useWords(words);
  const colon = useColon();
  const f = useFormat();
  const figures = [
    { key: "paying", term: t.paying, cents: account.payingCents },
    { key: "collecting", term: t.collecting, cents: account.collectingCents },
    { key: "disputed", term: t.disputed, cents: account.disputedCents },
    { key: "declared", term: t.declared, cents: account.declaredCents },
    { key: "treasury", term: t.treasury, cents: account.treasuryCents },
    { key: "credit", term: t.credit, cents: Math.abs(account.creditCents) },
    // As in the account: what was received is a credit, and negative.
    { key: "pending", term: t.pending, cents: -account.pendingCents },
  ].filter((figure) => figure.cents !== 0);
  const differs = account.balanceCents !== account.toPayCents;
  if (differs) figures.push({ key: "balance", term: t.balance, cents: account.balanceCents });
  return (
    <div className="account-figures">
      {figures.length > 0 && (
        <dl>
          {figures.map((figure) => (
            <div key={figure.key}>
              <dt>{figure.term}</dt>
              <dd>
                <Amount cents={figure.cents} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {account.bank && (
        <p className="account-bank">
          {t.bank}
          {colon} {account.bank.holder}, IBAN{" "}
          <span className="account-bank__iban">{inFours(account.bank.iban)}</span>
        </p>
      )}
      <p className="account-stamp">
        {account.publishedAt ? t.published(f.instant(account.publishedAt)) : t.never}
      </p>
    </div>
  );
}
