import { type InputHTMLAttributes, useState } from "react";
import { formatCentsBare, parseCents } from "../lib/format.ts";
import { useLanguage } from "../lib/words.ts";
import { useFieldControl } from "./field.tsx";

export type AmountInputProps = {
  /** Whole cents; null while nothing that reads as an amount is typed. */
  cents: number | null;
  onCents: (cents: number | null) => void;
} & Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "type">;

/** An amount in euros, read as people type it and written properly when they leave. */
export function AmountInput({ cents, onCents, ...rest }: AmountInputProps) {
  const { language } = useLanguage();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <span className="q-affix">
      <input
        {...useFieldControl()}
        {...rest}
        className="q-input q-input--amount"
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? (cents === null ? "" : formatCentsBare(cents, language))}
        onChange={(event) => {
          setTyped(event.target.value);
          onCents(parseCents(event.target.value));
        }}
        onBlur={() => cents !== null && setTyped(null)}
      />
      <span className="q-affix__unit" aria-hidden="true">
        €
      </span>
    </span>
  );
}
