/** Bank statements read, against the XML alone being parsed. */
import { SaxesParser } from "saxes";
import { readBankFile } from "../server/formats/bank-file/index.ts";
import { bankFileOf } from "./fill-banking.ts";
import { atLeast, type Benchmark, interleave, median, medianRatio, short } from "./measure.ts";

const ROUNDS = 5;
const BLOCK = 65_536;

export const bankFiles: Benchmark = async ({ quick }, say) => {
  const count = quick ? 5_000 : 100_000;
  const file = bankFileOf(0, count);
  say(`a camt.053 of ${count.toLocaleString("en")} lines, ${short(file.length / 1e6)} MB; ${ROUNDS} rounds`);
  const perSecond = async (work: () => Promise<void>) => {
    const start = performance.now();
    await work();
    return count / ((performance.now() - start) / 1000);
  };
  const { parsed, read } = await interleave(ROUNDS, {
    parsed: () => perSecond(async () => parseAlone(file)),
    read: () => perSecond(() => readAll(file, count)),
  });
  return [
    atLeast(
      `bank files: camt.053 read / its XML alone, ${count.toLocaleString("en")} lines`,
      medianRatio(read, parsed),
      0.25,
      `${short(median(read) / 1000)} of ${short(median(parsed) / 1000)} thousand lines a second`,
    ),
  ];
};

async function readAll(file: Buffer, count: number): Promise<void> {
  let lines = 0;
  for await (const event of readBankFile(blocks(file))) if (event.kind === "line") lines += 1;
  if (lines !== count) throw new Error(`${lines} lines of ${count}`);
}

/** A file as a stream gives it. */
export async function* blocks(file: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.length; at += BLOCK) yield file.subarray(at, at + BLOCK);
}

/** What any reader of XML has to do: decode, and find the tags and texts. */
export function parseAlone(file: Buffer): void {
  const parser = new SaxesParser({ xmlns: false });
  const decoder = new TextDecoder();
  let seen = 0;
  parser.on("opentag", () => void (seen += 1));
  parser.on("text", (text) => void (seen += text.length));
  for (let at = 0; at < file.length; at += BLOCK) {
    parser.write(decoder.decode(file.subarray(at, at + BLOCK), { stream: true }));
  }
  parser.close();
  if (seen === 0) throw new Error("nothing was parsed");
}
