/**
 * Finds the XML in a PDF without drawing anything of it: objects are looked for where they stand, whatever the
 * cross-reference table says, so that a table that is wrong does no harm.
 */
import { constants, inflateSync } from "node:zlib";
import { type Dict, isRef, textOf, type Value, ValueReader } from "./pdf-values.ts";
import { FacturxProblem } from "./problem.ts";

/** Names under which the XML is attached (Factur-X 1.0, ZUGFeRD 2.x, XRechnung). */
const NAMES = ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"];
const LARGEST_XML_BYTES = 5 * 1_048_576;
/** All that compressed objects of one file may come to. */
const LARGEST_OBJECTS_BYTES = 32 * 1_048_576;
const MOST_OBJECTS = 200_000;

type PdfObject = { value: Value; stream: Buffer | null };

/** The XML of an invoice in a PDF; null when it carries none. @throws FacturxProblem. */
export function readAttachment(pdf: Buffer): Buffer | null {
  if (pdf.subarray(0, 1024).indexOf("%PDF-") < 0) throw new FacturxProblem("broken", "no PDF");
  const text = pdf.toString("latin1");
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(text)) throw new FacturxProblem("encrypted");
  const objects = new Map<number, PdfObject>();
  readObjects(pdf, text, objects);
  readObjectStreams(objects);
  for (const { value } of [...objects.values()]) {
    const file = fileIn(value, objects);
    if (file) return decoded(file, LARGEST_XML_BYTES);
  }
  return null;
}

/** Objects in the order of the file: of an object written twice, the last counts, as incremental updates want. */
function readObjects(pdf: Buffer, text: string, objects: Map<number, PdfObject>): void {
  const start = /(?<![0-9])(\d{1,10})\s+\d{1,5}\s+obj(?![a-z])/g;
  let count = 0;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    if ((count += 1) > MOST_OBJECTS) throw new FacturxProblem("too_large", "too many objects");
    const reader = new ValueReader(text, start.lastIndex);
    try {
      const value = reader.read();
      const stream = value instanceof Map ? streamAt(pdf, text, reader.at, value) : null;
      objects.set(Number(match[1]), { value, stream });
      start.lastIndex = stream ? stream.byteOffset - pdf.byteOffset + stream.length : reader.at;
    } catch (error) {
      // An object that cannot be read is not the one that is looked for.
      if (!(error instanceof FacturxProblem)) throw error;
    }
  }
}

/** The bytes of a stream that follows its dictionary: as long as it says, or up to its end mark. */
function streamAt(pdf: Buffer, text: string, at: number, dict: Dict): Buffer | null {
  const mark = /^\s*stream(\r\n|\n|\r)/.exec(text.slice(at, at + 32));
  if (!mark) return null;
  const begin = at + mark[0].length;
  const length = dict.get("/Length");
  if (typeof length === "number" && length >= 0 && begin + length <= pdf.length) {
    if (/^\s*endstream/.test(text.slice(begin + length, begin + length + 16)))
      return pdf.subarray(begin, begin + length);
  }
  const end = text.indexOf("endstream", begin);
  return end < 0 ? null : pdf.subarray(begin, end);
}

/** Adds the objects that are kept compressed together (ISO 32000-1, 7.5.7), where none stands on its own. */
function readObjectStreams(objects: Map<number, PdfObject>): void {
  let left = LARGEST_OBJECTS_BYTES;
  for (const object of [...objects.values()]) {
    const dict = object.value;
    if (!(dict instanceof Map) || dict.get("/Type") !== "/ObjStm" || !object.stream) continue;
    const content = decoded(object, left);
    left -= content.length;
    const [count, first] = [dict.get("/N"), dict.get("/First")];
    if (typeof count !== "number" || typeof first !== "number") continue;
    const text = content.toString("latin1");
    const places = text.slice(0, first).trim().split(/\s+/).map(Number);
    for (let rank = 0; rank < Math.min(count, places.length / 2); rank += 1) {
      const [number, offset] = [places[rank * 2]!, places[rank * 2 + 1]!];
      if (objects.size > MOST_OBJECTS) throw new FacturxProblem("too_large", "too many objects");
      if (objects.has(number)) continue;
      try {
        objects.set(number, { value: new ValueReader(text, first + offset).read(), stream: null });
      } catch (error) {
        if (!(error instanceof FacturxProblem)) throw error;
      }
    }
  }
}

/** The file that a specification in this value, however deep, names as an invoice's XML. */
function fileIn(value: Value, objects: ReadonlyMap<number, PdfObject>): PdfObject | null {
  if (Array.isArray(value)) return firstOf(value, objects);
  if (!(value instanceof Map)) return null;
  const files = value.get("/EF");
  const name = (textOf(value.get("/UF")) || textOf(value.get("/F"))).toLowerCase();
  if (NAMES.includes(name)) {
    const embedded = isRef(files) ? objects.get(files.ref)?.value : files;
    const target = embedded instanceof Map ? (embedded.get("/F") ?? embedded.get("/UF")) : undefined;
    const object = isRef(target) ? objects.get(target.ref) : undefined;
    if (object?.stream) return object;
  }
  return firstOf([...value.values()], objects);
}

function firstOf(values: readonly Value[], objects: ReadonlyMap<number, PdfObject>): PdfObject | null {
  for (const value of values) {
    const file = fileIn(value, objects);
    if (file) return file;
  }
  return null;
}

/** What a stream holds, plain or deflated, up to a size. @throws FacturxProblem `too_large`, `broken`. */
function decoded({ value, stream }: PdfObject, most: number): Buffer {
  const dict = value as Dict;
  const filter = dict.get("/Filter") ?? [];
  const filters = Array.isArray(filter) ? filter : [filter];
  if (filters.length === 0) {
    if (stream!.length > most) throw new FacturxProblem("too_large");
    return stream!;
  }
  if (filters.length > 1 || (filters[0] !== "/FlateDecode" && filters[0] !== "/Fl"))
    throw new FacturxProblem("broken", "an encoding that attachments do not use");
  try {
    return inflateSync(stream!, {
      maxOutputLength: Math.max(1, most),
      finishFlush: constants.Z_SYNC_FLUSH,
    });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new FacturxProblem(large ? "too_large" : "broken", "an attachment cannot be unpacked");
  }
}
