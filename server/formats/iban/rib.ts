/** The French account number (RIB) that an IBAN of France or Monaco carries. */
import { checkDigits } from "./check-digits.ts";

export type Rib = { bank: string; branch: string; account: string; key: string };

/** Letters of a RIB count as digits: A-I are 1-9, J-R 1-9, S-Z 2-9. */
const asDigits = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => {
    const place = letter.charCodeAt(0) - 65;
    return String(place < 18 ? (place % 9) + 1 : place - 16);
  });

/** The key of a RIB: 97 less the remainder of its parts (ISO 7064, as French banks do: 89, 15 and 3 are their weights). */
export function ribKey(bank: string, branch: string, account: string): string {
  const [b, g, c] = [bank, branch, account].map((part) => BigInt(asDigits(part)));
  const key = 97n - ((89n * b! + 15n * g! + 3n * c!) % 97n);
  return String(key).padStart(2, "0");
}

const compact = (text: string): string => text.replace(/\s+/g, "").toUpperCase();

/** The French IBAN of a RIB; null when a part is misshapen or the key is wrong. */
export function ibanOfRib(given: Rib): string | null {
  const [bank, branch, account, key] = [given.bank, given.branch, given.account, given.key].map(compact);
  if (!/^\d{5}$/.test(bank!) || !/^\d{5}$/.test(branch!)) return null;
  if (!/^[A-Z0-9]{11}$/.test(account!) || !/^\d{2}$/.test(key!)) return null;
  if (ribKey(bank!, branch!, account!) !== key) return null;
  const bban = `${bank}${branch}${account}${key}`;
  return `FR${checkDigits(bban, "FR")}${bban}`;
}

/** The parts of a French IBAN; null for that of another country, or none. */
export function ribOfIban(iban: string): Rib | null {
  const parts = /^FR\d{2}(\d{5})(\d{5})([A-Z0-9]{11})(\d{2})$/.exec(iban);
  return parts && { bank: parts[1]!, branch: parts[2]!, account: parts[3]!, key: parts[4]! };
}
