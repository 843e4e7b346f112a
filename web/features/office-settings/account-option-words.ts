import type { Words } from "../../lib/words.ts";

/** How accounts are shown, each with what it changes for customers (OFF-5). */
export const accountOptionWords = {
  municipalReading: { fr: "Lecture en factures", en: "Reading as bills" },
  municipalReadingHint: {
    fr: "Le client lit ses factures : non réglées, réglées, en trésorerie ; le service peut en remettre à la trésorerie.",
    en: "Customers read their bills: unpaid, paid, at the treasury; the office may hand some over.",
  },
  auto: {
    fr: "Selon l’organisme (oui pour une commune)",
    en: "As the organization is (yes for a municipality)",
  },
  on: { fr: "Oui", en: "Yes" },
  off: { fr: "Non", en: "No" },
  ownersSeeTenants: { fr: "Les propriétaires voient leurs locataires", en: "Owners see their tenants" },
  ownersSeeTenantsHint: {
    fr: "Un propriétaire lit, sans pouvoir les régler, les comptes des locataires de ses lots.",
    en: "An owner reads, without paying them, the accounts of the tenants of his lots.",
  },
  showBankDetails: { fr: "Montrer l’IBAN du créancier", en: "Show the creditor’s IBAN" },
  showBankDetailsHint: {
    fr: "Sur le compte et sur l’extrait, pour qui paie par virement.",
    en: "On the account and on its extract, for who pays by transfer.",
  },
  hiddenAnalytics: { fr: "Codes analytiques à ne pas montrer", en: "Analytic codes not to show" },
  hiddenAnalyticsHint: {
    fr: "Séparés par des virgules. Leurs écritures sont absentes de ce que lisent les clients, soldes compris.",
    en: "Separated by commas. Their entries are absent from what customers read, balances included.",
  },
  groupTreasury: { fr: "Regrouper les règlements d’un même jour", en: "Group the payments of one day" },
  groupTreasuryHint: {
    fr: "En une ligne, sur les comptes choisis ; la recherche montre toujours chaque écriture.",
    en: "Into one line, on the accounts chosen; a search always shows each entry.",
  },
  customer: { fr: "Clients", en: "Customers" },
  owner: { fr: "Propriétaires", en: "Owners" },
  tenant: { fr: "Locataires", en: "Tenants" },
  co_owner: { fr: "Copropriétaires", en: "Co-owners" },
  supplier: { fr: "Fournisseurs", en: "Suppliers" },
  treasuryJournals: { fr: "Journaux de trésorerie", en: "Treasury journals" },
  treasuryJournalsHint: {
    fr: "Codes des journaux dont les écritures sont regroupées, séparés par des virgules.",
    en: "Codes of the journals whose entries are grouped, separated by commas.",
  },
  treasury: { fr: "Trésorerie publique", en: "Public treasury" },
  treasuryHint: {
    fr: "Où le client s’adresse pour une facture qui lui a été remise.",
    en: "Where customers turn for a bill that was handed to it.",
  },
  treasuryName: { fr: "Nom de la trésorerie", en: "Name of the treasury" },
  address: { fr: "Adresse de la trésorerie", en: "Address of the treasury" },
  phone: { fr: "Téléphone de la trésorerie", en: "Phone of the treasury" },
  email: { fr: "Courriel de la trésorerie", en: "E-mail of the treasury" },
  suspension: { fr: "Suspendre le règlement en ligne", en: "Suspend paying on line" },
  suspensionHint: {
    fr: "Du premier au dernier jour compris ; sans dernier jour, jusqu’à ce que vous vidiez le premier.",
    en: "From the first day to the last, both included; without a last day, until you empty the first.",
  },
  from: { fr: "Premier jour", en: "First day" },
  until: { fr: "Dernier jour", en: "Last day" },
  inFrench: { fr: "Votre message, en français", en: "Your message, in French" },
  inEnglish: { fr: "Votre message, en anglais", en: "Your message, in English" },
} satisfies Words;
