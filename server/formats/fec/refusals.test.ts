import { describe, expect, it } from "vitest";
import { type FecProblem, fecProblemText, isFecRefusal, readFec, readFecFileName } from "./index.ts";
import { fecProblemCodes } from "./problems.ts";
import { HEADER, LINE, read } from "./testing.ts";

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from(HEADER);
  throw new Error("disk");
}

describe("API-3 what is no FEC is refused with one clear problem", () => {
  const utf16 = Buffer.from(`${HEADER}\n`, "utf16le");
  const ebcdic = Buffer.from("d196a499958193c396848540d196a4", "hex");
  it.each<[string, string | Buffer, string]>([
    ["an empty file", "", "fec.empty"],
    ["blanks only", "\n \r\n", "fec.empty"],
    ["a mark only", "\ufeff", "fec.empty"],
    ["UTF-16 with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), "fec.utf16"],
    ["UTF-16 without", utf16, "fec.utf16"],
    ["UTF-16 big-endian", Buffer.from(utf16).swap16(), "fec.utf16"],
    ["EBCDIC", ebcdic, "fec.ebcdic"],
    ["XML", '<?xml version="1.0"?><comptabilite/>', "fec.xml"],
    ["a workbook", Buffer.from("504b030414000600", "hex"), "fec.binary"],
    ["random bytes", Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7) % 31)), "fec.binary"],
    ["no header", `${LINE}\n${LINE}\n`, "fec.header_missing"],
    ["a header too long", `${HEADER}${" ".repeat(70_000)}\n`, "fec.header_missing"],
    ["semicolons", HEADER.replaceAll("|", ";"), "fec.separator_unknown"],
    ["columns missing", HEADER.replace("CompteNum|", "").replace("Credit|", ""), "fec.columns_missing"],
  ])("%s", async (_, file, code) => {
    for (const size of [1, undefined]) {
      const { lines, problems } = await read(file, size);
      expect(lines).toEqual([]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({ line: 1, severity: "error", code });
      expect(isFecRefusal(problems[0] as FecProblem)).toBe(true);
    }
  });
  it("names the missing columns", async () => {
    const { problems } = await read(HEADER.replace("CompteNum|", "").replace("Credit|", ""));
    expect(fecProblemText(problems[0] as FecProblem, "fr")).toBe(
      "L'en-tête n'a pas les colonnes nécessaires ; il manque : CompteNum, Credit.",
    );
  });
  it("warns when legal columns that are not needed are absent, or twice there, or when there is no entry", async () => {
    const { problems } = await read(`${HEADER.replace("ValidDate|", "")}|Debit\n`);
    expect(problems).toEqual([
      { line: 1, severity: "warning", code: "fec.column_twice", value: "Debit" },
      { line: 1, severity: "warning", code: "fec.columns_absent", value: "ValidDate" },
      { line: 1, severity: "warning", code: "fec.no_entries" },
    ]);
  });
  it("closes its source, however long, once the file is refused", async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) yield Buffer.from(`<xml>${closed}</xml>`);
      } finally {
        closed = true;
      }
    }
    const codes: string[] = [];
    for await (const { problems } of readFec(endless())) codes.push(...problems.map(({ code }) => code));
    expect(codes).toEqual(["fec.xml"]);
    expect(closed).toBe(true);
  });
  it("lets the source's own failure through", async () => {
    await expect(async () => {
      for await (const _ of readFec(broken()));
    }).rejects.toThrow("disk");
  });
});

describe("API-3 sentences and names", () => {
  it("each code has a complete sentence in both languages", () => {
    for (const code of fecProblemCodes) {
      for (const language of ["fr", "en"] as const) {
        const text = fecProblemText(
          { line: 7, severity: "error", code, column: "Debit", value: "1 000" },
          language,
        );
        expect(text).not.toContain(code);
        expect(text).not.toMatch(/[{}]/);
        expect(text).toMatch(/\.$/);
      }
    }
  });
  it("says the line first", () => {
    const problem: FecProblem = {
      line: 12,
      severity: "error",
      code: "fec.date_invalid",
      column: "DateLet",
      value: "20231301",
    };
    expect(fecProblemText(problem, "fr")).toBe(
      "Ligne 12 : la date « 20231301 » de la colonne DateLet est impossible.",
    );
    expect(fecProblemText(problem, "en")).toBe(
      "Line 12: the date “20231301” in column DateLet is impossible.",
    );
  });
  it.each([
    ["111111111FEC20221231.TXT", { siren: "111111111", closingDate: "2022-12-31" }],
    ["C:\\export\\123456789fec20500930.txt", { siren: "123456789", closingDate: "2050-09-30" }],
    ["123456789FEC20221331.txt", null],
    ["123456789FEC00000000.txt", null],
    ["12345678FEC20221231.txt", null],
    ["grand-livre.txt", null],
  ])("%s", (name, expected) => {
    expect(readFecFileName(name)).toEqual(expected);
  });
});
