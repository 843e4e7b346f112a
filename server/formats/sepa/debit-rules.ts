import { isDay } from "../../platform/dates.ts";
import { isCreditorIdentifier, isIban, isInEea, isRfReference, readBic } from "../iban/index.ts";
import type { StructuredAddress } from "./address.ts";
import { type Debit, type DebitBlock, type DebitFile, DebitFileError } from "./debit-file.ts";
import { isMandateReference, isSepaIdentifier, sepaText } from "./text.ts";

/** Most that one debit may be worth: 999,999,999.99. */
const MOST = 99_999_999_999;

type Rule = readonly [field: string, holds: boolean];

function hold(at: string, rules: readonly Rule[]): void {
  for (const [field, holds] of rules) if (!holds) throw new DebitFileError(field, at);
}

const isAmount = (cents: number): boolean => Number.isSafeInteger(cents) && cents >= 1 && cents <= MOST;
const isSum = (cents: number): boolean => Number.isSafeInteger(cents) && cents >= 1;
const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 1;
const isName = (name: string): boolean => sepaText(name, 70) !== "";
const isBic = (bic: string | null | undefined, iban: string): boolean =>
  bic == null || readBic(bic, iban.slice(0, 2)) === bic;

/** A debit between accounts of which one is outside the EEA must carry the debtor's address. */
export const needsDebtorAddress = (creditorIban: string, debtorIban: string): boolean =>
  !isInEea(creditorIban.slice(0, 2)) || !isInEea(debtorIban.slice(0, 2));

function addressRules(field: string, address: StructuredAddress | null | undefined): Rule[] {
  if (!address) return [];
  const lines = address.lines ?? [];
  return [
    [`${field}.town`, sepaText(address.town, 35) !== ""],
    [`${field}.country`, /^[A-Z]{2}$/.test(address.country)],
    [`${field}.lines`, lines.length <= 2],
  ];
}

export function holdFile(file: DebitFile): void {
  hold("file", [
    ["messageId", isSepaIdentifier(file.messageId)],
    ["createdAt", !Number.isNaN(file.createdAt.getTime())],
    ["initiator", isName(file.initiator)],
    ["count", isCount(file.count)],
    ["cents", isSum(file.cents)],
  ]);
}

export function holdBlock(block: DebitBlock, number: number): void {
  const { creditor } = block;
  hold(`block ${number}`, [
    ["paymentInformationId", isSepaIdentifier(block.paymentInformationId)],
    ["scheme", ["CORE", "B2B"].includes(block.scheme)],
    ["sequence", ["OOFF", "RCUR", "FRST", "FNAL"].includes(block.sequence)],
    ["collectionDate", isDay(block.collectionDate)],
    ["creditor.name", isName(creditor.name)],
    ["creditor.ics", isCreditorIdentifier(creditor.ics)],
    ["creditor.iban", isIban(creditor.iban)],
    ["creditor.bic", isBic(creditor.bic, creditor.iban)],
    ...addressRules("creditor.address", creditor.address),
    ["count", isCount(block.count)],
    ["cents", isSum(block.cents)],
  ]);
}

export function holdDebit(debit: Debit, block: DebitBlock, number: number): void {
  const { debtor, remittance } = debit;
  hold(`debit ${number} of ${block.paymentInformationId}`, [
    ["endToEndId", isSepaIdentifier(debit.endToEndId)],
    ["instructionId", debit.instructionId === undefined || isSepaIdentifier(debit.instructionId)],
    ["cents", isAmount(debit.cents)],
    ["umr", isMandateReference(debit.umr)],
    ["signedOn", isDay(debit.signedOn) && debit.signedOn <= block.collectionDate],
    ["debtor.name", isName(debtor.name)],
    ["debtor.iban", isIban(debtor.iban)],
    ["debtor.bic", isBic(debtor.bic, debtor.iban)],
    ["debtor.address", debtor.address != null || !needsDebtorAddress(block.creditor.iban, debtor.iban)],
    ...addressRules("debtor.address", debtor.address),
    ["ultimateDebtor", debit.ultimateDebtor === undefined || isName(debit.ultimateDebtor)],
    [
      "remittance",
      "reference" in remittance ? isRfReference(remittance.reference) : sepaText(remittance.text, 140) !== "",
    ],
    ...amendmentRules(debit),
  ]);
}

function amendmentRules({ amendment }: Debit): Rule[] {
  if (!amendment) return [];
  const { originalUmr, originalCreditorIdentifier, originalCreditorName, originalIban, newAccount } =
    amendment;
  const something =
    newAccount === true ||
    [originalUmr, originalCreditorIdentifier, originalCreditorName, originalIban].some(
      (one) => one !== undefined,
    );
  return [
    ["amendment", something && !(newAccount === true && originalIban !== undefined)],
    ["amendment.originalUmr", originalUmr === undefined || isMandateReference(originalUmr)],
    [
      "amendment.originalCreditorIdentifier",
      originalCreditorIdentifier === undefined || isCreditorIdentifier(originalCreditorIdentifier),
    ],
    ["amendment.originalCreditorName", originalCreditorName === undefined || isName(originalCreditorName)],
    ["amendment.originalIban", originalIban === undefined || isIban(originalIban)],
  ];
}

/** Counts what was written against what was announced. */
export function holdTotals(
  at: string,
  announced: { count: number; cents: number },
  written: { count: number; cents: number },
): void {
  hold(at, [
    ["count", announced.count === written.count],
    ["cents", announced.cents === written.cents],
  ]);
}
