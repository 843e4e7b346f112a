/** Invoices for tests: XML of each profile, in PDFs written in the ways that they come. */
import { deflateSync } from "node:zlib";
import PDFDocument from "pdfkit";

const GUIDELINES = {
  MINIMUM: "urn:factur-x.eu:1p0:minimum",
  "BASIC WL": "urn:factur-x.eu:1p0:basicwl",
  BASIC: "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
  "EN 16931": "urn:cen.eu:en16931:2017",
  EXTENDED: "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
  XRECHNUNG: "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
};
export type FixtureProfile = keyof typeof GUIDELINES;

type Line = [name: string, quantity: string, price: string, net: string, rate: string, status?: string];
const LINES: Line[] = [
  ["Eau potable", "12.000", "2.0850", "25.02", "5.50"],
  ["Abonnement & entretien", "1", "40.00", "40.00", "20.00"],
];

const line = ([name, quantity, price, net, rate, status]: Line, rank: number) => `
  <ram:IncludedSupplyChainTradeLineItem>
    <ram:AssociatedDocumentLineDocument><ram:LineID>${rank + 1}</ram:LineID>${status ? `<ram:LineStatusReasonCode>${status}</ram:LineStatusReasonCode>` : ""}</ram:AssociatedDocumentLineDocument>
    <ram:SpecifiedTradeProduct><ram:Name>${name.replaceAll("&", "&amp;")}</ram:Name></ram:SpecifiedTradeProduct>
    <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>${price}</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
    <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">${quantity}</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
    <ram:SpecifiedLineTradeSettlement>
      <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:RateApplicablePercent>${rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>
      <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>${net}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
    </ram:SpecifiedLineTradeSettlement>
  </ram:IncludedSupplyChainTradeLineItem>`;

export type FixtureInvoice = {
  profile?: FixtureProfile;
  number?: string;
  type?: string;
  issued?: string;
  due?: string;
  net?: string;
  vat?: string;
  total?: string;
  iban?: string;
  lines?: Line[];
};

/** 65,02 € without tax and 9,38 € of VAT, unless told otherwise. */
export function facturxXml(given: FixtureInvoice = {}): string {
  const {
    profile = "EN 16931",
    number = "F-2026-001",
    type = "380",
    issued = "20261103",
    due = "20261203",
  } = given;
  const { net = "65.02", vat = "9.38", total = "74.40", iban = "FR76 3000 6000 0112 3456 7890 189" } = given;
  const bare = profile === "MINIMUM" || profile === "BASIC WL";
  const lines = bare ? [] : (given.lines ?? LINES);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>${GUIDELINES[profile]}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>${number}</ram:ID><ram:TypeCode>${type}</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">${issued}</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>${lines.map(line).join("")}
  <ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Régie de l’eau</ram:Name></ram:SellerTradeParty></ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeDelivery/>
  <ram:ApplicableHeaderTradeSettlement>
    <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>${profile === "MINIMUM" ? "" : header(iban, due)}
    <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
      <ram:TaxBasisTotalAmount>${net}</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">${vat}</ram:TaxTotalAmount>
      <ram:GrandTotalAmount>${total}</ram:GrandTotalAmount><ram:DuePayableAmount>${total}</ram:DuePayableAmount>
    </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>`;
}

const header = (iban: string, due: string) => `
    <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>${iban}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
    <ram:ApplicableTradeTax><ram:CalculatedAmount>1.38</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>25.02</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>5.50</ram:RateApplicablePercent></ram:ApplicableTradeTax>
    <ram:ApplicableTradeTax><ram:CalculatedAmount>8.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>40.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">${due}</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>`;

/** A PDF made by the library that the product itself uses, with the XML attached. */
export async function facturxPdf(
  xml: string | null,
  { name = "factur-x.xml", password = "" } = {},
): Promise<Buffer> {
  const doc = new PDFDocument({ ...(password ? { userPassword: password } : {}), compress: true });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => doc.on("end", resolve));
  doc.text("Facture");
  if (xml !== null) doc.file(Buffer.from(xml, "utf8"), { name, relationship: "Alternative" } as never);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

/** The same by hand: file specification inside a compressed object stream, names in UTF-16, XML plain or packed. */
export function packedPdf(xml: string | Buffer, { plain = false, length = true, claimed = 0 } = {}): Buffer {
  const bytes = Buffer.from(xml);
  const content = plain ? bytes : deflateSync(bytes);
  const name = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from("factur-x.xml", "utf16le").swap16()]);
  const inside = [
    "<< /Type /Catalog /Names << /EmbeddedFiles << /Names [(x) 5 0 R] >> >> >>",
    `<< /Type /Filespec /F (other\\050\\051.xml) /UF <${name.toString("hex")}> /EF << /F 6 0 R >> /AFRelationship /Data >>`,
  ];
  const offsets = `1 0 5 ${inside[0]!.length + 1} `;
  const packed = deflateSync(Buffer.from(`${offsets}${inside.join(" ")}`, "latin1"));
  const lengthOf = length ? content.length : claimed;
  return Buffer.concat([
    Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1"),
    Buffer.from(
      `4 0 obj\n<< /Type /ObjStm /N 2 /First ${offsets.length} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
    ),
    packed,
    Buffer.from("\nendstream\nendobj\n"),
    Buffer.from(
      `6 0 obj\n<< /Type /EmbeddedFile ${plain ? "" : "/Filter /FlateDecode"} /Length ${lengthOf} >>\nstream\r\n`,
    ),
    content,
    Buffer.from("\r\nendstream\nendobj\nstartxref\n999999\n%%EOF"),
  ]);
}
