/** TIPI's redirect flow: the order in the address of the page, and the proof that its callback must bring back. Pure. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** 1 € to 9 999.99 €. */
export const MIN_CENTS = 100;
export const MAX_CENTS = 999_999;

export type TipiOrder = {
  numcli: string;
  exer: string;
  refdet: string;
  objet: string;
  montant: string;
  mel: string;
  saisie: string;
  urlcl: string;
};

/** Address of the hosted page; empty values are left out. */
export function pageAddress(baseUrl: string, order: TipiOrder): string {
  const url = new URL(`${baseUrl.replace(/\/+$/, "")}/tpa/paiement.web`);
  for (const [name, value] of Object.entries(order)) if (value !== "") url.searchParams.set(name, value);
  return url.href;
}

type Proven = { numcli: string; saisie: string; refdet: string; montant: string };

/**
 * What the callback of an order must bring back in its address: TIPI signs nothing, so we sign the order ourselves. It
 * stops whoever does not know the address of the hosted page. The payer's browser does know it: see README.
 */
export function proofOf({ numcli, saisie, refdet, montant }: Proven, key: string): string {
  const text = ["tipi", Number(numcli), saisie, refdet, Number(montant)].join("|");
  return createHmac("sha256", key).update(text).digest("base64url").slice(0, 32);
}

/** Compares in constant time. */
export function isProof(received: string, order: Proven, key: string): boolean {
  const a = Buffer.from(proofOf(order, key));
  const b = Buffer.from(received);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Adds the proof to the address that TIPI calls back. */
export function withProof(notificationUrl: string, proof: string): string {
  const url = new URL(notificationUrl);
  url.searchParams.set("proof", proof);
  return url.href;
}

/** Reads `a=b&c=d`; null when one name comes with two values. */
export function parseFields(text: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const known = fields.get(name);
    if (known !== undefined && known !== value.trim()) return null;
    fields.set(name, value.trim());
  }
  return fields;
}

/** `::ffff:192.0.2.1` is `192.0.2.1`. */
export const plainAddress = (address: string): string =>
  address.toLowerCase().replace(/^::ffff:(?=[0-9.]+$)/, "");
