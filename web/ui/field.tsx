import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, useContext, useId } from "react";
import { useWords, type Words } from "../lib/words.ts";
import { classes } from "./classes.ts";
import "./field.css";
import { useFormErrors } from "./form.tsx";
import { Icon } from "./icon.tsx";

const words = { optional: { fr: "facultatif", en: "optional" } } satisfies Words;

export type FieldProps = {
  /** The key in form data and in the form's errors. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Says what to do; when absent, the form's error of that name is shown. */
  error?: string | null;
  /** Fields are required unless said otherwise: what is not says "optional". */
  optional?: boolean;
  /** Keeps the label for screen readers only: for a search whose button says it. */
  hideLabel?: boolean;
  children: ReactNode;
};

type FieldState = { id: string; name: string; required: boolean; invalid: boolean; describedBy?: string };

const FieldContext = createContext<FieldState | null>(null);

/** A label, a control, a hint and an error, tied together. The control inside finds its name and id by itself. */
export function Field({ name, label, hint, error, optional, hideLabel, children }: FieldProps) {
  const t = useWords(words);
  const { errors, idOf } = useFormErrors();
  const own = useId();
  const id = idOf?.(name) ?? own;
  const wrong = error ?? errors[name];
  const describedBy = classes(hint != null && `${id}-hint`, wrong && `${id}-error`) || undefined;
  return (
    <div className="q-field" data-invalid={wrong ? "" : undefined}>
      <label htmlFor={id} className={hideLabel ? "q-hidden" : "q-field__label"}>
        {label}
        {optional && <span className="q-field__optional"> ({t.optional})</span>}
      </label>
      {hint != null && (
        <div id={`${id}-hint`} className="q-field__hint">
          {hint}
        </div>
      )}
      <FieldContext value={{ id, name, required: !optional, invalid: Boolean(wrong), describedBy }}>
        {children}
      </FieldContext>
      {wrong && <FieldError id={`${id}-error`}>{wrong}</FieldError>}
    </div>
  );
}

/** What is wrong with a control and what to do, under it. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="q-field__error">
      <Icon of={CircleAlert} />
      <span>{children}</span>
    </p>
  );
}

/** The attributes that tie a native control to the `Field` around it; nothing outside of one. */
export function useFieldControl() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    name: field.name,
    required: field.required,
    "aria-invalid": field.invalid || undefined,
    "aria-describedby": field.describedBy,
  };
}
