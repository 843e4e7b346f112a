/** Words of the archive that is handed to a person. */
import type { BASES, Said, Term } from "../../platform/personal-data.ts";
import type { Lasting } from "./rules.ts";

export const archiveWords = {
  title: { fr: "Mes données", en: "My data" },
  lead: {
    fr: "Ce que {name} détient sur {person}, le {at}.",
    en: "What {name} holds about {person}, on {at}.",
  },
  held: { fr: "Ce qui est détenu", en: "What is held" },
  what: { fr: "Quoi", en: "What" },
  why: { fr: "Pourquoi", en: "Why" },
  basis: { fr: "À quel titre", en: "On what basis" },
  kept: { fr: "Conservé", en: "Kept" },
  rows: { fr: "Lignes", en: "Rows" },
  from: { fr: "Du", en: "From" },
  to: { fr: "Au", en: "To" },
  files: { fr: "Où, dans cette archive", en: "Where, in this archive" },
  consents: { fr: "Ce que vous avez accepté ou refusé", en: "What you agreed to or refused" },
  noConsents: { fr: "Rien n’a été choisi.", en: "Nothing was chosen." },
  given: { fr: "accepté", en: "agreed" },
  refused: { fr: "refusé", en: "refused" },
  rights: { fr: "Vos droits", en: "Your rights" },
  rightsText: {
    fr: "Vous pouvez faire corriger ces données, demander leur effacement, vous opposer à leur usage ou le limiter. Écrivez à {contact}. Vous pouvez aussi saisir la CNIL (cnil.fr).",
    en: "You can have this data corrected, ask for it to be erased, object to its use or limit it. Write to {contact}. You can also turn to the CNIL (cnil.fr).",
  },
  formats: {
    fr: "Chaque sorte est donnée deux fois : en CSV, pour un tableur, et en JSON, pour un logiciel.",
    en: "Each kind comes twice: as CSV, for a spreadsheet, and as JSON, for software.",
  },
  absent: { fr: "Ce fichier n’est plus dans notre réserve.", en: "This file is no longer in our store." },
} satisfies Record<string, Said>;

/** Names of folders and files, without anything that a system might refuse. */
export const archiveNames = {
  summary: { fr: "sommaire.html", en: "summary.html" },
  data: { fr: "donnees", en: "data" },
  files: { fr: "fichiers", en: "files" },
  consents: { fr: "choix.json", en: "choices.json" },
} satisfies Record<string, Said>;

export const basisWords: Record<(typeof BASES)[number], Said> = {
  contract: { fr: "le service que vous utilisez", en: "the service that you use" },
  law: { fr: "une obligation de la loi", en: "a duty of the law" },
  interest: { fr: "un intérêt légitime", en: "a legitimate interest" },
  consent: { fr: "votre accord", en: "your agreement" },
};

const since: Record<Term, Said> = {
  access: { fr: "après la dernière connexion", en: "after the last sign-in" },
  accounting: { fr: "après la fin de l’exercice", en: "after the end of the fiscal year" },
  proof: { fr: "après la fin", en: "after the end" },
  relation: { fr: "après le dernier contact", en: "after the last contact" },
  payment: { fr: "après le paiement", en: "after the payment" },
  log: { fr: "", en: "" },
};

/** `10 ans après la fin de l’exercice`. */
export function lastingWords(term: Term, { years, months }: Lasting): Said {
  const count = years ?? months ?? 0;
  const unit = {
    fr: years === null ? "mois" : count > 1 ? "ans" : "an",
    en: `${years === null ? "month" : "year"}${count > 1 ? "s" : ""}`,
  };
  return {
    fr: `${count} ${unit.fr} ${since[term].fr}`.trim(),
    en: `${count} ${unit.en} ${since[term].en}`.trim(),
  };
}

export const decisionWords = {
  erased: { fr: "vos données sont effacées", en: "your data is erased" },
  partly: { fr: "vos données sont effacées en partie", en: "part of your data is erased" },
  refused: { fr: "votre demande est refusée", en: "your request is refused" },
  reason: { fr: "Ce que dit le service : {answer}", en: "What the office says: {answer}" },
  kept: {
    fr: "La loi ou un délai de preuve demande de conserver encore : {kinds}. Ces données seront effacées à leur terme.",
    en: "The law or a term of proof asks for these to be kept still: {kinds}. They will be erased at their term.",
  },
} satisfies Record<string, Said>;
