import { Check, Circle, Eye, EyeOff } from "lucide-react";
import { type InputHTMLAttributes, type ReactNode, useState } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { useFieldControl } from "./field.tsx";
import { Icon } from "./icon.tsx";

const words = {
  show: { fr: "Afficher", en: "Show" },
  hide: { fr: "Masquer", en: "Hide" },
  password: { fr: "le mot de passe", en: "the password" },
  met: { fr: "respectée", en: "met" },
  unmet: { fr: "à respecter", en: "not met yet" },
} satisfies Words;

/** A password that can be shown. Set `autoComplete` to `current-password` or `new-password`. */
export function PasswordInput(props: InputHTMLAttributes<HTMLInputElement>) {
  const t = useWords(words);
  const [shown, setShown] = useState(false);
  return (
    <span className="q-affix">
      <input
        autoComplete="current-password"
        autoCapitalize="none"
        spellCheck={false}
        {...useFieldControl()}
        {...props}
        type={shown ? "text" : "password"}
        className="q-input q-input--password"
      />
      <button type="button" className="q-affix__button" onClick={() => setShown(!shown)}>
        <Icon of={shown ? EyeOff : Eye} />
        {shown ? t.hide : t.show} <span className="q-hidden">{t.password}</span>
      </button>
    </span>
  );
}

export type Rule = { key: string; words: ReactNode; met: boolean };

/** The rules that a value must follow, each ticked as it is met; changes are read aloud politely. */
export function RuleList({ label, rules }: { label: string; rules: Rule[] }) {
  const t = useWords(words);
  return (
    <ul className="q-rules" aria-label={label} aria-live="polite">
      {rules.map((rule) => (
        <li key={rule.key} data-met={rule.met || undefined}>
          <Icon of={rule.met ? Check : Circle} />
          <span>
            {rule.words}
            <span className="q-hidden"> ({rule.met ? t.met : t.unmet})</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
