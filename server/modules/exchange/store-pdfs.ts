import type { Outer } from "../../platform/context.ts";
import { readBatch } from "./read-batch.ts";
import type { Reading } from "./run-import.ts";
import type { ImportRow } from "./sql.ts";

const LARGEST_PDF_BYTES = 10 * 1_048_576;

/** A PDF of a batch, stored; in check mode it is only looked at, and its hash is empty. */
export type StoredPdf = {
  line: number;
  creditor: string;
  account: string;
  invoice: string;
  hash: string;
  bytes: number;
};

/** Stores the PDFs of a batch before its transaction: writing files takes time and may call the network. */
export async function storePdfs(outer: Outer, row: ImportRow, { problems }: Reading): Promise<StoredPdf[]> {
  const stored: StoredPdf[] = [];
  const source = await outer.services.files.get(outer.organizationId, row.fileHash);
  // Other lines, and their problems, are read with the rest.
  for await (const { line, value } of readBatch(source, { bytes: 0, lines: 0 }, () => {}, '"invoice_pdf"')) {
    if (value.type !== "invoice_pdf") continue;
    const content = Buffer.from(value.content, "base64");
    const wrong =
      content.length > LARGEST_PDF_BYTES
        ? "batch.pdf_too_large"
        : content.subarray(0, 5).toString("latin1") === "%PDF-"
          ? null
          : "batch.pdf_invalid";
    if (wrong) {
      problems.add({ line, severity: "error", code: wrong, column: "content", value: value.invoice });
      continue;
    }
    const kept =
      row.mode === "check"
        ? { hash: "", bytes: content.length }
        : await outer.services.files.put(
            outer.organizationId,
            (async function* () {
              yield content;
            })(),
          );
    stored.push({ line, creditor: value.creditor, account: value.account, invoice: value.invoice, ...kept });
  }
  return stored;
}
