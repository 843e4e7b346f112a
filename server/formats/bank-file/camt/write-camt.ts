import type { Balance, BankLine, BankStatement, LineDetail, WrittenStatement } from "../shapes.ts";

const MESSAGES = {
  "camt.052": ["BkToCstmrAcctRpt", "Rpt"],
  "camt.053": ["BkToCstmrStmt", "Stmt"],
  "camt.054": ["BkToCstmrDbtCdtNtfctn", "Ntfctn"],
} as const;

export type CamtStyle = { format: keyof typeof MESSAGES; version: "02" | "08"; prefix?: string };

/** One camt document, in pieces. */
export function* writeCamt(statements: Iterable<WrittenStatement>, style: CamtStyle): Generator<string> {
  const [message, each] = MESSAGES[style.format];
  const namespace = `urn:iso:std:iso:20022:tech:xsd:${style.format}.001.${style.version}`;
  const mark = style.prefix ? `${style.prefix}:` : "";
  const made = (xml: string) => (mark ? xml.replace(/<(\/?)(?=[A-Z])/g, `<$1${mark}`) : xml);
  const declared = style.prefix ? `xmlns:${style.prefix}` : "xmlns";
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<${mark}Document ${declared}="${namespace}">`;
  yield made(`<${message}><GrpHdr><MsgId>MSG-1</MsgId><CreDtTm>2026-12-01T06:00:00</CreDtTm></GrpHdr>\n`);
  for (const { statement, lines } of statements) {
    yield made(`<${each}>${camtHeader(statement, style)}`);
    for (const line of lines) yield made(`${camtEntry(line, style)}\n`);
    yield made(`</${each}>\n`);
  }
  yield made(`</${message}></Document>\n`);
}

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]!);
const element = (name: string, content: string | null | undefined) =>
  content ? `<${name}>${content}</${name}>` : "";
const words = (name: string, text: string | null | undefined) => element(name, text ? escaped(text) : null);
const euros = (cents: number) => {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const amount = (cents: number, currency: string, name = "Amt") =>
  `<${name} Ccy="${currency}">${euros(cents)}</${name}>`;
const sign = (cents: number) => `<CdtDbtInd>${cents < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;

function camtHeader(statement: BankStatement, style: CamtStyle): string {
  const { account, opening, closing } = statement;
  const balance = (code: string, one: Balance | null) =>
    one
      ? `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(one.cents, account.currency)}${sign(one.cents)}<Dt><Dt>${one.on}</Dt></Dt></Bal>`
      : "";
  const period =
    statement.from && statement.to
      ? `<FrToDt><FrDtTm>${statement.from}T00:00:00</FrDtTm><ToDtTm>${statement.to}T23:59:59</ToDtTm></FrToDt>`
      : "";
  const number = words("ElctrncSeqNb", statement.number);
  return (
    words("Id", statement.statementId) +
    `${number}<CreDtTm>2026-12-01T06:00:00</CreDtTm>${period}` +
    `<Acct><Id>${words("IBAN", account.iban)}</Id><Ccy>${account.currency}</Ccy></Acct>` +
    (style.format === "camt.054" ? "" : balance("OPBD", opening) + balance("CLBD", closing))
  );
}

function camtEntry(line: BankLine, style: CamtStyle): string {
  const [domain, family, part] = (line.code ?? "").split("/");
  const status = line.pending ? "PDNG" : "BOOK";
  const code = part
    ? `<Domn><Cd>${domain}</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${part}</SubFmlyCd></Fmly></Domn>`
    : `<Prtry>${words("Cd", line.code ?? "NONE")}</Prtry>`;
  const batch = line.batch
    ? `<Btch>${words("MsgId", line.batch.messageId)}${words("PmtInfId", line.batch.paymentInformationId)}${element("NbOfTxs", line.batch.count === null ? null : String(line.batch.count))}${line.batch.cents === null ? "" : amount(line.batch.cents, line.currency, "TtlAmt")}</Btch>`
    : "";
  const details = line.details.map((detail) => camtDetail(detail, line, style)).join("");
  return (
    `<Ntry>${amount(line.cents, line.currency)}${sign(line.cents)}` +
    (line.reversal ? "<RvslInd>true</RvslInd>" : "") +
    `<Sts>${style.version === "08" ? `<Cd>${status}</Cd>` : status}</Sts>` +
    `<BookgDt><Dt>${line.bookedOn}</Dt></BookgDt>` +
    (line.valueOn ? `<ValDt><Dt>${line.valueOn}</Dt></ValDt>` : "") +
    words("AcctSvcrRef", line.bankReference) +
    `<BkTxCd>${code}</BkTxCd>${element("NtryDtls", batch + details)}` +
    `${words("AddtlNtryInf", line.label)}</Ntry>`
  );
}

function camtDetail(detail: LineDetail, line: BankLine, { version }: CamtStyle): string {
  const { currency } = line;
  const own = version === "08";
  const amounts = own
    ? amount(detail.cents, currency) + sign(detail.cents)
    : `<AmtDtls><TxAmt>${amount(detail.cents, currency)}</TxAmt></AmtDtls>`;
  const charge = detail.chargesCents === null ? "" : amount(detail.chargesCents, currency);
  const charges = own ? element("Rcrd", charge) : charge;
  const party = (name: string | null) =>
    words("Nm", name) && (own ? `<Pty>${words("Nm", name)}</Pty>` : words("Nm", name));
  const { name, iban, bic } = detail.counterparty;
  // Whoever pays us, or is debited by us, is the debtor.
  const ours = /^debit_(batch|return|reversal)$/.test(line.kind);
  const role = ours || (line.kind !== "direct_debit_paid" && line.cents >= 0) ? "Dbtr" : "Cdtr";
  const account = iban ? `<${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct>` : "";
  const parties = element(role, party(name)) + account + element(`Ultmt${role}`, party(detail.ultimate));
  const agent = bic
    ? `<${role}Agt><FinInstnId>${words(own ? "BICFI" : "BIC", bic)}</FinInstnId></${role}Agt>`
    : "";
  const structured = detail.structuredReference
    ? `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>${words("Ref", detail.structuredReference)}</CdtrRefInf></Strd>`
    : "";
  const texts = detail.remittance.map((text) => words("Ustrd", text)).join("");
  const reason = detail.returnReason;
  const code = reason?.code ? `<Rsn>${words("Cd", reason.code)}</Rsn>` : "";
  return (
    `<TxDtls>${camtReferences(detail, own)}${own ? amounts : amounts + element("Chrgs", charges)}` +
    (own ? element("Chrgs", charges) : "") +
    `${element("RltdPties", parties)}${element("RltdAgts", agent)}${element("RmtInf", texts + structured)}` +
    `${element("RtrInf", code + words("AddtlInf", reason?.text))}</TxDtls>`
  );
}

function camtReferences(detail: LineDetail, withUetr: boolean): string {
  return element(
    "Refs",
    words("AcctSvcrRef", detail.bankReference) +
      words("PmtInfId", detail.paymentInformationId) +
      words("InstrId", detail.instructionId) +
      words("EndToEndId", detail.endToEndId) +
      (withUetr ? words("UETR", detail.uetr) : "") +
      words("MndtId", detail.mandateId),
  );
}
