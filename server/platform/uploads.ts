/** What people send with what they write: streamed within a limit, known by its first bytes, kept by the hash of its content. */
import { Readable } from "node:stream";
import type { Outer } from "./context.ts";
import { refuse } from "./errors.ts";
import type { StoredFile } from "./files.ts";

/** What a browser shows by itself and that cannot run: nothing else is taken from a customer. */
export const UPLOAD_TYPES = ["application/pdf", "image/png", "image/jpeg", "image/webp"] as const;
export type UploadType = (typeof UPLOAD_TYPES)[number];

const HEAD_BYTES = 12;

/** What a file is, by its first 12 bytes; null when it is none of `UPLOAD_TYPES`. Its name says nothing. */
export function sniffUpload(head: Buffer): UploadType | null {
  const starts = (bytes: string, at = 0) =>
    head.subarray(at, at + bytes.length / 2).toString("hex") === bytes;
  if (head.subarray(0, 5).toString("latin1") === "%PDF-") return "application/pdf";
  if (starts("89504e470d0a1a0a")) return "image/png";
  if (starts("ffd8ff")) return "image/jpeg";
  if (starts("52494646") && starts("57454250", 8)) return "image/webp";
  return null;
}

/** A name to show: no folder, no control character, 120 characters at most. */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? "";
  // oxlint-disable-next-line no-control-regex
  const clean = last.replaceAll(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim();
  return clean.slice(-120) || "file";
}

/** The content is of none of the accepted types: the caller turns it into a refusal of its own. */
export class NotAnUpload extends Error {}

/**
 * Streams a file to the store. Its index row is left to the caller, in the transaction that says whose it is.
 * @param limit bytes. @throws Refusal `request.too_large` past it; NotAnUpload when it is empty or of another type.
 */
export async function receiveUpload(
  outer: Outer,
  body: NodeJS.ReadableStream,
  limit: number,
): Promise<StoredFile & { mediaType: UploadType }> {
  let mediaType: UploadType | null = null;
  async function* checked(): AsyncGenerator<Buffer> {
    let head = Buffer.alloc(0);
    let bytes = 0;
    for await (const chunk of Readable.prototype.iterator.call(body, { destroyOnReturn: false })) {
      bytes += (chunk as Buffer).length;
      if (bytes > limit) refuse("request.too_large");
      if (mediaType) {
        yield chunk as Buffer;
        continue;
      }
      head = Buffer.concat([head, chunk as Buffer]);
      if (head.length < HEAD_BYTES) continue;
      mediaType = sniffUpload(head);
      if (!mediaType) throw new NotAnUpload("of no accepted type");
      yield head;
    }
    if (!mediaType) throw new NotAnUpload("too short to be a file");
  }
  try {
    const stored = await outer.services.files.put(outer.organizationId, checked());
    return { ...stored, mediaType: mediaType! };
  } finally {
    // What is left of a refused file is read and thrown away: the sender reads the answer only once it has sent all,
    // and its next request comes by the same connection.
    body.resume();
  }
}
