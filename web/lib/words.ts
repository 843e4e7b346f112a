import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { typeset } from "./typeset.ts";

/** The languages of every screen. French is the first one. */
export type Language = "fr" | "en";

export const languages: readonly Language[] = ["fr", "en"];

type Sentence = (...values: never[]) => string;

/** Both languages side by side: `{ pay: { fr: "Régler", en: "Pay" } } satisfies Words`. */
export type Words = Record<string, { fr: string; en: string } | { fr: Sentence; en: Sentence }>;

/** What a screen receives: the same keys, in one language. */
export type Spoken<W extends Words> = {
  readonly [K in keyof W]: W[K]["fr"] extends string ? string : W[K]["fr"];
};

/** Makes an English sentence with other parameters than the French one a type error. */
type SameShape<W extends Words> = {
  [K in keyof W]: { en: W[K]["fr"] extends string ? string : W[K]["fr"] };
};

const storageKey = "quitus.language";

const LanguageContext = createContext<{ language: Language; setLanguage: (language: Language) => void }>({
  language: "fr",
  setLanguage: () => {},
});

/** The choice kept on this device, else the first language of the browser that we speak, else French. */
export function initialLanguage(
  stored: string | null = readStored(),
  preferred: readonly string[] = globalThis.navigator?.languages ?? [],
): Language {
  if (isLanguage(stored)) return stored;
  for (const tag of preferred) {
    const language = tag.slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
  }
  return "fr";
}

/** Gives the language to every screen below, keeps the choice on this device and sets `<html lang>`. */
export function LanguageProvider({ initial, children }: { initial?: Language; children: ReactNode }) {
  const [language, setState] = useState<Language>(() => initial ?? initialLanguage());
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(() => {
    const setLanguage = (next: Language) => {
      writeStored(next);
      setState(next);
    };
    return { language, setLanguage };
  }, [language]);
  return createElement(LanguageContext.Provider, { value }, children);
}

/** The current language and how to change it. */
export function useLanguage(): { language: Language; setLanguage: (language: Language) => void } {
  return useContext(LanguageContext);
}

/** The words of a screen in the current language: `const t = useWords(words); t.pay`. */
export function useWords<const W extends Words>(words: W & SameShape<W>): Spoken<W> {
  const { language } = useLanguage();
  return useMemo(() => speak(words, language), [words, language]);
}

/** The words of a screen in one language, outside React. */
export function speak<const W extends Words>(words: W & SameShape<W>, language: Language): Spoken<W> {
  const spoken = Object.entries<{ fr: unknown; en: unknown }>(words).map(([key, word]) => [
    key,
    language === "fr" ? printed(word.fr) : word.en,
  ]);
  return Object.fromEntries(spoken) as Spoken<W>;
}

const printed = (word: unknown) =>
  typeof word === "string" ? typeset(word) : (...values: never[]) => typeset((word as Sentence)(...values));

/** What stands between a name and what it names: French sets it apart, English does not. */
export function useColon(): string {
  return useLanguage().language === "fr" ? typeset(" :") : ":";
}

/**
 * Chooses the form that goes with a number and writes the number where `#` stands:
 * `plural("fr", 0, { one: "# pièce", other: "# pièces" })` gives `0 pièce`.
 * In French 0, 1 and anything below 2 are singular; in English only 1 is.
 */
export function plural(language: Language, n: number, forms: { one: string; other: string }): string {
  const size = Math.abs(n);
  const singular = language === "fr" ? size < 2 : size === 1;
  const written = new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB").format(n);
  return (singular ? forms.one : forms.other).replaceAll("#", written);
}

function isLanguage(value: unknown): value is Language {
  return value === "fr" || value === "en";
}

function readStored(): string | null {
  try {
    return globalThis.localStorage?.getItem(storageKey) ?? null;
  } catch {
    return null; // a browser may refuse storage altogether
  }
}

function writeStored(language: Language): void {
  try {
    globalThis.localStorage?.setItem(storageKey, language);
  } catch {
    // the choice then lasts as long as the page
  }
}
