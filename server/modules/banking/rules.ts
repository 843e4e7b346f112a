/** The trade rules of bank lines, pure (PAY-10). */
import { createHash, createHmac, randomInt } from "node:crypto";
import type { BankAccountKey, BankLine, LineDetail } from "../../formats/bank-file/index.ts";
import { ibanOfRib, isIban, maskIban, ribKey } from "../../formats/iban/index.ts";

/** The bytes read of a file as a progress. */
export const progressOf = (one: { state: string; bytes: number; bytesRead: number }): number =>
  one.state === "done"
    ? 100
    : one.state === "queued"
      ? 0
      : Math.min(99, Math.floor((one.bytesRead / Math.max(1, one.bytes)) * 100));

/** One name for an account, whether its file gives an IBAN or the parts of the French identifier. */
export function accountKey(account: BankAccountKey): string {
  if (account.iban) return account.iban.replaceAll(/\s/g, "").toUpperCase();
  const parts = account.rib;
  if (!parts) return "";
  const { bank, branch, account: number } = parts;
  const shaped = [bank, branch, number].every((part) => /^[A-Z0-9]+$/.test(part));
  const iban = shaped
    ? ibanOfRib({ bank, branch, account: number, key: ribKey(bank, branch, number) })
    : null;
  return iban ?? `${bank}-${branch}-${number}`;
}

/** What names an account on screen: a masked IBAN, or what its bank says. */
export const accountName = (key: string): string => (isIban(key) ? maskIban(key) : key);

/** A text of a file, fit to be kept: no control character, single spaces. */
export const cleanText = (text: string | null | undefined): string =>
  (text ?? "")
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f\u007f]+/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** A payer's IBAN as a keyed hash: it can be known again, and read by nobody. Empty without an IBAN. */
const payerHash = (key: Buffer, iban: string | null): string =>
  iban
    ? createHmac("sha256", key).update(iban.replaceAll(/\s/g, "").toUpperCase()).digest("hex").toUpperCase()
    : "";

const NO_REFERENCE = /^(NOTPROVIDED|NONREF|NON ?COMMUNIQUE?E?|0*)$/i;
/** A reference that means something; banks write `NOTPROVIDED` or zeros for none. */
export const reference = (text: string | null | undefined): string => {
  const clean = cleanText(text);
  return NO_REFERENCE.test(clean) ? "" : clean;
};

/** What is kept of one transaction: IBANs masked. */
export type KeptDetail = {
  cents: number;
  counterparty: string;
  ultimate: string;
  payerHash: string;
  payerMask: string;
  endToEndId: string;
  paymentInformationId: string;
  mandateId: string;
  structured: string;
  remittance: string[];
  returnCode: string;
  returnText: string;
  chargesCents: number | null;
};

export const keptDetail = (one: LineDetail, key: Buffer): KeptDetail => ({
  cents: one.cents,
  counterparty: cleanText(one.counterparty.name),
  ultimate: cleanText(one.ultimate),
  payerHash: payerHash(key, one.counterparty.iban),
  payerMask: one.counterparty.iban ? maskIban(one.counterparty.iban) : "",
  endToEndId: reference(one.endToEndId),
  paymentInformationId: reference(one.paymentInformationId),
  mandateId: reference(one.mandateId),
  structured: reference(one.structuredReference),
  remittance: one.remittance.map(cleanText).filter(Boolean),
  returnCode: cleanText(one.returnReason?.code),
  returnText: cleanText(one.returnReason?.text),
  chargesCents: one.chargesCents,
});

/** All the words of a line, once each: what is searched, and shown when nothing better is known. */
export function textsOf(line: BankLine, details: readonly KeptDetail[]): string {
  const all = [
    line.label,
    ...details.flatMap((one) => [one.counterparty, one.structured, one.endToEndId, ...one.remittance]),
  ].map(cleanText);
  return [...new Set(all.filter(Boolean))].join(" · ").slice(0, 4000);
}

/** What a line says, as its bank said it: the same text from the same bank is the same line, told again. */
export const fingerprint = (line: BankLine): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        line.bookedOn,
        line.cents,
        line.currency,
        line.code,
        reference(line.bankReference),
        cleanText(line.label),
        line.batch?.paymentInformationId ?? null,
        line.details.map((one) => [
          one.cents,
          one.endToEndId,
          one.mandateId,
          one.counterparty.iban,
          cleanText(one.counterparty.name),
          one.structuredReference,
          one.remittance.map(cleanText),
        ]),
      ]),
    )
    .digest("base64url");

const OURS = new Set(["transfer", "instant_transfer", "direct_debit_paid", "cheque", "card"]);
/**
 * What becomes of a line as it comes: money that leaves for suppliers or staff is no customer's, nor are the takings of a
 * card terminal or provider, whose payments tell themselves. Everything else waits for a hand or for the matching.
 */
export function openingState(line: Pick<BankLine, "kind" | "cents" | "currency" | "reversal">): {
  state: "waiting" | "ignored" | "set_aside";
  reason: string;
} {
  if (line.currency !== "EUR") return { state: "set_aside", reason: "currency" };
  if (line.cents < 0 && OURS.has(line.kind) && !line.reversal)
    return { state: "ignored", reason: "outgoing" };
  if (line.cents > 0 && line.kind === "card") return { state: "ignored", reason: "card_takings" };
  return { state: "waiting", reason: "" };
}

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** A new reference: `VR` and twelve random characters (60 bits). It names the money in the books. */
export const newReference = (): string =>
  `VR${Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("")}`;

export type Part = { entryId: string; cents: number };

/**
 * How money of a line goes to accounts: each has what its own pieces sum to, and one has what no piece uses. In the order of
 * account ids, which is the order of locks.
 */
export function shareOut(
  parts: readonly (Part & { accountId: string })[],
  cents: number,
  accountId: string | null,
): { accounts: [accountId: string, cents: number][]; unusedCents: number } {
  const shares = new Map<string, number>();
  const add = (id: string, more: number) => shares.set(id, (shares.get(id) ?? 0) + more);
  for (const part of parts) add(part.accountId, part.cents);
  const unusedCents = cents - parts.reduce((sum, part) => sum + part.cents, 0);
  if (unusedCents > 0 && accountId) add(accountId, unusedCents);
  const accounts = [...shares].filter(([, share]) => share !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { accounts, unusedCents };
}

/** The words by which an entry says whence its money came. */
export const entryLabel = (kind: string, counterparty: string): string => {
  const what =
    kind === "cheque" ? "Chèque reçu" : kind === "transfer_return" ? "Virement revenu" : "Virement reçu";
  return counterparty ? `${what} de ${counterparty}`.slice(0, 140) : what;
};

/** Under this the best proposal is a clue, to be chosen knowingly: no single key takes it. */
export const isWorthAccepting = (score: number | undefined): boolean => score !== undefined && score >= 50;
