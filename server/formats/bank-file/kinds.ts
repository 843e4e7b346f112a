import type { BankLineKind } from "./shapes.ts";

/** Inter-bank operation codes of CFONB; French banks also write them as proprietary codes in camt. */
const BY_OPERATION: Record<string, BankLineKind> = {
  "01": "cheque",
  "02": "cheque",
  "03": "cheque",
  "05": "transfer",
  "06": "transfer",
  "08": "direct_debit_paid",
  "09": "debit_batch",
  "10": "debit_return",
  "11": "card",
  "12": "transfer_return",
  "13": "transfer",
  "14": "transfer",
  "15": "cheque",
  "18": "transfer",
  "21": "transfer",
  "22": "direct_debit_paid",
  "24": "debit_batch",
  "26": "debit_return",
  "27": "debit_return",
  "28": "card",
  "29": "card",
  "30": "card",
  "36": "card",
  "38": "card",
  "39": "transfer",
  "41": "transfer",
  "44": "transfer",
  "45": "transfer",
  "61": "interest",
  "62": "fee",
  "63": "interest",
  "64": "fee",
  "65": "fee",
  "66": "fee",
  "67": "fee",
  "70": "interest",
  "88": "fee",
  "90": "transfer",
  "96": "direct_debit_paid",
  "97": "debit_batch",
  "98": "debit_return",
  A1: "debit_batch",
  A2: "debit_batch",
  A3: "direct_debit_paid",
  A4: "direct_debit_paid",
  A5: "debit_reversal",
  A6: "debit_reversal",
  B1: "direct_debit_paid",
  B2: "direct_debit_paid",
  B3: "debit_return",
  B4: "debit_return",
  B5: "direct_debit_paid",
  B6: "direct_debit_paid",
  C1: "instant_transfer",
  C2: "instant_transfer",
  C3: "transfer_return",
  C4: "transfer_return",
  C5: "transfer_return",
};

/** What a creditor gives back of direct debits that he had sent (*reversements*). */
const UNDOING = new Set(["A5", "A6", "B5", "B6"]);

export const kindOfOperation = (code: string): BankLineKind => BY_OPERATION[code] ?? "other";
export const undoes = (code: string): boolean => UNDOING.has(code);

/** What a camt entry tells of itself beside its code. */
type Signs = { debit: boolean; reversal: boolean; returned: boolean; mandate: boolean };

const FEE_PARTS = new Set(["CHRG", "COMM", "FEES", "TAXE", "CHIN", "COME"]);
const DEBITS_UNDONE = new Set(["PRDD", "RCDD"]);
const BY_FAMILY: Record<string, BankLineKind> = {
  RDDT: "direct_debit_paid",
  RCDT: "transfer",
  ICDT: "transfer",
  RRCT: "instant_transfer",
  IRCT: "instant_transfer",
  ICHQ: "cheque",
  RCHQ: "cheque",
  LBOX: "cheque",
  CCRD: "card",
  MCRD: "card",
  ICCN: "transfer",
  RCCN: "transfer",
};

/** From an ISO bank transaction code, `PMNT/IDDT/ESDD`, or a proprietary one; from the signs of the entry when there is none. */
export function kindOfCode(code: string | null, signs: Signs): BankLineKind {
  const [domain = "", family = "", part = ""] = (code ?? "").split("/");
  if (!family) return BY_OPERATION[domain] ?? kindOfSigns(signs);
  if (part === "INTR") return "interest";
  if (FEE_PARTS.has(part)) return "fee";
  if (family === "IDDT") return issuedDebit(part, signs);
  if ((part === "RRTN" || part === "RPCR") && BY_FAMILY[family]) return "transfer_return";
  const kind = BY_FAMILY[family];
  if (kind === "transfer" && (signs.returned || signs.reversal)) return "transfer_return";
  return kind ?? kindOfSigns(signs);
}

function issuedDebit(part: string, { debit, returned }: Signs): BankLineKind {
  if (DEBITS_UNDONE.has(part)) return "debit_reversal";
  return part === "UPDD" || returned || debit ? "debit_return" : "debit_batch";
}

const kindOfSigns = ({ debit, returned, mandate }: Signs): BankLineKind =>
  returned && mandate && debit ? "debit_return" : returned ? "transfer_return" : "other";
