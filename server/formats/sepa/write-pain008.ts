import type { StructuredAddress } from "./address.ts";
import {
  type Amendment,
  type Debit,
  type DebitBlock,
  type DebitFile,
  DebitFileError,
  type DebitVersion,
} from "./debit-file.ts";
import { holdBlock, holdDebit, holdFile, holdTotals } from "./debit-rules.ts";
import { euros } from "./qr.ts";
import { sepaText } from "./text.ts";

/** Pieces of about this many characters go out: few enough to stay small, large enough to write at the disk's speed. */
const PIECE = 64 * 1024;

const parisTime = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Paris",
  dateStyle: "short",
  timeStyle: "medium",
});

/**
 * Writes direct debits for a bank (ISO 20022 pain.008), a piece at a time: memory does not grow with the number of debits.
 * Texts are converted to the SEPA character set and cut; identifiers are written as they are or refused. A BIC that is not
 * given is NOTPROVIDED: within SEPA an IBAN is enough. Addresses are structured or hybrid.
 * @throws DebitFileError as soon as something is wrong; what was written before must then be thrown away.
 */
export async function* writePain008(file: DebitFile, version: DebitVersion): AsyncGenerator<string> {
  holdFile(file);
  const names = new Set<string>();
  const written = { count: 0, cents: 0 };
  let piece = header(file, version);
  for await (const block of file.blocks) {
    holdBlock(block, names.size + 1);
    if (names.has(block.paymentInformationId))
      throw new DebitFileError("paymentInformationId", `block ${names.size + 1}`);
    names.add(block.paymentInformationId);
    piece += blockStart(block, version);
    const done = { count: 0, cents: 0 };
    for await (const debit of block.debits) {
      done.count += 1;
      holdDebit(debit, block, done.count);
      done.cents += debit.cents;
      piece += debitXml(debit, version);
      if (piece.length < PIECE) continue;
      yield piece;
      piece = "";
    }
    holdTotals(block.paymentInformationId, block, done);
    written.count += done.count;
    written.cents += done.cents;
    piece += "</PmtInf>\n";
  }
  holdTotals("file", file, written);
  yield `${piece}</CstmrDrctDbtInitn></Document>\n`;
}

function header(file: DebitFile, version: DebitVersion): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${version}"><CstmrDrctDbtInitn>
<GrpHdr>${el("MsgId", file.messageId)}${el("CreDtTm", parisTime.format(file.createdAt).replace(" ", "T"))}${totals(file)}<InitgPty>${el("Nm", sepaText(file.initiator, 70))}</InitgPty></GrpHdr>
`;
}

/** No value needs escaping: the SEPA character set has neither `&` nor `<`. */
const el = (name: string, value: string): string => `<${name}>${value}</${name}>`;

const totals = ({ count, cents }: { count: number; cents: number }): string =>
  el("NbOfTxs", String(count)) + el("CtrlSum", euros(cents));

function blockStart(block: DebitBlock, version: DebitVersion): string {
  const { creditor, batchBooking } = block;
  return [
    "<PmtInf>",
    el("PmtInfId", block.paymentInformationId),
    el("PmtMtd", "DD"),
    batchBooking === undefined ? "" : el("BtchBookg", String(batchBooking)),
    totals(block),
    `<PmtTpInf>${el("SvcLvl", el("Cd", "SEPA"))}${el("LclInstrm", el("Cd", block.scheme))}${el("SeqTp", block.sequence)}</PmtTpInf>`,
    el("ReqdColltnDt", block.collectionDate),
    party("Cdtr", creditor.name, creditor.address),
    account("CdtrAcct", creditor.iban),
    agent("CdtrAgt", creditor.bic, version),
    el("ChrgBr", "SLEV"),
    el("CdtrSchmeId", schemeIdentifier(creditor.ics)),
    "\n",
  ].join("");
}

const schemeIdentifier = (ics: string): string =>
  `<Id><PrvtId><Othr>${el("Id", ics)}<SchmeNm>${el("Prtry", "SEPA")}</SchmeNm></Othr></PrvtId></Id>`;

const account = (name: string, iban: string): string => el(name, el("Id", el("IBAN", iban)));

function agent(name: string, bic: string | null | undefined, version: DebitVersion): string {
  const code = version === "pain.008.001.02" ? "BIC" : "BICFI";
  const id = bic ? el(code, bic) : el("Othr", el("Id", "NOTPROVIDED"));
  return el(name, el("FinInstnId", id));
}

const party = (name: string, called: string, address: StructuredAddress | null | undefined): string =>
  el(name, el("Nm", sepaText(called, 70)) + (address ? postal(address) : ""));

function postal(address: StructuredAddress): string {
  const part = (name: string, text: string | undefined, most: number) => {
    const value = sepaText(text ?? "", most);
    return value === "" ? "" : el(name, value);
  };
  return el(
    "PstlAdr",
    part("StrtNm", address.street, 70) +
      part("BldgNb", address.buildingNumber, 16) +
      part("PstCd", address.postcode, 16) +
      part("TwnNm", address.town, 35) +
      el("Ctry", address.country) +
      (address.lines ?? []).map((line) => part("AdrLine", line, 70)).join(""),
  );
}

function debitXml(debit: Debit, version: DebitVersion): string {
  const { debtor, amendment, remittance } = debit;
  const instruction = debit.instructionId === undefined ? "" : el("InstrId", debit.instructionId);
  const changed = amendment ? el("AmdmntInd", "true") + el("AmdmntInfDtls", amended(amendment)) : "";
  const told =
    "reference" in remittance
      ? `<Strd><CdtrRefInf><Tp>${el("CdOrPrtry", el("Cd", "SCOR"))}${el("Issr", "ISO")}</Tp>${el("Ref", remittance.reference)}</CdtrRefInf></Strd>`
      : el("Ustrd", sepaText(remittance.text, 140));
  return [
    "<DrctDbtTxInf><PmtId>",
    instruction,
    el("EndToEndId", debit.endToEndId),
    `</PmtId><InstdAmt Ccy="EUR">${euros(debit.cents)}</InstdAmt><DrctDbtTx><MndtRltdInf>`,
    el("MndtId", debit.umr),
    el("DtOfSgntr", debit.signedOn),
    changed,
    "</MndtRltdInf></DrctDbtTx>",
    agent("DbtrAgt", debtor.bic, version),
    party("Dbtr", debtor.name, debtor.address),
    account("DbtrAcct", debtor.iban),
    debit.ultimateDebtor === undefined ? "" : party("UltmtDbtr", debit.ultimateDebtor, null),
    el("RmtInf", told),
    "</DrctDbtTxInf>\n",
  ].join("");
}

/** In the order of the schema: the mandate, the creditor, the account. */
function amended(amendment: Amendment): string {
  const { originalUmr, originalCreditorIdentifier, originalCreditorName, originalIban, newAccount } =
    amendment;
  const name = originalCreditorName === undefined ? "" : el("Nm", sepaText(originalCreditorName, 70));
  const identifier =
    originalCreditorIdentifier === undefined ? "" : schemeIdentifier(originalCreditorIdentifier);
  return [
    originalUmr === undefined ? "" : el("OrgnlMndtId", originalUmr),
    name + identifier === "" ? "" : el("OrgnlCdtrSchmeId", name + identifier),
    originalIban === undefined ? "" : account("OrgnlDbtrAcct", originalIban),
    newAccount === true ? el("OrgnlDbtrAcct", el("Id", el("Othr", el("Id", "SMNDA")))) : "",
  ].join("");
}
