/** Invoices inside invoices: the XML that a Factur-X PDF carries. Pure, in a thread of its own. */
export type { FacturxProblemCode } from "./problem.ts";
export { type Reading, readFacturx } from "./read-facturx.ts";
export type { FacturxInvoice, Profile } from "./read-invoice.ts";
