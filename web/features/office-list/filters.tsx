import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useFilters } from "../../lib/navigation.ts";
import { query } from "../../lib/queries.ts";
import { useWords, type Words } from "../../lib/words.ts";
import { Field } from "../../ui/field.tsx";
import { SearchInput, Select } from "../../ui/inputs.tsx";
import "./list.css";

const words = {
  creditor: { fr: "Créancier", en: "Creditor" },
  all: { fr: "Tous", en: "All" },
} satisfies Words;

/** The search and filters above a list. */
export function FilterBar({ children }: { children: ReactNode }) {
  return <div className="office-filters q-no-print">{children}</div>;
}

/** A search that follows what is typed; kept in the address as `name`. */
export function LiveSearch({ label, name = "q" }: { label: string; name?: string }) {
  const [filters, change] = useFilters();
  const kept = filters[name] ?? "";
  const [typed, setTyped] = useState(kept);
  const asked = useRef<string[]>([]);
  useEffect(() => {
    // The address may change under the field: back, a link. But what was asked of it comes late: typing has gone on by then.
    const at = asked.current.lastIndexOf(kept);
    if (at === -1) setTyped(kept);
    asked.current = asked.current.slice(at + 1);
  }, [kept]);
  const ask = (value: string) => {
    asked.current.push(value.trim());
    change({ [name]: value.trim() || null });
  };
  useEffect(() => {
    if (typed.trim() === kept) return;
    const timer = setTimeout(() => ask(typed), 220);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- `ask` is made anew at each render
  }, [typed, kept]);
  return <SearchInput label={label} value={typed} onChange={setTyped} onSubmit={ask} maxLength={120} />;
}

type FilterSelectProps = {
  name: string;
  label: string;
  options: { value: string; label: string }[];
  /** What stands for no choice. */
  all?: string;
};

/** One choice kept in the address as `name`. */
export function FilterSelect({ name, label, options, all }: FilterSelectProps) {
  const t = useWords(words);
  const [filters, change] = useFilters();
  return (
    <Field name={name} label={label}>
      <Select
        value={filters[name] ?? ""}
        required={false}
        onChange={(event) => change({ [name]: event.target.value || null })}
      >
        <option value="">{all ?? t.all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The choice of a creditor, when there are several; kept in the address as `creancier`. */
export function CreditorFilter() {
  const t = useWords(words);
  const creditors = useQuery(query("listCreditors", {})).data?.items ?? [];
  if (creditors.length < 2) return null;
  const options = creditors.map(({ id, name }) => ({ value: id, label: name }));
  return <FilterSelect name="creancier" label={t.creditor} options={options} />;
}
