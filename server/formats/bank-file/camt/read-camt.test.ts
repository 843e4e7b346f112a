import { describe, expect, it } from "vitest";
import { type BankFileEvent, type BankLine, readBankFile } from "../index.ts";
import { detailOf, gathered, inChunks, lineOf, statementOf, writeCamt } from "../testing.ts";

const document = (inside: string, version = "053.001.08", message = "BkToCstmrStmt") =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${version}"><${message}>${inside}</${message}></Document>`;
const statement = (inside: string) =>
  document(
    `<Stmt><Id>S1</Id><CreDtTm>2026-12-02T05:00:00</CreDtTm><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>${inside}</Stmt>`,
  );
const balance = (code: string, amount: string, day = "2026-12-01") =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
const entry = (
  more = "",
  {
    amount = "10.00",
    sign = "CRDT",
    code = "PMNT/RCDT/ESCT",
    day = "<BookgDt><Dt>2026-12-01</Dt></BookgDt>",
  } = {},
) => {
  const [domain, family, part] = code.split("/");
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts>BOOK</Sts>${day}<BkTxCd><Domn><Cd>${domain}</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${part}</SubFmlyCd></Fmly></Domn></BkTxCd>${more}</Ntry>`;
};
const details = (...inside: string[]) =>
  `<NtryDtls>${inside.map((one) => `<TxDtls>${one}</TxDtls>`).join("")}</NtryDtls>`;

const read = (xml: string | Buffer) => gathered(readBankFile(inChunks(Buffer.from(xml))));
const linesOf = (events: readonly BankFileEvent[]) =>
  events.flatMap((event) => (event.kind === "line" ? [event.line] : []));
const lineIn = async (inside: string): Promise<BankLine> => linesOf(await read(statement(inside)))[0]!;
const problemsOf = (events: readonly BankFileEvent[]) =>
  events.flatMap((event) =>
    event.kind === "problem"
      ? [`${event.at} ${event.message}`]
      : event.kind === "end"
        ? event.problems.map((one) => `${one.at} ${one.message}`)
        : [],
  );

describe("what a camt entry is", () => {
  it.each([
    ["PMNT/RCDT/ESCT", "CRDT", "transfer"],
    ["PMNT/ICDT/ESCT", "DBIT", "transfer"],
    ["PMNT/RRCT/ESCT", "CRDT", "instant_transfer"],
    ["PMNT/IDDT/ESDD", "CRDT", "debit_batch"],
    ["PMNT/IDDT/BBDD", "CRDT", "debit_batch"],
    ["PMNT/IDDT/UPDD", "DBIT", "debit_return"],
    ["PMNT/IDDT/ESDD", "DBIT", "debit_return"],
    ["PMNT/IDDT/PRDD", "DBIT", "debit_reversal"],
    ["PMNT/IDDT/CHRG", "DBIT", "fee"],
    ["PMNT/RDDT/ESDD", "DBIT", "direct_debit_paid"],
    ["PMNT/ICDT/RRTN", "CRDT", "transfer_return"],
    ["PMNT/RCHQ/CCHQ", "CRDT", "cheque"],
    ["PMNT/CCRD/POSD", "DBIT", "card"],
    ["ACMT/MDOP/CHRG", "DBIT", "fee"],
    ["ACMT/MDOP/INTR", "DBIT", "interest"],
    ["PMNT/NTAV/NTAV", "DBIT", "other"],
  ])("PAY-10 %s %s is %s", async (code, sign, kind) => {
    expect(await lineIn(entry("", { code, sign }))).toMatchObject({ kind, code });
  });

  it("PAY-10 a proprietary code of a French bank is an inter-bank operation code", async () => {
    const xml = entry().replace(/<Domn>.*<\/Domn>/, "<Prtry><Cd>B3</Cd><Issr>CFONB</Issr></Prtry>");
    expect(await lineIn(xml)).toMatchObject({ kind: "debit_return", code: "B3" });
  });

  it("PAY-10 tells transactions of a returned batch with their reason, mandate and payer", async () => {
    const one = (id: string, code: string) =>
      `<Refs><PmtInfId>LOT-1</PmtInfId><EndToEndId>${id}</EndToEndId><MndtId>RUM-${id}</MndtId></Refs><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Zoé &amp; fils</Nm></Pty></Dbtr><Cdtr><Pty><Nm>Nous</Nm></Pty></Cdtr></RltdPties><RtrInf><Rsn><Cd>${code}</Cd></Rsn></RtrInf>`;
    const line = await lineIn(
      entry(details(one("E1", "AM04"), one("E2", "MD06")), { sign: "DBIT", code: "PMNT/IDDT/UPDD" }),
    );
    expect(line).toMatchObject({ cents: -1000, kind: "debit_return" });
    expect(line.details).toMatchObject([
      { cents: -500, endToEndId: "E1", mandateId: "RUM-E1", returnReason: { code: "AM04" } },
      { cents: -500, endToEndId: "E2", counterparty: { name: "Zoé & fils" }, returnReason: { code: "MD06" } },
    ]);
  });

  it("PAY-10 finds the reason in a text when the bank gives no other", async () => {
    const texts = details("<RmtInf><Ustrd>PRLV IMPAYE MOTIF AM04</Ustrd></RmtInf>");
    const line = await lineIn(entry(texts, { sign: "DBIT", code: "PMNT/IDDT/UPDD" }));
    expect(line.details[0]!.returnReason).toEqual({ code: "AM04", text: null });
  });

  it("PAY-10 names the other party by who is who, and never the account itself", async () => {
    const own = "<Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>";
    const back = `<RltdPties><Dbtr><Nm>Nous</Nm></Dbtr><DbtrAcct>${own.slice(6, -7)}</DbtrAcct><Cdtr><Nm>Le fournisseur</Nm></Cdtr></RltdPties>`;
    const line = await lineIn(entry(details(back), { code: "PMNT/ICDT/RRTN" }));
    expect(line.details[0]!.counterparty.name).toBe("Le fournisseur");
  });

  it("PAY-10 keeps what a batch says of itself, and guesses its reference from the only transaction", async () => {
    const batch =
      "<NtryDtls><Btch><MsgId>M</MsgId><PmtInfId>P</PmtInfId><NbOfTxs>3</NbOfTxs><TtlAmt Ccy='EUR'>10</TtlAmt></Btch></NtryDtls>";
    expect((await lineIn(entry(batch, { code: "PMNT/IDDT/ESDD" }))).batch).toEqual({
      messageId: "M",
      paymentInformationId: "P",
      count: 3,
      cents: 1000,
    });
    const alone = details("<Refs><MsgId>M</MsgId><PmtInfId>P</PmtInfId></Refs>");
    expect((await lineIn(entry(alone, { code: "PMNT/IDDT/ESDD" }))).batch).toMatchObject({
      messageId: "M",
      paymentInformationId: "P",
    });
  });

  it("PAY-10 takes the amount of a transaction in the currency of the account, and its charges", async () => {
    const foreign = `<AmtDtls><InstdAmt><Amt Ccy="USD">12.00</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">10.50</Amt></TxAmt></AmtDtls><Chrgs><Rcrd><Amt Ccy="EUR">0.50</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>`;
    const line = await lineIn(entry(details(foreign)));
    expect(line.details[0]).toMatchObject({ cents: 1050, chargesCents: 50 });
  });

  it("PAY-10 reads structured references, and document numbers as texts", async () => {
    const strd = `<RmtInf><Ustrd>Loyer  juin</Ustrd><Strd><RfrdDocInf><Nb>F-12</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>`;
    const line = await lineIn(entry(details(strd)));
    expect(line.details[0]).toMatchObject({
      structuredReference: "RF18539007547034",
      remittance: ["Loyer juin", "F-12"],
    });
  });

  it("PAY-10 tells pending and reversed entries, and leaves pending ones out of the balance", async () => {
    const pending = entry().replace("<Sts>BOOK</Sts>", "<RvslInd>true</RvslInd><Sts><Cd>PDNG</Cd></Sts>");
    const events = await read(statement(balance("OPBD", "1.00") + balance("CLBD", "1.00") + pending));
    expect(linesOf(events)).toMatchObject([{ pending: true, reversal: true }]);
    expect(problemsOf(events)).toEqual([]);
  });

  it.each([
    ["<BookgDt><DtTm>2026-12-01T23:30:00Z</DtTm></BookgDt>", "2026-12-02"],
    ["<BookgDt><DtTm>2026-12-01T23:30:00+01:00</DtTm></BookgDt>", "2026-12-01"],
    ["<BookgDt><DtTm>2026-12-01T23:30:00</DtTm></BookgDt>", "2026-12-01"],
    ["<ValDt><Dt>2026-11-30</Dt></ValDt>", "2026-11-30"],
    ["", "2026-12-02"],
  ])("PAY-10 %s is booked on %s, in Paris", async (day, bookedOn) => {
    expect(await lineIn(entry("", { day }))).toMatchObject({ bookedOn });
  });
});

describe("what does not hold in a camt file is told, not refused", () => {
  const header = balance("OPBD", "100.00") + balance("CLBD", "110.00");
  it.each([
    ["nothing", header + entry(), []],
    ["a balance", header + entry("", { amount: "11.00" }), ["statement 1 balance_differs"]],
    ["no balance", entry(), ["statement 1 opening_missing", "statement 1 closing_missing"]],
    [
      "a count",
      `${header}<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>${entry()}`,
      ["statement 1 count_differs"],
    ],
    [
      "details",
      header + entry(details("<Amt Ccy='EUR'>1.00</Amt>", "<Amt Ccy='EUR'>2.00</Amt>")),
      ["entry 1 details_differ"],
    ],
    [
      "a detail",
      header + entry(details("<Refs/>", "<Amt Ccy='EUR'>2.00</Amt>")),
      ["entry 1 detail_without_amount"],
    ],
    ["an amount", header + entry("", { amount: "10.004" }), ["entry 1 amount_rounded"]],
    [
      "no amount",
      header + entry("", { amount: "dix" }),
      ["entry 1 amount_unreadable", "statement 1 balance_differs"],
    ],
    ["a sign", header + entry("", { sign: "?" }), ["entry 1 amount_without_sign"]],
    ["a date", header + entry("<ValDt><Dt>2026-02-30</Dt></ValDt>"), ["entry 1 date_unreadable"]],
  ])("PAY-10 %s", async (_, inside, problems) => {
    expect(problemsOf(await read(statement(inside)))).toEqual(problems);
  });

  it("PAY-10 an opening balance that does not follow the statement before", async () => {
    const first = statementOf([lineOf({ cents: 500 })], { openingCents: 0 });
    const second = statementOf([lineOf({ cents: 500 })], { openingCents: 400 });
    const xml = [...writeCamt([first, second], { format: "camt.053", version: "08" })].join("");
    expect(problemsOf(await read(xml))).toEqual(["statement 2 balance_does_not_follow"]);
  });

  it("PAY-10 balances that come after the entries, or page after page, or as the previous closing", async () => {
    expect(problemsOf(await read(statement(entry() + header)))).toEqual([]);
    const paged = balance("OPBD", "100.00") + balance("ITBD", "110.00") + entry();
    expect(problemsOf(await read(statement(paged)))).toEqual([]);
    const previous = balance("PRCD", "100.00", "2026-11-30") + balance("CLBD", "110.00") + entry();
    expect(problemsOf(await read(statement(previous)))).toEqual([]);
  });

  it("PAY-10 a file that is cut gives its first lines, and says where it stops", async () => {
    const whole = statement(header + entry() + entry());
    const events = await read(whole.slice(0, whole.lastIndexOf("<Ntry>") + 20));
    expect(linesOf(events)).toHaveLength(1);
    expect(problemsOf(events)).toEqual(["line 1 markup_broken"]);
  });

  it("PAY-10 texts that are too long, empty elements, bare signs and control characters", async () => {
    const long = "é".repeat(300);
    const texts = details(
      `<RmtInf><Ustrd>${long}</Ustrd><Ustrd></Ustrd><Ustrd>Dupont & fils\u0001</Ustrd></RmtInf>`,
    );
    const line = await lineIn(entry(texts));
    expect(line.details[0]!.remittance).toEqual([long, "Dupont & fils"]);
  });

  it.each(["NOTPROVIDED", "notprovided", "NOT PROVIDED", "0000"])(
    "PAY-10 %s is no reference",
    async (none) => {
      const line = await lineIn(entry(details(`<Refs><EndToEndId>${none}</EndToEndId></Refs>`)));
      expect(line.details[0]!.endToEndId).toBeNull();
    },
  );
});

describe("how a camt file comes", () => {
  it.each([
    ["camt.052", "BkToCstmrAcctRpt", "Rpt"],
    ["camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn"],
  ])("PAY-10 %s is read without balances", async (format, message, each) => {
    const inside = `<${each}><Id>1</Id>${entry()}</${each}>`;
    const events = await read(document(inside, `${format.slice(5)}.001.02`, message));
    expect(events[0]).toMatchObject({ statement: { format, version: "02" } });
    expect(problemsOf(events)).toEqual([]);
    expect(linesOf(events)).toHaveLength(1);
  });

  it("PAY-10 in UTF-16, in ISO 8859-1, with a mark, inside the envelope of a network", async () => {
    const xml = statement(`${entry(details("<RmtInf><Ustrd>Loyer de l’été</Ustrd></RmtInf>"))}`);
    const utf16 = Buffer.from(`\ufeff${xml.replace('"1.0"', '"1.0" encoding="UTF-16"')}`, "utf16le");
    const latin = Buffer.from(
      xml.replace('"1.0"', '"1.0" encoding="ISO-8859-1"').replace("’", "'"),
      "latin1",
    );
    const marked = Buffer.from(`\ufeff${xml}`);
    const wrapped = `<Envelope><Header/><Body>${xml.replace(/^<\?.*?\?>/, "")}</Body></Envelope>`;
    const texts = [];
    for (const one of [utf16, latin, marked, wrapped]) {
      texts.push(linesOf(await read(one))[0]!.details[0]!.remittance[0]);
    }
    expect(texts).toEqual(["Loyer de l’été", "Loyer de l'été", "Loyer de l’été", "Loyer de l’été"]);
  });

  it("PAY-10 bytes that are not in the encoding it says are told, and do not stop the reading", async () => {
    const events = await read(
      Buffer.from(statement(entry(details("<RmtInf><Ustrd>été</Ustrd></RmtInf>"))), "latin1"),
    );
    expect(linesOf(events)).toHaveLength(1);
    expect(problemsOf(events)).toContain("file encoding_doubtful");
  });

  it("PAY-10 a hundred thousand lines hold in a small memory", async () => {
    const line = lineOf({
      cents: 100,
      details: [detailOf({ cents: 100, remittance: ["FACTURE F2026-0001"] })],
    });
    async function* bytes() {
      const lines = {
        *[Symbol.iterator]() {
          for (let n = 0; n < 100_000; n++) yield line;
        },
      };
      const written = {
        ...statementOf([], { openingCents: 0, closing: { cents: 10_000_000, on: "2026-12-01" } }),
        lines,
      };
      for (const piece of writeCamt([written as never], { format: "camt.053", version: "08" }))
        yield Buffer.from(piece);
    }
    let highest = 0;
    let count = 0;
    for await (const event of readBankFile(bytes())) {
      if (event.kind === "line" && (count += 1) % 10_000 === 0)
        highest = Math.max(highest, process.memoryUsage().heapUsed);
      if (event.kind === "end") expect(event.problems).toEqual([]);
    }
    expect(count).toBe(100_000);
    expect(highest).toBeLessThan(250_000_000);
  });
});

describe("what is no bank file", () => {
  it.each([
    ["nothing", "", "empty"],
    ["spaces", " \r\n ", "empty"],
    ["a table", "Date;Libellé;Montant", "unknown_format"],
    ["a page", "<html><body>Session expirée</body></html>", "unknown_format"],
    ["another message", document("<GrpHdr/>", "029.001.09", "RsltnOfInvstgtn"), "unknown_format"],
    ["broken XML", "<Document><a></b>", "broken_markup"],
    [
      "a document type",
      `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${statement(entry())}`,
      "forbidden_markup",
    ],
  ])("PAY-10 %s is refused", async (_, text, key) => {
    await expect(read(text)).rejects.toMatchObject({ key });
  });

  it.each([
    ["no bank file", "Date;Libellé;Montant"],
    ["a file that is not read to its end", statement(entry())],
  ])("PAY-10 %s is closed", async (_, text) => {
    let closed = false;
    async function* file() {
      try {
        yield Buffer.from(text.padEnd(1_000));
        yield Buffer.from(" ");
      } finally {
        closed = true;
      }
    }
    const first = async () => {
      for await (const event of readBankFile(file())) return event;
      return null;
    };
    await first().catch(() => null);
    expect(closed).toBe(true);
  });

  it("PAY-10 no entity of the document is ever expanded", async () => {
    const line = await lineIn(entry(details("<RmtInf><Ustrd>a &lol; b &#65;</Ustrd></RmtInf>")));
    expect(line.details[0]!.remittance).toEqual(["a &lol; b A"]);
  });
});
