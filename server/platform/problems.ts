/** The one renderer of errors: problem+json (RFC 9457), with a sentence in the language of the reader. */
import { z } from "zod";
import { commonRefusals, Refusal, type Refusals, type Sentence } from "./errors.ts";
import type { Language } from "./money.ts";

export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  requestId: string;
  /** For `request.invalid`: each field at fault. */
  errors?: { field: string; message: string }[];
  [detail: string]: unknown;
};

/** The first language that we speak in an Accept-Language header. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.trim().slice(0, 2));
  return wanted.find((code): code is Language => code === "fr" || code === "en") ?? "fr";
}

export function makeProblems(refusals: readonly Refusals[]) {
  const sentences = new Map<string, Sentence>(
    Object.entries(Object.assign({}, commonRefusals, ...refusals) as Refusals),
  );
  return (error: unknown, language: Language, requestId: string): Problem => {
    if (error instanceof z.ZodError) return invalid(error, language, requestId);
    const refusal = error instanceof Refusal ? error : new Refusal("internal", 500);
    const sentence = sentences.get(refusal.code) ?? commonRefusals.internal;
    return {
      ...refusal.details,
      type: `/problems/${refusal.code}`,
      title: fill(sentence[language], refusal.details),
      status: refusal.status,
      code: refusal.code,
      requestId,
    };
  };
}

function invalid(error: z.ZodError, language: Language, requestId: string): Problem {
  const errors = error.issues.map((issue) => ({
    field: issue.path.join(".") || "body",
    message: issue.message,
  }));
  const sentence = commonRefusals["request.invalid"];
  const fields = [...new Set(errors.map((e) => e.field))].join(", ");
  return {
    type: "/problems/request.invalid",
    title: fill(sentence[language], { fields }),
    status: 400,
    code: "request.invalid",
    requestId,
    errors,
  };
}

const fill = (sentence: string, details: Record<string, unknown>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? "…"));
