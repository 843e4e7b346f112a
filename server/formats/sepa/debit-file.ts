import type { StructuredAddress } from "./address.ts";

/** What changed in a mandate, told once with the next debit. `newAccount`: another account, at any bank (SMNDA). */
export type Amendment = {
  originalUmr?: string;
  originalCreditorIdentifier?: string;
  originalCreditorName?: string;
  originalIban?: string;
  newAccount?: boolean;
};

export type Debit = {
  endToEndId: string;
  instructionId?: string;
  cents: number;
  umr: string;
  signedOn: string;
  amendment?: Amendment;
  debtor: { name: string; iban: string; bic?: string | null; address?: StructuredAddress | null };
  ultimateDebtor?: string;
  remittance: { text: string } | { reference: string };
};

/** Debits of one creditor's account, scheme, sequence and day. */
export type DebitBlock = {
  paymentInformationId: string;
  scheme: "CORE" | "B2B";
  sequence: "OOFF" | "RCUR" | "FRST" | "FNAL";
  collectionDate: string;
  batchBooking?: boolean;
  creditor: {
    name: string;
    ics: string;
    iban: string;
    bic?: string | null;
    address?: StructuredAddress | null;
  };
  count: number;
  cents: number;
  debits: AsyncIterable<Debit> | Iterable<Debit>;
};

export type DebitFile = {
  messageId: string;
  createdAt: Date;
  initiator: string;
  count: number;
  cents: number;
  blocks: AsyncIterable<DebitBlock> | Iterable<DebitBlock>;
};

export type DebitVersion = "pain.008.001.08" | "pain.008.001.02";

/** A file that no bank would take: `field` names what is wrong, `at` where (a block, a debit), without account numbers. */
export class DebitFileError extends Error {
  readonly field: string;
  readonly at: string;
  constructor(field: string, at: string) {
    super(`${at}: ${field}`);
    this.field = field;
    this.at = at;
  }
}
