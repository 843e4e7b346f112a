import { useState } from "react";
import type { Me } from "../../lib/session.tsx";
import { useWords, type Words } from "../../lib/words.ts";
import { Field } from "../../ui/field.tsx";
import { PasswordInput, RuleList } from "../../ui/password.tsx";

const words = {
  label: { fr: "Nouveau mot de passe", en: "New password" },
  hint: {
    fr: "Une phrase facile à retenir convient très bien.",
    en: "A sentence that you remember easily does very well.",
  },
  rules: { fr: "Règles du mot de passe", en: "Rules of the password" },
  length: { fr: (n: number) => `${n} caractères au moins`, en: (n: number) => `${n} characters at least` },
  classes: {
    fr: (n: number) =>
      n >= 4
        ? "minuscules, majuscules, chiffres et autres signes"
        : `${n} sortes de signes : minuscules, majuscules, chiffres, autres`,
    en: (n: number) =>
      n >= 4
        ? "lower case, upper case, digits and other signs"
        : `${n} kinds of signs: lower case, upper case, digits, others`,
  },
} satisfies Words;

export type PasswordRules = Me["passwordRules"];

/** How many of: lower case, upper case, digits, others. */
function classesOf(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((one) => one.test(password))
    .length;
}

/** A password to choose, with its rules ticked as they are met (SPEC ACC-6). The server decides in the end. */
export function NewPassword({ rules, identifier }: { rules: PasswordRules; identifier: string }) {
  const t = useWords(words);
  const [password, setPassword] = useState("");
  const list = [
    { key: "length", words: t.length(rules.minLength), met: password.length >= rules.minLength },
    ...(rules.minClasses > 1
      ? [{ key: "classes", words: t.classes(rules.minClasses), met: classesOf(password) >= rules.minClasses }]
      : []),
  ];
  return (
    <>
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={identifier} readOnly hidden />
      <Field name="password" label={t.label} hint={t.hint}>
        <PasswordInput
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <RuleList label={t.rules} rules={list} />
    </>
  );
}
