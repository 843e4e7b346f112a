/** Reads the values that PDF objects are written in (ISO 32000-1, 7.3): as much as finding an attachment needs. */
import { FacturxProblem } from "./problem.ts";

export type Ref = { ref: number };
export type Dict = Map<string, Value>;
/** A name is kept with its slash, so that no string passes for one. */
export type Value = null | boolean | number | string | Buffer | Ref | Value[] | Dict;
export const isRef = (value: Value | undefined): value is Ref =>
  typeof value === "object" && value !== null && "ref" in value;

const DEEPEST = 64;
const SPACE = /[\s\0]/;
const END = /[\s\0()<>[\]{}/%]/;

/** Reads values one after the other in a text of Latin-1 characters, from a place on. */
export class ValueReader {
  readonly text: string;
  at: number;
  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** The value that begins here, references taken together. @throws FacturxProblem `broken`. */
  read(depth = 0): Value {
    if (depth > DEEPEST) throw new FacturxProblem("broken", "nested too deep");
    this.skip();
    const { text, at } = this;
    const one = text[at];
    if (one === undefined) throw new FacturxProblem("broken", "cut short");
    if (text.startsWith("<<", at)) return this.dict(depth);
    if (one === "[") return this.array(depth);
    if (one === "(") return this.literal();
    if (one === "<") return this.hexadecimal();
    if (one === "/") return this.name();
    return this.word();
  }

  skip(): void {
    for (;;) {
      while (this.at < this.text.length && SPACE.test(this.text[this.at]!)) this.at += 1;
      if (this.text[this.at] !== "%") return;
      while (this.at < this.text.length && !/[\r\n]/.test(this.text[this.at]!)) this.at += 1;
    }
  }

  private dict(depth: number): Dict {
    this.at += 2;
    const dict: Dict = new Map();
    for (;;) {
      this.skip();
      if (this.text.startsWith(">>", this.at)) {
        this.at += 2;
        return dict;
      }
      if (this.text[this.at] !== "/") throw new FacturxProblem("broken", "a key is not a name");
      const key = this.name();
      dict.set(key, this.read(depth + 1));
    }
  }

  private array(depth: number): Value[] {
    this.at += 1;
    const items: Value[] = [];
    for (;;) {
      this.skip();
      if (this.text[this.at] === "]") {
        this.at += 1;
        return items;
      }
      items.push(this.read(depth + 1));
    }
  }

  private name(): string {
    let end = this.at + 1;
    while (end < this.text.length && !END.test(this.text[end]!)) end += 1;
    const name = this.text.slice(this.at, end);
    this.at = end;
    return name.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }

  private word(): Value {
    let end = this.at;
    while (end < this.text.length && !END.test(this.text[end]!)) end += 1;
    if (end === this.at) throw new FacturxProblem("broken", "no value here");
    const word = this.text.slice(this.at, end);
    this.at = end;
    const reference = /^\d+$/.test(word)
      ? /^\s+\d+\s+R(?![A-Za-z])/.exec(this.text.slice(end, end + 24))
      : null;
    if (reference) {
      this.at = end + reference[0].length;
      return { ref: Number(word) };
    }
    if (word === "true" || word === "false") return word === "true";
    const number = Number(word);
    return word === "null" || Number.isNaN(number) ? null : number;
  }

  private hexadecimal(): Buffer {
    const end = this.text.indexOf(">", this.at);
    if (end < 0) throw new FacturxProblem("broken", "a string has no end");
    const digits = this.text.slice(this.at + 1, end).replaceAll(/\s/g, "");
    this.at = end + 1;
    return Buffer.from(digits.length % 2 === 1 ? `${digits}0` : digits, "hex");
  }

  private literal(): Buffer {
    const bytes: string[] = [];
    let open = 1;
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const one = this.text[this.at]!;
      if (one === "\\") bytes.push(this.escape());
      else if (one === ")" && (open -= 1) === 0) {
        this.at += 1;
        return Buffer.from(bytes.join(""), "latin1");
      } else {
        if (one === "(") open += 1;
        bytes.push(one);
      }
    }
    throw new FacturxProblem("broken", "a string has no end");
  }

  private escape(): string {
    this.at += 1;
    const octal = /^[0-7]{1,3}/.exec(this.text.slice(this.at, this.at + 3))?.[0];
    if (octal) {
      this.at += octal.length - 1;
      return String.fromCharCode(parseInt(octal, 8) & 0xff);
    }
    const one = this.text[this.at] ?? "";
    return { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", "\n": "" }[one] ?? one;
  }
}

/** The characters of a text string: UTF-16 with its mark, else as Latin-1. */
export const textOf = (value: Value | undefined): string =>
  !Buffer.isBuffer(value)
    ? ""
    : value[0] === 0xfe && value[1] === 0xff
      ? Buffer.from(value.subarray(2, value.length - (value.length % 2)))
          .swap16()
          .toString("utf16le")
      : value.toString("latin1");
