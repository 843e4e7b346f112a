import { SaxesParser } from "saxes";
import { isDay } from "../../platform/dates.ts";
import { isCreditorIdentifier, isIban, isRfReference, readBic } from "../iban/index.ts";
import { PAIN008, type Shape } from "./pain008-shape.ts";
import { isMandateReference, isSepaIdentifier } from "./text.ts";

export type FileProblem = { at: string; message: string };

const TEXT = /^[A-Za-z0-9/\-?:().,'+](?:[A-Za-z0-9/\-?:().,'+ ]*[A-Za-z0-9/\-?:().,'+])?$/;
const text = (most: number) => (value: string) => value.length <= most && TEXT.test(value);

const KINDS: Readonly<Record<string, (value: string) => boolean>> = {
  id: isSepaIdentifier,
  umr: isMandateReference,
  instant: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value) && isDay(value.slice(0, 10)),
  day: isDay,
  count: (value) => /^[1-9]\d{0,14}$/.test(value),
  sum: (value) => /^\d{1,16}\.\d\d$/.test(value),
  amount: (value) => /^\d{1,9}\.\d\d$/.test(value) && value !== "0.00",
  name: text(70),
  text: text(140),
  text70: text(70),
  text35: text(35),
  text16: text(16),
  country: (value) => /^[A-Z]{2}$/.test(value),
  iban: isIban,
  bic: (value) => readBic(value) === value,
  ics: isCreditorIdentifier,
  rf: isRfReference,
};

const fits = (kind: string, value: string): boolean =>
  kind.startsWith("=") ? kind.slice(1).split(",").includes(value) : KINDS[kind]!(value);

type Open = { shape: Shape; at: number; seen: number; children: number; text: string };
type Sums = { count: number; cents: number; saidCount: string; saidSum: string };

const MOST_PROBLEMS = 50;

/**
 * Reads a pain.008 back and says what a bank would refuse: the shape that SEPA gives it, its characters, its keys, its totals,
 * a name used twice. An empty list is a file in order. Memory grows with the number of debits: their names are remembered.
 */
export async function checkPain008(source: AsyncIterable<string> | Iterable<string>): Promise<FileProblem[]> {
  const checker = makeChecker();
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on("doctype", () => checker.complain("a document type is not accepted"));
  parser.on("error", (error) => checker.complain(error.message));
  parser.on("opentag", (tag) => checker.open(tag.local, tag.uri, tag.attributes["Ccy"]?.value ?? null));
  parser.on("text", (piece) => checker.take(piece));
  parser.on("closetag", () => checker.close());
  for await (const piece of source) parser.write(piece);
  parser.close();
  return checker.problems;
}

function makeChecker() {
  const problems: FileProblem[] = [];
  const path: Open[] = [];
  const totals = makeTotals(complain);
  let skipped = 0;
  let version = "";
  function complain(message: string) {
    const at = path.map((one) => one.shape.name).join("/") || "start";
    if (problems.length < MOST_PROBLEMS) problems.push({ at, message });
  }
  function open(name: string, uri: string, currency: string | null) {
    if (skipped > 0) return void (skipped += 1);
    const shape = path.length === 0 ? rootOf(name, uri) : next(path.at(-1)!, name);
    if (!shape) {
      complain(`${name} is not expected here`);
      skipped += 1;
      return;
    }
    if (name === "Document") version = uri.slice(-2);
    if (name === (version === "02" ? "BICFI" : "BIC")) complain("a BIC is named otherwise in this version");
    path.push({ shape, at: 0, seen: 0, children: 0, text: "" });
    if (name === "InstdAmt" && currency !== "EUR") complain("the currency is not EUR");
    if (name === "PmtInf") totals.startBlock();
  }
  function next(parent: Open, name: string): Shape | null {
    parent.children += 1;
    for (; parent.at < parent.shape.inside.length; parent.at += 1, parent.seen = 0) {
      const shape = parent.shape.inside[parent.at]!;
      if (shape.name === name && (shape.repeats || parent.seen === 0)) {
        parent.seen += 1;
        return shape;
      }
      if (!shape.optional && parent.seen === 0) return null;
    }
    return null;
  }
  function close() {
    if (skipped > 0) return void (skipped -= 1);
    const { shape, at, seen, children, text: value } = path.at(-1)!;
    const missing = shape.inside.slice(at).find((one, i) => !one.optional && (i > 0 || seen === 0));
    if (missing) complain(`${missing.name} is missing`);
    if (shape.inside.length > 0 && children === 0) complain("nothing is in it");
    if (shape.kind && !fits(shape.kind, value)) complain("a value that no bank takes");
    if (shape.name === "AdrLine" && path.at(-2)!.seen > 2) complain("more than two lines of address");
    totals.told(path.at(-2)?.shape.name ?? "", shape.name, value);
    path.pop();
  }
  return {
    problems,
    complain,
    open,
    close,
    take: (piece: string) => {
      const last = path.at(-1);
      if (skipped === 0 && last) last.text += piece;
    },
  };
}

const rootOf = (name: string, uri: string): Shape | null =>
  name === "Document" && /^urn:iso:std:iso:20022:tech:xsd:pain\.008\.001\.0[28]$/.test(uri) ? PAIN008 : null;

/** Counts debits and cents, block by block, and holds them against what the file says of itself. */
function makeTotals(complain: (message: string) => void) {
  const nothing = (): Sums => ({ count: 0, cents: 0, saidCount: "", saidSum: "" });
  const file = nothing();
  let block: Sums | null = null;
  const names = new Set<string>();
  const compare = (sums: Sums) => {
    if (sums.saidCount !== String(sums.count)) complain("the number of debits is wrong");
    if (centsOf(sums.saidSum) !== sums.cents) complain("the total is wrong");
  };
  const once = (kind: string, name: string) => {
    if (names.has(`${kind} ${name}`)) complain(`${kind} is used twice`);
    names.add(`${kind} ${name}`);
  };
  return {
    startBlock: () => {
      block = nothing();
    },
    told: (parent: string, name: string, value: string) => {
      const sums = parent === "PmtInf" ? block : file;
      if (name === "NbOfTxs" && sums) sums.saidCount = value;
      if (name === "CtrlSum" && sums) sums.saidSum = value;
      if (name === "PmtInfId" || name === "EndToEndId") once(name, value);
      if (name === "InstdAmt" && block) {
        block.count += 1;
        block.cents += centsOf(value);
      }
      if (name === "PmtInf" && block) {
        compare(block);
        file.count += block.count;
        file.cents += block.cents;
        block = null;
      }
      if (name === "Document") compare(file);
    },
  };
}

const centsOf = (value: string): number => Number(value.replace(".", ""));
