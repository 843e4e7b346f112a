import { type InputHTMLAttributes, type ReactNode, useEffect, useId, useRef } from "react";
import { classes } from "./classes.ts";
import "./choice.css";
import { FieldError } from "./field.tsx";
import { useFormErrors } from "./form.tsx";

type CheckboxProps = {
  children: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  /** Neither all nor none, for a box that rules others. */
  mixed?: boolean;
  /** Keeps the words for screen readers: in a table's column of boxes. */
  hideLabel?: boolean;
} & Omit<InputHTMLAttributes<HTMLInputElement>, "type">;

/** A native check box with its words, hint and error. */
export function Checkbox({ children, hint, error, mixed = false, hideLabel, ...rest }: CheckboxProps) {
  const { errors, idOf } = useFormErrors();
  const box = useRef<HTMLInputElement>(null);
  const own = useId();
  const id = rest.id ?? (rest.name && idOf?.(rest.name)) ?? own;
  const wrong = error ?? (rest.name ? errors[rest.name] : undefined);
  useEffect(() => {
    if (box.current) box.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <div className={classes("q-choice", hideLabel && "q-choice--bare")}>
      <label className="q-choice__line">
        <input
          {...rest}
          ref={box}
          id={id}
          type="checkbox"
          aria-invalid={wrong ? true : undefined}
          aria-describedby={classes(hint != null && `${id}-hint`, wrong && `${id}-error`) || undefined}
        />
        <span className={hideLabel ? "q-hidden" : undefined}>{children}</span>
      </label>
      {hint != null && (
        <div id={`${id}-hint`} className="q-field__hint q-choice__hint">
          {hint}
        </div>
      )}
      {wrong && <FieldError id={`${id}-error`}>{wrong}</FieldError>}
    </div>
  );
}

export type RadioOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

export type RadioGroupProps = {
  name: string;
  legend: ReactNode;
  options: RadioOption[];
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  hint?: ReactNode;
  error?: string | null;
  /** Each choice in its own ruled row: for few choices that matter (how to pay, which space). */
  rows?: boolean;
};

/** One choice among few: native radio buttons in a fieldset. */
export function RadioGroup(props: RadioGroupProps) {
  const { name, legend, options, value, defaultValue, onChange, hint, error, rows } = props;
  const { errors, idOf } = useFormErrors();
  const own = useId();
  const id = idOf?.(name) ?? own;
  const wrong = error ?? errors[name];
  const describedBy = classes(hint != null && `${id}-hint`, wrong && `${id}-error`) || undefined;
  return (
    <fieldset className={classes("q-fieldset", rows && "q-fieldset--rows")} aria-describedby={describedBy}>
      <legend>{legend}</legend>
      {hint != null && (
        <div id={`${id}-hint`} className="q-field__hint">
          {hint}
        </div>
      )}
      {options.map((option, index) => (
        <div key={option.value} className="q-choice">
          <label className="q-choice__line">
            <input
              type="radio"
              id={index === 0 ? id : undefined}
              name={name}
              value={option.value}
              disabled={option.disabled}
              checked={value === undefined ? undefined : value === option.value}
              defaultChecked={value === undefined ? defaultValue === option.value : undefined}
              onChange={() => onChange?.(option.value)}
              aria-describedby={option.hint != null ? `${id}-${index}` : undefined}
            />
            <span>{option.label}</span>
          </label>
          {option.hint != null && (
            <div id={`${id}-${index}`} className="q-field__hint q-choice__hint">
              {option.hint}
            </div>
          )}
        </div>
      ))}
      {wrong && <FieldError id={`${id}-error`}>{wrong}</FieldError>}
    </fieldset>
  );
}
