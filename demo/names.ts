/** Names, streets and towns of the demonstration. Given names and family names are common ones, drawn apart: nobody in particular. */
import type { Random } from "./random.ts";

const GIVEN = (
  "Adèle Agathe Alain Albane Alice Amélie André Anita Antoine Armand Aurélie Basile Béatrice Benoît Bernard Camille Carole Cécile " +
  "Chloé Christophe Claire Colette Corentin Damien Daniel Delphine Denis Diane Dounia Édith Élise Émile Éric Estelle Étienne Fabien " +
  "Farid Fatou Florence François Gaëlle Gaspard Georges Gérard Gilles Hélène Henri Hugo Inès Irène Isabelle Jacques Jeanne Jérôme Joël " +
  "Julie Karim Laure Léa Léon Lila Louis Lucie Madeleine Malik Marc Margot Martin Mathilde Maxime Michel Mohamed Monique Nadia Nathalie " +
  "Nicolas Noé Odile Olivier Oscar Pascal Patrick Paul Pauline Philippe Quentin Rachida Raphaël Régis Romain Rose Samia Samuel Sandrine " +
  "Simon Solène Sophie Stéphane Sylvie Théo Thérèse Thomas Valérie Victor Violette Xavier Yann Yasmina Yves Zoé"
).split(" ");
const FAMILY = (
  "Abel Allard Arnaud Aubert Aubry Bailly Barbier Baron Benoit Bernier Besson Blanchet Bodin Boucher Bouvier Brun Caron Carpentier " +
  "Chevalier Collet Colin Cordier Daniel Delaunay Delmas Deschamps Diallo Dufour Dumas Dupuis Durand Étienne Fabre Faure Ferrand Fleury " +
  "Fontaine Fournier Gaillard Garnier Gautier Gilbert Girard Grondin Guérin Guillot Haddad Hamon Hervé Hubert Humbert Imbert Jacquet Joly " +
  "Jourdan Klein Lacroix Lambert Langlois Laporte Leblanc Leclerc Lefort Legrand Lemaire Leroux Lévêque Lopez Maillard Mallet Marchand " +
  "Maréchal Martel Masson Mercier Meunier Michaud Millet Monnier Moreau Morin Nguyen Noël Olivier Paris Pasquier Pelletier Perret " +
  "Perrin Petit Picard Poirier Prévost Renard Renaud Rey Rivière Robin Rolland Rousseau Roussel Roy Sauvage Schmitt Simon Tessier Tran " +
  "Vallet Vasseur Vidal Vincent Weber Yilmaz"
).split(" ");
const WAYS = ["rue", "avenue", "allée", "chemin", "place", "impasse", "boulevard", "sente"];
const WAY_NAMES = (
  "des Tilleuls|du Lavoir|de la Fontaine|des Acacias|du Vieux Moulin|de la Gare|des Écoles|du Pré Fleuri|de la Rivière|des Vergers|du Four à " +
  "Chaux|de l’Église|des Lilas|du Marché|de la Source|des Glycines|du Clos|de la Poterie|des Peupliers|du Belvédère|de la Tuilerie|des " +
  "Coquelicots|du Bief|de la Forge|des Remparts|du Colombier|de la Prairie|des Noisetiers|du Chêne Rond|de l’Abreuvoir|des Hirondelles|du Levant"
).split("|");
const TRADE = [
  "Librairie",
  "Maison de la presse",
  "Librairie-café",
  "Comptoir du livre",
  "Point Lecture",
  "Espace culturel",
];
const TRADE_NAMES = (
  "du Quai|des Halles|de la Tour|du Port|L’Encrier|La Page Blanche|Le Marque-Page|Les Grands Larges|Au Fil des Mots|Le Chat Botté|La Lucarne|" +
  "Le Temps retrouvé|La Boussole|L’Escale|Les Mots Bleus|Le Grenier|La Plume d’oie|Le Passage|La Marelle|L’Atelier|Le Phénix|La Clairière|Les Cyclades|" +
  "Le Petit Prince-Bleu|La Vigie|L’Amarre|Le Point-Virgule|La Cabane|Les Arcades|Le Balcon"
).split("|");

export type Town = { postcode: string; name: string };
/** Towns that do not exist. */
export const TOWNS: readonly Town[] = [
  { postcode: "99110", name: "Montfleuri" },
  { postcode: "99120", name: "Valclair-sur-Orbe" },
  { postcode: "99230", name: "Saint-Aubin-les-Roches" },
  { postcode: "99310", name: "Port-Levant" },
  { postcode: "99420", name: "Beaupré-le-Haut" },
  { postcode: "99500", name: "Villeneuve-des-Prés" },
  { postcode: "99610", name: "Castelvert" },
  { postcode: "99700", name: "Roquebelle" },
];

/** `Mme` and `M.` are left out: the accounting software of the demonstration keeps none. */
export const personName = (random: Random): { given: string; family: string } => ({
  given: random.pick(GIVEN),
  family: random.pick(FAMILY),
});

export function street(random: Random): string {
  const number = random.int(1, 148);
  const repeat = random.chance(0.06) ? " bis" : "";
  return `${number}${repeat} ${random.pick(WAYS)} ${random.pick(WAY_NAMES)}`;
}

export const address = (random: Random, town: Town): string[] => [
  street(random),
  `${town.postcode} ${town.name}`,
];

/** A shop that sells books. */
export const shopName = (random: Random): string => `${random.pick(TRADE)} ${random.pick(TRADE_NAMES)}`;

/** In a block reserved for fiction: 01 99 00 .. .. (numbers that the regulator gives to nobody). */
export const phone = (random: Random): string =>
  `01 99 00 ${String(random.int(0, 99)).padStart(2, "0")} ${String(random.int(0, 99)).padStart(2, "0")}`;

/** What an e-mail address keeps of a name. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ".")
    .replaceAll(/^\.|\.$/g, "");
