import { describe, expect, it } from "vitest";
import { initialLanguage, plural, speak, type Words } from "./words.ts";

const words = {
  pay: { fr: "Régler", en: "Pay" },
  pieces: {
    fr: (n: number) => plural("fr", n, { one: "# pièce", other: "# pièces" }),
    en: (n: number) => plural("en", n, { one: "# document", other: "# documents" }),
  },
} satisfies Words;

describe("words", () => {
  it("speaks each language with the same keys", () => {
    expect(speak(words, "fr").pay).toBe("Régler");
    expect(speak(words, "en").pay).toBe("Pay");
    expect(speak(words, "fr").pieces(2)).toBe("2 pièces");
  });

  it("counts 0 and 1 as singular in French, only 1 in English", () => {
    const french = [0, 1, 1.5, 2].map((n) => speak(words, "fr").pieces(n));
    const english = [0, 1, 2].map((n) => speak(words, "en").pieces(n));
    expect(french).toEqual(["0 pièce", "1 pièce", "1,5 pièce", "2 pièces"]);
    expect(english).toEqual(["0 documents", "1 document", "2 documents"]);
  });

  it("makes a missing or differently shaped translation a type error", () => {
    // @ts-expect-error the English is missing
    const missing = { pay: { fr: "Régler" } } satisfies Words;
    // @ts-expect-error the English asks for something else
    speak({ count: { fr: (n: number) => `${n}`, en: (n: string) => n } }, "fr");
    expect(missing.pay.fr).toBe("Régler");
  });

  it("prefers the kept choice, then the browser, then French", () => {
    expect(initialLanguage("en", ["fr-FR"])).toBe("en");
    expect(initialLanguage(null, ["de-DE", "en-US", "fr"])).toBe("en");
    expect(initialLanguage("xx", ["de"])).toBe("fr");
  });
});
