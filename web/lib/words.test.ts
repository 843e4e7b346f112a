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

  it("prints French with spaces that no line breaks at, and leaves English alone", () => {
    const asked = {
      sure: { fr: "Sûr ? « Oui » : 20 %", en: "Sure ?" },
      named: { fr: (what: string) => `Retirer « ${what} » !`, en: (what: string) => `Remove ${what} !` },
    } satisfies Words;
    expect(speak(asked, "fr").sure).toBe("Sûr\u202f? «\u202fOui\u202f»\u202f: 20\u202f%");
    expect(speak(asked, "fr").named("eau")).toBe("Retirer «\u202feau\u202f»\u202f!");
    expect(speak(asked, "en").sure).toBe("Sure ?");
    expect(speak(asked, "en").named("water")).toBe("Remove water !");
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
