/** A creditor's settings for Monetico, and the bank's addresses. */
import { z } from "zod";
import { keyBytes } from "./protocol.ts";

const isKey = (text: string): boolean => {
  try {
    return keyBytes(text).length === 20;
  } catch {
    return false;
  }
};

export const moneticoConfiguration = z.object({
  /** The terminal's number. */
  tpe: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{7}$/),
  /** The company's code at the bank. */
  societe: z
    .string()
    .trim()
    .regex(/^[\w-]{1,40}$/),
  /** The security key, forty characters. */
  key: z.string().trim().refine(isKey).meta({ secret: true, title: "MAC key" }),
  environment: z.enum(["test", "production"]).default("test"),
  /**
   * The address given to the bank with each payment: the protocol refuses an order without one, and our orders carry the
   * payer's name only. The country has two letters.
   */
  address: z
    .object({
      line: z.string().trim().min(1).max(50),
      postalCode: z.string().trim().min(1).max(10),
      city: z.string().trim().min(1).max(50),
      country: z
        .string()
        .trim()
        .regex(/^[A-Z]{2}$/)
        .default("FR"),
    })
    // Left out whole, each of its fields is still named.
    .prefault({} as never),
  /** The hosted page; the vendor's own when not set (banks of the group once had their own hosts). */
  url: z.url({ protocol: /^https?$/ }).optional(),
});

export type MoneticoConfig = z.infer<typeof moneticoConfiguration>;

/** The vendor's hosted page. */
export const vendorPageUrl = (environment: MoneticoConfig["environment"]): string =>
  `https://p.monetico-services.com/${environment === "production" ? "" : "test/"}paiement.cgi`;
