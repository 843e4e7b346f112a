import { describe, expect, it } from "vitest";
import { type BankFileEvent, bankFileProblemText, bankFileRefusalText, readBankFile } from "../index.ts";
import { gathered, inChunks } from "../testing.ts";

type Fields = {
  code?: string;
  account?: string;
  bank?: string;
  currency?: string;
  operation?: string;
  day?: string;
};
const start = (
  kind: string,
  { account = "12345678901", bank = "30006", currency = "EUR2", operation = "05" }: Fields,
) =>
  `${kind}${bank}    00001${currency.padEnd(4)} ${account}${kind === "01" || kind === "07" ? "  " : operation}`;
const balance = (
  kind: "01" | "07",
  amount: string,
  fields: Fields & { zone?: string; after?: string } = {},
) =>
  `${start(kind, fields)}${fields.day ?? "011226"}${(fields.zone ?? "").padEnd(50)}${amount.padStart(14, "0")}${(fields.after ?? "").padEnd(16)}`;
const movement = (
  amount: string,
  fields: Fields & { label?: string; reason?: string; value?: string; reference?: string } = {},
) =>
  `${start("04", fields)}${fields.day ?? "021226"}${(fields.reason ?? "").padEnd(2)}${fields.value ?? "031226"}${(fields.label ?? "VIR DUPONT").padEnd(31)}  0000000  ${amount.padStart(14, "0")}${(fields.reference ?? "").padEnd(16)}`;
const complement = (qualifier: string, text: string, fields: Fields = {}) =>
  `${start("05", fields)}021226     ${qualifier}${text.padEnd(70)}  `;

const read = (records: readonly string[], end = "\n", encoding: BufferEncoding = "latin1") =>
  gathered(readBankFile(inChunks(Buffer.from(records.map((one) => one + end).join(""), encoding))));
const linesOf = (events: readonly BankFileEvent[]) =>
  events.flatMap((event) => (event.kind === "line" ? [event.line] : []));
const statementsOf = (events: readonly BankFileEvent[]) =>
  events.flatMap((event) => (event.kind === "statement" ? [event.statement] : []));
const problemsOf = (events: readonly BankFileEvent[]) =>
  events.flatMap((event) =>
    event.kind === "problem"
      ? [`${event.at} ${event.message}`]
      : event.kind === "end"
        ? event.problems.map((one) => `${one.at} ${one.message}`)
        : [],
  );
/** An opening of 1,000.00 euros, the records, and the closing that they give. */
const day = (closing: string, ...records: string[]) => [
  balance("01", "10000{"),
  ...records,
  balance("07", closing),
];
const only = async (...records: string[]) => linesOf(await read([balance("01", "10000{"), ...records]))[0]!;

describe("amounts of CFONB 120", () => {
  it.each([
    ["166956E", 1_669_565],
    ["227R", -2_279],
    ["50000}", -500_000],
    ["115350{", 1_153_500],
    ["0{", 0],
    ["0}", 0],
    ["1é", 10],
    ["1è", -10],
    ["12a", 121],
    ["12j", -121],
    ["       12A", 121],
    ["12-", -12],
    ["+12", 12],
  ])("PAY-10 %s is %i cents", async (amount, cents) => {
    const line = await only(movement(amount.padStart(14)));
    expect(line.cents).toBe(cents);
  });
  it.each([
    ["EUR2", 1_230],
    ["EUR3", 123],
    ["XPF0", 123_000],
    ["", 1_230],
    ["EUR", 1_230],
  ])("PAY-10 decimals are what %s says, two when it says nothing", async (currency, cents) => {
    expect((await only(movement("123{", { currency }))).cents).toBe(cents);
  });
  it("PAY-10 an amount without a sign is read as a credit and told, one that is none is told", async () => {
    const events = await read(day("10012C", movement("123"), movement("1X?")));
    expect(linesOf(events).map((line) => line.cents)).toEqual([123]);
    expect(problemsOf(events)).toEqual(["line 2 amount_without_sign", "line 3 amount_unreadable"]);
  });
});

describe("records of CFONB 120", () => {
  const records = day("10010{", movement("10{"), complement("LCC", "FACTURE F2026-0001"));
  it.each(["\n", "\r\n", "\r", ""])("PAY-10 with %j between them", async (end) => {
    const events = await read(records, end);
    expect(linesOf(events)).toMatchObject([
      { cents: 100, details: [{ remittance: ["FACTURE F2026-0001"] }] },
    ]);
    expect(problemsOf(events)).toEqual([]);
  });
  it("PAY-10 without their trailing spaces, with blank lines, with more than 120 characters, with an end mark", async () => {
    const shapes = [
      records.map((one) => one.trimEnd()),
      ["", "   ", ...records, "", "\u001a"],
      records.map((one) => `${one}        `),
    ];
    for (const one of shapes) {
      const events = await read(one);
      expect(linesOf(events)).toHaveLength(1);
      expect(problemsOf(events)).toEqual([]);
    }
  });
  it("PAY-10 in CP1252, ISO 8859-1 and UTF-8", async () => {
    const accented = day("10010{", movement("10{", { label: "VIR RENÉE Lœuf" }));
    const inCp1252 = accented.map((one) => one.replace("œ", "\u009c"));
    expect(linesOf(await read(inCp1252))[0]!.label).toBe("VIR RENÉE Lœuf");
    expect(linesOf(await read(inCp1252, ""))[0]!.label).toBe("VIR RENÉE Lœuf");
    expect(linesOf(await read(accented, "\n", "utf8"))[0]!.label).toBe("VIR RENÉE Lœuf");
  });
  it("PAY-10 without currency at LCL, and with a bank code that changes on the way", async () => {
    const events = await read([
      balance("01", "10000{", { currency: "" }),
      movement("10{", { bank: "30002" }),
      balance("07", "10010{", { bank: "99999", currency: "" }),
    ]);
    expect(statementsOf(events)[0]!.account).toEqual({
      iban: null,
      rib: { bank: "30006", branch: "00001", account: "12345678901" },
      currency: "EUR",
    });
    expect(problemsOf(events)).toEqual([]);
  });
  it("PAY-10 with texts and period in reserved zones", async () => {
    const events = await read([
      balance("01", "10000{", { zone: "** PAS DE MOUVEMENT CE JOUR **", after: "011226021226" }),
      balance("07", "10000{", { day: "021226", zone: "----------", after: " 081" }),
    ]);
    expect(statementsOf(events)[0]).toMatchObject({ from: "2026-12-01", to: "2026-12-02" });
    expect(problemsOf(events)).toEqual([]);
  });
  it("PAY-10 of several accounts and days, each with its balances", async () => {
    const other = { account: "00000000099" };
    const events = await read([
      ...day("10010{", movement("10{")),
      balance("01", "50{", other),
      balance("07", "50{", other),
      balance("01", "10010{", { day: "021226" }),
      balance("07", "10010{", { day: "021226" }),
    ]);
    expect(
      statementsOf(events).map(({ account, opening }) => [account.rib?.account, opening?.cents]),
    ).toEqual([
      ["12345678901", 100_000],
      ["00000000099", 500],
      ["12345678901", 100_100],
    ]);
    expect(problemsOf(events)).toEqual([]);
  });
  it.each([
    ["010126", "2026-01-01"],
    ["311259", "2059-12-31"],
    ["010160", "1960-01-01"],
    ["290224", "2024-02-29"],
  ])("PAY-10 %s is the day %s", async (written, bookedOn) => {
    expect((await only(movement("10{", { day: written }))).bookedOn).toBe(bookedOn);
  });
});

describe("what does not hold in CFONB 120 is told, not refused", () => {
  it.each([
    ["a balance", day("10011{", movement("10{")), ["line 3 balance_differs"]],
    ["no new balance", [balance("01", "10000{"), movement("10{")], ["line 1 closing_missing"]],
    ["no old balance", [movement("10{"), balance("07", "10010{")], ["line 2 opening_missing"]],
    [
      "a jump",
      [...day("10000{"), balance("01", "1{"), balance("07", "1{")],
      ["line 4 balance_does_not_follow"],
    ],
    ["an unknown record", day("10000{", "99 FIN DE FICHIER"), ["line 2 record_unknown"]],
    ["a complement of nothing", [complement("LIB", "X"), ...day("10000{")].slice(1), []],
    ["a day", day("10010{", movement("10{", { day: "310226" })), ["line 2 date_unreadable"]],
  ])("PAY-10 %s", async (_, records, problems) => {
    expect(problemsOf(await read(records))).toEqual(problems);
  });
  it("PAY-10 money of another account is never put on the statement it stands in", async () => {
    const events = await read(day("10000{", movement("10{", { account: "00000000099" })));
    expect(statementsOf(events).map((one) => one.account.rib?.account)).toEqual([
      "12345678901",
      "00000000099",
      "12345678901",
    ]);
    expect(problemsOf(events)).toContain("line 1 closing_missing");
  });
  it("PAY-10 each has a sentence in both languages, with its place and amounts", async () => {
    const events = await read(day("10011{", movement("10{")));
    const end = events.find((event) => event.kind === "end");
    const [problem] = end?.kind === "end" ? end.problems : [];
    expect(bankFileProblemText(problem!, "fr")).toBe(
      "Ligne 3 : ancien solde et opérations donnent 1001,00 €, le nouveau solde est 1001,10 €.",
    );
    expect(bankFileProblemText(problem!, "en")).toBe(
      "Line 3: the previous balance and the lines give 1001.00, the new balance is 1001.10.",
    );
    expect(bankFileRefusalText("unknown_format", "fr")).toContain("CFONB 120");
  });
});

describe("what a movement of CFONB 120 is", () => {
  it.each([
    ["05", "10{", "transfer"],
    ["18", "10{", "transfer"],
    ["C2", "10{", "instant_transfer"],
    ["c2", "10{", "instant_transfer"],
    ["12", "10{", "transfer_return"],
    ["02", "10{", "cheque"],
    ["30", "10{", "card"],
    ["62", "10}", "fee"],
    ["61", "10}", "interest"],
    ["A1", "10{", "debit_batch"],
    ["A2", "10{", "debit_batch"],
    ["A5", "10}", "debit_reversal"],
    ["B1", "10}", "direct_debit_paid"],
    ["B3", "10}", "debit_return"],
    ["B4", "10}", "debit_return"],
    ["ZZ", "10{", "other"],
  ])("PAY-10 %s %s is %s", async (operation, amount, kind) => {
    expect((await only(movement(amount, { operation }))).kind).toBe(kind);
  });
  it("PAY-10 gathers the complements of a transfer", async () => {
    const long = "REGLEMENT FACTURES F2026-0001 F2026-0002 F2026-0003 F2026-0004 F2026-";
    const line = await only(
      movement("10{", { reference: "VIR0001" }),
      complement("NPY", "SCI LES ERABLES SYNDIC DE COPROPRIETE"),
      complement("NPO", "MARTIN JEANNE"),
      complement("CPY", "FR7630006000011234567890189"),
      complement("LCC", `${long}0`),
      complement("LC2", "005 MERCI"),
      complement("LCS", "RF18539007547034"),
      complement("RCN", `${"E2E-1".padEnd(35)}RENT`),
      complement("LIB", "VIREMENT INTERNET"),
      complement("MMO", "USD20000000001200005000001200"),
      complement("ZZZ", "UN TEXTE DE LA BANQUE"),
      complement("FEE", `EUR2${"150".padStart(14, "0")}`),
    );
    expect(line).toMatchObject({ bankReference: "VIR0001", valueOn: "2026-12-03", batch: null });
    expect(line.details).toEqual([
      {
        cents: 100,
        endToEndId: "E2E-1",
        instructionId: null,
        paymentInformationId: null,
        mandateId: null,
        uetr: null,
        bankReference: "VIR0001",
        counterparty: {
          name: "SCI LES ERABLES SYNDIC DE COPROPRIETE",
          iban: "FR7630006000011234567890189",
          bic: null,
        },
        ultimate: "MARTIN JEANNE",
        remittance: [`${long}0005 MERCI`, "VIREMENT INTERNET", "UN TEXTE DE LA BANQUE"],
        structuredReference: "RF18539007547034",
        returnReason: null,
        chargesCents: 150,
      },
    ]);
  });
  it("PAY-10 a batch of direct debits has its reference, one of a single debit its detail", async () => {
    const batch = await only(movement("10{", { operation: "A1" }), complement("REF", "SDD-20261201-1"));
    expect(batch).toMatchObject({ batch: { paymentInformationId: "SDD-20261201-1" }, details: [] });
    const alone = await only(movement("10{", { operation: "A1" }), complement("RCN", "E2E-9"));
    expect(alone).toMatchObject({ batch: null, details: [{ endToEndId: "E2E-9" }] });
  });
  it.each([
    ["64", "PRLV IMPAYE", "64"],
    ["64", "PRLV IMPAYE MOTIF AC04", "AC04"],
    ["  ", "PRLV IMPAYE", undefined],
  ])("PAY-10 the reason %s with the text %s is %s", async (reason, text, code) => {
    const line = await only(
      movement("10}", { operation: "B3", reason }),
      complement("LIB", text),
      complement("RUM", `${"RUM-0001".padEnd(35)}RCUR`),
      complement("RCN", "NOTPROVIDED"),
    );
    expect(line.details[0]).toMatchObject({ mandateId: "RUM-0001", endToEndId: null, cents: -100 });
    expect(line.details[0]!.returnReason?.code).toBe(code);
  });
});

describe("CFONB 240", () => {
  const own = "300060000112345678901";
  const head = (kind: "31" | "39", total = "") =>
    `${kind}00000120021226E    ${own}`.padEnd(77) + own + " ".repeat(130) + total.padStart(12);
  const back = (amount: string, { operation = "20", name = "MARTIN JEANNE", text = "LOYER JUIN" } = {}) =>
    `34000002${operation}021226E    1027802204000123456${"03"}${name.padEnd(24)}           ${own}${"NOUS".padEnd(24)}${"000012"}${text.padEnd(88)}011226${"REF1".padEnd(6)}${amount.padStart(12, "0")}`;
  it("PAY-10 tells what came back unpaid, with its payer, text and days", async () => {
    const events = await read([
      head("31"),
      back("5000"),
      back("1234", { text: "REJET AM04" }),
      head("39", "6234"),
    ]);
    expect(statementsOf(events)[0]).toMatchObject({
      format: "cfonb240",
      account: { rib: { bank: "30006", branch: "00001", account: "12345678901" } },
    });
    expect(linesOf(events)).toMatchObject([
      {
        cents: -5000,
        kind: "debit_return",
        bookedOn: "2026-12-02",
        valueOn: "2026-12-01",
        details: [
          { counterparty: { name: "MARTIN JEANNE" }, remittance: ["LOYER JUIN"], bankReference: "REF1" },
        ],
      },
      { cents: -1234, details: [{ returnReason: { code: "AM04" } }] },
    ]);
    expect(problemsOf(events)).toEqual([]);
  });
  it("PAY-10 a total that differs is told, with line ends or without", async () => {
    for (const end of ["\n", ""]) {
      const events = await read([head("31"), back("5000"), head("39", "5001")], end);
      expect(problemsOf(events)).toEqual(["line 1 total_differs"]);
    }
  });
});
