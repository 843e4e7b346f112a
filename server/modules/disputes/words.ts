/** The categories that an organization starts with; it changes them as it likes. */
type Both = readonly [fr: string, en: string];
export const DEFAULT_CATEGORIES: readonly { label: Both; subtypes: readonly Both[] }[] = [
  {
    label: ["Montant", "Amount"],
    subtypes: [
      ["Prix ou tarif différent de celui convenu", "Price or rate other than agreed"],
      ["Déjà réglée", "Already paid"],
      ["Erreur de calcul ou de TVA", "Wrong sum or VAT"],
      ["Facture en double", "Invoiced twice"],
    ],
  },
  {
    label: ["Prestation ou livraison", "Service or delivery"],
    subtypes: [
      ["Non reçue", "Not received"],
      ["Incomplète", "Incomplete"],
      ["Non conforme ou défectueuse", "Not as ordered, or faulty"],
      ["Non commandée", "Not ordered"],
    ],
  },
  {
    label: ["Relevé ou période", "Reading or period"],
    subtypes: [
      ["Index ou quantité erronés", "Wrong reading or quantity"],
      ["Période erronée", "Wrong period"],
      ["Départ ou résiliation", "Departure or termination"],
    ],
  },
  {
    label: ["Destinataire", "Addressee"],
    subtypes: [
      ["Cette facture ne me concerne pas", "This invoice is not mine"],
      ["Nom ou adresse erronés", "Wrong name or address"],
      ["Référence de commande absente", "Order reference missing"],
    ],
  },
  { label: ["Autre", "Other"], subtypes: [] },
];
