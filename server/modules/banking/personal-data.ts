/** What bank statements hold of a person (INF-5): money received is accounting; what knows a payer again is a convenience. */
import type { PersonalKind } from "../../platform/personal-data.ts";
import { forgetPayers, payersOf, transfersOf } from "./sql/personal.ts";

export const personalKinds: readonly PersonalKind[] = [
  {
    kind: "bank_payers",
    label: { fr: "Vos comptes bancaires reconnus", en: "Your bank accounts that are known again" },
    why: {
      fr: "Reconnaître vos prochains virements ; seule une empreinte est gardée",
      en: "To know your next transfers; only a fingerprint is kept",
    },
    basis: "interest",
    keep: "relation",
    columns: [
      { key: "uses", fr: "Virements", en: "Transfers" },
      { key: "last_used_on", fr: "Dernier", en: "Latest", kind: "day" },
    ],
    source: payersOf,
    erase: { part: false, run: forgetPayers },
  },
  {
    kind: "bank_transfers",
    label: { fr: "Vos virements reçus", en: "Your transfers received" },
    why: { fr: "Tenir vos comptes à jour", en: "To keep your accounts up to date" },
    basis: "law",
    keep: "accounting",
    columns: [
      { key: "booked_on", fr: "Reçu le", en: "Received on", kind: "day" },
      { key: "cents", fr: "Montant", en: "Amount", kind: "cents" },
      { key: "counterparty", fr: "De", en: "From" },
      { key: "payer_mask", fr: "Compte", en: "Account" },
      { key: "texts", fr: "Texte de la banque", en: "Text of the bank" },
      { key: "reference", fr: "Référence", en: "Reference" },
      { key: "state", fr: "État", en: "State" },
    ],
    source: transfersOf,
  },
];
