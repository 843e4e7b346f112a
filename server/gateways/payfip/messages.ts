/** What the fault codes of PayFiP mean, in words for staff. Unlisted codes exist in the official annex. */
export type BilingualSentence = { fr: string; en: string };

const SENTENCES: Record<string, BilingualSentence> = {
  S1: { fr: "Mode de saisie invalide (T, X ou W).", en: "Invalid entry mode (T, X or W)." },
  T1: { fr: "Numéro de client (numcli) invalide.", en: "Invalid client number (numcli)." },
  T2: { fr: "Numéro de client inconnu de PayFiP.", en: "Client number unknown to PayFiP." },
  T4: {
    fr: "Ce client n'est pas habilité au service web sécurisé de PayFiP.",
    en: "This client is not enabled for PayFiP's secure web service.",
  },
  T9: { fr: "Problème de certificat.", en: "Certificate problem." },
  M1: { fr: "Format du montant incorrect.", en: "Wrong amount format." },
  M3: { fr: "Montant inférieur à 1 €.", en: "Amount below €1." },
  M5: { fr: "Montant supérieur à la limite de PayFiP.", en: "Amount above PayFiP's limit." },
  A1: { fr: "Adresse électronique du payeur absente.", en: "The payer's e-mail address is missing." },
  A2: { fr: "Adresse électronique du payeur incorrecte.", en: "The payer's e-mail address is incorrect." },
  N1: { fr: "Adresse de notification invalide.", en: "Invalid notification address." },
  D1: { fr: "Adresse de retour invalide.", en: "Invalid return address." },
  R3: {
    fr: "Référence de dette incorrecte (6 à 30 lettres et chiffres).",
    en: "Wrong debt reference (6 to 30 letters and digits).",
  },
  P1: { fr: "IdOp incorrect.", en: "Unknown or purged operation." },
  P3: { fr: "Opération déjà utilisée pour un paiement.", en: "Operation already used for a payment." },
  P4: { fr: "Opération créée il y a plus de 15 minutes.", en: "Operation older than 15 minutes." },
  P5: { fr: "Résultat de la transaction non connu.", en: "Result of the operation not known yet." },
  "999": { fr: "Dysfonctionnement technique de PayFiP.", en: "Technical breakdown at PayFiP." },
};

/** The meaning of a PayFiP code in both languages; an unlisted code is named as such. */
export function faultSentence(code: string): BilingualSentence {
  return SENTENCES[code] ?? { fr: `Refus de PayFiP, code ${code}.`, en: `PayFiP refused, code ${code}.` };
}
