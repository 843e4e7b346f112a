import { describe, expect, it } from "vitest";
import { gathered, inChunks } from "../bank-file/testing.ts";
import { readPaymentStatus } from "./index.ts";

const report = (inside: string, version = "10") =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt><GrpHdr><MsgId>PSR-1</MsgId><CreDtTm>2026-11-27T11:02:10</CreDtTm></GrpHdr>${inside}</CstmrPmtStsRpt></Document>`;
const group = (status = "", reason = "") =>
  `<OrgnlGrpInfAndSts><OrgnlMsgId>SDD-1</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>${status}${reason}</OrgnlGrpInfAndSts>`;
const why = (code: string, more = "") => `<StsRsnInf>${more}<Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>`;
const block = (inside: string) =>
  `<OrgnlPmtInfAndSts><OrgnlPmtInfId>LOT-1</OrgnlPmtInfId>${inside}</OrgnlPmtInfAndSts>`;
const transaction = (id: string, inside: string) =>
  `<TxInfAndSts><OrgnlInstrId>I-${id}</OrgnlInstrId><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>RJCT</TxSts>${inside}</TxInfAndSts>`;
const amount = '<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">83.33</InstdAmt></Amt></OrgnlTxRef>';
const read = (xml: string, size?: number) => gathered(readPaymentStatus(inChunks(Buffer.from(xml), size)));

describe("what a bank says of the direct debits it was sent", () => {
  it.each(["03", "10"])(
    "MAN-7 a group that is rejected is told without any transaction, in version %s",
    async (version) => {
      const text = why("DU01").replace(
        "</StsRsnInf>",
        "<AddtlInf>DEJA</AddtlInf><AddtlInf>RECU</AddtlInf></StsRsnInf>",
      );
      expect(await read(report(group("<GrpSts>RJCT</GrpSts>", text), version))).toEqual([
        {
          kind: "group",
          originalMessageId: "SDD-1",
          status: "RJCT",
          reasons: [{ code: "DU01", text: "DEJA RECU", originator: null }],
        },
      ]);
    },
  );

  it("MAN-7 a block comes before its transactions, and alone when it is rejected whole", async () => {
    const alone = block(`<PmtInfSts>RJCT</PmtInfSts>${why("BE05")}`);
    const parted = block(`<PmtInfSts>PART</PmtInfSts>${transaction("E1", why("AC04") + amount)}`).replace(
      "LOT-1",
      "LOT-2",
    );
    expect(await read(report(group() + alone + parted))).toMatchObject([
      { kind: "group", status: null, reasons: [] },
      { kind: "block", paymentInformationId: "LOT-1", status: "RJCT", reasons: [{ code: "BE05" }] },
      { kind: "block", paymentInformationId: "LOT-2", status: "PART" },
      {
        kind: "transaction",
        paymentInformationId: "LOT-2",
        endToEndId: "E1",
        instructionId: "I-E1",
        status: "RJCT",
        cents: 8333,
        reasons: [{ code: "AC04" }],
      },
    ]);
  });

  it.each([
    ["<Orgtr><Id><OrgId><AnyBIC>PSSTFRPPXXX</AnyBIC></OrgId></Id></Orgtr>", "PSSTFRPPXXX"],
    ["<Orgtr><Id><OrgId><BICOrBEI>PSSTFRPP</BICOrBEI></OrgId></Id></Orgtr>", "PSSTFRPP"],
    ["<Orgtr><Nm>Jean Martin</Nm></Orgtr>", "Jean Martin"],
    ["", null],
  ])("MAN-7 a bank is named by its code, a debtor by his name: %s", async (originator, expected) => {
    const events = await read(report(group() + block(transaction("E1", why("MD01", originator)))));
    expect(events.at(-1)).toMatchObject({ reasons: [{ code: "MD01", originator: expected }] });
  });

  it("MAN-7 reasons of a bank’s own, references that are none, several reports and any prefix", async () => {
    const own = transaction("NOTPROVIDED", "<StsRsnInf><Rsn><Prtry>B12</Prtry></Rsn></StsRsnInf>");
    const xml = report(group() + block(own))
      .replace(/<(\/?)(?=[A-Z])/g, "<$1p:")
      .replace("xmlns=", "xmlns:p=");
    expect((await read(xml)).at(-1)).toMatchObject({
      endToEndId: null,
      reasons: [{ code: "B12" }],
      cents: null,
    });
  });

  it("MAN-7 tells the same however the stream is cut", async () => {
    const xml = report(group("<GrpSts>PART</GrpSts>") + block(transaction("E1", why("AM04") + amount)));
    const whole = await read(xml);
    for (const size of [1, 7, 64]) expect(await read(xml, size)).toEqual(whole);
  });

  it.each([
    ["another message", '<Document xmlns="x"><BkToCstmrStmt/></Document>', "unknown_format"],
    ["no XML", "0130006", "broken_markup"],
    ["a document type", `<!DOCTYPE d>${report(group())}`, "broken_markup"],
    ["a cut file", report(group()).slice(0, -20), "broken_markup"],
  ])("MAN-7 %s is refused", async (_, xml, key) => {
    await expect(read(xml)).rejects.toMatchObject({ key });
  });
});
