/** Files carried inside a document: what a reader shows in its list of attachments, tied to the document as PDF/A-3 wants. */
import type { Sheet } from "./sheet.ts";
import { clean } from "./text.ts";

export interface Attachment {
  name: string;
  mediaType: string;
  description: string;
  content: Buffer;
}

/** `Data` for what a program reads, `Supplement` for what a person reads beside the document (ISO 32000-2, 7.11.3). */
function relationship(mediaType: string): "Data" | "Supplement" {
  return /json|xml|csv/.test(mediaType) ? "Data" : "Supplement";
}

/** Embeds a file; readers list it under its name, which must be one of its own in the document. */
export function attach(sheet: Sheet, file: Attachment, madeAt: Date): void {
  const options = {
    name: clean(file.name).replace(/[\\/\n]/g, "-"),
    type: file.mediaType,
    description: clean(file.description),
    creationDate: madeAt,
    modifiedDate: madeAt,
    relationship: relationship(file.mediaType),
  };
  sheet.doc.file(file.content, options);
}
