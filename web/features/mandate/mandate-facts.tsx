import { useFormat } from "../../lib/format.ts";
import { plural, useWords, type Words } from "../../lib/words.ts";
import { Amount, DateText } from "../../ui/amount.tsx";
import { type Definition, DefinitionList } from "../../ui/definitions.tsx";
import { type Mandate, useModeNames } from "./mandate-state.tsx";

const words = {
  creditor: { fr: "Créancier", en: "Creditor" },
  ics: { fr: "Identifiant du créancier (ICS)", en: "Creditor identifier" },
  umr: { fr: "Référence unique (RUM)", en: "Unique reference (UMR)" },
  account: { fr: "Compte", en: "Account" },
  bank: { fr: "Compte bancaire", en: "Bank account" },
  holder: { fr: "Titulaire", en: "Holder" },
  mode: { fr: "Type", en: "Type" },
  amount: { fr: "Montant prélevé", en: "Amount debited" },
  wanted: { fr: "Prélevé le", en: "Debited on" },
  notice: { fr: "Chaque prélèvement est annoncé", en: "Each debit is announced" },
  days: {
    fr: (n: number) => plural("fr", n, { one: "# jour avant", other: "# jours avant" }),
    en: (n: number) => plural("en", n, { one: "# day before", other: "# days before" }),
  },
  signedOn: { fr: "Signé le", en: "Signed on" },
  last: { fr: "Dernier prélèvement", en: "Last debit" },
  until: { fr: "Sans prélèvement, prend fin le", en: "Without a debit, ends on" },
  b2b: { fr: "Prélèvement interentreprises (B2B)", en: "Business-to-business (B2B)" },
  code: { fr: "Code de signature envoyé à", en: "Signature code sent to" },
} satisfies Words;

type Shown = Pick<
  Mandate,
  | "umr"
  | "creditorFull"
  | "account"
  | "maskedIban"
  | "bank"
  | "debtor"
  | "mode"
  | "scheme"
  | "oneOffCents"
  | "wantedOn"
  | "preNotificationDays"
  | "signedOn"
  | "lastCollectedOn"
  | "usableUntil"
  | "signing"
>;

/** What a mandate says. `signing`: the account that is being signed for, and where its code goes. */
export function MandateFacts({ mandate, signing = false }: { mandate: Shown; signing?: boolean }) {
  const t = useWords(words);
  const f = useFormat();
  const modes = useModeNames();
  const asked = signing ? mandate.signing : null;
  const change = asked?.kind === "account_change";
  const items: (Definition | null)[] = [
    { key: "creditor", term: t.creditor, value: mandate.creditorFull.legalName },
    { key: "ics", term: t.ics, value: mandate.creditorFull.ics },
    { key: "umr", term: t.umr, value: mandate.umr },
    { key: "account", term: t.account, value: mandate.account.name },
    {
      key: "bank",
      term: t.bank,
      value: [asked?.maskedIban ?? mandate.maskedIban, change ? null : mandate.bank]
        .filter(Boolean)
        .join(" · "),
    },
    { key: "holder", term: t.holder, value: mandate.debtor },
    {
      key: "mode",
      term: t.mode,
      value: mandate.scheme === "B2B" ? `${modes[mandate.mode]} · ${t.b2b}` : modes[mandate.mode],
    },
    mandate.oneOffCents === null
      ? null
      : { key: "amount", term: t.amount, value: <Amount cents={mandate.oneOffCents} /> },
    mandate.wantedOn ? { key: "wanted", term: t.wanted, value: f.date(mandate.wantedOn) } : null,
    { key: "notice", term: t.notice, value: t.days(mandate.preNotificationDays) },
    mandate.signedOn
      ? { key: "signed", term: t.signedOn, value: <DateText date={mandate.signedOn} /> }
      : null,
    mandate.lastCollectedOn ? { key: "last", term: t.last, value: f.date(mandate.lastCollectedOn) } : null,
    mandate.usableUntil ? { key: "until", term: t.until, value: f.date(mandate.usableUntil) } : null,
    asked ? { key: "code", term: t.code, value: asked.maskedTarget } : null,
  ];
  return <DefinitionList items={items.filter((item) => item !== null)} />;
}
