import { describe, expect, it } from "vitest";
import { type FecLine, readFec } from "./index.ts";
import { chunks, HEADER, LINE, read, readLine, withFields } from "./testing.ts";

describe("API-3 a legal FEC", () => {
  it("gives every column of the line", async () => {
    const { lines, problems, bytesRead } = await readLine(LINE);
    expect(problems).toEqual([]);
    expect(bytesRead).toBe(HEADER.length + LINE.length + 2);
    expect(lines).toEqual([
      {
        line: 2,
        journalCode: "VE",
        journalLabel: "Ventes",
        entryNumber: "1",
        date: "2023-01-09",
        accountNumber: "41100000",
        accountLabel: "Clients",
        auxiliaryNumber: "C1",
        auxiliaryLabel: "Dupont",
        piece: "F12",
        pieceDate: "2023-01-08",
        label: "Facture 12",
        debitCents: 7470,
        creditCents: 0,
        lettering: "AA",
        letteringDate: "2023-02-09",
        validationDate: "2023-12-31",
        dueDate: null,
        currencyCents: null,
        currency: "",
      },
    ]);
  });

  it("gives batches of the size that is asked", async () => {
    const file = Buffer.from(`${HEADER}\n${`${LINE}\n`.repeat(25)}`);
    const sizes: number[] = [];
    for await (const batch of readFec(chunks(file), { batchLines: 10 })) sizes.push(batch.lines.length);
    expect(sizes).toEqual([10, 10, 5]);
  });
});

function tab(text: string): string {
  return text.replaceAll("|", "\t");
}

function reversed(text: string): string {
  return text.split("|").toReversed().join("|");
}

function label(text: string, encoding: BufferEncoding): Buffer {
  return Buffer.from(`${withFields({ EcritureLib: text })}\n`, encoding);
}

describe("API-3 quirks of columns and separators that are accepted", () => {
  const montantSens = HEADER.replace("Debit|Credit", "Montant|Sens");
  const cases: [string, string, string, Partial<FecLine>][] = [
    ["tabs", tab(HEADER), tab(LINE), { debitCents: 7470 }],
    ["a byte order mark", `\ufeff${HEADER}`, LINE, { journalCode: "VE" }],
    [
      "header names in any case, with accents and spaces",
      HEADER.replace("Debit", " DÉBIT "),
      LINE,
      { debitCents: 7470 },
    ],
    ["a trailing separator everywhere", `${HEADER}|`, `${LINE}|`, { debitCents: 7470, currency: "" }],
    ["a trailing separator on lines only", HEADER, `${LINE}|`, { debitCents: 7470 }],
    ["a trailing separator in the header only", `${HEADER}|`, LINE, { debitCents: 7470 }],
    ["21 columns", `${HEADER}|DateRglt|ModeRglt|NatOp`, `${LINE}|20230301|CHQ|V`, { debitCents: 7470 }],
    [
      "22 columns",
      `${HEADER}|DateRglt|ModeRglt|NatOp|IdClient`,
      `${LINE}|20230301|CHQ|V|9`,
      { debitCents: 7470 },
    ],
    ["EcheanceDate", `${HEADER}|EcheanceDate`, `${LINE}|20230208`, { dueDate: "2023-02-08" }],
    ["Date Échéance", `${HEADER}|Date Échéance`, `${LINE}|08/02/2023`, { dueDate: "2023-02-08" }],
    ["Echeance", `${HEADER}|Echeance`, `${LINE}|00000000`, { dueDate: null }],
    ["Montant and Sens D", montantSens, LINE.replace("|0,00|", "|D|"), { debitCents: 7470, creditCents: 0 }],
    ["Montant and Sens C", montantSens, LINE.replace("|0,00|", "|c|"), { debitCents: 0, creditCents: 7470 }],
    [
      "Montant and Sens +1",
      montantSens,
      LINE.replace("|0,00|", "|+1|"),
      { debitCents: 7470, creditCents: 0 },
    ],
    [
      "Montant and Sens -1",
      montantSens,
      LINE.replace("|0,00|", "|-1|"),
      { debitCents: 0, creditCents: 7470 },
    ],
    [
      "a negative Montant",
      montantSens,
      LINE.replace("74,70|0,00", "-74,70|D"),
      { creditCents: 7470, debitCents: 0 },
    ],
    ["columns in another order", reversed(HEADER), reversed(LINE), { journalCode: "VE", debitCents: 7470 }],
    [
      "padded fields",
      HEADER,
      withFields({ JournalCode: "VE  ", CompAuxLib: "  Dupont " }),
      { auxiliaryLabel: "Dupont" },
    ],
  ];
  it.each(cases)("%s", async (_, header, line, expected) => {
    const { lines, problems } = await read(`${header}\r\n${line}\r\n`);
    expect(problems).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject(expected);
  });

  it.each([
    ["LF", "\n"],
    ["CR", "\r"],
    ["CR LF", "\r\n"],
    ["CR CR LF", "\r\r\n"],
  ])("line ends %s", async (_, end) => {
    for (const size of [1, 2, 3, 7, undefined]) {
      const { lines, problems } = await read([HEADER, LINE, LINE].join(end) + end, size);
      expect(problems).toEqual([]);
      expect(lines.map(({ line }) => line)).toEqual([2, 3]);
    }
  });

  it("blank lines are counted and skipped, as is a final Ctrl-Z", async () => {
    const { lines, problems } = await read(`\n${HEADER}\n\n${LINE}\n   \n${LINE}\n\u001a`);
    expect(problems).toEqual([]);
    expect(lines.map(({ line }) => line)).toEqual([4, 6]);
  });
});

describe("API-3 encodings, decided line by line", () => {
  const head = Buffer.from(`${HEADER}\n`);
  it("reads UTF-8, ISO 8859-15 and CP1252 lines of one file", async () => {
    const file = Buffer.concat([
      head,
      label("Société œuvre 5 €", "utf8"),
      label("Soci\xe9t\xe9 \xbduvre 5 \xa4", "latin1"),
      label("Soci\xe9t\xe9 \x9cuvre 5 \x80 l\x92eau", "latin1"),
      label("L\xb4eau", "latin1"),
    ]);
    const expected = ["Société œuvre 5 €", "Société œuvre 5 €", "Société œuvre 5 € l’eau", "L´eau"];
    for (const size of [1, 5, undefined]) {
      const { lines, problems } = await read(file, size);
      expect(problems).toEqual([]);
      expect(lines.map((line) => line.label)).toEqual(expected);
    }
  });
  it("reads fields padded with NUL", async () => {
    const padded = LINE.split("|").map((text) => text.padEnd(20, "\0"));
    const { lines, problems } = await read(`${HEADER}\n${padded.join("|")}\n`);
    expect(problems).toEqual([]);
    expect(lines).toEqual((await readLine(LINE)).lines);
  });
  it("removes NUL and makes no-break spaces plain", async () => {
    const file = Buffer.concat([head, label("A\xa0B\0C", "latin1"), label("A\u00a0B\u202fC\0", "utf8")]);
    expect((await read(file)).lines.map((line) => line.label)).toEqual(["A BC", "A B C"]);
  });
});

describe("API-3 amounts", () => {
  it.each([
    ["0000000069,60", 6960],
    ["12", 1200],
    ["12,", 1200],
    [",5", 50],
    ["12,5", 1250],
    ["12,5000", 1250],
    ["+12,00", 1200],
    ["12,00-", -1200],
    ["-12,00", -1200],
    ["- 12,00", -1200],
    ["1,2E3", 120000],
    ["1234e-2", 1234],
    ["90071992547409,91", 9007199254740991],
    ["12.50", 1250],
  ])("%s is read", async (text, cents) => {
    const { lines } = await readLine(withFields({ Debit: text }));
    expect(lines[0]).toMatchObject({ debitCents: Math.max(0, cents), creditCents: Math.max(0, -cents) });
  });
  it.each([
    ["1 234,56", "fec.amount_thousands"],
    ["1\u00a0234,56", "fec.amount_thousands"],
    ["1.234,56", "fec.amount_thousands"],
    ["1,234.56", "fec.amount_thousands"],
    ["1.234", "fec.amount_thousands"],
    ["12,345", "fec.amount_decimals"],
    ["douze", "fec.amount_invalid"],
    ["-12-", "fec.amount_invalid"],
    [",", "fec.amount_invalid"],
    ["90071992547409,92", "fec.amount_too_large"],
    ["1e999999", "fec.amount_too_large"],
  ])("%s is refused with its line and column", async (text, code) => {
    const { lines, problems } = await readLine(`${withFields({ Debit: text })}\n${LINE}`);
    expect(problems).toEqual([
      { line: 2, severity: "error", code, column: "Debit", value: text.replace("\u00a0", " ") },
    ]);
    expect(lines.map(({ line }) => line)).toEqual([3]);
  });
  it("warns once for the file about a decimal point", async () => {
    const line = withFields({ Debit: "12.50", Credit: "0.00" });
    const { lines, codes } = await readLine(`${line}\n${line}`);
    expect(lines).toHaveLength(2);
    expect(codes).toEqual(["2 fec.decimal_point"]);
  });
  it("a negative debit is a credit, both amounts are netted, zeros are delivered", async () => {
    const { lines, codes } = await readLine(
      [
        withFields({ Credit: "-12,00", Debit: "" }),
        withFields({ Debit: "10,00", Credit: "25,00" }),
        withFields({ Debit: "", Credit: "0,00" }),
      ].join("\n"),
    );
    expect(lines.map((line) => [line.debitCents, line.creditCents])).toEqual([
      [1200, 0],
      [0, 1500],
      [0, 0],
    ]);
    expect(codes).toEqual(["3 fec.both_amounts", "4 fec.zero_amount"]);
  });
  it("reads the foreign amount, and leaves out an unreadable one with a warning", async () => {
    const { lines, codes } = await readLine(
      [withFields({ Montantdevise: "-8,10", Idevise: "USD" }), withFields({ Montantdevise: "x" })].join("\n"),
    );
    expect(lines.map((line) => line.currencyCents)).toEqual([-810, null]);
    expect(lines[0]?.currency).toBe("USD");
    expect(codes).toEqual(["3 fec.currency_amount_invalid"]);
  });
});

describe("API-3 dates", () => {
  it.each([
    "20240229",
    "2024-02-29",
    "2024/2/29",
    "29/02/2024",
    "29.02.2024",
    "29022024",
    "2024-02-29 00:00:00",
  ])("%s is 29 February 2024", async (text) => {
    expect((await readLine(withFields({ PieceDate: text }))).lines[0]?.pieceDate).toBe("2024-02-29");
  });
  it.each(["", "0", "00000000", "  ", "00/00/0000"])("'%s' is no date", async (text) => {
    const { lines, problems } = await readLine(
      withFields({ DateLet: text, ValidDate: text, PieceDate: text }),
    );
    expect(lines[0]).toMatchObject({ letteringDate: null, validationDate: null, pieceDate: null });
    expect(problems).toEqual([]);
  });
  it.each([
    "20230229",
    "20231301",
    "20230100",
    "31/04/2023",
    "2023",
    "12/05/23",
    "2023-05/01",
    "18991231",
    "demain",
  ])("%s is impossible: the column and the line are named", async (text) => {
    const { lines, problems } = await readLine(`${LINE}\n${withFields({ ValidDate: text })}`);
    expect(lines).toHaveLength(1);
    const expected = {
      line: 3,
      severity: "error",
      code: "fec.date_invalid",
      column: "ValidDate",
      value: text,
    };
    // The second line is followed by a line end: it is wrong, not cut.
    expect(problems).toEqual([expected]);
  });
  it("an entry needs its date", async () => {
    expect((await readLine(withFields({ EcritureDate: "" }))).codes).toEqual(["2 fec.date_missing"]);
  });
});

describe("API-3 one bad line never loses the others", () => {
  it.each([
    ["a bare pipe in the label", LINE.replace("Facture 12", "Facture|12"), "Facture|12"],
    ["two of them", LINE.replace("Facture 12", "Fac|ture|12"), "Fac|ture|12"],
  ])("%s is mended", async (_, line, label) => {
    const { lines, codes } = await readLine(`${LINE}\n${line}\n${LINE}`);
    expect(codes).toEqual(["3 fec.separator_in_label"]);
    expect(lines.map((one) => one.label)).toEqual(["Facture 12", label, "Facture 12"]);
    expect(lines[1]?.debitCents).toBe(7470);
  });
  it("mends it too in a file with trailing separators", async () => {
    const { lines } = await read(`${HEADER}|\n${LINE}|\n${LINE.replace("Facture 12", "Facture|12")}|\n`);
    expect(lines.map((one) => one.label)).toEqual(["Facture 12", "Facture|12"]);
  });
  it("refuses it when it can be read in several ways", async () => {
    const line = withFields({
      EcritureLib: "Lot|12,00",
      Debit: "",
      Credit: "5,00",
      EcritureLet: "",
      DateLet: "",
      ValidDate: "",
    });
    const { lines, codes } = await readLine(`${LINE}\n${line}`);
    expect(codes).toEqual(["3 fec.column_count"]);
    expect(lines).toHaveLength(1);
  });
  it.each([
    ["too few fields", "VE|Ventes|1", "fec.column_count"],
    ["too many", `${LINE}|x|y`, "fec.column_count"],
    ["no account", withFields({ CompteNum: " " }), "fec.account_missing"],
    ["too long", withFields({ EcritureLib: "x".repeat(70_000) }), "fec.line_too_long"],
    ["too long by far", "é".repeat(600_000), "fec.line_too_long"],
  ])("%s", async (_, bad, code) => {
    for (const size of [4_001, undefined]) {
      const { lines, codes } = await read(`${HEADER}\n${LINE}\n${bad}\n${LINE}\n`, size);
      expect(codes).toEqual([`3 ${code}`]);
      expect(lines.map(({ line }) => line)).toEqual([2, 4]);
    }
  });
  it("reports each error of a line", async () => {
    const { codes } = await readLine(withFields({ EcritureDate: "x", Debit: "y", CompteNum: "" }));
    expect(codes).toEqual(["2 fec.date_invalid", "2 fec.amount_invalid", "2 fec.account_missing"]);
  });
  it("a direction that is neither debit nor credit", async () => {
    const header = HEADER.replace("Debit|Credit", "Montant|Sens");
    const { codes } = await read(`${header}\n${LINE.replace("|0,00|", "|X|")}\n`);
    expect(codes).toEqual(["2 fec.direction_invalid"]);
  });
  it("warns about an account that is not of the French chart and about blank identifiers", async () => {
    const { lines, codes } = await readLine(
      withFields({ CompteNum: "C12", JournalCode: "", EcritureNum: "" }),
    );
    expect(lines).toHaveLength(1);
    expect(codes).toEqual(["2 fec.account_class", "2 fec.field_missing", "2 fec.field_missing"]);
  });
  it("keeps a last line without line end, and tells one that was cut", async () => {
    expect((await read(`${HEADER}\n${LINE}`)).lines).toHaveLength(1);
    const { lines, codes } = await read(`${HEADER}\n${LINE}\n${LINE.slice(0, 90)}`);
    expect(lines).toHaveLength(1);
    expect(codes).toEqual(["3 fec.truncated"]);
  });
});
