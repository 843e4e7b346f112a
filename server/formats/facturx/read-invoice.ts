/** A cross-industry invoice (UN/CEFACT CII D16B, profiles MINIMUM to EXTENDED of Factur-X 1.0) as our invoices are written. */
import { centsOf, dayOf, decimalOf } from "./amounts.ts";
import { FacturxProblem } from "./problem.ts";
import { all, type Element, readTree, text } from "./read-tree.ts";

export type Profile = "MINIMUM" | "BASIC WL" | "BASIC" | "EN 16931" | "EXTENDED" | "XRECHNUNG" | "unknown";
export type FacturxLine = {
  designation: string;
  quantity: number;
  unitCents: number;
  netCents: number;
  vatRate: number;
};
/** What an invoice says of itself; what its profile leaves out is null or empty. Cents, signed as written. */
export type FacturxInvoice = {
  profile: Profile;
  number: string;
  kind: "invoice" | "credit_note";
  issuedOn: string | null;
  dueOn: string | null;
  currency: string;
  seller: string;
  iban: string;
  netCents: number | null;
  vatCents: number | null;
  totalCents: number | null;
  lines: FacturxLine[];
  vat: { rate: number; netCents: number; vatCents: number }[];
};

const MOST_LINES = 500;
/** UNTDID 1001: credit notes. */
const CREDIT_NOTES = new Set(["381", "396", "261", "262", "532"]);
/** Lines that only group or comment others (EXTENDED). */
const NO_AMOUNT = new Set(["GROUP", "INFORMATION"]);

/** @throws FacturxProblem `not_an_invoice` for another document, `broken` or `too_large` for no readable XML. */
export function readInvoice(xml: Buffer): FacturxInvoice {
  const root = readTree(xml);
  if (root.name !== "CrossIndustryInvoice") throw new FacturxProblem("not_an_invoice");
  const document = all(root, "ExchangedDocument")[0];
  const trade = all(root, "SupplyChainTradeTransaction")[0];
  const settlement = all(trade, "ApplicableHeaderTradeSettlement")[0];
  const sums = all(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")[0];
  const currency = text(settlement, "InvoiceCurrencyCode") ?? "";
  const totalCents = centsOf(text(sums, "GrandTotalAmount"));
  const netCents = centsOf(text(sums, "TaxBasisTotalAmount"));
  const number = text(document, "ID");
  if (!number || totalCents === null) throw new FacturxProblem("not_an_invoice");
  return {
    profile: profileOf(
      text(root, "ExchangedDocumentContext", "GuidelineSpecifiedDocumentContextParameter", "ID"),
    ),
    number: cut(number, 120),
    kind: CREDIT_NOTES.has(text(document, "TypeCode") ?? "") ? "credit_note" : "invoice",
    issuedOn: dayOf(text(document, "IssueDateTime", "DateTimeString")),
    dueOn: dayOf(text(settlement, "SpecifiedTradePaymentTerms", "DueDateDateTime", "DateTimeString")),
    currency: cut(currency, 3),
    seller: cut(text(trade, "ApplicableHeaderTradeAgreement", "SellerTradeParty", "Name"), 160),
    iban: ibanOf(settlement),
    netCents,
    vatCents: vatOf(sums, currency) ?? (netCents === null ? null : totalCents - netCents),
    totalCents,
    lines: linesOf(trade),
    vat: ratesOf(settlement),
  };
}

function profileOf(guideline = ""): Profile {
  const id = guideline.toLowerCase();
  if (id.includes("xrechnung")) return "XRECHNUNG";
  if (id.includes("minimum")) return "MINIMUM";
  if (id.includes("basicwl") || id.includes("basic-wl")) return "BASIC WL";
  if (id.includes("extended")) return "EXTENDED";
  if (id.includes("basic")) return "BASIC";
  return id.includes("en16931") ? "EN 16931" : "unknown";
}

/** The tax total comes in the invoice's currency and, at times, also in the one of the accounts. */
function vatOf(sums: Element | undefined, currency: string): number | null {
  const totals = all(sums, "TaxTotalAmount");
  const own = totals.find((one) => one.currency === currency) ?? totals[0];
  return centsOf(own?.text);
}

/** So many characters at most, none of them half of one: half a character can't be stored. */
const cut = (words: string | undefined, most: number): string => (words ?? "").slice(0, most).toWellFormed();

/** A price that is quoted for next to nothing may be beyond any number of cents: it is then not shown. */
const safeCents = (cents: number): number =>
  Number.isSafeInteger(Math.round(cents)) ? Math.round(cents) : 0;

const ibanOf = (settlement: Element | undefined): string =>
  (
    text(
      settlement,
      "SpecifiedTradeSettlementPaymentMeans",
      "PayeePartyCreditorFinancialAccount",
      "IBANID",
    ) ?? ""
  )
    .replaceAll(/\s/g, "")
    .toUpperCase()
    .slice(0, 34);

const ratesOf = (settlement: Element | undefined): FacturxInvoice["vat"] =>
  all(settlement, "ApplicableTradeTax")
    .slice(0, 20)
    .flatMap((tax) => {
      const netCents = centsOf(text(tax, "BasisAmount"));
      const vatCents = centsOf(text(tax, "CalculatedAmount"));
      const rate = decimalOf(text(tax, "RateApplicablePercent")) ?? 0;
      return netCents === null || vatCents === null || rate < 0 || rate > 100
        ? []
        : [{ rate, netCents, vatCents }];
    });

const linesOf = (trade: Element | undefined): FacturxLine[] =>
  all(trade, "IncludedSupplyChainTradeLineItem")
    .filter(
      (item) => !NO_AMOUNT.has(text(item, "AssociatedDocumentLineDocument", "LineStatusReasonCode") ?? ""),
    )
    .slice(0, MOST_LINES)
    .flatMap((item) => {
      const [agreement] = all(item, "SpecifiedLineTradeAgreement");
      const [settlement] = all(item, "SpecifiedLineTradeSettlement");
      const netCents = centsOf(
        text(settlement, "SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount"),
      );
      if (netCents === null) return [];
      const price = decimalOf(text(agreement, "NetPriceProductTradePrice", "ChargeAmount")) ?? 0;
      const basis = decimalOf(text(agreement, "NetPriceProductTradePrice", "BasisQuantity")) ?? 1;
      return [
        {
          designation: cut(text(item, "SpecifiedTradeProduct", "Name"), 240),
          quantity: decimalOf(text(item, "SpecifiedLineTradeDelivery", "BilledQuantity")) ?? 1,
          unitCents: safeCents((price / (basis || 1)) * 100),
          netCents,
          vatRate: decimalOf(text(settlement, "ApplicableTradeTax", "RateApplicablePercent")) ?? 0,
        },
      ];
    });
