import { CircleAlert } from "lucide-react";
import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useId, useRef } from "react";
import { plural, useWords, type Words } from "../lib/words.ts";
import "./form.css";
import { Icon } from "./icon.tsx";

const words = {
  title: {
    fr: (n: number) => plural("fr", n, { one: "Un point est à revoir", other: "# points sont à revoir" }),
    en: (n: number) => plural("en", n, { one: "One thing to correct", other: "# things to correct" }),
  },
} satisfies Words;

/** Messages by name of field; the key `form` for what concerns the whole. */
export type FormErrors = Record<string, string | undefined>;

type FormState = { errors: FormErrors; idOf?: (name: string) => string };

const FormContext = createContext<FormState>({ errors: {} });

export type FormProps = {
  onSubmit: (data: FormData, form: HTMLFormElement) => void;
  errors?: FormErrors | null;
  children: ReactNode;
  "aria-label"?: string;
  "aria-labelledby"?: string;
};

/** A native form. Its errors are summed up on top, where the focus goes, each leading to its field. */
export function Form({ onSubmit, errors, children, ...named }: FormProps) {
  const id = useId();
  const summary = useRef<HTMLDivElement>(null);
  const shown = Object.entries(errors ?? {}).filter((one): one is [string, string] => Boolean(one[1]));
  const asked = useRef(true);
  const wrong = shown.length > 0;
  // The focus goes to the summary as the answer to an act, never while someone types.
  useEffect(() => {
    if (!wrong || !asked.current) return;
    asked.current = false;
    summary.current?.focus();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the same errors again are a new answer
  }, [errors, wrong]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    asked.current = true;
    onSubmit(new FormData(event.currentTarget), event.currentTarget);
  };
  const idOf = (name: string) => `${id}-${name}`;
  return (
    <form className="q-form" noValidate onSubmit={submit} {...named}>
      {shown.length > 0 && <ErrorSummary ref={summary} errors={shown} idOf={idOf} />}
      <FormContext value={{ errors: errors ?? {}, idOf }}>{children}</FormContext>
    </form>
  );
}

type SummaryProps = {
  ref: React.RefObject<HTMLDivElement | null>;
  errors: [string, string][];
  idOf: (name: string) => string;
};

function ErrorSummary({ ref, errors, idOf }: SummaryProps) {
  const t = useWords(words);
  const titleId = useId();
  const [first] = errors;
  // What concerns the whole form and stands alone needs no heading: it is the heading.
  const alone = errors.length === 1 && first?.[0] === "form" ? first[1] : null;
  return (
    <div ref={ref} className="q-error-summary" role="alert" tabIndex={-1} aria-labelledby={titleId}>
      <p id={titleId} className="q-error-summary__title">
        <Icon of={CircleAlert} /> {alone ?? t.title(errors.length)}
      </p>
      {alone === null && (
        <ul>
          {errors.map(([name, message]) => (
            <li key={name}>{name === "form" ? message : <ToField id={idOf(name)}>{message}</ToField>}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ToField({ id, children }: { id: string; children: string }) {
  const go = (event: React.MouseEvent) => {
    event.preventDefault();
    const field = document.getElementById(id);
    field?.scrollIntoView({ block: "center" });
    field?.focus();
  };
  return (
    <a href={`#${id}`} onClick={go}>
      {children}
    </a>
  );
}

/** Several controls under one heading: a native fieldset. */
export function FieldSet({
  legend,
  hint,
  children,
}: {
  legend: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
}) {
  const hintId = useId();
  return (
    <fieldset className="q-fieldset" aria-describedby={hint ? hintId : undefined}>
      <legend>{legend}</legend>
      {hint && (
        <div id={hintId} className="q-field__hint">
          {hint}
        </div>
      )}
      {children}
    </fieldset>
  );
}

/** The buttons at the end of a form: the main one first. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className="q-form__actions">{children}</div>;
}

/** The errors of the form around, and the id of each of its fields. */
export function useFormErrors(): FormState {
  return useContext(FormContext);
}
