/** Why nothing can be read in a PDF, or in the XML that it carries. */
export type FacturxProblemCode = "encrypted" | "broken" | "too_large" | "too_slow" | "not_an_invoice";

export class FacturxProblem extends Error {
  readonly code: FacturxProblemCode;
  constructor(code: FacturxProblemCode, message: string = code) {
    super(message);
    this.name = "FacturxProblem";
    this.code = code;
  }
}
