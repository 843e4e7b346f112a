import { branchAt, branchesOf, textAt, type XmlBranch } from "../../xml/index.ts";
import { compared } from "../balances.ts";
import { kindOfCode } from "../kinds.ts";
import type { Tell } from "../problems.ts";
import type { BankLine, LineDetail } from "../shapes.ts";
import { given, reasonIn, tidy } from "../texts.ts";
import { finishDetail, type RawDetail, readCharges } from "./detail.ts";
import { centsOf, dayOf, isDebit, signed } from "./values.ts";

/** What the statement around says when the entry does not. */
type Around = { currency: string; iban: string | null; day: string | null };

/** Reads a `Ntry` whose transactions were read before it; null when it has no amount or no day, which is told. */
export function readEntry(
  entry: XmlBranch,
  raws: readonly RawDetail[],
  around: Around,
  at: string,
  tell: Tell,
): BankLine | null {
  const amount = branchAt(entry, "Amt");
  const read = centsOf(amount?.text ?? null, tell);
  const bookedOn = dayOf(branchAt(entry, "BookgDt"), tell);
  const valueOn = dayOf(branchAt(entry, "ValDt"), tell);
  const day = bookedOn ?? valueOn ?? around.day;
  if (read === null) {
    if (!amount) tell("amount_unreadable", { found: "" });
    return null;
  }
  if (day === null) {
    tell("line_without_date");
    return null;
  }
  const debit = isDebit(entry) ?? false;
  if (isDebit(entry) === null) tell("amount_without_sign", { found: amount?.text ?? "" });
  const currency = amount?.attributes["Ccy"] || around.currency;
  const reversal = textAt(entry, "RvslInd") === "true" || textAt(entry, "RvslInd") === "1";
  const cents = signed(read, debit);
  const line: Omit<BankLine, "label" | "details" | "kind" | "batch"> = {
    bookedOn: day,
    valueOn,
    cents,
    currency,
    code: codeOf(branchAt(entry, "BkTxCd")) ?? codeOf(raws[0]?.code),
    reversal,
    pending: !isBooked(entry),
    bankReference: given(textAt(entry, "AcctSvcrRef") ?? textAt(entry, "NtryRef")),
    at,
  };
  const kind = kindOfCode(line.code, {
    debit: cents < 0,
    reversal,
    returned: raws.some((raw) => raw.hasReturn),
    mandate: raws.some((raw) => raw.rest.mandateId !== null),
  });
  const counterpartyIs = whoElse(kind, cents);
  const said = tidy(textAt(entry, "AddtlNtryInf"));
  const context = { debit, currency, counterpartyIs, ownIban: around.iban };
  const details = finishDetails(raws, context, entry, { cents, kind, said }, tell);
  return { ...line, kind, batch: readBatch(entry, kind, raws, tell), details, label: labelOf(said, details) };
}

/** Our own direct debits name their debtor; else whoever gave the money, or whoever got it. */
function whoElse(kind: BankLine["kind"], cents: number): "debtor" | "creditor" {
  if (kind === "debit_batch" || kind === "debit_return" || kind === "debit_reversal") return "debtor";
  if (kind === "direct_debit_paid") return "creditor";
  return cents >= 0 ? "debtor" : "creditor";
}

function finishDetails(
  raws: readonly RawDetail[],
  context: Parameters<typeof finishDetail>[1],
  entry: XmlBranch,
  line: { cents: number; kind: BankLine["kind"]; said: string | null },
  tell: Tell,
): LineDetail[] {
  const alone = raws.length === 1;
  let sum = 0;
  let whole = true;
  const details = raws.map((raw): LineDetail => {
    const detail = finishDetail(raw, context, tell);
    if (detail.cents === null && !alone) tell("detail_without_amount");
    whole &&= detail.cents !== null;
    sum += detail.cents ?? 0;
    return {
      ...detail,
      cents: detail.cents ?? (alone ? line.cents : 0),
      chargesCents: detail.chargesCents ?? (alone ? readCharges(entry, tell) : null),
      returnReason: detail.returnReason ?? reasonTold(line.kind, detail.remittance, line.said),
    };
  });
  if (!alone && whole && details.length > 0 && sum !== line.cents) {
    tell("details_differ", compared(line.cents, sum));
  }
  return details;
}

/** Some banks return money without a `RtrInf`, and write why in a text. */
function reasonTold(kind: BankLine["kind"], texts: readonly string[], said: string | null) {
  if (kind !== "debit_return" && kind !== "transfer_return") return null;
  const code = reasonIn(said ? [...texts, said] : texts);
  return code ? { code, text: null } : null;
}

function readBatch(
  entry: XmlBranch,
  kind: BankLine["kind"],
  raws: readonly RawDetail[],
  tell: Tell,
): BankLine["batch"] {
  const batches = branchesOf(entry, "NtryDtls").flatMap((one) => branchesOf(one, "Btch"));
  const [first] = batches;
  const count = Number(textAt(first, "NbOfTxs") ?? Number.NaN);
  if (first) {
    return {
      messageId: given(textAt(first, "MsgId")),
      paymentInformationId: given(textAt(first, "PmtInfId")),
      count: Number.isInteger(count) ? count : null,
      cents: centsOf(textAt(first, "TtlAmt"), tell),
    };
  }
  const [raw] = raws;
  const references = { messageId: raw?.messageId, paymentInformationId: raw?.rest.paymentInformationId };
  if (kind !== "debit_batch" || !(references.messageId || references.paymentInformationId)) return null;
  return {
    messageId: references.messageId ?? null,
    paymentInformationId: references.paymentInformationId ?? null,
    count: raws.length > 1 ? raws.length : null,
    cents: null,
  };
}

function codeOf(code: XmlBranch | undefined): string | null {
  const domain = textAt(code, "Domn", "Cd");
  const family = textAt(code, "Domn", "Fmly", "Cd");
  const part = textAt(code, "Domn", "Fmly", "SubFmlyCd");
  if (domain) return [domain, family, part].filter(Boolean).join("/");
  return textAt(code, "Prtry", "Cd");
}

/** `Sts` is a text in version 02, a choice in version 08; without any the entry is booked. */
function isBooked(entry: XmlBranch): boolean {
  const status = textAt(entry, "Sts", "Cd") ?? textAt(entry, "Sts", "Prtry") ?? textAt(entry, "Sts");
  return status === null || status === "BOOK";
}

function labelOf(said: string | null, details: readonly LineDetail[]): string {
  const [detail] = details;
  if (said) return said;
  const parts = [detail?.counterparty.name, ...(detail?.remittance ?? []), detail?.structuredReference];
  return parts.filter(Boolean).join(" ");
}
