import { inflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { type TableColumn, type TableRow, type TableRows, writeXlsx, type XlsxOptions } from "./index.ts";

const COLUMNS: TableColumn[] = [
  { key: "label", header: "Désignation", kind: "text", width: 40 },
  { key: "date", header: "Date", kind: "date" },
  { key: "cents", header: "Montant", kind: "cents" },
  { key: "count", header: "Nombre", kind: "integer" },
];
const ROW: TableRow = { label: "Eau <chaude> & froide", date: "2026-01-31", cents: -114798, count: 3 };

async function bytes(rows: TableRows, options: Partial<XlsxOptions> = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeXlsx(COLUMNS, rows, { sheetName: "Compte", ...options })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const workbook = async (rows: TableRows, options?: Partial<XlsxOptions>) =>
  readXlsx(await bytes(rows, options));

/** The XML of the first part of the archive, the first sheet, as any other program would read it. */
function firstPart(archive: Buffer): string {
  const start = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28);
  expect(archive.toString("utf8", 30, 30 + archive.readUInt16LE(26))).toBe("xl/worksheets/sheet1.xml");
  return inflateRawSync(archive.subarray(start)).toString("utf8");
}

describe("ACT-10 XLSX", () => {
  it("reads back as texts, dates and numbers", async () => {
    const { sheets } = await workbook([ROW, {}], { title: "Compte C1" });
    expect(sheets.map(({ name }) => name)).toEqual(["Compte"]);
    expect(sheets[0]?.rows.slice(0, 3)).toEqual([
      ["Compte C1", null, null, null],
      ["Désignation", "Date", "Montant", "Nombre"],
      ["Eau <chaude> & froide", new Date("2026-01-31T00:00:00Z"), -1147.98, 3],
    ]);
  });
  it("types each cell: inline text, numbers with a format, a date as its serial", async () => {
    const xml = firstPart(await bytes([ROW]));
    expect(xml).toMatch(/<c r="A2" t="inlineStr"><is><t>Eau &lt;chaude&gt; &amp; froide<\/t><\/is><\/c>/);
    expect(xml).toMatch(/<c r="B2" s="\d+"><v>46053<\/v><\/c>/);
    expect(xml).toMatch(/<c r="C2" s="\d+"><v>-1147.98<\/v><\/c>/);
    expect(xml).toMatch(/<col min="1" max="1" width="40"/);
    expect(xml).toContain('ySplit="1"');
  });
  it.each([
    "=1+1",
    "+33 6",
    "-2",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x")',
    "1147",
    "TRUE",
    "2026-01-31",
  ])("keeps %j as a text", async (label) => {
    const archive = await bytes([{ label }]);
    expect(firstPart(archive)).not.toContain("<f");
    expect((await readXlsx(archive)).sheets[0]?.rows[1]?.[0]).toBe(label);
  });
  it("gives back any text that XML can hold, never as a formula", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.string({ unit: fc.constantFrom(..."=+-@\t<>&_x05F\"'];\0\u001f\r\n".split("")), maxLength: 12 }),
      fc.stringMatching(/^[=+@_-]_x[0-9A-F]{4}_$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), async (labels) => {
        const archive = await bytes(labels.map((label) => ({ label })));
        const xml = firstPart(archive);
        expect(xml).not.toMatch(/<f[ >]/);
        // What an XML reader may not meet (XML 1.0, 2.2).
        expect(xml).not.toMatch(/[^\P{Cc}\n\t]|[\ufffe\uffff]/u);
        const cells = [...xml.matchAll(/<c r="A(\d+)"[^>]*><is><t[^>]*>([^<]*)<\/t>/g)];
        const read = new Map(cells.map(([, row, value]) => [Number(row) - 2, unescaped(value ?? "")]));
        labels.forEach((label, index) => expect(read.get(index) ?? "").toBe(holdable(label)));
      }),
      { numRuns: 150 },
    );
  });
  it("goes on in another sheet, with title and headers, past the limit of rows", async () => {
    const rows = Array.from({ length: 5 }, (_, count) => ({ count }));
    const { sheets } = await workbook(rows, { title: "T", maxRowsPerSheet: 4 });
    expect(sheets.map(({ name }) => name)).toEqual(["Compte", "Compte_2", "Compte_3"]);
    expect(sheets.map((sheet) => sheet.rows.map((row) => row[3]))).toEqual([
      [null, "Nombre", 0, 1],
      [null, "Nombre", 2, 3],
      [null, "Nombre", 4],
    ]);
  });
  it.each([
    ["Écritures [2026]: a/b*?", "Écritures  2026   a b"],
    ["'x'", "x"],
    ["", "Export"],
    ["n".repeat(40), "n".repeat(31)],
  ])("sheet name %j becomes %j", async (sheetName, expected) => {
    expect((await workbook([], { sheetName })).sheets[0]?.name).toBe(expected);
  });
  it("accepts any sheet name and cuts a text at Excel's limit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 50 }), async (sheetName) => {
        expect((await workbook([], { sheetName })).sheets[0]?.name.length).toBeLessThanOrEqual(31);
      }),
      { numRuns: 50 },
    );
    const { sheets } = await workbook([{ label: "x".repeat(40_000) }]);
    expect(String(sheets[0]?.rows[1]?.[0])).toHaveLength(32_767);
  });
  it("fails as a stream when a value is wrong, and stops its source when it is left", async () => {
    await expect(bytes([{ cents: 0.5 }])).rejects.toThrow("cents: 0.5 is not a safe integer");
    let closed = false;
    async function* rows(): AsyncGenerator<TableRow> {
      try {
        for (;;) yield { label: crypto.randomUUID() };
      } finally {
        closed = true;
      }
    }
    for await (const _ of writeXlsx(COLUMNS, rows(), { sheetName: "S" })) break;
    await expect.poll(() => closed).toBe(true);
  });
});

function holdable(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, "");
}

/** As Excel reads: entities, then `_x005F_`. */
function unescaped(xml: string): string {
  return xml
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&")
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
