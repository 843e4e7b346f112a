/** What anybody may ask of an invoice that he holds (ACT-5): is it ours, and whose IBAN should it bear. */
import { z } from "zod";
import { binary, route } from "../../platform/route.ts";
import { Cents, Day, line } from "../../platform/shapes.ts";

const Iban = line(60)
  .transform((text) => text.replaceAll(/\s/g, "").toUpperCase())
  .optional();

/** Nothing of the debtor. `unknown` tells neither which field differs nor what would be right. */
export const Verification = z.discriminatedUnion("answer", [
  z.object({ answer: z.literal("unknown") }),
  z.object({
    /** `this_file`: this very file was published; `this_invoice`: an invoice of that number and amount was. */
    answer: z.enum(["this_file", "this_invoice"]),
    kind: z.enum(["invoice", "credit_note"]),
    number: z.string(),
    issuedOn: Day,
    creditor: z.object({ name: z.string(), legalName: z.string(), siret: z.string() }),
    /** All but its last four characters hidden; empty when the creditor has none. */
    maskedIban: z.string(),
    /** Whether the IBAN given is the creditor's; null when none was given or the creditor has none. */
    ibanMatches: z.boolean().nullable(),
  }),
]);
export type Verification = z.output<typeof Verification>;
/** As the largest PDF that is published. */
export const LARGEST_PDF_BYTES = 10 * 1_048_576;

export const verificationRoutes = {
  verifyFile: route({
    method: "POST",
    path: "/api/verification/file",
    who: "anyone",
    summary: "Whether this very PDF was published here, and what IBAN it should bear",
    query: z.object({ iban: Iban }),
    body: binary("application/pdf"),
    limit: LARGEST_PDF_BYTES,
    response: Verification,
  }),
  verifyInvoice: route({
    method: "POST",
    path: "/api/verification/invoice",
    who: "anyone",
    summary: "Whether an invoice of this number and amount was published here, and what IBAN it should bear",
    body: z.strictObject({ number: line(60).min(1), totalCents: Cents, iban: Iban }),
    response: Verification,
  }),
};
