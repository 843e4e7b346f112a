import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { Amount } from "./amount.tsx";
import "./bars.css";
import { IconButton } from "./button.tsx";

const words = {
  region: { fr: "Sélection", en: "Selection" },
  clear: { fr: "Tout désélectionner", en: "Clear the selection" },
} satisfies Words;

export type SelectionBarProps = {
  count: number;
  /** How many, in words: "3 pieces". Read aloud when it changes. */
  label: ReactNode;
  amountCents?: number;
  onClear: () => void;
  /** The actions on what is ticked, the main one last. */
  children: ReactNode;
};

/** The bar that rises when rows are ticked: how many, for how much, and what can be done. */
export function SelectionBar({ count, label, amountCents, onClear, children }: SelectionBarProps) {
  const t = useWords(words);
  return (
    <>
      <output className="q-hidden">{count > 0 && label}</output>
      {count > 0 && (
        <section className="q-selection" aria-label={t.region}>
          <IconButton icon={X} label={t.clear} onClick={onClear} />
          <p className="q-selection__words">
            <span>{label}</span>
            {amountCents !== undefined && <Amount cents={amountCents} size="l" />}
          </p>
          <div className="q-selection__actions">{children}</div>
        </section>
      )}
    </>
  );
}
