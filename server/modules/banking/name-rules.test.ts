import { describe, expect, it } from "vitest";
import { likeness, namedIn, nameOf, wordsOf } from "./name-rules.ts";

describe("names as banks write them", () => {
  it.each([
    ["DUPONT MARIE", "Marie Dupont", "same"],
    ["MME DUPONT MARIE", "Dupont Marie", "same"],
    ["DUPONT NEE MARTIN MARIE", "Dupont Marie", "same"],
    ["LEFEVRE NOEL ZOE", "Lefèvre-Noël Zoé", "same"],
    ["DELATOUR HELENE", "De La Tour Hélène", "same"],
    ["DURAND JEANPIERRE", "Durand Jean-Pierre", "same"],
    ["DURAND JEAN PIERRE", "Durand Jeanpierre", "same"],
    ["LE FOURNIL SARL", "SARL Le Fournil", "same"],
    ["OEUVRE D ORIENT", "L’Œuvre d’Orient", "same"],
    ["GUILBRET LUC", "Guilbert Luc", "same"],
    ["VANDENBROUCKE MARGUER", "Vandenbroucke Marguerite", "same"],
    ["DUPONT M", "Dupont Marie", "alike"],
    ["DUPONT JEAN", "Dupont Marie", "alike"],
    ["LEGRAND MARIE", "Dupont Marie", "other"],
    ["MARTINEAU PAUL", "Martin Paul", "other"],
    ["M", "Martin", "other"],
    ["", "Martin", "other"],
  ])("PAY-10 %s for %s is %s", (payer, party, expected) => {
    const worth = likeness(nameOf(payer), nameOf(party));
    const found = worth >= 0.85 ? "same" : worth >= 0.6 ? "alike" : "other";
    expect(found).toBe(expected);
  });
  it("PAY-10 a text names a party by all of its words", () => {
    const words = new Set(wordsOf("CAF APL MARTIN PAUL JUIN"));
    expect(namedIn(words, nameOf("Martin Paul"))).toBeGreaterThan(0.85);
    expect(namedIn(words, nameOf("Martin Luc"))).toBe(0);
  });
});
