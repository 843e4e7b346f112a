import { branchAt, branchesOf, textAt, type XmlBranch } from "../../xml/index.ts";
import type { Tell } from "../problems.ts";
import type { LineDetail } from "../shapes.ts";
import { given, reasonIn, tidy } from "../texts.ts";
import { accountNumber, centsOf, isDebit, signed } from "./values.ts";

/** A transaction as read, before its entry is known: the entry says the sign, the currency and who the other party is. */
export type RawDetail = {
  amounts: readonly { text: string | null; currency: string }[];
  debit: boolean | null;
  debtor: Party;
  creditor: Party;
  chargesCents: number | null;
  messageId: string | null;
  hasReturn: boolean;
  code: XmlBranch | undefined;
  rest: Omit<LineDetail, "cents" | "counterparty" | "ultimate" | "chargesCents">;
};
type Party = LineDetail["counterparty"] & { ultimate: string | null };

/** Reads a `TxDtls`, of version 02 or 08. */
export function readDetail(branch: XmlBranch, tell: Tell): RawDetail {
  const refs = branchAt(branch, "Refs");
  const amounts = branchAt(branch, "AmtDtls");
  const returned = branchAt(branch, "RtrInf");
  const { texts, reference } = readRemittance(branch);
  return {
    amounts: [
      branchAt(branch, "Amt"),
      branchAt(amounts, "TxAmt", "Amt"),
      branchAt(amounts, "CntrValAmt", "Amt"),
      branchAt(amounts, "InstdAmt", "Amt"),
    ].flatMap((one) => (one ? [{ text: one.text, currency: one.attributes["Ccy"] ?? "" }] : [])),
    debit: isDebit(branch),
    debtor: readParty(branch, "Dbtr"),
    creditor: readParty(branch, "Cdtr"),
    chargesCents: readCharges(branch, tell),
    messageId: given(textAt(refs, "MsgId")),
    hasReturn: returned !== undefined,
    code: branchAt(branch, "BkTxCd"),
    rest: {
      endToEndId: given(textAt(refs, "EndToEndId")),
      instructionId: given(textAt(refs, "InstrId")),
      paymentInformationId: given(textAt(refs, "PmtInfId")),
      mandateId: given(textAt(refs, "MndtId")),
      uetr: given(textAt(refs, "UETR")),
      bankReference: given(
        textAt(refs, "AcctSvcrRef") ?? textAt(refs, "AcctSvcrTxId") ?? textAt(refs, "TxId"),
      ),
      remittance: texts,
      structuredReference: reference,
      returnReason: readReason(branch, returned, texts),
    },
  };
}

/** The detail once its entry is known; its amount is null when the file gives none in the currency of the entry. */
export function finishDetail(
  raw: RawDetail,
  entry: { debit: boolean; currency: string; counterpartyIs: "debtor" | "creditor"; ownIban: string | null },
  tell: Tell,
): Omit<LineDetail, "cents"> & { cents: number | null } {
  const amount = raw.amounts.find((one) => one.currency === entry.currency || one.currency === "");
  const cents = centsOf(amount?.text ?? null, tell);
  const { ultimate, ...counterparty } = counterpartyOf(raw, entry);
  return {
    ...raw.rest,
    cents: cents === null ? null : signed(cents, raw.debit ?? entry.debit),
    counterparty,
    ultimate,
    chargesCents: raw.chargesCents,
  };
}

function counterpartyOf(
  raw: RawDetail,
  entry: { counterpartyIs: "debtor" | "creditor"; ownIban: string | null },
): Party {
  const [wanted, other] =
    entry.counterpartyIs === "debtor" ? [raw.debtor, raw.creditor] : [raw.creditor, raw.debtor];
  const isOwn = (party: Party) => party.iban !== null && party.iban === entry.ownIban;
  const known = (party: Party) => (party.name ?? party.iban ?? party.ultimate) !== null;
  return (isOwn(wanted) || !known(wanted)) && known(other) && !isOwn(other) ? other : wanted;
}

function readParty(branch: XmlBranch, role: "Dbtr" | "Cdtr"): Party {
  const parties = branchAt(branch, "RltdPties");
  const agent = branchAt(branch, "RltdAgts", `${role}Agt`, "FinInstnId");
  return {
    name: nameOf(branchAt(parties, role)) ?? tidy(textAt(parties, `${role}Acct`, "Nm")),
    iban: accountNumber(branchAt(parties, `${role}Acct`)),
    bic: given(textAt(agent, "BICFI") ?? textAt(agent, "BIC")),
    ultimate: nameOf(branchAt(parties, `Ultmt${role}`)),
  };
}

/** Version 08 puts a `Pty` or an `Agt` between. */
const nameOf = (party: XmlBranch | undefined): string | null =>
  given(textAt(party, "Nm") ?? textAt(party, "Pty", "Nm") ?? textAt(party, "Agt", "FinInstnId", "Nm"));

function readRemittance(branch: XmlBranch): { texts: string[]; reference: string | null } {
  const texts: (string | null)[] = [];
  let reference: string | null = null;
  for (const one of branchesOf(branchAt(branch, "RmtInf"), "Ustrd")) texts.push(tidy(one.text));
  for (const one of branchesOf(branchAt(branch, "RmtInf"), "Strd")) {
    const structured = given(textAt(one, "CdtrRefInf", "Ref"));
    if (reference === null) reference = structured;
    else texts.push(structured);
    for (const document of branchesOf(one, "RfrdDocInf")) texts.push(tidy(textAt(document, "Nb")));
    for (const more of branchesOf(one, "AddtlRmtInf")) texts.push(tidy(more.text));
  }
  if (texts.length === 0) texts.push(tidy(textAt(branch, "AddtlTxInf")));
  return { texts: texts.filter((text) => text !== null), reference };
}

function readReason(
  branch: XmlBranch,
  returned: XmlBranch | undefined,
  texts: readonly string[],
): LineDetail["returnReason"] {
  if (!returned) return null;
  const told = branchesOf(returned, "AddtlInf").map((one) => one.text);
  const text = tidy(told.join(" "));
  const code =
    textAt(returned, "Rsn", "Cd") ??
    textAt(returned, "Rsn", "Prtry") ??
    reasonIn([...told, ...texts, textAt(branch, "AddtlTxInf") ?? ""]);
  return { code: tidy(code), text };
}

/** What the bank keeps: debits add up, credits are taken off. Version 08 puts each charge in a `Rcrd`. */
export function readCharges(branch: XmlBranch, tell: Tell): number | null {
  let sum: number | null = null;
  for (const charges of branchesOf(branch, "Chrgs")) {
    const records = branchesOf(charges, "Rcrd");
    for (const one of records.length > 0 ? records : [charges]) {
      const cents = centsOf(textAt(one, "Amt") ?? textAt(one, "TtlChrgsAndTaxAmt"), tell);
      if (cents !== null) sum = (sum ?? 0) + signed(cents, isDebit(one) === false);
    }
  }
  return sum;
}
