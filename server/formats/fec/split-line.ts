import type { FecLayout } from "./columns.ts";
import type { FieldsReader, Tell } from "./entry-fields.ts";
import type { FecLine } from "./types.ts";

type Told = Parameters<Tell>;
type Attempt = { fields: string[]; entry: FecLine | null; told: Told[] };
/** A pipe typed a few times in a label; beyond, it is not a label any more. */
const MAX_EXCESS = 8;

/**
 * Makes the function that reads one line of the file. It knows the number of fields that is usual in this file
 * (trailing separators are a habit of the whole file), and mends a separator left bare inside EcritureLib when
 * there is one way only to do so.
 */
export function lineReader(layout: FecLayout, read: FieldsReader) {
  const { separator, width, rawWidth } = layout;
  let habit = 0;

  return (text: string, line: number, tell: Tell): FecLine | null => {
    const fields = text.split(separator);
    const count = fields.length;
    if (count < width) {
      tell("error", "fec.column_count", undefined, `${count} / ${width}`);
      return null;
    }
    if (habit === 0) habit = isBlankFrom(fields, width) ? count : width;
    if (count === width) return read(fields, line, tell);
    const isUsual = (count === rawWidth || count === habit) && isBlankFrom(fields, width);
    const asItIs = isUsual ? attempt(read, fields, line) : null;
    const kept = asItIs?.entry ? asItIs : (mended(layout, fields, read, line) ?? asItIs);
    if (!kept) {
      tell("error", "fec.column_count", undefined, `${count} / ${width}`);
      return null;
    }
    if (kept.fields.length !== count) {
      tell("warning", "fec.separator_in_label", "EcritureLib", kept.fields[layout.at.EcritureLib]);
    }
    for (const told of kept.told) tell(...told);
    return kept.entry;
  };
}

function isBlankFrom(fields: string[], start: number): boolean {
  for (let index = start; index < fields.length; index++) {
    if ((fields[index] as string).trim() !== "") return false;
  }
  return true;
}

/** Reads, and keeps what there is to tell for the reading that will be chosen. */
function attempt(read: FieldsReader, fields: string[], line: number): Attempt {
  const told: Told[] = [];
  return { fields, entry: read(fields, line, (...problem) => told.push(problem)), told };
}

/**
 * The only reading that makes an entry, preferring those about which there is nothing to say; null if there is none
 * or if there are several.
 */
function mended(layout: FecLayout, fields: string[], read: FieldsReader, line: number): Attempt | null {
  const excess = fields.length - layout.width;
  const label = layout.at.EcritureLib;
  const readable: Attempt[] = [];
  for (let joined = 0; joined <= Math.min(excess, MAX_EXCESS); joined++) {
    const behind = label + joined + 1;
    const text = fields.slice(label, behind).join(layout.separator);
    const candidate = [...fields.slice(0, label), text, ...fields.slice(behind)];
    if (!isBlankFrom(candidate, layout.width)) continue;
    const result = attempt(read, candidate, line);
    if (result.entry) readable.push(result);
  }
  const clean = readable.filter(({ told }) => told.every(([, code]) => code === "fec.decimal_point"));
  const kept = clean.length > 0 ? clean : readable;
  return kept.length === 1 ? (kept[0] ?? null) : null;
}
