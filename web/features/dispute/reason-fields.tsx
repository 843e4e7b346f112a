import { useLanguage, useWords, type Words } from "../../lib/words.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/inputs.tsx";
import type { Draft } from "./choose-parts.tsx";

const words = {
  category: { fr: "De quoi s’agit-il ?", en: "What is it about?" },
  subtype: { fr: "Motif", en: "Reason" },
  choose: { fr: "Choisissez", en: "Choose" },
} satisfies Words;

type ReasonProps = { categories: Draft["categories"]; category: string; onCategory: (id: string) => void };

/** The category, then its sub-types when it has some: of the organization (DIS-1). */
export function ReasonFields({ categories, category, onCategory }: ReasonProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const subtypes = categories.find((one) => one.id === category)?.subtypes ?? [];
  return (
    <>
      <Field name="category" label={t.category}>
        <Select value={category} onChange={(event) => onCategory(event.target.value)}>
          <option value="" disabled>
            {t.choose}
          </option>
          {categories.map((one) => (
            <option key={one.id} value={one.id}>
              {one.label[language]}
            </option>
          ))}
        </Select>
      </Field>
      {subtypes.length > 0 && (
        <Field key={category} name="subtype" label={t.subtype}>
          <Select defaultValue="">
            <option value="" disabled>
              {t.choose}
            </option>
            {subtypes.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label[language]}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </>
  );
}
