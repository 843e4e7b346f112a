/** How the three organizations present themselves. */
import type { Story } from "./story.ts";

type Face = {
  name: string;
  kind: "municipality" | "property_manager" | "company";
  accent: string;
  password: string;
  contact: { service: string; email: string; phone: string; address: string[]; hours: string };
  legalNotice: string;
  settings: Record<string, unknown>;
};

const publisher = (what: string) =>
  `${what} n’existe pas : cet organisme, ses clients et leurs comptes sont inventés pour la démonstration de Quitus.\n\nAucun paiement réel n’est possible ici : les services de paiement sont des simulateurs qui tournent sur cette machine, et les messages restent dans une boîte d’essai.\n\nQuitus est un logiciel libre (licence MIT), installé ici par la personne qui a lancé la démonstration : c’est elle qui l’héberge.\n\n[English] This organization is invented for the demonstration. No real payment is possible, and no mail leaves this machine.`;

/** Says no more than what is known: no audit has been made of a demonstration. */
export const ACCESSIBILITY = `Quitus est conçu pour suivre le RGAA 4.1 et les WCAG 2.2 au niveau AA : navigation au clavier, lecteurs d’écran, agrandissement à 400 %, contrastes.

État de conformité : non évalué. Ce site de démonstration n’a fait l’objet d’aucun audit ; des contrôles automatiques sont passés sur ses pages, ils ne remplacent pas un audit.

Une difficulté pour lire ou pour payer ? Écrivez-nous ou appelez-nous aux coordonnées de la page de contact : nous vous répondrons et nous ferons avec vous ce qui ne peut pas l’être seul. Si vous n’avez pas de réponse, vous pouvez saisir le Défenseur des droits.

[English] Built to follow WCAG 2.2 level AA. Not audited yet. Tell us about any difficulty: we will help.`;

const FACES: Record<string, Face> = {
  montfleuri: {
    name: "Ville de Montfleuri",
    kind: "municipality",
    accent: "#2f6b3c",
    password: "Montfleuri-2026",
    contact: {
      service: "Guichet des régies",
      email: "regies@montfleuri.example",
      phone: "01 99 00 11 00",
      address: ["1 place de l’Hôtel-de-Ville", "99110 Montfleuri"],
      hours: "Du lundi au vendredi, de 8 h 30 à 12 h et de 13 h 30 à 17 h",
    },
    legalNotice: publisher("La Ville de Montfleuri"),
    settings: {
      payWithoutEmail: false,
      activationAnswer: "neutral",
      treasury: {
        name: "Service de gestion comptable de Montfleuri",
        address: ["2 rue du Trésor", "99110 Montfleuri"],
        phone: "01 99 00 11 90",
      },
    },
  },
  lafargue: {
    name: "Cabinet Lafargue",
    kind: "property_manager",
    accent: "#8a4417",
    password: "Lafargue-2026",
    contact: {
      service: "Service comptabilité",
      email: "comptabilite@lafargue.example",
      phone: "01 99 00 22 00",
      address: ["14 quai des Bateliers", "99310 Port-Levant"],
      hours: "Du lundi au jeudi, de 9 h à 12 h 30 et de 14 h à 17 h 30",
    },
    legalNotice: publisher("Le Cabinet Lafargue"),
    settings: {
      signConvention: "debit_credit",
      ownersSeeTenants: true,
      showBankDetails: true,
      payByTransfer: true,
    },
  },
  phare: {
    name: "Éditions du Phare",
    kind: "company",
    accent: "#1b4f86",
    password: "LePhare-2026",
    contact: {
      service: "Comptabilité clients",
      email: "clients@phare.example",
      phone: "01 99 00 33 00",
      address: ["3 jetée du Phare", "99310 Port-Levant"],
      hours: "Du lundi au vendredi, de 9 h à 17 h",
    },
    legalNotice: publisher("La maison Éditions du Phare"),
    settings: { searchableMonths: 24, payPartially: true, payByTransfer: true },
  },
};

export const faceOf = (story: Pick<Story, "slug">): Face => FACES[story.slug]!;

/** The temporary password of the users who must choose their own (ACC-4). */
export const TEMPORARY_PASSWORD = "aRT47dG9nemh";
