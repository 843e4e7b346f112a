import { Search, X } from "lucide-react";
import {
  type FormEvent,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from "react";
import { useWords, type Words } from "../lib/words.ts";
import { IconButton } from "./button.tsx";
import { classes } from "./classes.ts";
import { useFieldControl } from "./field.tsx";
import { Icon } from "./icon.tsx";

const words = {
  search: { fr: "Rechercher", en: "Search" },
  clear: { fr: "Effacer la recherche", en: "Clear the search" },
} satisfies Words;

type Sized = {
  /** Characters the content has, when known: a postcode is not as wide as an address. */ chars?: number;
};

/** A native text input, tied to the `Field` around it. */
export function TextInput({ chars, className, ...rest }: Sized & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <input
      type="text"
      {...useFieldControl()}
      {...rest}
      className={classes("q-input", className)}
      style={chars ? { maxInlineSize: `calc(${chars}ch + 2.5rem)` } : undefined}
    />
  );
}

/** A native text area that grows with its text. */
export function Textarea({ className, rows = 4, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <textarea
      {...useFieldControl()}
      rows={rows}
      {...rest}
      className={classes("q-input", "q-textarea", className)}
    />
  );
}

/** A native select. Children are `<option>`s. */
export function Select({
  className,
  children,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & { children: ReactNode }) {
  return (
    <span className="q-select">
      <select {...useFieldControl()} {...rest} className={classes("q-input", className)}>
        {children}
      </select>
    </span>
  );
}

export type SearchInputProps = {
  /** Read aloud; shown as placeholder. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Enter. Without it, the list should follow `onChange`. */
  onSubmit?: (value: string) => void;
  /** A key drawn at the end, such as `Ctrl K`. */
  shortcut?: string;
} & Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "onSubmit">;

/** A search landmark with its input. */
export function SearchInput({ label, value, onChange, onSubmit, shortcut, ...rest }: SearchInputProps) {
  const t = useWords(words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.(value);
  };
  return (
    <search>
      <form className="q-search" onSubmit={submit}>
        <Icon of={Search} className="q-search__glass" />
        <input
          {...rest}
          type="search"
          enterKeyHint="search"
          className="q-input"
          aria-label={label}
          placeholder={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {value ? (
          <IconButton icon={X} label={t.clear} className="q-search__end" onClick={() => onChange("")} />
        ) : (
          shortcut && <kbd className="q-search__end q-kbd">{shortcut}</kbd>
        )}
        <button type="submit" className="q-hidden" tabIndex={-1}>
          {t.search}
        </button>
      </form>
    </search>
  );
}
