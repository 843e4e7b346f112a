const ENCODINGS = new Set([
  "utf-8",
  "utf-16",
  "utf-16le",
  "utf-16be",
  "iso-8859-1",
  "iso-8859-15",
  "us-ascii",
  "windows-1252",
]);
const HEAD_BYTES = 256;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f]/g;

/** What was met while decoding, for whoever wants to say so. */
export type DecodingNotes = { doubtful: boolean };

/**
 * Bytes to text in the encoding that the mark or the declaration says, UTF-8 when they say nothing or something unknown.
 * Lenient: a byte that is not in the encoding becomes U+FFFD and is noted; control characters, which XML forbids and
 * mainframes leave, disappear.
 */
export async function* decodeXml(
  source: AsyncIterable<Uint8Array>,
  notes: DecodingNotes,
): AsyncGenerator<string> {
  let head: Buffer | null = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  const clean = (text: string) => {
    if (!notes.doubtful && text.includes("\ufffd")) notes.doubtful = true;
    return text.replace(CONTROLS, "");
  };
  for await (const chunk of source) {
    if (decoder) {
      yield clean(decoder.decode(chunk, { stream: true }));
      continue;
    }
    head = Buffer.concat([head!, chunk]);
    if (head.length < HEAD_BYTES) continue;
    decoder = new TextDecoder(encodingOf(head));
    yield clean(decoder.decode(head, { stream: true })).trimStart();
    head = null;
  }
  yield decoder
    ? clean(decoder.decode())
    : clean(new TextDecoder(encodingOf(head!)).decode(head!)).trimStart();
}

function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (head[0] === 0x3c && head[1] === 0) return "utf-16le";
  if (head[0] === 0 && head[1] === 0x3c) return "utf-16be";
  const declared = /<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{1,20})["']/.exec(head.toString("latin1"))?.[1];
  const encoding = (declared ?? "utf-8").toLowerCase();
  // Read as bytes, so it is not in sixteen bits whatever it says.
  return ENCODINGS.has(encoding) && !encoding.startsWith("utf-16") ? encoding : "utf-8";
}
