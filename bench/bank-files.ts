/** Bank statements read, and matched in memory, against the XML alone being parsed. */
import { SaxesParser } from "saxes";
import { type BankLine, readBankFile } from "../server/formats/bank-file/index.ts";
import { detailOf, lineOf, statementOf, writeCamt } from "../server/formats/bank-file/testing.ts";
import { rfReference } from "../server/formats/iban/index.ts";
import {
  AUTOMATIC_SCORE,
  type MatchCandidate,
  type MatchLine,
  proposeMatches,
  searchKeys,
} from "../server/modules/banking/matching-rules.ts";
import { atLeast, type Benchmark, interleave, median, medianRatio, short } from "./measure.ts";

const ROUNDS = 5;
const BLOCK = 65_536;
const FIRST = ["MARIE", "PAUL", "LUC", "ANNE", "JEAN", "ZOE", "KARIM", "INES", "HUGO", "LEA"];

/** An open invoice each for so many parties: half of the lines name theirs, a quarter its reference, a quarter only a name. */
function candidateOf(at: number): MatchCandidate {
  return {
    entryId: `e${at}`,
    accountId: `a${at}`,
    accountCode: `411${String(at).padStart(6, "0")}`,
    partyId: `p${at}`,
    partyName: partyName(at),
    partyAliases: [],
    piece: `F2026-${String(at).padStart(6, "0")}`,
    label: "Facture",
    date: "2026-11-05",
    dueOn: "2026-12-05",
    openCents: 1_000 + ((at * 7_919) % 90_000),
  };
}

/** Family names in letters, as many as there are parties. */
const partyName = (at: number) =>
  `${FIRST[at % 10]} ${[...String(at).padStart(6, "0")].map((digit) => "BCDFGLMNRT"[Number(digit)]! + "AEIOU"[at % 5]!).join("")}`;

function paymentOf(invoice: MatchCandidate, at: number): BankLine {
  const reference = rfReference(invoice.piece!.replace("-", ""));
  const text =
    at % 4 === 0 ? reference : at % 4 === 1 ? "LOYER DU MOIS" : `REGLEMENT FACTURE ${invoice.piece}`;
  return lineOf({
    cents: invoice.openCents,
    label: `VIR SEPA ${invoice.partyName}`,
    bankReference: `REF${at}`,
    details: [
      detailOf({
        cents: invoice.openCents,
        endToEndId: `E2E-${at}`,
        counterparty: { name: invoice.partyName, iban: "FR7630006000011234567890189", bic: "AGRIFRPPXXX" },
        remittance: [text],
      }),
    ],
  });
}

export const bankFiles: Benchmark = async ({ quick }, say) => {
  const count = quick ? 5_000 : 100_000;
  const invoices = Array.from({ length: count / 5 }, (_, at) => candidateOf(at));
  const lines = Array.from({ length: count }, (_, at) => paymentOf(invoices[at % invoices.length]!, at));
  const file = Buffer.from(
    [...writeCamt([statementOf(lines, {})], { format: "camt.053", version: "08" })].join(""),
  );
  say(`a camt.053 of ${count.toLocaleString("en")} lines, ${short(file.length / 1e6)} MB; ${ROUNDS} rounds`);
  const find = searching(invoices);
  let automatic = 0;
  const { parsed, read, matched } = await interleave(ROUNDS, {
    parsed: () => perSecond(count, async () => parseAlone(file)),
    read: () =>
      perSecond(count, async () => {
        await eachLine(file, () => {});
      }),
    matched: () =>
      perSecond(count, async () => {
        automatic = 0;
        await eachLine(file, (line) => {
          const [best] = proposeMatches(line, { candidates: find(line), orders: [], payers: [] });
          if ((best?.score ?? 0) >= AUTOMATIC_SCORE) automatic += 1;
        });
      }),
  });
  const speeds = (of: readonly number[]) =>
    `${short(median(of) / 1000)} of ${short(median(parsed) / 1000)} thousand lines a second`;
  const size = `${count.toLocaleString("en")} lines`;
  return [
    atLeast(
      `bank files: camt.053 read / its XML alone, ${size}`,
      medianRatio(read, parsed),
      0.25,
      speeds(read),
    ),
    atLeast(
      `bank files: read and matched in memory / its XML alone, ${size}`,
      medianRatio(matched, parsed),
      0.03,
      `${speeds(matched)}; ${Math.round((automatic / count) * 100)} % without a hand`,
    ),
  ];
};

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return count / ((performance.now() - start) / 1000);
}

async function* blocks(file: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.length; at += BLOCK) yield file.subarray(at, at + BLOCK);
}

/** What any reader of XML has to do: decode, and find the tags and texts. */
function parseAlone(file: Buffer): void {
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

async function eachLine(file: Buffer, take: (line: MatchLine) => void): Promise<void> {
  for await (const event of readBankFile(blocks(file))) {
    if (event.kind !== "line") continue;
    const { details, ...line } = event.line;
    const [detail] = details;
    take({
      ...line,
      counterpartyName: detail?.counterparty.name ?? null,
      counterpartyIban: detail?.counterparty.iban ?? null,
      endToEndId: detail?.endToEndId ?? null,
      structuredReference: detail?.structuredReference ?? null,
      texts: detail?.remittance ?? [],
      mandateId: detail?.mandateId ?? null,
    });
  }
}

/** Candidates by what a line asks for, as the database finds them by its indexes. */
function searching(invoices: readonly MatchCandidate[]): (line: MatchLine) => MatchCandidate[] {
  const byPiece = Map.groupBy(invoices, ({ piece }) => piece!.replace("-", ""));
  const byWord = new Map<string, MatchCandidate[]>();
  for (const one of invoices)
    for (const word of one.partyName.split(" "))
      byWord.set(word, [...(byWord.get(word) ?? []), one].slice(-20));
  const byCents = Map.groupBy(invoices, ({ openCents }) => openCents);
  return (line) => {
    const keys = searchKeys(line);
    const found = new Set([
      ...keys.pieces.flatMap((piece) => byPiece.get(piece) ?? []),
      ...keys.words.flatMap((word) => byWord.get(word) ?? []),
      ...(byCents.get(keys.cents) ?? []),
    ]);
    return [...found];
  };
}
