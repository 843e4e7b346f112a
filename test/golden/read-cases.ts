/**
 * Reads the tables of the golden set. A case is:
 *
 *     # what it is about
 *     Dupont Marie (C0042) = Durand Marie: F2026-0042 150 @2026-06-05, F2026-0051 80.50     an account, aliases, what is open
 *     order T0001: F2026-0042 150                                                         a transfer that was ordered
 *     known FR76...: Dupont Marie, Martin Paul                                              a payer of before
 *     > 230.50 MME DUPONT | FACT F2026-0042 / SUITE {kind:cheque label:...}                 the line of the bank
 *     = several_invoices F2026-0042:150 F2026-0051:80.50 !                                  what is proposed first; ! without a hand
 *     ~ F2026-0042:150                                                                      what it really pays, when that differs
 *
 * `[RF:F20260042]` in a text is the structured reference over this body, `[RF4:...]` in groups of four. An account of a party that has several is `Name #2`.
 * The same piece twice is `PIECE.2`.
 */
import { rfReference } from "../../server/formats/iban/index.ts";
import type {
  KnownPayer,
  MatchCandidate,
  MatchLine,
  MatchOrder,
} from "../../server/modules/banking/matching-rules.ts";

export type GoldenCase = {
  title: string;
  candidates: MatchCandidate[];
  orders: MatchOrder[];
  payers: KnownPayer[];
  line: MatchLine;
  expected: string;
  /** Parts that the line really pays; `none` when it pays nothing here. */
  truth: string;
};

export const centsOf = (euros: string): number => Math.round(Number(euros) * 100);
export const eurosOf = (cents: number): string => String(cents / 100);
const withReferences = (text: string) =>
  text
    .replace(/\[RF:(\w+)\]/g, (_, body: string) => rfReference(body))
    .replace(/\[RF4:(\w+)\]/g, (_, body: string) => rfReference(body).replace(/.{4}(?=.)/g, "$& "));

/** `reason PIECE:amount ... [!]` without its reason and mark. */
export const partsIn = (expected: string): string =>
  expected === "none" ? "none" : expected.replace(/^[a-z_]+ /, "").replace(/ !$/, "");

export const readCases = (table: string): GoldenCase[] =>
  withReferences(table)
    .split(/^# /m)
    .slice(1)
    .map((text) => readCase(text.split("\n").map((line) => line.trim())));

function readCase([title = "", ...lines]: string[]): GoldenCase {
  const read: GoldenCase = {
    title,
    candidates: [],
    orders: [],
    payers: [],
    line: lineOf(""),
    expected: "",
    truth: "",
  };
  for (const line of lines.filter(Boolean)) {
    if (line.startsWith("> ")) read.line = lineOf(line.slice(2));
    else if (line.startsWith("= ")) read.expected = line.slice(2);
    else if (line.startsWith("~ ")) read.truth = line.slice(2);
    else if (line.startsWith("order ")) read.orders.push(orderOf(read, line));
    else if (line.startsWith("known ")) read.payers.push(payerOf(read, line));
    else read.candidates.push(...owedOf(read, line));
  }
  read.truth ||= partsIn(read.expected);
  return read;
}

/** Everything about an account in one line. */
function owedOf({ candidates }: GoldenCase, line: string): MatchCandidate[] {
  const [, who, code, aliases, list] = /^([^:(=]+?)\s*(?:\((\w+)\))?\s*(?:= ([^:]+))?:\s*(.*)$/.exec(line)!;
  const partyName = who!.replace(/ #\d+$/, "");
  const met = candidates.map(({ piece }) => piece);
  return list!.split(/,\s*/).map((one, at): MatchCandidate => {
    const [, piece, euros, day] = /^(\S+) (-?[\d.]+)(?: @(\S+))?$/.exec(one)!;
    const twice = met.filter((other) => other === piece).length;
    met.push(piece!);
    const date = day ?? `2026-${String((at % 12) + 1).padStart(2, "0")}-05`;
    return {
      entryId: twice > 0 ? `${piece}.${twice + 1}` : piece!,
      accountId: `account of ${who}`,
      accountCode: code ?? `411${who!.length}${who!.charCodeAt(0)}${who!.charCodeAt(who!.length - 1)}`,
      partyId: `party ${partyName}`,
      partyName,
      partyAliases: aliases ? aliases.split(" = ") : [],
      piece: piece === "-" ? null : piece!,
      label: `Facture ${piece}`,
      date,
      dueOn: date,
      openCents: centsOf(euros!),
    };
  });
}

function orderOf({ candidates }: GoldenCase, line: string): MatchOrder {
  const [, body, list] = /^order (\w+): (.*)$/.exec(line)!;
  const parts = list!.split(/,\s*/).map((one) => {
    const [piece, euros] = one.split(" ");
    return { entryId: piece!, cents: centsOf(euros!) };
  });
  const first = candidates.find(({ entryId }) => entryId === parts[0]!.entryId);
  const cents = parts.reduce((sum, part) => sum + part.cents, 0);
  return {
    orderId: body!,
    reference: rfReference(body!),
    accountId: first?.accountId ?? "account closed",
    cents,
    parts,
  };
}

function payerOf(_: GoldenCase, line: string): KnownPayer {
  const [, iban, list] = /^known (\w+): (.*)$/.exec(line)!;
  return { iban: iban!, accountIds: list!.split(/,\s*/).map((who) => `account of ${who}`) };
}

function lineOf(text: string): MatchLine {
  const [, said = "", fields = ""] = /^(.*?)(?:\{(.*)\})?$/.exec(text)!;
  const [head = "", texts = ""] = said.split("|").map((part) => part.trim());
  const [, euros = "0", name = ""] = /^([\d.-]+)\s*(.*)$/.exec(head) ?? [];
  const field = (key: string) =>
    new RegExp(`${key}:(.*?)(?=\\s*(?:kind|iban|ref|e2e|label):|$)`).exec(fields)?.[1]?.trim() || null;
  return {
    cents: centsOf(euros),
    bookedOn: "2026-12-01",
    label: field("label") ?? "",
    counterpartyName: name || null,
    counterpartyIban: field("iban"),
    endToEndId: field("e2e"),
    structuredReference: field("ref"),
    texts: texts ? texts.split(" / ") : [],
    kind: (field("kind") ?? "transfer") as MatchLine["kind"],
    batch: null,
    mandateId: null,
  };
}
