/** Documents for users: pure functions from plain data to a tagged PDF. */

export type { Attachment } from "./attach.ts";
export { type CodeLetter, type CodeLettersData, codeLettersPdf } from "./code-letters.ts";
export type { Language } from "./format.ts";
export { type InvoiceData, type InvoiceLine, invoicePdf } from "./invoice.ts";
export type { Brand, CreditorParty, PostalParty } from "./kit.ts";
export { type TemporaryPasswordLetterData, temporaryPasswordLetterPdf } from "./letter.ts";
export { type MandateDocument, type MandateSignature, mandatePdf } from "./mandate.ts";
export { MANDATE_WORDING_VERSION } from "./mandate-words.ts";
export { type ReceiptData, type ReceiptPiece, receiptPdf } from "./receipt.ts";
export { type StatementData, type StatementEntry, statementPdf } from "./statement.ts";
