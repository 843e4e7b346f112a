import { useFilters } from "../../lib/navigation.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/inputs.tsx";

const words = { party: { fr: "Pour", en: "For" } } satisfies Words;

type Party = { party: string; name: string; code: string };

/** The party that a page is about: the one of the address, else the first. */
export function useChosenParty<P extends Party>(parties: readonly P[]): P | undefined {
  const [filters] = useFilters();
  return parties.find((one) => one.party === filters.tiers) ?? parties[0];
}

/** Chooses the party that a page is about, kept in the address; nothing when there is only one. */
export function ChooseParty({ parties }: { parties: readonly Party[] }) {
  const t = useWords(words);
  const [, change] = useFilters();
  const chosen = useChosenParty(parties);
  if (parties.length < 2) return null;
  return (
    <Field name="party" label={t.party}>
      <Select value={chosen?.party} onChange={(event) => change({ tiers: event.target.value })}>
        {parties.map((one) => (
          <option key={one.party} value={one.party}>
            {one.name} ({one.code})
          </option>
        ))}
      </Select>
    </Field>
  );
}
