/** What customers of the demonstration contest, and what becomes of it. Days are counted back from today. */
import type { Outcome } from "../server/modules/disputes/rules.ts";

export type Said = { after: number; who: "customer" | "staff" | "note"; text: string };
export type Contest = {
  /** Opened so many days ago. */
  ago: number;
  /** Share of the first entry that is contested, in hundredths; and how many entries. */
  share: number;
  entries: number;
  /** Rank of the category, and of its sub-type; null without one. */
  reason: [category: number, subtype: number | null];
  text: string;
  said?: Said[];
  assigned?: boolean;
  /** How it ended, so many days after it was opened. */
  end?: { after: number; outcome: Outcome; text: string; released?: boolean };
};

const LATE: Contest[] = [
  {
    ago: 16,
    share: 40,
    entries: 1,
    reason: [1, 1],
    text: "Bonjour,\nle carton 3 n’était pas dans la livraison : il manque 12 exemplaires sur 30. Le bon du transporteur le dit aussi.",
  },
  {
    ago: 4,
    share: 100,
    entries: 1,
    reason: [0, 1],
    text: "Cette facture a été réglée par virement le mois dernier, avec la précédente.",
    assigned: true,
    said: [
      {
        after: 1,
        who: "note",
        text: "Virement groupé retrouvé : 2 factures, une seule référence. À lettrer.",
      },
      {
        after: 2,
        who: "staff",
        text: "Bonjour, nous avons retrouvé votre virement ; il est en cours d’affectation.",
      },
    ],
  },
  {
    ago: 1,
    share: 25,
    entries: 2,
    reason: [0, 0],
    text: "La remise de 25 % convenue en septembre n’apparaît pas.",
  },
  {
    ago: 30,
    share: 100,
    entries: 1,
    reason: [3, 0],
    text: "Nous n’avons pas passé cette commande : elle est adressée à une autre librairie du réseau.",
    end: { after: 3, outcome: "credit_note_expected", text: "Vous avez raison : un avoir suit." },
  },
];

const CLOSED: Contest[] = [
  {
    ago: 45,
    share: 50,
    entries: 1,
    reason: [1, 2],
    text: "La moitié des volumes est arrivée avec la couverture pliée.",
    assigned: true,
    said: [
      { after: 1, who: "staff", text: "Bonjour, pouvez-vous nous envoyer une photo d’un exemplaire ?" },
      { after: 2, who: "customer", text: "La voici par courriel : tout le lot est ainsi." },
    ],
    end: {
      after: 5,
      outcome: "accepted",
      text: "Nous reprenons ces exemplaires ; votre compte est corrigé.",
      released: true,
    },
  },
  {
    ago: 60,
    share: 100,
    entries: 1,
    reason: [0, 2],
    text: "La TVA est calculée à 20 % sur des livres.",
    end: {
      after: 2,
      outcome: "rejected",
      text: "Ces lignes sont des présentoirs, taxés à 20 % ; les livres le sont bien à 5,5 %.",
    },
  },
  {
    ago: 21,
    share: 100,
    entries: 1,
    reason: [0, 3],
    text: "Facturé deux fois, je crois.",
    end: { after: 1, outcome: "withdrawn", text: "" },
  },
];

const MORE: Contest[] = [
  {
    ago: 12,
    share: 30,
    entries: 1,
    reason: [2, 1],
    text: "La période facturée déborde de quinze jours sur la suivante.",
  },
  {
    ago: 8,
    share: 100,
    entries: 1,
    reason: [4, null],
    text: "Je ne comprends pas à quoi correspond cette somme. Pouvez-vous me l’expliquer ?",
    said: [
      {
        after: 1,
        who: "staff",
        text: "Bonjour, il s’agit des retours de l’été dernier, lot 7. Cela vous va-t-il ?",
      },
    ],
  },
  {
    ago: 3,
    share: 60,
    entries: 1,
    reason: [1, 0],
    text: "Rien n’est arrivé pour cette ligne.",
    assigned: true,
  },
  {
    ago: 75,
    share: 100,
    entries: 1,
    reason: [3, 2],
    text: "Sans numéro de commande, notre comptabilité ne peut pas la payer.",
    end: { after: 4, outcome: "rejected", text: "Le numéro figurait en pied de page ; la facture est due." },
  },
  {
    ago: 2,
    share: 100,
    entries: 1,
    reason: [1, 3],
    text: "Ces titres n’ont pas été commandés : ils sont arrivés en trop.",
  },
];

const TOWN: Contest[] = [
  {
    ago: 13,
    share: 50,
    entries: 1,
    reason: [2, 0],
    text: "Mon compteur indique 214, et non 264. Je peux envoyer une photo.",
  },
  {
    ago: 2,
    share: 100,
    entries: 1,
    reason: [1, 0],
    text: "Mon fils était absent toute la semaine, certificat à l’appui : les repas sont comptés.",
    said: [{ after: 1, who: "staff", text: "Bonjour, merci de nous joindre le certificat médical." }],
  },
  {
    ago: 40,
    share: 100,
    entries: 1,
    reason: [2, 2],
    text: "Nous avons quitté ce logement en août.",
    end: { after: 6, outcome: "rejected", text: "Le contrat d’eau n’a été résilié que le 30 septembre." },
  },
];

const CONDOMINIUM: Contest[] = [
  {
    ago: 6,
    share: 35,
    entries: 1,
    reason: [0, 2],
    text: "La clé de répartition de l’ascenseur ne devrait pas toucher le rez-de-chaussée.",
    assigned: true,
  },
  {
    ago: 25,
    share: 100,
    entries: 1,
    reason: [0, 3],
    text: "Cet appel de fonds figure déjà sur le trimestre précédent.",
    end: { after: 3, outcome: "withdrawn", text: "" },
  },
];

/** By organization; a dozen where buyers are on account. */
export const CONTESTED: Readonly<Record<string, readonly Contest[]>> = {
  phare: [...LATE, ...CLOSED, ...MORE],
  montfleuri: TOWN,
  lafargue: CONDOMINIUM,
};
