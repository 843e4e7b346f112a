import type { Balance, BankLine, BankStatement, LineDetail, WrittenStatement } from "../shapes.ts";

/** Records of 120 characters without line ends. */
export function* writeCfonb120(statements: Iterable<WrittenStatement>): Generator<string> {
  for (const { statement, lines } of statements) {
    const { opening, closing } = statement;
    if (opening) yield cfonbBalance("01", statement, opening);
    for (const line of lines) yield* cfonbMovement(line, statement);
    if (closing) yield cfonbBalance("07", statement, closing);
  }
}

const ddmmyy = (day: string | null) => (day ? day.slice(8) + day.slice(5, 7) + day.slice(2, 4) : "      ");

function cfonbAmount(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(14, "0");
  const last = Number(digits.at(-1));
  return digits.slice(0, -1) + (cents < 0 ? "}JKLMNOPQR" : "{ABCDEFGHI")[last]!;
}

/** The 34 first characters of any record. */
function cfonbStart(code: string, { account }: BankStatement, operation: string): string {
  const { bank, branch, account: number } = account.rib!;
  return `${code}${bank}    ${branch}${account.currency}2 ${number.padEnd(11)}${operation.padEnd(2)}`;
}

function cfonbBalance(code: "01" | "07", statement: BankStatement, { cents, on }: Balance): string {
  const start = cfonbStart(code, statement, "");
  return `${start}${ddmmyy(on)}${" ".repeat(50)}${cfonbAmount(cents)}${" ".repeat(16)}`;
}

function* cfonbMovement(line: BankLine, statement: BankStatement): Generator<string> {
  const start = (code: string) => cfonbStart(code, statement, line.code ?? "");
  const [detail] = line.details;
  const reason = (detail?.returnReason?.code ?? "").padEnd(2).slice(0, 2);
  const reference = (line.bankReference ?? "").padEnd(16).slice(0, 16);
  const label = line.label.padEnd(31).slice(0, 31);
  yield `${start("04")}${ddmmyy(line.bookedOn)}${reason}${ddmmyy(line.valueOn)}${label}  ${"0".repeat(9)}${cfonbAmount(line.cents)}${reference}`;
  for (const [qualifier, text] of cfonbComplements(line, detail)) {
    yield `${start("05")}${ddmmyy(line.bookedOn)}     ${qualifier}${text.padEnd(70).slice(0, 70)}  `;
  }
}

function cfonbComplements(line: BankLine, detail: LineDetail | undefined): [string, string][] {
  const weAreCreditor = /^(debit_batch|debit_return|debit_reversal)$/.test(line.kind);
  const payer = weAreCreditor || (line.kind !== "direct_debit_paid" && line.cents >= 0);
  const reference = detail?.paymentInformationId ?? line.batch?.paymentInformationId ?? "";
  const [first = "", ...more] = detail?.remittance ?? [];
  return [
    [payer ? "NPY" : "NBE", detail?.counterparty.name ?? ""],
    [payer ? "NPO" : "NBU", detail?.ultimate ?? ""],
    [payer ? "CPY" : "CBE", detail?.counterparty.iban ?? ""],
    ["LCC", first.slice(0, 70)],
    ["LC2", first.slice(70)],
    ["LCS", detail?.structuredReference ?? ""],
    ["RCN", detail?.endToEndId ?? ""],
    ["REF", reference.padEnd(35) + (detail?.instructionId ?? "")],
    ["RUM", detail?.mandateId ?? ""],
    ...more.map((text): [string, string] => ["LIB", text]),
  ].filter((one): one is [string, string] => one[1]!.trim() !== "");
}
