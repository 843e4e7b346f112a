/** Whether two names are of one person or company, as banks write them. Pure. */

const plain = (text: string): string =>
  text.replace(/Œ/g, "OE").replace(/Æ/g, "AE").replace(/ß/g, "SS").normalize("NFD").replace(/\p{M}/gu, "");

/** Capitals without accents, words apart: what names and labels are compared as. */
export function wordsOf(text: string): string[] {
  const capitals = text.toUpperCase();
  return (/^[ -~]*$/.test(capitals) ? capitals : plain(capitals)).match(/[A-Z0-9]+/g) ?? [];
}

/** The same names and numbers come back with every line: what was found out of them is kept, as long as they are few. */
export function remembering<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const met = known.get(text);
    if (met !== undefined) return met;
    if (known.size >= 20_000) known.clear();
    const made = work(text);
    known.set(text, made);
    return made;
  };
}

const setOf = (words: string) => new Set(words.split(" "));

/** Said of anybody: they neither bring two names together nor keep them apart. */
const COMMON = setOf(
  "M MR MME MLLE MLE MONSIEUR MADAME MADEMOISELLE MESSIEURS MESDAMES DR DOCTEUR ME MAITRE MRS MS MISS OU ET AND EP EPX EPOUX " +
    "EPOUSE NEE NE VVE VEUVE VEUF FAMILLE CONSORTS INDIVISION IND SUCCESSION SUCC FEU HERITIERS " +
    "DE DU DES LA LE LES D L VAN VON DER DEN DI DA DOS EL AL BEN IBN ABOU SAINT ST STE SAINTE " +
    "SA SAS SASU SARL EURL EI EIRL SCI SCP SCM SNC SCOP SCIC SELARL SELAS SEL EARL GAEC SCEA GIE ASS ASSO ASSOC ASSOCIATION " +
    "SOCIETE SOC ETS ETABLISSEMENT ETABLISSEMENTS CIE COMPAGNIE LTD LIMITED GMBH SRL BV NV PLC INC CO SYNDICAT SDC SYND COPRO " +
    "COPROPRIETE COPROPRIETAIRES FILS FRERES FRANCE",
);

/** Words of labels that are nobody's name. */
const LABEL = setOf(
  "VIR VIREMENT VIREMENTS SEPA INST INSTANTANE RECU RECUE EMIS DONT POUR PAR VERS FAVEUR REF REFERENCE MOTIF FACTURE FACTURES FACT FAC " +
    "LOYER LOYERS CHARGES REGLEMENT REGLT RGLT REGL PAIEMENT PAYMENT SOLDE ACOMPTE TITRE AVIS APPEL FONDS EAU CANTINE QUITTANCE MOIS " +
    "CHEQUE CHEQUES CHQ REMISE NUMERO NUM CLIENT COMPTE CPT DOSSIER NOTPROVIDED MERCI EUR EUROS JANVIER FEVRIER MARS AVRIL MAI JUIN " +
    "JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE TRIMESTRE TRIM ANNEE",
);

/** First names that are seldom family names: shared by many, they tell less. */
const FIRST = setOf(
  "JEAN MARIE PIERRE MICHEL ANDRE PHILIPPE ALAIN JACQUES PATRICK CHRISTOPHE STEPHANE FREDERIC PASCAL SEBASTIEN JULIEN CHRISTIAN " +
    "OLIVIER THIERRY ERIC ALEXANDRE CLAUDE GERARD PAUL LOUIS HENRI RENE MARCEL ROGER DANIEL GUILLAUME MAXIME ANTOINE ROMAIN " +
    "FABRICE JEROME CEDRIC BENOIT ARNAUD MATHIEU MATTHIEU HUGO LUCAS LEO GABRIEL ARTHUR JULES ADAM RAPHAEL ETHAN NATHAN ENZO " +
    "NATHALIE ISABELLE SYLVIE CATHERINE MARTINE CHRISTINE FRANCOISE VALERIE SANDRINE STEPHANIE VERONIQUE SOPHIE CELINE CHANTAL " +
    "PATRICIA ANNE BRIGITTE JULIE MONIQUE AURELIE NICOLE LAURENCE ANNICK EMILIE CAROLINE KARINE VIRGINIE AUDREY ELODIE CLAIRE " +
    "SANDRA PAULINE CAMILLE MARINE LAETITIA SARAH LUCIE MANON EMMA LEA CHLOE JADE LOUISE ALICE INES LINA ZOE JEANNE MARGUERITE " +
    "MADELEINE SUZANNE GENEVIEVE JACQUELINE JEANNINE YVETTE DENISE PAULETTE ODETTE HELENE EVELYNE DOMINIQUE FLORENCE AGNES FATIMA " +
    "MOHAMED KARIM NADIA SAMIRA YANN ERWAN LOIC GWENAELLE SOLENE YVES BRUNO GILLES DIDIER SERGE FRANCK LIONEL XAVIER EMMANUEL",
);
const weightOf = (word: string) => (FIRST.has(word) || word.length === 1 ? 0.6 : 1);
const weigh = (words: readonly string[]) => words.reduce((sum, word) => sum + weightOf(word), 0);

export type Name = { all: readonly string[]; core: readonly string[] };

export const nameOf = remembering((text: string): Name => {
  const all = wordsOf(text);
  const core = all.filter((word) => !COMMON.has(word));
  return { all, core: core.length > 0 ? core : all };
});

/** The name that a label may hold, when the bank gives none: what is left of it without its usual words and numbers. */
export const nameInLabel = (label: string): Name =>
  nameOf(
    wordsOf(label)
      .filter((word) => !LABEL.has(word) && !/\d/.test(word))
      .join(" "),
  );

/**
 * How alike two names are, 0 to 1, whatever the order of their words: initials, words glued together, one letter wrong, or the
 * last word cut short (labels hold 31 characters) count for less than a whole word.
 * @param payer as the bank gives it; it may be cut
 */
export function likeness(givenPayer: Name, givenParty: Name): number {
  const payer = regrouped(givenPayer, givenParty);
  const party = regrouped(givenParty, givenPayer);
  if (payer.core.length === 0 || party.core.length === 0) return 0;
  const free = new Set(payer.core.keys());
  let held = 0;
  let heldOfPayer = 0;
  for (const word of [...party.core].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
    const { worth, place } = bestOf(word, payer, free);
    if (worth === 0) continue;
    held += worth * weightOf(word);
    heldOfPayer += worth * weightOf(payer.core[place]!);
    free.delete(place);
  }
  // A first name alone, or a letter alone, brings nobody together.
  if (held < 0.8) return 0;
  return 0.7 * (held / weigh(party.core)) + 0.3 * (heldOfPayer / weigh(payer.core));
}

/** The words of a name, those that the other name writes as one made one: `JEAN PIERRE`, `DE LA TOUR`. */
function regrouped(name: Name, other: Name): Name {
  for (let length = 3; length >= 2; length--) {
    for (let at = 0; at + length <= name.all.length; at++) {
      const joined = name.all.slice(at, at + length).join("");
      if (joined.length < 5 || !other.all.includes(joined)) continue;
      const parts = new Set(name.all.slice(at, at + length));
      return { all: name.all, core: [...name.core.filter((word) => !parts.has(word)), joined] };
    }
  }
  return name;
}

/** The word of the payer that is most like one of the party, among those that no other was compared with. */
function bestOf(word: string, payer: Name, free: ReadonlySet<number>): { worth: number; place: number } {
  let best = { worth: 0, place: -1 };
  for (const place of free) {
    const worth = wordLikeness(payer.core[place]!, word, place === payer.core.length - 1);
    if (worth > best.worth) best = { worth, place };
  }
  return best;
}

function wordLikeness(payer: string, party: string, last: boolean): number {
  if (payer === party) return 1;
  if (payer.length === 1 || party.length === 1) return payer[0] === party[0] ? 0.6 : 0;
  if (last && payer.length >= 3 && party.startsWith(payer)) return 0.9;
  if (payer.length >= 5 && party.length >= 5 && oneApart(payer, party)) return 0.85;
  return 0;
}

/** One letter changed, missing, too many, or two neighbours exchanged. */
function oneApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  if (a.slice(at + 1) === b.slice(at + 1) || a.slice(at) === b.slice(at + 1)) return true;
  if (a.slice(at + 1) === b.slice(at)) return true;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** How surely a text names a party: all of its words stand in it. */
export function namedIn(words: ReadonlySet<string>, party: Name): number {
  const telling = party.core.filter((word) => !LABEL.has(word) && word.length > 1);
  if (telling.length === 0 || !telling.every((word) => words.has(word))) return 0;
  if (telling.length >= 2) return 0.92;
  return telling[0]!.length >= 5 && party.core.length === 1 ? 0.75 : 0;
}

/** Words to look parties up by, the longest first. */
export const searchWords = (text: string): string[] =>
  [...new Set(wordsOf(text))]
    .filter((word) => word.length >= 3 && !/\d/.test(word) && !COMMON.has(word) && !LABEL.has(word))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
