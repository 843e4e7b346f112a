import type { ReactNode } from "react";
import { useWords, type Words } from "../../lib/words.ts";
import { Section } from "../../ui/page.tsx";
import "./settings.css";

const words = { here: { fr: "Sur cette page", en: "On this page" } } satisfies Words;

export type SettingsSection = { key: string; title: string; content: ReactNode };

/** A long page of settings: its sections, and a list of them that stays in sight and leads to each. */
export function SettingsSections({ sections }: { sections: readonly SettingsSection[] }) {
  const t = useWords(words);
  return (
    <div className="settings-sections">
      <nav className="settings-contents q-no-print" aria-label={t.here}>
        <p>{t.here}</p>
        <ul>
          {sections.map(({ key, title }) => (
            <li key={key}>
              <a href={`#${key}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="settings-sections__all">
        {sections.map(({ key, title, content }) => (
          <div key={key} id={key}>
            <Section title={title}>{content}</Section>
          </div>
        ))}
      </div>
    </div>
  );
}
