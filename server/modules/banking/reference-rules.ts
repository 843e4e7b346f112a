/** Finds references and piece numbers in what a payer wrote and banks mangled. Pure. */
import { isRfReference } from "../../formats/iban/index.ts";
import type { MatchLine } from "./matching-rules.ts";
import { remembering, searchWords, wordsOf } from "./name-rules.ts";

/** Words joined into one run: a number may be cut in pieces by spaces, signs or the end of a line. */
const LONGEST_RUN = 6;
const MOST_WORDS = 120;
/** Words that announce a number. */
const ANNOUNCING = new Set(
  (
    "FACTURE FACTURES FACT FAC FA FCT INVOICE INV BILL AVIS QUITTANCE TITRE N NO NR NUM NUMERO REF REFERENCE PIECE DOSSIER LOYER " +
    "APPEL AVOIR CLIENT COMPTE CPT CPTE"
  ).split(" "),
);
const GLUED = /^(?:FACTURES?|FACT|FAC|REFERENCE|REF|NUMERO|NUM|NO|INVOICE|AVIS|TITRE)(?=[A-Z]{0,4}\d)/;

type Run = { words: number; announced: boolean };
export type TextIndex = {
  runs: ReadonlyMap<string, Run>;
  /** The runs with O read as 0 and I or L as 1. */
  alike: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  words: ReadonlySet<string>;
  /** Structured references whose check digits hold. */
  references: readonly string[];
};

export const compactOf = remembering((text: string): string => wordsOf(text).join(""));
const alikeOf = (text: string): string => text.replace(/O/g, "0").replace(/[IL]/g, "1");

/** The texts of a line, each a stream of its own: what the payer wrote is one stream, lines of it being cut anywhere. */
function streamsOf(line: MatchLine): string[][] {
  return [line.texts.join(" "), line.structuredReference ?? "", line.endToEndId ?? "", line.label]
    .map((text) => wordsOf(text).slice(0, MOST_WORDS))
    .filter((words) => words.length > 0);
}

/** A line is asked twice: what to look for, then what is proposed. */
const indexes = new WeakMap<MatchLine, TextIndex>();

export function indexTexts(line: MatchLine): TextIndex {
  const known = indexes.get(line);
  if (known) return known;
  const index = makeIndex(line);
  indexes.set(line, index);
  return index;
}

function makeIndex(line: MatchLine): TextIndex {
  const runs = new Map<string, Run>();
  const numbers = new Set<string>();
  const references = new Set<string>();
  const add = (text: string, words: number, announced: boolean) => {
    if (text.length > 40) return;
    const known = runs.get(text);
    runs.set(text, {
      words: Math.min(words, known?.words ?? words),
      announced: announced || (known?.announced ?? false),
    });
    if (isRfReference(text)) references.add(text);
  };
  const streams = streamsOf(line);
  for (const words of streams) {
    for (const [at, word] of words.entries()) {
      const announced = at > 0 && ANNOUNCING.has(words[at - 1]!);
      for (let length = 1; length <= LONGEST_RUN && at + length <= words.length; length++) {
        add(words.slice(at, at + length).join(""), length, announced);
      }
      const bare = word.replace(GLUED, "");
      if (bare !== word) add(bare, 1, true);
      const untailed = bare.replace(/(?<=\d)[A-Z]{3,}$/, "");
      if (untailed !== bare) add(untailed, 1, bare !== word || announced);
      if (/^\d{1,9}$/.test(word)) addNumbers(numbers, words, at, announced);
    }
  }
  const alike = new Set([...runs.keys()].filter((run) => /\d/.test(run)).map(alikeOf));
  return { runs, alike, numbers, words: new Set(streams.flat()), references: [...references].sort() };
}

/** Numbers without their zeros: those that follow one another, and the one that a word announces. */
function addNumbers(numbers: Set<string>, words: readonly string[], at: number, announced: boolean): void {
  const values: number[] = [];
  for (const word of words.slice(at, at + 4)) {
    if (!/^\d{1,9}$/.test(word)) break;
    values.push(Number(word));
    if (values.length > 1) numbers.add(values.join(" "));
  }
  if (announced) numbers.add(`${Number(words[at])}`);
}

/** `sure` is the number as it is; `likely` has lost its prefix or has O for 0; `loose` has lost its zeros or is very short. */
export type Found = "sure" | "likely" | "loose";

const isDay = (digits: string) =>
  /^(?:19|20)\d{2}$/.test(digits) ||
  /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d{2}|\d{2})$/.test(digits) ||
  /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?$/.test(digits) ||
  /^(?:0[1-9]|1[0-2])(?:19|20)\d{2}$/.test(digits);

/** How surely the texts name a piece; null when they do not. */
export function findPiece(index: TextIndex, piece: string): Found | null {
  const compact = compactOf(piece);
  const digits = compact.replace(/\D/g, "");
  if (digits === "" || compact.length < 2) return null;
  const run = index.runs.get(compact);
  if (run) {
    const found = digits === compact ? ofDigits(compact, run) : ofLetters(compact, digits, run);
    if (found) return found;
  }
  const bare = index.runs.get(digits);
  if (digits !== compact && digits.length >= 6 && bare?.words === 1 && (bare.announced || !isDay(digits))) {
    return "likely";
  }
  if (digits !== compact && digits.length >= 5 && index.alike.has(alikeOf(compact))) return "likely";
  return looselyIn(index, piece) ? "loose" : null;
}

function ofDigits(compact: string, run: Run): Found | null {
  if (run.words > 1) return compact.length >= 8 ? "loose" : null;
  if (isDay(compact)) return run.announced ? "likely" : null;
  if (compact.length >= 6) return "sure";
  if (compact.length >= 4) return run.announced ? "likely" : "loose";
  return run.announced ? "loose" : null;
}

function ofLetters(compact: string, digits: string, run: Run): Found | null {
  // Two words side by side are a short number by chance.
  if (digits.length >= 4 && compact.length >= 5)
    return run.words > 1 && compact.length < 8 ? "likely" : "sure";
  if (digits.length >= 2 && run.words === 1) return run.announced || compact.length >= 5 ? "likely" : "loose";
  return run.announced ? "loose" : null;
}

/** `F2026-0042` as `2026 42`, or as `facture 42`. */
function looselyIn(index: TextIndex, piece: string): boolean {
  const groups = (piece.match(/\d{1,9}/g) ?? []).map(Number);
  if (groups.length > 1 && index.numbers.has(groups.join(" "))) return true;
  const last = groups.at(-1);
  return last !== undefined && last >= 10 && !isDay(String(last)) && index.numbers.has(String(last));
}

/** True when the texts hold the number of an account. */
export function findAccountCode(index: TextIndex, code: string): boolean {
  const compact = compactOf(code);
  const run = index.runs.get(compact);
  if (!run || run.words > 1 || !/\d/.test(compact) || isDay(compact)) return false;
  return compact.length >= 6 || (compact.length >= 4 && run.announced);
}

/**
 * What to ask the database for: structured references (orders), `pieces` in capitals without signs (piece numbers, account
 * codes, and the bodies of structured references), words of names, and the amount.
 */
export function searchKeys(line: MatchLine): {
  references: string[];
  pieces: string[];
  words: string[];
  cents: number;
} {
  const index = indexTexts(line);
  const runs = [...index.runs.keys()].filter((run) => /\d/.test(run) && run.length >= 3 && run.length <= 30);
  const bodies = index.references.map((reference) => reference.slice(4));
  const names = [line.counterpartyName ?? "", ...line.texts, line.label];
  return {
    references: [...index.references],
    pieces: [...new Set([...bodies, ...runs])].slice(0, 200),
    words: [...new Set(names.flatMap(searchWords))].slice(0, 12),
    cents: line.cents,
  };
}
