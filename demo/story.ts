/** What a generator is given, what it gives back, and what the three organizations share. */
import { ibanOfRib, isCreditorIdentifier, ribKey } from "../server/formats/iban/index.ts";
import type { Account, Books, Entry, Party } from "./books.ts";

export type DemoCreditor = {
  id: string;
  code: string;
  name: string;
  legalName: string;
  address: string[];
  siret: string;
  ics: string;
  iban: string;
  email: string;
  customerPrefixes: string[];
  dueDays: number;
  gateway:
    | { name: "payfip"; numcli: string }
    | { name: "ogone"; pspid: string }
    | { name: "payzen"; siteId: string }
    | { name: "monetico"; tpe: string }
    | { name: "stripe"; account: string };
};

export type Role = "customer" | "reader" | "accountant" | "manager" | "administrator";
export type DemoUser = {
  id: string;
  identifier: string;
  name: string;
  email: string | null;
  role: Role;
  /** `active` signs in with the common password, `temporary` with the temporary one, `invited` by the link of a mail. */
  state: "active" | "invited" | "temporary";
  /** Codes of creditors that a member of staff is limited to; null for all. */
  creditors: string[] | null;
  parties: Party[];
  /** Shown at the start, with a word of who it is. */
  who: { fr: string; en: string } | null;
};

/** An attempt to pay on line, as it ended. */
export type DemoPayment = {
  id: string;
  reference: string;
  user: DemoUser;
  creditorId: string;
  account: Account;
  pieces: { entry: Entry; cents: number }[];
  cents: number;
  state: "paid" | "denied" | "cancelled" | "expired" | "failed";
  at: Date;
  /** True when the money came although the customer had cancelled: a credit that settles nothing (PAY-6). */
  afterCancellation: boolean;
  /** The credit that the accounting software published for it; null while it is provisional. */
  credit: Entry | null;
};

export type Story = {
  slug: string;
  organizationId: string;
  books: Books;
  creditors: DemoCreditor[];
  users: DemoUser[];
  payments: DemoPayment[];
  /** The last day that the accounting software published. */
  publishedUntil: string;
  /** The books with what is not published yet, for the next FEC; absent where there is none. */
  next?: { books: Books; creditor: DemoCreditor };
};

/** `scale` 1 is the whole demonstration; a test asks for a hundredth. */
export type Setting = { today: string; scale: number };

export const scaled = (count: number, scale: number): number => Math.max(3, Math.round(count * scale));

/** An IBAN with right check digits (ISO 13616) over a bank that does not exist. */
export function demoIban(account: number): string {
  const rib = { bank: "99999", branch: "00001", account: String(account).padStart(11, "0") };
  return ibanOfRib({ ...rib, key: ribKey(rib.bank, rib.branch, rib.account) })!;
}

/** A creditor identifier with right check digits, that no bank gave. */
export function demoIcs(account: number): string {
  const national = (account % 0x1000000).toString(16).toUpperCase().padStart(6, "0");
  const digits = Array.from({ length: 97 }, (_, index) => String(index + 2).padStart(2, "0"));
  return digits.map((two) => `FR${two}ZZZ${national}`).find(isCreditorIdentifier)!;
}
