/** A mandate that signatures and timestamps are put on. */
import type { MandateDocument } from "./mandate.ts";

/** A one-off of 45.50 euros, not signed yet. */
export const oneOffMandate = (madeAt: Date): MandateDocument => ({
  lang: "fr",
  creditor: { name: "Ville de Montfleuri", address: [], ics: "FR72ZZZ123456" },
  umr: "MTF-1",
  kind: "one_off",
  scheme: "CORE",
  debtor: { name: "Mme Weber", address: [], iban: "FR7630006000011234567890189", bic: null },
  purpose: "Eau",
  preNotificationDays: 14,
  schedule: [],
  oneOffCents: 4550,
  madeAt,
  signed: null,
});
