import {
  branchAt,
  branchesOf,
  readXmlBranches,
  textAt,
  type XmlBranch,
  type XmlPiece,
} from "../xml/index.ts";
import type { StatusEvent, StatusReason } from "./shapes.ts";

export class PaymentStatusError extends Error {
  readonly key: "unknown_format" | "broken_markup";
  constructor(key: "unknown_format" | "broken_markup", cause?: unknown) {
    super(key, { cause });
    this.key = key;
  }
}

const isBranch = (name: string, parent: string) =>
  parent === "OrgnlPmtInfAndSts" || name === "OrgnlGrpInfAndSts" || name === "GrpHdr";

type Reading = {
  events: StatusEvent[];
  isStatus: boolean;
  /** What a block says of itself, gathered until its first transaction or its end. */
  block: { parts: XmlBranch[]; id: string | null; told: boolean } | null;
};

/**
 * Reads a payment status report (pain.002, of versions 03 and 10 and whatever lies between), in constant memory. What is told
 * of a group or block comes before what is told of its transactions.
 * @throws PaymentStatusError when it is none, or when the XML ends or breaks before its time: what was read before was given
 */
export async function* readPaymentStatus(source: AsyncIterable<Uint8Array>): AsyncGenerator<StatusEvent> {
  const reading: Reading = { events: [], isStatus: false, block: null };
  try {
    for await (const pieces of readXmlBranches(source, isBranch)) {
      for (const piece of pieces) takePiece(reading, piece);
      yield* reading.events.splice(0);
    }
  } catch (error) {
    throw new PaymentStatusError("broken_markup", error);
  }
  if (!reading.isStatus) throw new PaymentStatusError("unknown_format");
}

function takePiece(reading: Reading, piece: XmlPiece): void {
  if (piece.kind === "open") {
    if (piece.name === "CstmrPmtStsRpt") reading.isStatus = true;
    if (piece.name === "OrgnlPmtInfAndSts") reading.block = { parts: [], id: null, told: false };
  } else if (piece.kind === "close") {
    if (piece.name === "OrgnlPmtInfAndSts") {
      tellBlock(reading);
      reading.block = null;
    }
  } else takeBranch(reading, piece.branch);
}

function takeBranch(reading: Reading, branch: XmlBranch): void {
  if (!reading.isStatus) return;
  if (branch.name === "OrgnlGrpInfAndSts") {
    reading.events.push({
      kind: "group",
      originalMessageId: textAt(branch, "OrgnlMsgId") ?? "",
      status: textAt(branch, "GrpSts"),
      reasons: reasonsOf(branchesOf(branch, "StsRsnInf")),
    });
  } else if (branch.name === "TxInfAndSts") {
    tellBlock(reading);
    reading.events.push(transactionOf(branch, reading.block?.id ?? null));
  } else reading.block?.parts.push(branch);
}

function tellBlock({ block, events }: Reading): void {
  if (!block || block.told) return;
  block.told = true;
  const part = (name: string) => block.parts.find((one) => one.name === name)?.text || null;
  block.id = part("OrgnlPmtInfId");
  if (block.id === null) return;
  events.push({
    kind: "block",
    paymentInformationId: block.id,
    status: part("PmtInfSts"),
    reasons: reasonsOf(block.parts.filter((one) => one.name === "StsRsnInf")),
  });
}

function transactionOf(branch: XmlBranch, paymentInformationId: string | null): StatusEvent {
  const endToEndId = textAt(branch, "OrgnlEndToEndId");
  const amount = branchAt(branch, "OrgnlTxRef", "Amt");
  return {
    kind: "transaction",
    paymentInformationId,
    endToEndId: endToEndId === "NOTPROVIDED" ? null : endToEndId,
    instructionId: textAt(branch, "OrgnlInstrId"),
    status: textAt(branch, "TxSts"),
    reasons: reasonsOf(branchesOf(branch, "StsRsnInf")),
    cents: centsOf(textAt(amount, "InstdAmt") ?? textAt(amount, "EqvtAmt", "Amt")),
  };
}

const reasonsOf = (branches: readonly XmlBranch[]): StatusReason[] =>
  branches.map((one) => ({
    code: textAt(one, "Rsn", "Cd") ?? textAt(one, "Rsn", "Prtry"),
    text:
      branchesOf(one, "AddtlInf")
        .map((line) => line.text)
        .filter(Boolean)
        .join(" ") || null,
    originator: originatorOf(branchAt(one, "Orgtr")),
  }));

/** A bank gives its code, a debtor his name: which of the two tells a return from a refund. */
function originatorOf(originator: XmlBranch | undefined): string | null {
  const organisation = branchAt(originator, "Id", "OrgId");
  return (
    textAt(organisation, "AnyBIC") ??
    textAt(organisation, "BICOrBEI") ??
    textAt(originator, "Nm") ??
    textAt(organisation, "Othr", "Id") ??
    textAt(originator, "Id", "PrvtId", "Othr", "Id")
  );
}

function centsOf(text: string | null): number | null {
  const [, whole, decimals = ""] = /^(\d{1,13})(?:\.(\d{1,17}))?$/.exec(text ?? "") ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(decimals.padEnd(2, "0").slice(0, 2));
}
