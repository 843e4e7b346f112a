/** What collections hold of a person (INF-5): the whole IBAN only sealed, in what the bank was sent. */
import type { PersonalKind } from "../../platform/personal-data.ts";
import * as held from "./sql/personal.ts";

export { hasComingDebit } from "./sql/personal.ts";

export const personalKinds: readonly PersonalKind[] = [
  {
    kind: "collections",
    label: { fr: "Vos prélèvements", en: "Your direct debits" },
    why: { fr: "Encaisser et répondre aux rejets", en: "To take the money and answer what comes back" },
    basis: "law",
    keep: "accounting",
    columns: [
      { key: "reference", fr: "Référence", en: "Reference" },
      { key: "umr", fr: "Mandat (RUM)", en: "Mandate (UMR)" },
      { key: "debtor", fr: "Titulaire", en: "Holder" },
      { key: "account", fr: "Compte", en: "Account" },
      { key: "cents", fr: "Montant", en: "Amount", kind: "cents" },
      { key: "day", fr: "Date", en: "Day", kind: "day" },
      { key: "state", fr: "État", en: "State" },
      { key: "reason", fr: "Motif de rejet", en: "Why it came back" },
    ],
    source: held.collectionsOf,
  },
];
