import type { ApiProblem } from "../../lib/api.ts";
import type { FormErrors } from "../../ui/form.tsx";

/**
 * What a settings form shows of a refusal (`sentence` in the reader’s language): what is expected, under each field that the server names; else the
 * sentence itself, on top. `names` leads from the server's name of a field (`contact.email`) to the form's, where they differ; `tell` says
 * what is expected of a field of the form, null when the form has none of that name.
 */
export function fieldErrors(
  error: Error,
  sentence: string,
  names: Readonly<Record<string, string>>,
  tell: (field: string) => string | null,
): FormErrors {
  const errors: FormErrors = {};
  for (const named of namedIn(error)) {
    const field = nameIn(named, names);
    const expected = tell(field);
    errors[expected === null ? "form" : field] = expected ?? sentence;
  }
  return Object.keys(errors).length > 0 ? errors : { form: sentence };
}

/** The longest part of a path that has a name in the form: `contact.address.2` is told at `contact.address`. */
function nameIn(path: string, names: Readonly<Record<string, string>>): string {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length -= 1) {
    const known = names[parts.slice(0, length).join(".")];
    if (known) return known;
  }
  return path.replace(/\.\d+$/, "");
}

/** The fields at fault: a list of them, or their names in one text. */
function namedIn(error: Error): string[] {
  const { errors, fields } = ((error as Partial<ApiProblem>).details ?? {}) as {
    errors?: { field: string }[];
    fields?: unknown;
  };
  if (Array.isArray(errors)) return errors.map(({ field }) => field);
  return typeof fields === "string" ? fields.split(", ") : [];
}
