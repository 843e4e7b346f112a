import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Language, type TableColumn, type TableRow, type TableRows, writeCsv } from "./index.ts";

const COLUMNS: TableColumn[] = [
  { key: "label", header: "Désignation", kind: "text" },
  { key: "date", header: "Date", kind: "date" },
  { key: "cents", header: "Montant", kind: "cents" },
  { key: "count", header: "Nombre", kind: "integer" },
];

async function csv(rows: TableRows, columns = COLUMNS, language?: Language): Promise<string> {
  let text = "";
  for await (const chunk of writeCsv(columns, rows, language ? { language } : {})) text += chunk;
  return text;
}

/** Reads one line as RFC 4180 says, with semicolons. */
function fields(line: string): string[] {
  const found = [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;"]*))/gy)];
  return found.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}

const oneField = async (text: string) =>
  fields((await csv([{ label: text }])).split("\r\n").slice(1).join("\r\n").slice(0, -2))[0];

describe("ACT-10 CSV", () => {
  const row: TableRow = { label: "Eau; gaz", date: "2026-01-31", cents: 114798, count: 3n };
  it("is what a French Excel opens", async () => {
    expect(await csv([row])).toBe(
      '\ufeffDésignation;Date;Montant;Nombre\r\n"Eau; gaz";31/01/2026;1147,98;3\r\n',
    );
  });
  it("writes dates as the language does", async () => {
    expect(await csv([row], COLUMNS, "en")).toContain(";2026-01-31;");
  });
  it.each<[number | bigint, string]>([
    [0, "0,00"],
    [5, "0,05"],
    [-5, "-0,05"],
    [-123456n, "-1234,56"],
    [Number.MAX_SAFE_INTEGER, "90071992547409,91"],
  ])("%s cents are %s", async (cents, text) => {
    expect(await csv([{ cents }])).toContain(`\r\n;;${text};\r\n`);
  });
  it("leaves empty what is not given", async () => {
    expect(await csv([{ label: null, cents: null }])).toMatch(/\r\n;;;\r\n$/);
  });
  it.each([
    { cents: 1.5 },
    { cents: Number.NaN },
    { cents: "12" },
    { count: 2n ** 60n },
    { date: "31/01/2026" },
  ])("throws rather than writing a wrong value: %s", async (wrong) => {
    await expect(csv([wrong])).rejects.toThrow(TypeError);
  });
  it.each(["=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1"])(
    "neutralizes %j",
    async (text) => {
      expect(await oneField(text)).toBe(`'${text}`);
    },
  );
  it("neutralizes headers too", async () => {
    expect(await csv([], [{ key: "a", header: "=A1", kind: "text" }])).toBe("\ufeff'=A1\r\n");
  });
  it("gives back any text, with an apostrophe only in front of what could be a formula", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[\s'"=+\-@;,a-c]{0,8}$/),
      fc.stringMatching(/^[=+\-@\t\r][ -~]{0,8}$/),
    );
    await fc.assert(
      fc.asyncProperty(text, async (label) => {
        const read = (await oneField(label)) ?? "";
        expect(read).not.toMatch(/^\s*[=+\-@]|^[\t\r]/);
        const kept = label.replaceAll("\0", "").toWellFormed();
        expect([kept, `'${kept}`]).toContain(read);
        if (/^[a-c]/.test(kept)) expect(read).toBe(kept);
      }),
      { numRuns: 1_000 },
    );
  });
  it("streams: rows are pulled as chunks are read", async () => {
    let pulled = 0;
    function* many(): Generator<TableRow> {
      for (; pulled < 100_000; pulled++) yield row;
    }
    const chunks = writeCsv(COLUMNS, many());
    expect(String((await chunks.next()).value).length).toBeLessThan(70_000);
    expect(pulled).toBeLessThan(10_000);
    await chunks.return(undefined);
  });
});
