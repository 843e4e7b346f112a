/** The words of an export. */
export const words = {
  audit: { fr: "Journal", en: "Audit trail" },
  at: { fr: "Quand", en: "When" },
  name: { fr: "Fait", en: "Fact" },
  subject: { fr: "Objet", en: "Subject" },
  actor: { fr: "Qui", en: "Who" },
  viewedBy: { fr: "Vu par", en: "Viewed by" },
  ip: { fr: "D’où", en: "From" },
  requestId: { fr: "Demande", en: "Request" },
  seal: { fr: "Sceau", en: "Seal" },
  data: { fr: "Détail", en: "Detail" },
  id: { fr: "Identifiant", en: "Id" },
} as const;
