import { useWords, type Words } from "../../lib/words.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { FieldSet } from "../../ui/form.tsx";

const words = {
  rights: { fr: "Ce que cette personne peut faire", en: "What this person may do" },
  always: { fr: "Lire les comptes est toujours compris.", en: "Reading the accounts is always included." },
  pay: { fr: "Régler", en: "Pay" },
  dispute: { fr: "Ouvrir un litige", en: "Open a dispute" },
  until: { fr: "Jusqu’au", en: "Until" },
  untilHint: { fr: "Vide : comme votre propre accès.", en: "Empty: as your own access." },
} satisfies Words;

export type Right = "read" | "pay" | "dispute";
export type Limits = { rights: Right[]; endsOn: string | null };

/** What may be given, among one's own rights, and until when. */
export function RightFields({
  offered,
  value,
  onChange,
}: {
  offered: readonly Right[];
  value: Limits;
  onChange: (value: Limits) => void;
}) {
  const t = useWords(words);
  const toggle = (right: Right) =>
    onChange({
      ...value,
      rights: value.rights.includes(right)
        ? value.rights.filter((one) => one !== right)
        : [...value.rights, right],
    });
  return (
    <>
      <FieldSet legend={t.rights} hint={t.always}>
        {(["pay", "dispute"] as const)
          .filter((right) => offered.includes(right))
          .map((right) => (
            <Checkbox key={right} checked={value.rights.includes(right)} onChange={() => toggle(right)}>
              {t[right]}
            </Checkbox>
          ))}
      </FieldSet>
      <DateField
        label={t.until}
        hint={t.untilHint}
        value={value.endsOn}
        onChange={(endsOn) => onChange({ ...value, endsOn })}
        optional
      />
    </>
  );
}
