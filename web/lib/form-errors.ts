import type { FormErrors } from "../ui/form.tsx";
import { ApiProblem } from "./api.ts";
import { sentenceOf } from "./queries.ts";

/**
 * What a form shows of a refusal: under the field that it concerns (`fields`: refusal code -> field), else on top.
 * A new object for each answer, so that the form's summary takes the focus again.
 */
export function errorsOf(error: unknown, fields: Record<string, string> = {}): FormErrors {
  const field = error instanceof ApiProblem ? fields[error.code] : undefined;
  return { [field ?? "form"]: sentenceOf(error) };
}
