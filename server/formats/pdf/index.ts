/** Documents for users: pure functions from plain data to a tagged PDF. */
export { type CodeLetter, type CodeLettersData, codeLettersPdf } from "./code-letters.ts";
export type { Language } from "./format.ts";
export { type InvoiceData, type InvoiceLine, invoicePdf } from "./invoice.ts";
export type { Brand, CreditorParty, PostalParty } from "./kit.ts";
export { type TemporaryPasswordLetterData, temporaryPasswordLetterPdf } from "./letter.ts";
export { type ReceiptData, type ReceiptPiece, receiptPdf } from "./receipt.ts";
export { type StatementData, type StatementEntry, statementPdf } from "./statement.ts";
