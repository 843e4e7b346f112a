/** What the simulated page says. */
import type { Livery } from "../simulator-page.ts";

export type Result = "P" | "V" | "R" | "Z" | "A";

export const LIVERY: Livery = {
  name: "TIPI - Titres payables par internet",
  header: "#14457a",
  button: "#14457a",
};
export const MAIN = [
  { outcome: "P", fr: "Payer par carte bancaire", en: "pay by card" },
  { outcome: "R", fr: "Faire refuser la carte", en: "card refused" },
  { outcome: "A", fr: "Abandonner", en: "cancel" },
  { outcome: "close", fr: "Fermer sans terminer", en: "close without finishing" },
];
export const OTHERS = [
  { outcome: "V", fr: "Payer par prélèvement unique", en: "pay by direct debit" },
  { outcome: "Z", fr: "Faire refuser le prélèvement", en: "direct debit refused" },
];
/** The last page, by what was decided. */
export const ENDS: Record<Result | "close", [title: string, fr: string, en: string]> = {
  P: ["Paiement accepté", "Votre paiement est accepté.", "Your payment is accepted."],
  V: ["Prélèvement accepté", "Votre prélèvement est enregistré.", "Your direct debit is recorded."],
  R: ["Paiement refusé", "Votre paiement est refusé.", "Your payment is refused."],
  Z: ["Prélèvement refusé", "Votre prélèvement est refusé.", "Your direct debit is refused."],
  A: ["Paiement abandonné", "Vous avez abandonné ce paiement.", "You have given up this payment."],
  close: ["Page fermée", "Le paiement n'est pas terminé.", "The payment is not finished."],
};
