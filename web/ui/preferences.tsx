import { Moon, Sun, SunMoon } from "lucide-react";
import { type Theme, useTheme } from "../lib/theme.ts";
import { type Language, languages, useLanguage, useWords, type Words } from "../lib/words.ts";
import { Icon } from "./icon.tsx";
import "./preferences.css";

const words = {
  language: { fr: "Langue", en: "Language" },
  theme: { fr: "Apparence", en: "Appearance" },
  system: { fr: "Auto", en: "Auto" },
  light: { fr: "Clair", en: "Light" },
  dark: { fr: "Sombre", en: "Dark" },
} satisfies Words;

const names: Record<Language, string> = { fr: "Français", en: "English" };

/** The languages, each in its own words. */
export function LanguageSwitch() {
  const t = useWords(words);
  const { language, setLanguage } = useLanguage();
  return (
    <fieldset className="q-switch" aria-label={t.language}>
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          onClick={() => setLanguage(one)}
        >
          {names[one]}
        </button>
      ))}
    </fieldset>
  );
}

const themes = [
  ["system", SunMoon],
  ["light", Sun],
  ["dark", Moon],
] as const satisfies [Theme, unknown][];

/** Light, dark, or as the device. */
export function ThemeSwitch() {
  const t = useWords(words);
  const [theme, setTheme] = useTheme();
  return (
    <fieldset className="q-switch" aria-label={t.theme}>
      {themes.map(([one, icon]) => (
        <button key={one} type="button" aria-pressed={one === theme} onClick={() => setTheme(one)}>
          <Icon of={icon} />
          {t[one]}
        </button>
      ))}
    </fieldset>
  );
}
