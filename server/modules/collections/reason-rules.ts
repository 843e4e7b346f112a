/**
 * Why debits come back (MAN-7): every code of the EPC's guidance (EPC173-14) in plain words, what becomes of the mandate,
 * and the next step. Pure.
 */
export type MandateFate = "keep" | "suspended" | "blocked" | "stopped";
export type NextStep = "retry" | "new_account" | "new_mandate" | "contact" | "data" | "bank" | "ask_code";
type Text = { fr: string; en: string };
export type Reason = {
  text: Text;
  mandate: MandateFate;
  next: NextStep;
  /** Due to the debtor: the creditor may charge its fee. */
  debtorsFault: boolean;
};

const reason = (
  fr: string,
  en: string,
  mandate: MandateFate,
  next: NextStep,
  debtorsFault = false,
): Reason => ({ text: { fr, en }, mandate, next, debtorsFault });

export const REASONS: Record<string, Reason> = {
  AC01: reason(
    "Le numéro de compte (IBAN) n’existe pas ou est erroné.",
    "The account number (IBAN) is wrong or does not exist.",
    "blocked",
    "new_account",
    true,
  ),
  AC04: reason("Le compte bancaire est clos.", "The bank account is closed.", "blocked", "new_account", true),
  AC06: reason(
    "Le compte bancaire est bloqué, ou n’accepte pas les prélèvements.",
    "The bank account is blocked, or takes no direct debit.",
    "blocked",
    "contact",
    true,
  ),
  AC13: reason(
    "Le débiteur est un particulier : un prélèvement interentreprises (B2B) n’est pas possible.",
    "The debtor is a consumer: a business (B2B) debit is not possible.",
    "stopped",
    "new_mandate",
  ),
  AG01: reason(
    "Ce compte n’accepte pas de prélèvement (un livret d’épargne, par exemple).",
    "This account takes no direct debit (a savings account, for instance).",
    "stopped",
    "new_account",
    true,
  ),
  AG02: reason(
    "Le type d’opération ou de séquence du fichier ne convient pas.",
    "The operation or sequence type in the file is wrong.",
    "keep",
    "data",
  ),
  AM04: reason("La provision est insuffisante.", "The funds are insufficient.", "keep", "retry", true),
  AM05: reason("La banque y voit un doublon.", "The bank takes it for a duplicate.", "keep", "bank"),
  BE05: reason(
    "L’identifiant du créancier (ICS) est inconnu ou erroné.",
    "The creditor identifier is unknown or wrong.",
    "keep",
    "data",
  ),
  CNOR: reason(
    "La banque du créancier n’est pas enregistrée sous ce BIC.",
    "The creditor’s bank is not registered under this BIC.",
    "keep",
    "bank",
  ),
  DNOR: reason(
    "La banque du débiteur n’est pas joignable sous ce BIC.",
    "The debtor’s bank cannot be reached under this BIC.",
    "keep",
    "data",
  ),
  ED05: reason(
    "Le règlement entre banques a échoué.",
    "The settlement between banks failed.",
    "keep",
    "bank",
  ),
  FF01: reason(
    "Le fichier n’a pas le format attendu.",
    "The file has not the expected format.",
    "keep",
    "data",
  ),
  FF05: reason(
    "Le type de prélèvement (CORE ou B2B) n’est pas le bon.",
    "The type of direct debit (CORE or B2B) is wrong.",
    "keep",
    "data",
  ),
  MD01: reason(
    "Le débiteur ou sa banque dit ne pas avoir autorisé ce prélèvement.",
    "The debtor or the debtor’s bank says that this debit was not authorized.",
    "stopped",
    "new_mandate",
  ),
  MD02: reason(
    "Les données du mandat sont absentes ou erronées.",
    "The data of the mandate are missing or wrong.",
    "keep",
    "data",
  ),
  MD06: reason(
    "Le débiteur a demandé à sa banque de le rembourser.",
    "The debtor asked the bank for a refund.",
    "suspended",
    "contact",
  ),
  MD07: reason("Le titulaire du compte est décédé.", "The account holder has died.", "stopped", "contact"),
  MS02: reason(
    "Le débiteur a refusé ce prélèvement.",
    "The debtor refused this debit.",
    "suspended",
    "contact",
    true,
  ),
  MS03: reason(
    "La banque du débiteur ne dit pas pourquoi.",
    "The debtor’s bank does not say why.",
    "keep",
    "retry",
    true,
  ),
  RC01: reason("Le BIC est erroné.", "The BIC is wrong.", "keep", "data"),
  RR01: reason(
    "Le compte ou l’identité du débiteur manque (obligation réglementaire).",
    "The debtor’s account or identification is missing (a regulatory duty).",
    "keep",
    "data",
  ),
  RR02: reason(
    "Le nom ou l’adresse du débiteur manque (obligation réglementaire).",
    "The debtor’s name or address is missing (a regulatory duty).",
    "keep",
    "data",
  ),
  RR03: reason(
    "Le nom ou l’adresse du créancier manque (obligation réglementaire).",
    "The creditor’s name or address is missing (a regulatory duty).",
    "keep",
    "data",
  ),
  RR04: reason(
    "La banque invoque une obligation réglementaire.",
    "The bank invokes a regulatory reason.",
    "suspended",
    "bank",
  ),
  SL01: reason(
    "Le débiteur a limité chez sa banque les prélèvements ou les créanciers qu’il accepte.",
    "The debtor has limited, at the bank, the debits or creditors that may be taken.",
    "suspended",
    "contact",
    true,
  ),
  FOCR: reason("Annulé à la demande du créancier.", "Cancelled at the creditor’s request.", "keep", "bank"),
  DUPL: reason("Annulé : double envoi.", "Cancelled: sent twice.", "keep", "bank"),
  TECH: reason("Annulé : difficulté technique.", "Cancelled: a technical problem.", "keep", "bank"),
  // The three of the CFONB's two-digit list whose meaning is public; an ISO code told later says more.
  "64": reason("La banque y voit un doublon.", "The bank takes it for a duplicate.", "keep", "bank"),
  "65": reason(
    "L’opération est revenue sur demande.",
    "The operation came back on request.",
    "suspended",
    "contact",
  ),
  "66": reason("Les données du mandat sont erronées.", "The data of the mandate are wrong.", "keep", "data"),
  FRAD: reason("Annulé : soupçon de fraude.", "Cancelled: suspicion of fraud.", "suspended", "bank"),
};
/** No reason was told, or a code that nobody knows: nothing is taken again by itself, and a person looks. */
const UNTOLD = reason("La banque n’a pas donné de motif.", "The bank gave no reason.", "keep", "contact");

/**
 * A code of a bank's own list, such as the two digits of CFONB files, whose list is not public: it is told as it came, and
 * nothing is taken again by itself until the bank has said what it means.
 */
const ownCode = (code: string): Reason =>
  reason(
    `La banque donne le motif ${code}, un code de sa propre liste.`,
    `The bank gives reason ${code}, a code of its own list.`,
    "keep",
    "ask_code",
  );

/** The codes that say why to every bank: what another list said first gives way to them. */
export const ISO_REASONS = Object.keys(REASONS).filter((code) => !/^\d/.test(code));
export const isIsoReason = (code: string | null): boolean =>
  code !== null && ISO_REASONS.includes(code.toUpperCase());

export const reasonOf = (code: string | null): Reason => {
  if (code === null || code.trim() === "") return UNTOLD;
  return REASONS[code.toUpperCase()] ?? ownCode(code);
};

/** What staff are to do next. */
export const NEXT_STEPS: Record<NextStep, Text> = {
  retry: {
    fr: "Il peut être présenté une seconde fois, après un nouveau préavis.",
    en: "It may be presented a second time, after another notice.",
  },
  new_account: {
    fr: "Demandez un autre compte bancaire : le mandat reprendra avec lui.",
    en: "Ask for another bank account: the mandate resumes with it.",
  },
  new_mandate: {
    fr: "Plus rien n’est prélevé : il faut un nouveau mandat.",
    en: "Nothing more is taken: a new mandate is needed.",
  },
  contact: {
    fr: "Prenez contact : rien n’est prélevé de nouveau sans l’accord du débiteur.",
    en: "Get in touch: nothing is taken again without the debtor’s agreement.",
  },
  data: {
    fr: "Corrigez les données, puis prélevez de nouveau.",
    en: "Correct the data, then collect again.",
  },
  bank: { fr: "Voyez avec votre banque.", en: "Ask your bank." },
  ask_code: {
    fr: "Demandez à votre banque ce que veut dire ce code, ou lisez son fichier camt.054 ou pain.002, qui le dit : puis prenez contact avec le débiteur.",
    en: "Ask your bank what this code means, or read its camt.054 or pain.002 file, which says so: then get in touch with the debtor.",
  },
};

/** What the debtor may do, in the words of a mail or of a screen. */
export const ADVICE: Record<NextStep, Text> = {
  retry: { fr: "Vous pouvez régler par carte dès maintenant.", en: "You can pay by card now." },
  new_account: {
    fr: "Indiquez un autre compte bancaire, ou réglez par carte.",
    en: "Give another bank account, or pay by card.",
  },
  new_mandate: {
    fr: "Réglez par carte, ou signez un nouveau mandat.",
    en: "Pay by card, or sign a new mandate.",
  },
  contact: { fr: "Réglez par carte, ou écrivez-nous.", en: "Pay by card, or write to us." },
  data: { fr: "Vous pouvez régler par carte.", en: "You can pay by card." },
  bank: { fr: "Vous pouvez régler par carte.", en: "You can pay by card." },
  ask_code: { fr: "Réglez par carte, ou écrivez-nous.", en: "Pay by card, or write to us." },
};

/**
 * Whether it is presented once more by itself: funds lacked or no reason was told, it was the first time, the creditor
 * wants it, and the mandate is a recurrent one.
 */
export const mayRetry = (
  code: string | null,
  collection: { kind: string; mode: string },
  retryDays: number | null,
): boolean =>
  reasonOf(code).next === "retry" &&
  retryDays !== null &&
  collection.kind !== "retry" &&
  collection.mode === "automatic";
