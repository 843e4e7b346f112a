import { useOrganization } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { DefinitionList } from "../../ui/definitions.tsx";
import { Section } from "../../ui/page.tsx";
import "./cart.css";
import type { Cart } from "./use-cart.ts";

const words = {
  title: { fr: "À qui je paie", en: "Whom I pay" },
  creditor: { fr: "Créancier", en: "Creditor" },
  iban: { fr: "Compte crédité", en: "Account credited" },
  siret: { fr: "SIRET", en: "SIRET" },
  ics: { fr: "Identifiant SEPA (ICS)", en: "SEPA identifier (ICS)" },
  help: {
    fr: (contact: string) => `Un doute ? Appelez ou écrivez au service avant de payer : ${contact}.`,
    en: (contact: string) => `In doubt? Call or write to the office before paying: ${contact}.`,
  },
} satisfies Words;

/** Whom one pays, before paying (SPEC PAY-3). */
export function Payee({ creditor }: { creditor: Cart["creditor"] }) {
  const t = useWords(words);
  const { contact } = useOrganization();
  const reach = [contact.phone, contact.email].filter(Boolean).join(", ");
  const items = [
    {
      term: t.creditor,
      value: [creditor.legalName, ...creditor.address].map((line) => <div key={line}>{line}</div>),
      said: creditor.legalName,
    },
    { term: t.iban, value: creditor.maskedIban, said: creditor.maskedIban },
    { term: t.siret, value: creditor.siret, said: creditor.siret },
    { term: t.ics, value: creditor.ics, said: creditor.ics },
  ].filter((item) => item.said);
  return (
    <Section title={t.title}>
      <DefinitionList items={items} />
      {reach && <p className="payee__help">{t.help(reach)}</p>}
    </Section>
  );
}
