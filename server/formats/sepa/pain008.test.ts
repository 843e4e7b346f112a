import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { block, debit, debitFiles, file } from "./debit-file.fixture.ts";
import {
  checkPain008,
  type Debit,
  type DebitFile,
  type DebitVersion,
  needsDebtorAddress,
  writePain008,
} from "./index.ts";

const VERSIONS: readonly DebitVersion[] = ["pain.008.001.08", "pain.008.001.02"];
const written = (given: DebitFile, version: DebitVersion = VERSIONS[0]!) =>
  Array.fromAsync(writePain008(given, version)).then((pieces) => pieces.join(""));
const oneOf = (change: Partial<Debit>) => file("M-1", [block("B-1", [debit(1, change)])]);
const refusal = (given: DebitFile) =>
  written(given).then(
    () => null,
    (error: Error) => error.message,
  );

describe("MAN-7 a file of debits", () => {
  it.each(
    debitFiles().flatMap(([name, given]) => VERSIONS.map((version) => [name, version, given] as const)),
  )("“%s” in %s has the shape that banks take", async (_, version, given) => {
    const xml = await written(given, version);
    expect(await checkPain008([xml])).toEqual([]);
    expect(xml).toContain(`tech:xsd:${version}"`);
  });
  it("says what it holds, converted to the characters of SEPA", async () => {
    const xml = await written(oneOf({ ultimateDebtor: "Léa", remittance: { text: "Été & hiver : 12 €" } }));
    expect(xml).toContain(
      "<MsgId>M-1</MsgId><CreDtTm>2026-11-27T09:15:00</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>83.34</CtrlSum>",
    );
    expect(xml).toContain("<Cdtr><Nm>Regie de l'eau + Assainissement</Nm></Cdtr>");
    expect(xml).toContain(
      '<PmtId><EndToEndId>ECH-2026-000001</EndToEndId></PmtId><InstdAmt Ccy="EUR">83.34</InstdAmt>',
    );
    expect(xml).toContain(
      "<UltmtDbtr><Nm>Lea</Nm></UltmtDbtr><RmtInf><Ustrd>Ete + hiver : 12 EUR</Ustrd></RmtInf>",
    );
  });
  it("never derives a BIC, and writes the one that is given under the name of its version", async () => {
    const none = await written(oneOf({}));
    expect(none.match(/NOTPROVIDED/g)).toHaveLength(2);
    const given = oneOf({ debtor: { name: "A", iban: "DE89370400440532013000", bic: "COBADEFFXXX" } });
    expect(await written(given)).toContain("<BICFI>COBADEFFXXX</BICFI>");
    expect(await written(given, "pain.008.001.02")).toContain("<BIC>COBADEFFXXX</BIC>");
  });
  it("writes addresses with town and country in their own fields, never by lines alone", async () => {
    const [, given] = debitFiles().find(([name]) => name === "debtors")!;
    const addresses = [...(await written(given)).matchAll(/<PstlAdr>(.*?)<\/PstlAdr>/g)].map(
      (one) => one[1]!,
    );
    expect(addresses).toHaveLength(3);
    for (const one of addresses) expect(one).toMatch(/<TwnNm>.+<Ctry>../);
    expect(addresses[1]).toBe(
      "<PstCd>69003</PstCd><TwnNm>Lyon</TwnNm><Ctry>FR</Ctry><AdrLine>12 rue des Lilas</AdrLine><AdrLine>Batiment B</AdrLine>",
    );
  });
  it.each([
    ["endToEndId", { endToEndId: "a b" }],
    ["endToEndId", { endToEndId: "/a" }],
    ["cents", { cents: 0 }],
    ["cents", { cents: 1.5 }],
    ["cents", { cents: 100_000_000_000 }],
    ["umr", { umr: "é" }],
    ["umr", { umr: "" }],
    ["umr", { umr: "X".repeat(36) }],
    ["signedOn", { signedOn: "2026-12-02" }],
    ["signedOn", { signedOn: "2026-02-30" }],
    ["debtor.name", { debtor: { name: " \u200b", iban: "FR1420041010050500013M02606" } }],
    ["debtor.iban", { debtor: { name: "A", iban: "FR1420041010050500013M02607" } }],
    ["debtor.bic", { debtor: { name: "A", iban: "FR1420041010050500013M02606", bic: "COBADEFF" } }],
    ["debtor.address", { debtor: { name: "A", iban: "CH9300762011623852957" } }],
    ["remittance", { remittance: { text: "" } }],
    ["remittance", { remittance: { reference: "RF19539007547034" } }],
    ["amendment", { amendment: {} }],
    ["amendment", { amendment: { newAccount: true, originalIban: "FR1420041010050500013M02606" } }],
  ] as const)("refuses a debit for its %s, and says which", async (field, change) => {
    const one = { ...block("B-1", [debit(1, change as Partial<Debit>)]), cents: 1 };
    expect(await refusal(file("M-1", [one]))).toBe(`debit 1 of B-1: ${field}`);
  });
  it("refuses totals that are not those of its debits, and a block named twice", async () => {
    const good = block("B-1", [debit(1)]);
    expect(await refusal(file("M-1", [{ ...good, cents: 1 }]))).toBe("B-1: cents");
    expect(await refusal(file("M-1", [{ ...good, count: 2 }]))).toBe("B-1: count");
    expect(await refusal({ ...file("M-1", [good]), cents: 1 })).toBe("file: cents");
    expect(await refusal(file("M-1", [good, good]))).toBe("block 2: paymentInformationId");
    expect(await refusal(file("M-1", []))).toBe("file: count");
    expect(await refusal(file("a b", [good]))).toBe("file: messageId");
    const creditor = { ...good.creditor, ics: "FR73ZZZ123456" };
    expect(await refusal(file("M-1", [{ ...good, creditor }]))).toBe("block 1: creditor.ics");
  });
  it("asks for an address as soon as one account is outside the EEA", () => {
    expect(needsDebtorAddress("FR76", "DE89")).toBe(false);
    expect(needsDebtorAddress("FR76", "CH93")).toBe(true);
    expect(needsDebtorAddress("MC58", "FR76")).toBe(true);
  });
});

const anyText = fc.string({ unit: "binary", minLength: 0, maxLength: 200 });
const anyName = anyText.map((text) => `${text}x${text}`);
const anyDebtor = fc.record(
  {
    name: anyName,
    iban: fc.constantFrom(
      "FR1420041010050500013M02606",
      "CH9300762011623852957",
      "SM86U0322509800000000270100",
    ),
    address: fc.record(
      {
        street: anyText,
        buildingNumber: anyText,
        postcode: anyText,
        town: anyName,
        country: fc.constantFrom("FR", "CH"),
        lines: fc.array(anyText, { maxLength: 2 }),
      },
      { requiredKeys: ["town", "country"] },
    ),
  },
  { requiredKeys: ["name", "iban", "address"] },
);
const anyDebits = fc.array(
  fc.record({
    debtor: anyDebtor,
    cents: fc.integer({ min: 1, max: 99_999_999_999 }),
    text: anyName,
    who: anyName,
  }),
  { minLength: 1, maxLength: 20 },
);

describe("MAN-7 a file of any debtors", () => {
  it("stays in order, and its totals are those of its debits", async () => {
    await fc.assert(
      fc.asyncProperty(anyDebits, fc.constantFrom(...VERSIONS), async (given, version) => {
        const debits = given.map(({ debtor, cents, text, who }, i) =>
          debit(i, { debtor, cents, ultimateDebtor: who, remittance: { text } }),
        );
        const xml = await written(file("M", [block("B", debits)]), version);
        expect(await checkPain008([xml])).toEqual([]);
        const amounts = [...xml.matchAll(/"EUR">(\d+)\.(\d\d)</g)].map((one) => BigInt(one[1]! + one[2]!));
        const total = /<CtrlSum>(\d+)\.(\d\d)</.exec(xml)!;
        expect(BigInt(total[1]! + total[2]!)).toBe(amounts.reduce((sum, one) => sum + one, 0n));
        expect(amounts).toEqual(debits.map((one) => BigInt(one.cents)));
      }),
      { numRuns: 200 },
    );
  });
});

describe("MAN-7 the check of a file", () => {
  const spoiled = async (from: string | RegExp, to: string) => {
    const xml = await written(file("M-1", [block("B-1", [debit(1), debit(2)], { batchBooking: true })]));
    expect(xml).toMatch(from);
    return (await checkPain008([xml.replace(from, to)])).map((one) => `${one.at}: ${one.message}`);
  };
  it.each([
    ["<NbOfTxs>2", "<NbOfTxs>3", /the number of debits is wrong/],
    [/<CtrlSum>[^<]+/, "<CtrlSum>1.00", /Document: the total is wrong/],
    ["ECH-2026-000002", "ECH-2026-000001", /EndToEndId: EndToEndId is used twice/],
    [/<DbtrAcct>.*?<\/DbtrAcct>/, "", /UltmtDbtr|RmtInf is not expected here/],
    [/<RmtInf>.*?<\/RmtInf>/, "", /DrctDbtTxInf: RmtInf is missing/],
    ["<SeqTp>RCUR", "<SeqTp>RPRE", /SeqTp: a value/],
    ['Ccy="EUR"', 'Ccy="USD"', /currency/],
    ["Zoe", "Zoé", /Nm: a value/],
    [
      "<FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId>",
      "<FinInstnId></FinInstnId>",
      /nothing is in it/,
    ],
    ["<PmtMtd>DD", "<PmtMtd><b/>DD", /b is not expected/],
    ["</Document>", "", /unclosed|unexpected end|PmtInf|Document/],
    ["pain.008.001.08", "pain.008.001.09", /Document is not expected/],
    ["<?xml version", '<!DOCTYPE a SYSTEM "b"><?xml version', /./],
  ] as const)("sees %s replaced by %s", async (from, to, told) => {
    expect((await spoiled(from, to)).join("\n")).toMatch(told);
  });
});
